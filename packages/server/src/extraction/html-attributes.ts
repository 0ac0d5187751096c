/** The attributes of an element: names in lower case, each once, in the order of the page. */
export interface Attributes {
  readonly size: number;
  get(name: string): string | undefined;
  has(name: string): boolean;
  forEach(visit: (value: string, name: string) => void): void;
}

/** Looked through from its start: elements have few attributes, and pages many elements, for which maps would be large. */
export class AttributeList implements Attributes {
  /** Names and values by turns. */
  readonly #parts: string[] = [];

  get size(): number {
    return this.#parts.length / 2;
  }

  /** The first of a name counts. */
  add(name: string, value: string): void {
    if (!this.has(name)) this.#parts.push(name, value);
  }

  get(name: string): string | undefined {
    const parts = this.#parts;
    for (let at = 0; at < parts.length; at += 2) if (parts[at] === name) return parts[at + 1];
    return undefined;
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  forEach(visit: (value: string, name: string) => void): void {
    for (let at = 0; at < this.#parts.length; at += 2) visit(this.#parts[at + 1] ?? '', this.#parts[at] ?? '');
  }
}

export const NO_ATTRIBUTES: Attributes = new AttributeList();
