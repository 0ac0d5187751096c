import { cleanLine } from './clean-text.js';
import type { DocumentBuilder, Region } from './document-builder.js';
import type { BlockKind } from './extracted-document.js';
import { BLOCK } from './html-elements.js';
import type { Attributes, HtmlHandler } from './html-reader.js';
import { HtmlTable } from './html-table.js';
import { isHidden, isLeftOut } from './html-visibility.js';

/** What opening an element changed, to be taken back when it closes. */
interface Frame {
  skips: boolean;
  block: boolean;
  spaced: boolean;
  kind: boolean;
  pre: boolean;
  main: boolean;
  article: boolean;
  table: boolean;
  noscriptMark: number | null;
}

/** A fallback text shorter than this is a notice ("Please enable JavaScript"), not the document. */
const SHORT_NOSCRIPT = 300;
const KINDS: ReadonlyMap<string, BlockKind> = new Map<string, BlockKind>([
  ['li', 'list_item'],
  ['dt', 'list_item'],
  ['dd', 'paragraph'],
  ['blockquote', 'quote'],
  ['p', 'paragraph'],
]);
/** In a cell, these mean that the table lays out a page. */
const LAYOUT_SIGNS = new Set(['table', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'pre', 'blockquote', 'article', 'section', 'main']);

/**
 * Turns a page's elements into blocks. `keepAll` keeps the parts around the matter too: for pages that have nothing else.
 */
export class HtmlBlocks implements HtmlHandler<Frame> {
  #kinds: Array<{ kind: BlockKind; level?: number }> = [];
  #tables: HtmlTable[] = [];
  #buffer: string[] = [];
  #skipping = 0;
  #pre = 0;
  #main = 0;
  #article = 0;

  constructor(
    readonly builder: DocumentBuilder,
    readonly keepAll: boolean,
  ) {}

  open(name: string, attributes: Attributes): Frame {
    const frame: Frame = { skips: false, block: false, spaced: false, kind: false, pre: false, main: false, article: false, table: false, noscriptMark: null };
    if (this.#skipping > 0) return frame;
    frame.block = BLOCK.has(name);
    if (frame.block) this.#boundary(name);
    frame.skips = isHidden(attributes) || (isLeftOut(name, attributes, this.#main + this.#article > 0) && !this.#mustKeep(name));
    if (frame.skips) {
      this.#skipping += 1;
      return frame;
    }
    this.#enter(name, attributes, frame);
    return frame;
  }

  text(text: string): void {
    if (this.#skipping > 0) return;
    const table = this.#tables.at(-1);
    if (table === undefined || table.layout || !table.inCell) this.#buffer.push(this.#pre > 0 ? text : text.replace(/\s+/g, ' '));
    else {
      table.text(text.replace(/\s+/g, ' '));
      if (table.cellIsLong) this.#turnIntoLayout();
    }
  }

  close(name: string, frame: Frame): void {
    if (frame.skips) this.#skipping -= 1;
    if (this.#skipping > 0) return;
    if (name === 'q') this.text('”');
    if (frame.block) this.#boundary(name);
    if (frame.spaced) this.text(' ');
    this.#leave(name, frame);
  }

  /** Adds what is still open. To be called once, at the end. */
  finish(): void {
    this.#flush();
  }

  #mustKeep(name: string): boolean {
    return this.keepAll && (BLOCK.has(name) || name === 'nav');
  }

  #enter(name: string, attributes: Attributes, frame: Frame): void {
    frame.main = name === 'main' || attributes.get('role') === 'main';
    frame.article = name === 'article';
    if (frame.main) this.#main += 1;
    if (frame.article) this.#article += 1;
    if (name === 'noscript') frame.noscriptMark = this.#startNoscript();
    if (name === 'br') this.#lineBreak();
    if (name === 'q') this.text('“');
    frame.spaced = name === 'img' || /(?:^|;)\s*display\s*:\s*inline-(?:block|flex|table)/i.test(attributes.get('style') ?? '');
    if (frame.spaced) this.text(' ');
    this.#enterKind(name, frame);
    this.#enterTable(name, frame);
  }

  #startNoscript(): number {
    this.#flush();
    return this.builder.mark();
  }

  #enterKind(name: string, frame: Frame): void {
    const heading = /^h([1-6])$/.exec(name);
    const kind = KINDS.get(name);
    if (heading !== null) this.#kinds.push({ kind: 'heading', level: Number(heading[1]) });
    else if (kind !== undefined) this.#kinds.push({ kind: name === 'p' ? this.#kindOfParagraph() : kind });
    frame.kind = heading !== null || kind !== undefined;
    frame.pre = name === 'pre';
    if (frame.pre) this.#pre += 1;
  }

  /** A paragraph in a list item or a quotation is part of that. */
  #kindOfParagraph(): BlockKind {
    const outer = this.#kinds.at(-1)?.kind;
    return outer === 'list_item' || outer === 'quote' ? outer : 'paragraph';
  }

  #enterTable(name: string, frame: Frame): void {
    frame.table = name === 'table';
    if (frame.table) this.#tables.push(new HtmlTable());
    const table = this.#tables.at(-1);
    if (table === undefined || table.layout) return;
    if (name === 'tr') table.openRow();
    if (name === 'td' || name === 'th') table.openCell();
  }

  #leave(name: string, frame: Frame): void {
    if (frame.kind) this.#kinds.pop();
    if (frame.pre) this.#pre -= 1;
    if (frame.main) this.#main -= 1;
    if (frame.article) this.#article -= 1;
    if (frame.table) this.#closeTable();
    else if (name === 'td' || name === 'th') this.#tables.at(-1)?.closeCell();
    if (frame.noscriptMark !== null) {
      this.#flush();
      if (this.builder.lengthSince(frame.noscriptMark) < SHORT_NOSCRIPT) this.builder.rollback(frame.noscriptMark);
    }
  }

  #lineBreak(): void {
    const table = this.#tables.at(-1);
    if (table !== undefined && !table.layout && table.inCell) table.text(' ');
    else this.#buffer.push('\n');
  }

  /** A block begins or ends here: the text before and after it does not run together. */
  #boundary(name: string): void {
    const table = this.#tables.at(-1);
    if (table === undefined || table.layout || !table.inCell) this.#flush();
    else if (LAYOUT_SIGNS.has(name)) this.#turnIntoLayout();
    else if (name !== 'td' && name !== 'th' && name !== 'tr') table.text('\n\n');
  }

  #turnIntoLayout(): void {
    const table = this.#tables.at(-1);
    if (table === undefined) return;
    const cells = table.takeCells();
    const open = table.inCell ? cells.pop() : undefined;
    table.layout = true;
    for (const cell of cells) this.#addParagraphs('paragraph', cell);
    if (open !== undefined) this.#buffer.push(open);
    this.#flush();
  }

  #closeTable(): void {
    const table = this.#tables.pop();
    if (table === undefined || table.layout) return this.#flush();
    const lines = table.lines();
    if (lines !== null) this.builder.add('table', lines, { region: this.#region() });
    else for (const cell of table.takeCells()) this.#addParagraphs('paragraph', cell);
  }

  #flush(): void {
    if (this.#buffer.length === 0) return;
    const text = this.#buffer.join('');
    this.#buffer = [];
    const current = this.#kinds.at(-1) ?? { kind: 'paragraph' };
    if (this.#pre > 0) this.builder.add('code', text, { region: this.#region() });
    else if (current.kind === 'heading') this.builder.add('heading', withoutAnchor(text), { level: current.level, region: this.#region() });
    else this.#addParagraphs(current.kind, text);
  }

  /** Two line breaks in a row part paragraphs, one is a space. */
  #addParagraphs(kind: BlockKind, text: string): void {
    for (const paragraph of text.split(/\n[ \n]*\n/)) this.builder.add(kind, paragraph, { region: this.#region() });
  }

  #region(): Region {
    if (this.#main > 0) return 'main';
    return this.#article > 0 ? 'article' : 'page';
  }
}

/** Headings often end in a link to themselves, shown as a sign, or in Wikipedia's edit link. */
function withoutAnchor(text: string): string {
  return cleanLine(text).replace(/ ?(?:[¶§#🔗]|\[ ?edit ?\])$/u, '');
}
