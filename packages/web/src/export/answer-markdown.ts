import type { Citation } from '@groundwire/protocol';
import { readClaims, type ReadClaim, unsupported } from '../answer/read-claims.js';
import type { FinalAnswer } from '../server.js';
import { SUPPORT_WORDS } from '../words.js';

type ExportedAnswer = Pick<FinalAnswer, 'text' | 'citations' | 'claims'>;

/**
 * The answer as a Markdown file: the question as its heading, the text with its markers, how many statements are backed and which are not,
 * and the numbered sources with their quotes. Pure.
 */
export function answerMarkdown(question: string, { text, citations, claims }: ExportedAnswer): string {
  const heading = `# ${oneLine(question)}`;
  const support = claims.length === 0 ? [] : ['## Support', supportLines(readClaims(text, claims))];
  const sources = citations.length === 0 ? [] : [`## Sources`, citations.map(sourceEntry).join('\n')];
  return `${[heading, text.trim(), ...support, ...sources].join('\n\n')}\n`;
}

function supportLines(claims: readonly ReadClaim[]): string {
  const doubtful = unsupported(claims);
  const lines = doubtful.map(({ text, support, citations, reason }) => {
    const words = citations.length === 0 ? 'names no source' : SUPPORT_WORDS[support];
    return `- ${escaped(text)} *(${words}${reason === '' ? '' : `: ${escaped(reason)}`})*`;
  });
  return [`${claims.length - doubtful.length} of ${claims.length} statements are backed by the sources that they name${lines.length === 0 ? '.' : '; not in full:'}`, ...(lines.length === 0 ? [] : ['', ...lines])].join('\n');
}

function sourceEntry({ number, title, url, domain, author, published_at, quotes }: Citation): string {
  const facts = [author ?? null, domain === 'library' ? null : domain, published_at?.slice(0, 10) ?? null].filter((fact) => fact !== null);
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
