import { parseUrl } from '@groundwire/protocol/parse-url';
import type { Citation, Warning } from '@groundwire/protocol';
import { safeLine } from './safe-text.js';

/** What rendering needs to know of the reader. */
export interface Reader {
  color: boolean;
  locale: string | undefined;
}

const dim = (text: string, { color }: Reader) => (color ? `\u001b[2m${text}\u001b[22m` : text);
const bold = (text: string, { color }: Reader) => (color ? `\u001b[1m${text}\u001b[22m` : text);

/** The numbered sources below an answer. */
export function renderSources(citations: readonly Citation[], reader: Reader): string {
  if (citations.length === 0) return '';
  return [`${bold('Sources', reader)}\n`, ...citations.map((citation) => renderSource(citation, reader))].join('');
}

function renderSource(citation: Citation, reader: Reader): string {
  const facts = [place(citation), pages(citation), readableDate(citation.published_at, reader), changed(citation, reader), `credibility ${decimal(citation.credibility, reader)}`, supportWords(citation)];
  const indent = ' '.repeat(`[${citation.number}] `.length);
  return [
    `${bold(`[${citation.number}]`, reader)} ${safeLine(citation.title)}`,
    `${indent}${dim(facts.filter((fact) => fact !== '').join(' · '), reader)}`,
    `${indent}${safeLine(citation.url)}`,
  ].map((line) => `${line}\n`).join('');
}

/** `domain/path`, short enough for one line. */
function place({ url, domain }: Citation): string {
  const path = domain === 'library' ? '' : (parseUrl(url)?.pathname.replace(/\/$/, '') ?? '');
  const whole = safeLine(domain + path);
  return whole.length <= 60 ? whole : `${whole.slice(0, 59)}…`;
}

/** Of a document with pages, those that the quotes stand on. */
function pages({ quotes }: Citation): string {
  const numbers = [...new Set(quotes.flatMap(({ page }) => page ?? []))].sort((left, right) => left - right);
  return numbers.length === 0 ? '' : `${numbers.length === 1 ? 'page' : 'pages'} ${numbers.join(', ')}`;
}

function changed({ modified_at }: Citation, reader: Reader): string {
  return modified_at === undefined ? '' : `changed ${readableDate(modified_at, reader)}`;
}

function supportWords({ support }: Citation): string {
  return { full: '', partial: 'supports it in part', none: 'does not support it', unchecked: 'support not checked' }[support];
}

/** A day or an instant in the reader's own form; anything else as it is, because `Date` reads "Spring 2025" as the first of January. */
export function readableDate(published_at: string | null, { locale }: Reader): string {
  if (published_at === null) return '';
  const date = new Date(published_at);
  if (!/^\d{4}-\d{2}-\d{2}/.test(published_at) || Number.isNaN(date.getTime())) return safeLine(published_at);
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(date);
}

function decimal(value: number, { locale }: Reader): string {
  return new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value);
}

/** A count in the reader's form with its word: `1 document`, `1,234 documents`. */
export function counted(count: number, word: string, { locale }: Pick<Reader, 'locale'>): string {
  return `${new Intl.NumberFormat(locale).format(count)} ${word}${count === 1 ? '' : 's'}`;
}

export function renderWarning(warning: Warning): string {
  return `Note: ${safeLine(warning.message)}`;
}
