/** The attributes of an element: names in lower case, each once, in the order of the page. Maps are of this kind too. */
export interface Attributes {
  readonly size: number;
  get(name: string): string | undefined;
  has(name: string): boolean;
  keys(): Iterable<string>;
}

/** Looked through from its start: elements have few attributes, and pages many elements, for which maps would be large. */
export class AttributeList implements Attributes {
  readonly #names: string[] = [];
  readonly #values: string[] = [];

  get size(): number {
    return this.#names.length;
  }

  /** The first of a name counts. */
  add(name: string, value: string): void {
    if (this.has(name)) return;
    this.#names.push(name);
    this.#values.push(value);
  }

  get(name: string): string | undefined {
    const names = this.#names;
    for (let at = 0; at < names.length; at += 1) if (names[at] === name) return this.#values[at];
    return undefined;
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  keys(): Iterable<string> {
    return this.#names;
  }
}

export const NO_ATTRIBUTES: Attributes = new AttributeList();
