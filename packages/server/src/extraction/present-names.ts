import type { HtmlTree } from './html-tree.js';
import type { Compound } from './style-selectors.js';

/** What a page has of the things that selectors name: `.classes`, `#ids` and attributes. Sheets are written for whole sites, and most of their rules fit nothing on a page. */
export class PresentNames {
  readonly #names = new Set<string>();
  #attributes: Set<string> | null = null;

  constructor(readonly tree: HtmlTree) {
    const seen = new Set<string>();
    for (let node = 1; node < tree.size; node += 1) {
      const attributes = tree.attributes[node];
      if (attributes === undefined || attributes.size === 0) continue;
      const id = attributes.get('id');
      if (id !== undefined) this.#names.add(`#${id.trim()}`);
      const classes = attributes.get('class');
      if (classes === undefined || seen.has(classes)) continue;
      seen.add(classes);
      for (const one of classes.split(SPACES)) this.#names.add(`.${one}`);
    }
  }

  /** False where a selector, as written, names a class or an id that the page does not have, or is one of states or parts of elements. What stands in brackets may be anything. */
  mayFit(selector: string): boolean {
    const bracket = selector.search(BRACKET);
    if (bracket < 0 && UNFIT.test(selector)) return false;
    const plain = bracket < 0 ? selector : selector.slice(0, bracket);
    NAMED.lastIndex = 0;
    for (let match = NAMED.exec(plain); match !== null; match = NAMED.exec(plain)) {
      const [name] = match;
      if (!this.#names.has(name.includes('\\') ? name.replace(/\\/g, '') : name)) return false;
    }
    return true;
  }

  /** False where it asks for a class, an id or an attribute that the page does not have. */
  mayHave({ ids, classes, attributes }: Compound): boolean {
    return classes.every((name) => this.#names.has(`.${name}`)) && ids.every((name) => this.#names.has(`#${name}`)) && attributes.every(({ name }) => this.#hasAttribute(name));
  }

  #hasAttribute(name: string): boolean {
    if (this.#attributes === null) {
      this.#attributes = new Set();
      for (const attributes of this.tree.attributes) if (attributes.size > 0) for (const one of attributes.keys()) this.#attributes.add(one);
    }
    return this.#attributes.has(name);
  }
}

const SPACES = /\s+/;
/** Brackets, and escapes in numbers with what stands before them. */
const BRACKET = /[[(]|[.#][^.#\s]*\\[\da-f]/i;
const UNFIT = /::|:(?:hover|focus|active|before|after|visited|target|first-l|placeholder|-moz-|-webkit-|-ms-)/;
const NAMED = /[.#](?:[\p{L}\p{N}_\u00a0-\u{10ffff}-]|\\.)+/gu;
