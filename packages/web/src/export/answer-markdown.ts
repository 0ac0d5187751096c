import type { Citation } from '@groundwire/protocol';
import type { FinalAnswer } from '../server.js';

type ExportedAnswer = Pick<FinalAnswer, 'text' | 'citations'>;

/** The answer as a Markdown file: the question as its heading, the text with its markers, and the numbered sources with their quotes. Pure. */
export function answerMarkdown(question: string, { text, citations }: ExportedAnswer): string {
  const heading = `# ${oneLine(question)}`;
  const sources = citations.length === 0 ? [] : [`## Sources`, citations.map(sourceEntry).join('\n')];
  return `${[heading, text.trim(), ...sources].join('\n\n')}\n`;
}

function sourceEntry({ number, title, url, domain, published_at, quotes }: Citation): string {
  const facts = [domain === 'library' ? null : domain, published_at?.slice(0, 10) ?? null].filter((fact) => fact !== null);
  const head = `${number}. [${escaped(title)}](<${url.replace(/[<>\s]/g, encodeURIComponent)}>)${facts.length === 0 ? '' : `, ${escaped(facts.join(', '))}`}`;
  return [head, ...quotes.map(({ text }) => `   > ${escaped(oneLine(text))}`)].join('\n');
}

/** Titles and quotes are the sources' own words: none of their signs is to be read as Markdown. */
function escaped(text: string): string {
  return oneLine(text).replace(/[\\`*_[\]<>#|!]/g, '\\$&');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
