/**
 * The features of all blocks of a page in one list, written row after row and value after value: a page has a million of
 * them, too many for a list each.
 */
export class FeatureRows {
  readonly values: Float32Array;
  #at = 0;

  /** `width`: how many values a row has. */
  constructor(count: number, width: number) {
    this.values = new Float32Array(count * width);
  }

  put(value: number): this {
    this.values[this.#at] = value;
    this.#at += 1;
    return this;
  }

  putAll(values: ArrayLike<number>): this {
    for (let index = 0; index < values.length; index += 1) this.put(values[index] ?? 0);
    return this;
  }

  /** The next `count` places of the row are those that `fill` writes, right into `values` from `from` on. What it leaves out is 0. */
  putFilled(count: number, fill: (values: Float32Array, from: number) => void): this {
    fill(this.values, this.#at);
    this.#at += count;
    return this;
  }
}

/** Writes what it knows of one block, always as many values. */
export type FeatureGroup = (row: FeatureRows, index: number) => void;
