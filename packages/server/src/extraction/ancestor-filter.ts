import type { HtmlTree } from './html-tree.js';
import type { Selector } from './style-selectors.js';

/** A set of names, `.classes` and `#ids`, each as one of 128 bits. */
export type Signature = readonly [number, number, number, number];

export function signatureOf(keys: readonly string[]): Signature {
  const words: [number, number, number, number] = [0, 0, 0, 0];
  for (const key of keys) {
    if (key === '') continue;
    let hash = 2_166_136_261;
    for (let at = 0; at < Math.min(key.length, 64); at += 1) hash = Math.imul(hash ^ key.charCodeAt(at), 16_777_619);
    const word = (hash >>> 5) & 3;
    words[word as 0] |= 1 << (hash & 31);
  }
  return words;
}

/** What must stand above an element that a selector fits. */
export function ancestorsOf({ compounds, combinators }: Selector): Signature {
  const above = compounds.filter((_compound, index) => index > 0 && (combinators[index - 1] === ' ' || combinators[index - 1] === '>'));
  // The document stands for these where a page doesn't write them.
  return signatureOf(above.flatMap(({ name, ids, classes }) => [name === 'html' || name === 'body' ? '' : name, ...ids.map((id) => `#${id}`), ...classes.map((one) => `.${one}`)]));
}

/** Tells in few steps that a selector fits no element here, as most do: what it asks of the elements above is not there. A Bloom filter, as browsers have it. */
export class AncestorFilter {
  /** Four words for each node: of itself and all above. */
  readonly #words: Uint32Array;

  constructor(readonly tree: HtmlTree) {
    this.#words = new Uint32Array(tree.size * 4);
  }

  /** To be called for every element, those above first. */
  add(node: number, own: Signature): void {
    const above = (this.tree.parents[node] ?? 0) * 4;
    const at = node * 4;
    for (let word = 0; word < 4; word += 1) this.#words[at + word] = (this.#words[above + word] ?? 0) | (own[word as 0] ?? 0);
  }

  /** False only where something that is asked for is missing. */
  mayFit(node: number, asked: Signature): boolean {
    const above = (this.tree.parents[node] ?? 0) * 4;
    for (let word = 0; word < 4; word += 1) if ((((this.#words[above + word] ?? 0) & asked[word as 0]) >>> 0) !== asked[word as 0] >>> 0) return false;
    return true;
  }
}
