import { cleanLine } from './clean-text.js';
import { cleanBlock } from './document-builder.js';
import type { BlockKind } from './extracted-document.js';
import { BLOCK } from './html-elements.js';
import type { Attributes } from './html-attributes.js';
import { IN } from './html-surroundings.js';
import { HtmlTable } from './html-table.js';
import type { HtmlTree } from './html-tree.js';

/** A block of a page, in its final form, and where it stood. */
export interface PageBlock {
  kind: BlockKind;
  text: string;
  level: number | undefined;
  /** The nodes that its text came from, both included. */
  first: number;
  last: number;
}

/** What an element that is open changed, to be taken back when it closes. */
interface Frame {
  name: string;
  end: number;
  block: boolean;
  spaced: boolean;
  kind: boolean;
  pre: boolean;
  table: boolean;
}

const KINDS: ReadonlyMap<string, BlockKind> = new Map<string, BlockKind>([
  ['li', 'list_item'],
  ['dt', 'list_item'],
  ['dd', 'paragraph'],
  ['blockquote', 'quote'],
  ['p', 'paragraph'],
]);
const HEADINGS: ReadonlyMap<string, number> = new Map([['h1', 1], ['h2', 2], ['h3', 3], ['h4', 4], ['h5', 5], ['h6', 6]]);
/** In a cell, these mean that the table lays out a page. */
const LAYOUT_SIGNS = new Set(['table', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'pre', 'blockquote', 'article', 'section', 'main']);
/** Beside blocks proper, these part what stands around the matter. */
const PARTS = new Set(['nav', 'button', 'dialog', 'label', 'noscript', 'template']);
const INLINE_BLOCK = /(?:^|;)\s*display\s*:\s*(?:inline-)?(?:block|flex|grid|table)/i;

/** Every block of a page that is text at all (see `IN.skipped`), menus and footers included, in order. `marks` are the tree's surroundings. */
export function readBlocks(tree: HtmlTree, marks: Uint8Array): PageBlock[] {
  return new BlockReader(tree, marks).read();
}

class BlockReader {
  #blocks: PageBlock[] = [];
  #kinds: Array<{ kind: BlockKind; level?: number }> = [];
  #tables: HtmlTable[] = [];
  #frames: Frame[] = [];
  #buffer: string[] = [];
  #first = -1;
  #last = -1;
  #pre = 0;

  constructor(
    readonly tree: HtmlTree,
    readonly marks: Uint8Array,
  ) {}

  read(): PageBlock[] {
    for (let node = 1; node < this.tree.size; node += 1) {
      this.#closeUntil(node);
      const name = this.tree.names[node] ?? '';
      const isSkipped = ((this.marks[node] ?? 0) & IN.skipped) !== 0;
      if (isSkipped) node = name === '' ? node : this.#skip(node, name);
      else if (name === '') this.#text(this.tree.texts[node] ?? '', node);
      else this.#open(node, name);
    }
    this.#closeUntil(this.tree.size);
    this.#flush();
    return this.#blocks;
  }

  /** The last node of a subtree that is no text. */
  #skip(node: number, name: string): number {
    if (BLOCK.has(name)) this.#boundary(name);
    return (this.tree.ends[node] ?? node + 1) - 1;
  }

  #closeUntil(node: number): void {
    for (let frame = this.#frames.at(-1); frame !== undefined && frame.end <= node; frame = this.#frames.at(-1)) {
      this.#frames.pop();
      this.#close(frame);
    }
  }

  #open(node: number, name: string): void {
    const attributes = this.tree.attributes[node];
    const block = BLOCK.has(name) || PARTS.has(name);
    if (block) this.#boundary(name);
    else if (name === 'a' || name === 'span') this.#partFromSibling(node);
    const frame: Frame = { name, end: this.tree.ends[node] ?? node + 1, block, spaced: false, kind: false, pre: name === 'pre', table: false };
    if (name === 'br') this.#lineBreak(node);
    if (name === 'q') this.#text('“', node);
    frame.spaced = name === 'img' || (attributes !== undefined && attributes.size > 0 && hasInlineBlock(attributes));
    if (frame.spaced) this.#text(' ', node);
    if (frame.pre) this.#pre += 1;
    this.#enterKind(name, frame);
    this.#enterTable(node, name, frame);
    this.#frames.push(frame);
  }

  #close(frame: Frame): void {
    if (frame.name === 'q') this.#text('”', frame.end - 1);
    if (frame.block) this.#boundary(frame.name);
    if (frame.spaced) this.#text(' ', frame.end - 1);
    if (frame.kind) this.#kinds.pop();
    if (frame.pre) this.#pre -= 1;
    if (frame.table) this.#closeTable(frame.end - 1);
    else if (frame.name === 'td' || frame.name === 'th') this.#tables.at(-1)?.closeCell();
  }

  #text(text: string, node: number): void {
    const table = this.#tables.at(-1);
    if (table === undefined || table.layout || !table.inCell) return this.#push(this.#pre > 0 ? text : spaced(text), node);
    table.text(spaced(text));
    if (table.cellIsLong) this.#turnIntoLayout(node);
  }

  #push(text: string, node: number): void {
    if (text === ' ' && this.#pre === 0 && this.#buffer.at(-1) === '\n') return;
    if (this.#first < 0 || isBlank(this.#buffer)) this.#first = node;
    this.#last = node;
    this.#buffer.push(text);
  }

  /** Links and spans that follow each other without any space are parted by their style; single letters are not (drop caps, spelled words). */
  #partFromSibling(node: number): void {
    const before = node - 1;
    if (this.#pre > 0 || this.#buffer.length === 0 || this.tree.names[before] !== '' || this.tree.parents[before] === this.tree.parents[node]) return;
    const parent = this.tree.parents[before] ?? 0;
    if (this.tree.parents[parent] !== this.tree.parents[node] || this.tree.names[parent] !== this.tree.names[node]) return;
    if (/[\p{L}\p{N}]{2}$/u.test(this.#buffer.at(-1)?.slice(-4) ?? '')) this.#push(' ', before);
  }

  #enterKind(name: string, frame: Frame): void {
    const level = HEADINGS.get(name);
    const kind = KINDS.get(name);
    if (level !== undefined) this.#kinds.push({ kind: 'heading', level });
    else if (kind !== undefined) this.#kinds.push({ kind: name === 'p' ? this.#kindOfParagraph() : kind });
    frame.kind = level !== undefined || kind !== undefined;
  }

  /** A paragraph in a list item or a quotation is part of that. */
  #kindOfParagraph(): BlockKind {
    const outer = this.#kinds.at(-1)?.kind;
    return outer === 'list_item' || outer === 'quote' ? outer : 'paragraph';
  }

  #enterTable(node: number, name: string, frame: Frame): void {
    frame.table = name === 'table';
    if (frame.table) this.#tables.push(new HtmlTable(node));
    const table = this.#tables.at(-1);
    if (table === undefined || table.layout) return;
    if (name === 'tr') table.openRow();
    if (name === 'td' || name === 'th') table.openCell(node);
  }

  #lineBreak(node: number): void {
    const table = this.#tables.at(-1);
    if (table !== undefined && !table.layout && table.inCell) table.text(' ');
    else if (this.#pre === 0 && this.#buffer.at(-1) === '\n' && this.#kinds.at(-1)?.kind !== 'heading') this.#flush();
    else this.#push('\n', node);
  }

  /** A block begins or ends here: the text before and after it does not run together. */
  #boundary(name: string): void {
    const table = this.#tables.at(-1);
    if (table === undefined || table.layout || !table.inCell) this.#flush();
    else if (LAYOUT_SIGNS.has(name)) this.#turnIntoLayout(table.openNode);
    else if (name !== 'td' && name !== 'th' && name !== 'tr') table.text('\n\n');
  }

  #turnIntoLayout(node: number): void {
    const table = this.#tables.at(-1);
    if (table === undefined) return;
    const cells = table.takeCells();
    const open = table.inCell ? cells.pop() : undefined;
    table.layout = true;
    for (const cell of cells) this.#addParagraphs('paragraph', cell.text, cell.node, (this.tree.ends[cell.node] ?? 1) - 1);
    if (open !== undefined) {
      this.#push(open.text, open.node);
      this.#last = node;
    }
    this.#flush();
  }

  #closeTable(last: number): void {
    const table = this.#tables.pop();
    if (table === undefined || table.layout) return this.#flush();
    const lines = table.lines();
    if (lines !== null) this.#add('table', lines, undefined, table.node, last);
    else for (const cell of table.takeCells()) this.#addParagraphs('paragraph', cell.text, cell.node, (this.tree.ends[cell.node] ?? 1) - 1);
  }

  #flush(): void {
    if (this.#buffer.length === 0) return;
    const text = this.#buffer.join('');
    const [first, last] = [this.#first, this.#last];
    this.#buffer = [];
    this.#first = -1;
    const current = this.#kinds.at(-1) ?? { kind: 'paragraph' };
    if (this.#pre > 0) this.#add('code', text, undefined, first, last);
    else if (text.trim() === '') return;
    else if (current.kind === 'heading') this.#add('heading', withoutAnchor(text), current.level, first, last);
    else this.#addParagraphs(current.kind, text, first, last);
  }

  /** Two line breaks in a row part paragraphs, one is a space. */
  #addParagraphs(kind: BlockKind, text: string, first: number, last: number): void {
    if (!text.includes('\n')) return this.#add(kind, text, undefined, first, last);
    for (const paragraph of text.split(/\n[ \n]*\n/)) this.#add(kind, paragraph, undefined, first, last);
  }

  #add(kind: BlockKind, text: string, level: number | undefined, first: number, last: number): void {
    const cleaned = cleanBlock(kind, text);
    if (cleaned !== null) this.#blocks.push({ kind, text: cleaned, level, first, last });
  }
}

function spaced(text: string): string {
  return text.includes('\n') || text.includes('\t') || text.includes('\r') ? text.replace(/\s+/g, ' ') : text;
}

function isBlank(buffer: readonly string[]): boolean {
  return buffer.length > 0 && buffer.length < 8 && buffer.every((text) => text.trim() === '');
}

function hasInlineBlock(attributes: Attributes): boolean {
  const style = attributes.get('style');
  return style !== undefined && INLINE_BLOCK.test(style);
}

/** Headings often end in a link to themselves, shown as a sign, or in Wikipedia's edit link. */
function withoutAnchor(text: string): string {
  return cleanLine(text).replace(/ ?(?:[¶§#🔗]|\[ ?edit ?\])$/u, '');
}
