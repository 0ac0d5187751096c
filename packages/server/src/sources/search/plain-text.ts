import { cleanLine, removeInvisible } from '../../extraction/clean-text.js';
import { readHtml } from '../../extraction/html-reader.js';

/** Longest text that is looked at; what services send in one field is far shorter. */
const MAX_LOOKED_AT = 60_000;
const BLOCKS = new Set(['p', 'br', 'div', 'li', 'ul', 'ol', 'tr', 'pre', 'blockquote', 'h1', 'h2', 'h3', 'h4', 'title', 'sec', 'list-item', 'jats:p', 'jats:title', 'jats:sec', 'jats:list-item']);
const UNSEEN = new Set(['script', 'style', 'template', 'noscript']);
/** Markup that was escaped once more, as in Crossref's `&lt;i&gt;`. */
const LEFTOVER_MARKUP = /<\/?(?:jats:)?[a-z][a-z0-9:-]{0,20}(?:\s[^<>]*)?\/?>/i;

/** One line of plain text out of HTML or XML: no tags, entities decoded, no control or bidi characters, at most `limit` units. Pure. */
export function lineOfMarkup(markup: string, limit: number): string {
  return lineOfText(withoutMarkup(markup).replace(/\n+/g, ' '), limit);
}

/** Plain text with a line for each block out of HTML or XML; otherwise as {@link lineOfMarkup}. */
export function textOfMarkup(markup: string, limit: number): string {
  return textOfText(withoutMarkup(markup), limit);
}

/** One line of text that is plain already. */
export function lineOfText(text: string, limit: number): string {
  return shorten(cleanLine(text.slice(0, MAX_LOOKED_AT)), limit);
}

/** Text that is plain already: lines are kept, empty ones dropped. */
export function textOfText(text: string, limit: number): string {
  const lines = removeInvisible(text.slice(0, MAX_LOOKED_AT)).split('\n').map((line) => line.replace(/\s+/g, ' ').trim());
  return shorten(lines.filter((line) => line !== '').join('\n'), limit);
}

function withoutMarkup(markup: string): string {
  const once = strip(markup.slice(0, MAX_LOOKED_AT));
  return LEFTOVER_MARKUP.test(once) ? strip(once) : once;
}

function strip(markup: string): string {
  const parts: string[] = [];
  let unseen = 0;
  readHtml<string>(markup, {
    open(name) {
      if (UNSEEN.has(name)) unseen += 1;
      if (BLOCKS.has(name)) parts.push('\n');
      return name;
    },
    close(name) {
      if (UNSEEN.has(name)) unseen -= 1;
      if (BLOCKS.has(name)) parts.push('\n');
    },
    text(text) {
      if (unseen === 0) parts.push(text);
    },
  });
  return parts.join('');
}

/** Cuts at a word where one ends nearby, never inside a character. */
function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const cut = text.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '');
  return `${cut.replace(/\s+\S{0,40}$/, '').trimEnd()}…`;
}
