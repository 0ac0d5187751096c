import type { HtmlTree } from './html-tree.js';

/** What a page has of the things that selectors name: `.classes` and `#ids`. Sheets are written for whole sites, and most of their rules fit nothing on a page. */
export class PresentNames {
  readonly #names = new Set<string>();

  constructor(tree: HtmlTree) {
    const seen = new Set<string>();
    for (let node = 1; node < tree.size; node += 1) {
      const name = tree.names[node] ?? '';
      if (name === '') continue;
      const attributes = tree.attributes[node];
      const id = attributes?.get('id');
      if (id !== undefined) this.#names.add(`#${id.trim()}`);
      const classes = attributes?.get('class');
      if (classes === undefined || seen.has(classes)) continue;
      seen.add(classes);
      for (const one of classes.split(/\s+/)) this.#names.add(`.${one}`);
    }
  }

  /** False where a selector, as written, names a class or an id that the page does not have. In brackets of attributes they may be anything. */
  mayFit(selector: string): boolean {
    return selector.includes('[') || (selector.match(NAMED) ?? []).every((name) => this.#names.has(name));
  }
}

const NAMED = /[.#][\p{L}\p{N}_\u00a0-\u{10ffff}-]+/gu;
