import { cleanLine, joinWrapped, removeInvisible } from './clean-text.js';
import { DocumentBuilder, UNTITLED } from './document-builder.js';
import type { ExtractOptions } from './extract-html.js';
import type { ExtractedDocument } from './extracted-document.js';

/** Lines longer than this are paragraphs of their own: nobody wraps text this wide. */
const LONG_LINE = 140;
const LONGEST_TITLE = 100;
const BULLET = /^\s*(?:[-*•‣▪–]|\(?\d{1,3}[.)])\s+/;

/**
 * Plain text as a document: paragraphs end at blank lines, lines wrapped to a page's width are joined, lists and aligned
 * columns keep their lines. The title is the first line where it stands alone and reads like one.
 */
export function extractText(content: string, options: ExtractOptions = {}): ExtractedDocument {
  const builder = new DocumentBuilder();
  const text = removeInvisible(content);
  const title = titleLine(text);
  if (title !== null) builder.add('heading', title.text, { level: 1 });
  addPlainText(builder, title === null ? text : text.slice(title.end));
  return builder.build({ title: title?.text ?? options.fallbackTitle ?? UNTITLED, url: null, published_at: null, author: null, language: null });
}

/** Adds plain text, paragraph by paragraph. */
export function addPlainText(builder: DocumentBuilder, text: string): void {
  for (const paragraph of text.split(/\n(?:[^\S\n]*\n)+/)) addParagraph(builder, paragraph.split('\n'));
}

function addParagraph(builder: DocumentBuilder, all: string[]): void {
  let first = 0;
  for (; first + 1 < all.length && isUnderline(all[first + 1] ?? ''); first += 2) {
    builder.add('heading', all[first] ?? '', { level: /=/.test(all[first + 1] ?? '') ? 1 : 2 });
  }
  addLines(builder, all.slice(first));
}

function addLines(builder: DocumentBuilder, lines: string[]): void {
  if (lines.length > 1 && looksAligned(lines)) return builder.add('table', lines.join('\n'));
  let kind: 'paragraph' | 'list_item' = 'paragraph';
  let current: string[] = [];
  const close = () => {
    builder.add(kind, joinWrapped(current));
    current = [];
  };
  for (const line of lines) {
    const bullet = BULLET.test(line);
    if (bullet || line.length > LONG_LINE) close();
    if (bullet) kind = 'list_item';
    else if (current.length === 0) kind = 'paragraph';
    current.push(bullet ? line.replace(BULLET, '') : line);
    if (line.length > LONG_LINE) close();
  }
  close();
}

function isUnderline(line: string): boolean {
  return /^\s*(?:={3,}|-{3,}|~{3,})\s*$/.test(line);
}

/** Most lines hold a wide gap or a tab between words: columns, whose lines must stay. */
function looksAligned(lines: string[]): boolean {
  return lines.filter((line) => /\S(?: {3}|\t)\s*\S/.test(line.slice(0, 500))).length > lines.length / 2;
}

function titleLine(text: string): { text: string; end: number } | null {
  const match = /^\s*([^\n]{2,200})\n(?:[^\S\n]*\n|\s*={3,}\s*\n)/.exec(text.slice(0, 4000));
  const line = cleanLine(match?.[1] ?? '');
  if (match === null || line.length > LONGEST_TITLE || !/\p{L}/u.test(line) || /[.,;:。，、；：]$/.test(line) || BULLET.test(line)) return null;
  return { text: line, end: match[0].length };
}
