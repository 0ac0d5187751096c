import { type Attributes, NO_ATTRIBUTES } from './html-attributes.js';
import { type HtmlHandler, readHtml } from './html-reader.js';

/**
 * A page as one flat tree, which text, title, date and everything else share. Nodes are numbered in the order of the
 * document; a node's subtree is the range from its own number to `ends[node]`. Node 0 stands above all others. Nothing in
 * here or in what reads it recurses, so depth costs nothing.
 */
export interface HtmlTree {
  /** How many nodes there are. */
  readonly size: number;
  /** Name of an element, in lower case; '' for text. */
  readonly names: readonly string[];
  /** Text of a text node, as written; '' for elements. */
  readonly texts: readonly string[];
  readonly attributes: readonly Attributes[];
  /** Number of the parent, which is always lower; -1 for node 0. */
  readonly parents: readonly number[];
  /** The first number behind a node's subtree. */
  readonly ends: readonly number[];
}

/** What is longer is cut: no page that people read is. */
const MAX_LENGTH = 12_000_000;
/** Elements beyond this many are read through, their text goes to the element they stand in. */
const MAX_NODES = 1_500_000;

/** Reads a page into a tree. Never throws; time and memory linear in the length. */
export function readTree(content: string): HtmlTree {
  const builder = new TreeBuilder();
  readHtml(content.length > MAX_LENGTH ? content.slice(0, MAX_LENGTH) : content, builder);
  return builder.finish();
}

class TreeBuilder implements HtmlHandler<number> {
  #names = ['#document'];
  #texts = [''];
  #attributes: Attributes[] = [NO_ATTRIBUTES];
  #parents = [-1];
  #ends = [1];
  #current = 0;
  #pieces: string[] = [];

  open(name: string, attributes: Attributes): number {
    if (this.#names.length >= MAX_NODES) return -1;
    this.#endText();
    this.#current = this.#add(name, '', attributes);
    return this.#current;
  }

  close(_name: string, node: number): void {
    if (node < 0) return;
    this.#endText();
    this.#ends[node] = this.#names.length;
    this.#current = this.#parents[node] ?? 0;
  }

  text(text: string): void {
    this.#pieces.push(text);
  }

  finish(): HtmlTree {
    this.#endText();
    this.#ends[0] = this.#names.length;
    return { size: this.#names.length, names: this.#names, texts: this.#texts, attributes: this.#attributes, parents: this.#parents, ends: this.#ends };
  }

  #endText(): void {
    if (this.#pieces.length === 0) return;
    this.#add('', this.#pieces.length === 1 ? (this.#pieces[0] ?? '') : this.#pieces.join(''), NO_ATTRIBUTES);
    this.#pieces = [];
  }

  #add(name: string, text: string, attributes: Attributes): number {
    const node = this.#names.length;
    this.#names.push(name);
    this.#texts.push(text);
    this.#attributes.push(attributes);
    this.#parents.push(this.#current);
    this.#ends.push(node + 1);
    return node;
  }
}

/** A text that stands behind more nodes than this is not looked for. */
const TEXT_REACH = 5000;

/** The text of a subtree as it stands, programs and styles left out, cut at `limit` characters. */
export function textOf(tree: HtmlTree, node: number, limit = 2000): string {
  const parts: string[] = [];
  let length = 0;
  const end = Math.min(tree.ends[node] ?? node, node + TEXT_REACH);
  for (let index = node; index < end && length < limit; index += 1) {
    const name = tree.names[index];
    if (index !== node && (name === 'script' || name === 'style' || name === 'svg')) {
      index = (tree.ends[index] ?? index + 1) - 1;
      continue;
    }
    const text = tree.texts[index] ?? '';
    if (text === '') {
      if (name === 'br') parts.push(' ');
      continue;
    }
    parts.push(text);
    length += text.length;
  }
  return parts.join('').slice(0, limit);
}
