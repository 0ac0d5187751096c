import type { Citation } from '@groundwire/protocol';

/** The sources of an answer as BibTeX, one `@online` entry each, with keys `source1`, `source2`, … Pure. */
export function bibtex(citations: readonly Citation[]): string {
  return citations.map(entry).join('\n');
}

function entry({ number, title, url, domain, published_at, author, retrieved_at, quotes }: Citation): string {
  const fields: Array<[string, string]> = [
    ['title', `{${escaped(title)}}`],
    ...(author === undefined ? [] : [['author', `{${escaped(author)}}`] satisfies [string, string]]),
    ['url', url.replace(/[{}\\\s]/g, encodeURIComponent)],
    ...(domain === 'library' ? [] : [['organization', escaped(domain)] satisfies [string, string]]),
    ...(published_at === null ? [] : [['date', published_at.slice(0, 10)] satisfies [string, string]]),
    ['urldate', retrieved_at.slice(0, 10)],
    ...(quotes[0] === undefined ? [] : [['note', escaped(`"${quotes[0].text.replace(/\s+/g, ' ').trim()}"`)] satisfies [string, string]]),
  ];
  return `@online{source${number},\n${fields.map(([name, value]) => `  ${name} = {${value}},`).join('\n')}\n}\n`;
}

const SIGNS: Record<string, string> = { '\\': '\\textbackslash{}', '{': '\\{', '}': '\\}', '~': '\\textasciitilde{}', '^': '\\textasciicircum{}' };

function escaped(text: string): string {
  return text.replace(/[\\{}~^]/g, (sign) => SIGNS[sign] ?? sign).replace(/[#$%&_]/g, '\\$&');
}
