import { NO_ATTRIBUTES } from './html-attributes.js';
import type { HtmlTree } from './html-tree.js';
import { isDropped } from './html-visibility.js';

/** Hidden text that has this share of a page's text, and some length, is the page itself. */
const MATTER_SHARE = { hidden: 0.6, painted: 0.6, closed: 0.6, faded: 0.15 } as const;
const MATTER_LENGTH = 800;

/** How the text of a page is spread over its elements. Built in one pass; each question costs the same. */
export class TextShares {
  /** Characters of text before each node; that of programs and the like does not count. */
  readonly #before: Float64Array;

  constructor(readonly tree: HtmlTree) {
    const { size, names, texts, attributes, ends } = tree;
    this.#before = new Float64Array(size + 1);
    let dropped = 0;
    for (let node = 0; node < size; node += 1) {
      const name = names[node] ?? '';
      if (node >= dropped && name !== '' && isDropped(name, attributes[node] ?? NO_ATTRIBUTES)) dropped = ends[node] ?? node;
      const length = node < dropped || name !== '' ? 0 : (texts[node] ?? '').trim().length;
      this.#before[node + 1] = (this.#before[node] ?? 0) + length;
    }
  }

  /** Characters of text in an element. */
  lengthOf(node: number): number {
    return (this.#before[this.tree.ends[node] ?? node] ?? 0) - (this.#before[node] ?? 0);
  }

  /** Of the whole page. */
  get length(): number {
    return this.#before[this.tree.size] ?? 0;
  }

  /** Pages hide or fade their whole matter until a program has run; what is hidden for good is less than that. `length`: characters of what is hidden. */
  isMatter(length: number, way: keyof typeof MATTER_SHARE): boolean {
    return length >= MATTER_LENGTH && length >= this.length * MATTER_SHARE[way];
  }
}
