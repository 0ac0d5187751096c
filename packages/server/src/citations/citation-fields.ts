import { parseUrl } from '@groundwire/protocol/parse-url';
import type { Quote } from '@groundwire/protocol';
import type { CitedSource } from './cited-source.js';

/** The fields of a citation that say which source it is. Sources are hostile: nothing goes out that a reader or a browser could be misled by. Pure. */

const MAX_TITLE_LENGTH = 300;
const MAX_AUTHOR_LENGTH = 200;

/** Address and domain, as the guide wants them: an absolute http(s) URL always. */
export function addressOf(found: CitedSource['found'], documentUrl: string | undefined, publicUrl: string): { url: string; domain: string } {
  const url = httpUrl(found.url);
  if (url !== null) return { url, domain: cleanText(found.domain) || new URL(url).host.replace(/^www\./, '') };
  return { url: documentUrl ?? documentPage(publicUrl, found.source_id), domain: 'library' };
}

/** The page on this server that shows a document with the quotes marked; `v` tells it for which state of the text they hold. */
export function documentUrlOf({ found, text }: CitedSource, quotes: readonly Quote[], publicUrl: string): string | undefined {
  if (found.document_id === null) return undefined;
  const page = documentPage(publicUrl, found.document_id);
  const version = /^sha256:([0-9a-f]{8})/i.exec(text.content_hash)?.[1];
  const query = [
    ...(quotes.length === 0 ? [] : [`mark=${quotes.map(({ start, end }) => `${start}-${end}`).join(',')}`]),
    ...(version === undefined ? [] : [`v=${version}`]),
  ];
  return `${page}${query.length === 0 ? '' : `?${query.join('&')}`}${quotes.length === 0 ? '' : '#mark'}`;
}

function documentPage(publicUrl: string, id: string): string {
  return `${publicUrl.replace(/\/+$/, '')}/documents/${encodeURIComponent(id.replace(/\p{Cs}/gu, ''))}`;
}

/** Never empty: the domain or the address stands in for a title that is missing. */
export function titleOf(found: CitedSource['found'], url: string): string {
  const title = cleanText(found.title) || cleanText(found.domain) || url;
  if (title.length <= MAX_TITLE_LENGTH) return title;
  return `${title.slice(0, MAX_TITLE_LENGTH - 1).replace(/[\uD800-\uDBFF]$/, '').trimEnd()}…`;
}

/** A name, or several, as one line; undefined where the source names nobody. */
export function authorOf(found: CitedSource['found']): string | undefined {
  const name = cleanText(found.author ?? '');
  return name === '' || name.length > MAX_AUTHOR_LENGTH ? undefined : name;
}

/** An ISO 8601 day, or instant with a time zone; an instant without one counts as its day; everything else is unknown. */
export function publishedAtOf(value: string | null): string | null {
  const match = /^(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?)?$/.exec(value ?? '');
  const day = match?.[1];
  if (match === null || day === undefined || !isCalendarDay(day)) return null;
  const whole = match[0];
  if (match[2] === undefined) return day;
  return Number.isNaN(Date.parse(whole)) ? null : whole;
}

/** In the same forms; undefined where the source names no such day, or the one on which it was published or one before. */
export function modifiedAtOf({ published_at, modified_at = null }: CitedSource['found']): string | undefined {
  const [published, modified] = [publishedAtOf(published_at), publishedAtOf(modified_at)];
  return modified === null || (published !== null && modified.slice(0, 10) <= published.slice(0, 10)) ? undefined : modified;
}

function isCalendarDay(day: string): boolean {
  const milliseconds = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString().startsWith(day);
}

/** As it was given where that is plain, so that it equals what the source calls itself; else in its normal form, without name and password. */
function httpUrl(value: string | null): string | null {
  if (value === null || !/^https?:\/\//i.test(value)) return null;
  const url = parseUrl(value);
  if (url === null || url.hostname === '') return null;
  if (/^https?:\/\/[A-Za-z0-9.:-]+(?:[/?#][!#-;=?-[\]_a-z~]*)?$/.test(value)) return value;
  url.username = '';
  url.password = '';
  return url.href;
}

/** One line without control characters, and without those that turn the direction of writing or can't be seen. */
function cleanText(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\p{Cs}]/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
}
