import type { Block } from '../extraction/extracted-document.js';
import type { LibraryDocumentText } from '../sources/library/library.js';
import { DOCUMENT_STYLE } from './document-style.js';
import { escapeHtml } from './escape-html.js';
import type { Range } from './mark-ranges.js';

/** What to point out on the page. */
export interface DocumentView {
  marks: Range[];
  /** The document is no longer what it was when it was cited. */
  changed: boolean;
}

type ShownDocument = Pick<LibraryDocumentText, 'title' | 'url' | 'published_at' | 'modified_at' | 'author' | 'language' | 'text' | 'blocks'> & {
  /** Of the library. */
  collection?: string;
  /** Of a page of the web: when it was read. */
  retrieved_at?: string;
};

/**
 * The cleaned text of a document as a page of its own, with the quoted ranges marked. The first mark has the id `mark`, so that
 * `#mark` scrolls to it. Pure; everything of the document is escaped, and the page holds no script.
 */
export function documentPage(document: ShownDocument, { marks, changed }: DocumentView): string {
  const { title, text, blocks } = document;
  const marker = createMarker(text, marks);
  const [first] = blocks;
  const headed = first?.kind === 'heading' && text.slice(first.start, first.end).trim() === title.trim() ? first : null;
  const heading = headed === null ? escapeHtml(title) : marker(headed.start, headed.end);
  const body = renderBlocks(text, headed === null ? blocks : blocks.slice(1), headed?.end ?? 0, marker);
  return page(title, document.language, [
    '<header>',
    `<h1 dir="auto">${heading}</h1>`,
    ...facts(document),
    ...(marks.length === 0 ? [] : ['<p class="skip"><a href="#mark">Go to the cited passage</a></p>']),
    '</header>',
    ...(changed ? ['<p class="note" role="note">This document has changed since it was cited. The marked passage may not be the one that was quoted.</p>'] : []),
    '<main>',
    body,
    '</main>',
  ]);
}

export function missingDocumentPage(): string {
  return page('No such document', 'en', [
    '<main>',
    '<h1>No such document</h1>',
    '<p>No document with this address is kept here. It may have been removed since it was cited, or the address is incomplete. Pages of the web are kept for a while only; the citation has their own address.</p>',
    '</main>',
  ]);
}

function page(title: string, language: string | null, body: string[]): string {
  const tag = language !== null && /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/.test(language) ? ` lang="${language}"` : '';
  return [
    '<!doctype html>',
    `<html${tag}>`,
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="robots" content="noindex">',
    `<title>${escapeHtml(title)}</title>`,
    `<style>${DOCUMENT_STYLE}</style>`,
    '</head>',
    '<body>',
    ...body,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function facts({ url, published_at, modified_at, author, collection, retrieved_at }: ShownDocument): string[] {
  const origin = url !== null && /^https?:\/\//i.test(url) ? [`<p><a href="${escapeHtml(url)}" rel="noopener noreferrer">${escapeHtml(url)}</a></p>`] : [];
  const said = [
    author === null ? null : escapeHtml(author),
    published_at === null ? null : `published <time datetime="${escapeHtml(published_at)}">${escapeHtml(published_at.slice(0, 10))}</time>`,
    modified_at === null || modified_at === published_at ? null : `changed <time datetime="${escapeHtml(modified_at)}">${escapeHtml(modified_at.slice(0, 10))}</time>`,
    collection === undefined ? null : `collection ${escapeHtml(collection)}`,
    retrieved_at === undefined ? null : `read <time datetime="${escapeHtml(retrieved_at)}">${escapeHtml(retrieved_at.slice(0, 16).replace('T', ' '))} UTC</time>; this is its text as it was cited, not the page itself`,
  ];
  return [...origin, `<p>${said.filter((part) => part !== null).join(' · ')}</p>`];
}

/** Gives the HTML of a span of the text, with the parts inside marks marked. Spans must be asked for in order. */
function createMarker(text: string, marks: Range[]): (start: number, end: number) => string {
  let next = 0;
  let first = true;
  return (start, end) => {
    let html = '';
    let at = start;
    while (next < marks.length && (marks[next]?.end ?? 0) <= start) next += 1;
    for (let index = next; index < marks.length; index += 1) {
      const mark = marks[index] as Range;
      if (mark.start >= end) break;
      const from = Math.max(mark.start, at);
      const to = Math.min(mark.end, end);
      html += `${escapeHtml(text.slice(at, from))}<mark${first ? ' id="mark"' : ''}>${escapeHtml(text.slice(from, to))}</mark>`;
      first = false;
      at = to;
    }
    return html + escapeHtml(text.slice(at, end));
  };
}

type Marker = ReturnType<typeof createMarker>;

/** All of the text from `from` on: the blocks, and as a paragraph whatever lies between them. */
function renderBlocks(text: string, blocks: Block[], from: number, marker: Marker): string {
  const parts: string[] = [];
  let at = from;
  let inList = false;
  for (const block of blocks) {
    const start = Math.max(block.start, at);
    const between = text.slice(at, start).trim() === '' ? '' : `<p dir="auto">${marker(at, start)}</p>`;
    const isItem = block.kind === 'list_item';
    if (inList && (!isItem || between !== '')) parts.push('</ul>');
    parts.push(between);
    if (isItem && (!inList || between !== '')) parts.push('<ul>');
    inList = isItem;
    if (block.end > start) parts.push(renderBlock(block, marker(start, block.end)));
    at = Math.max(at, block.end);
  }
  if (inList) parts.push('</ul>');
  if (text.slice(at).trim() !== '') parts.push(`<p dir="auto">${marker(at, text.length)}</p>`);
  return parts.filter((part) => part !== '').join('\n');
}

function renderBlock({ kind, level }: Block, html: string): string {
  switch (kind) {
    case 'heading': {
      const depth = Math.min(Math.max(level ?? 2, 2), 6);
      return `<h${depth} dir="auto">${html}</h${depth}>`;
    }
    case 'list_item':
      return `<li dir="auto">${html}</li>`;
    case 'quote':
      return `<blockquote dir="auto">${html}</blockquote>`;
    case 'code':
    case 'table':
      // Long lines scroll sideways; a keyboard must be able to reach them.
      return `<pre tabindex="0">${html}</pre>`;
    case 'paragraph':
      return `<p dir="auto">${html}</p>`;
  }
}
