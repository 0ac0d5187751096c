import type { HtmlTree } from './html-tree.js';

interface Counted {
  /** Place of each element, from 1. */
  places: Int32Array;
  /** How many there are of its kind below its parent. */
  totals: Int32Array;
}

/** How elements stand to each other, as selectors ask for it. Each question costs the same; what it needs is counted once, when it is first asked. */
export class ElementPlaces {
  /** Elements that every page has, but that this one doesn't write. */
  readonly implied: ReadonlySet<string>;
  #before: Int32Array | null = null;
  #all: Counted | null = null;
  #types: Counted | null = null;

  constructor(readonly tree: HtmlTree) {
    this.implied = new Set(['html', 'body'].filter((name) => !tree.names.includes(name)));
  }

  /** -1 above the document. */
  parentOf(node: number): number {
    return this.tree.parents[node] ?? -1;
  }

  /** The element before it with the same parent; 0 where there is none. */
  before(node: number): number {
    this.#before ??= this.#findBefore();
    return this.#before[node] ?? 0;
  }

  /** Its place among the elements of its parent, or among those of its name. */
  place(node: number, { ofType, fromEnd }: { ofType: boolean; fromEnd: boolean }): number {
    const { places, totals } = ofType ? (this.#types ??= this.#count(true)) : (this.#all ??= this.#count(false));
    const place = places[node] ?? 0;
    return fromEnd ? (totals[node] ?? 0) - place + 1 : place;
  }

  #findBefore(): Int32Array {
    const { size, names, parents } = this.tree;
    const before = new Int32Array(size);
    const last = new Int32Array(size);
    for (let node = 1; node < size; node += 1) {
      if (names[node] === '') continue;
      const parent = parents[node] ?? 0;
      before[node] = last[parent] ?? 0;
      last[parent] = node;
    }
    return before;
  }

  #count(byName: boolean): Counted {
    const { size, names, parents } = this.tree;
    const [places, totals] = [new Int32Array(size), new Int32Array(size)];
    const counts = new Map<number | string, number>();
    const kindOf = (node: number) => (byName ? `${parents[node]} ${names[node]}` : (parents[node] ?? 0));
    for (let node = 1; node < size; node += 1) {
      if (names[node] === '') continue;
      const kind = kindOf(node);
      places[node] = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, places[node] ?? 0);
    }
    for (let node = 1; node < size; node += 1) if (names[node] !== '') totals[node] = counts.get(kindOf(node)) ?? 0;
    return { places, totals };
  }
}
