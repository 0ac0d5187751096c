/**
 * A table of hosts that stays the text it was read from: rows of tab-separated values, one host a row in the first column,
 * sorted by its bytes. A look-up is a binary search over the bytes, so eighty thousand rows cost their two megabytes and no
 * objects. Pure.
 */
export class HostTable {
  readonly #bytes: Uint8Array;
  readonly #decoder = new TextDecoder();
  readonly #encoder = new TextEncoder();

  /** `bytes` is UTF-8; every row ends with a line feed. */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** The values behind the host, in the order of the columns; null where the table does not have it. */
  find(host: string): string[] | null {
    const key = this.#encoder.encode(host);
    let low = 0;
    let high = this.#bytes.length;
    while (low < high) {
      const start = this.#rowStart((low + high) >>> 1);
      const order = this.#compare(start, key);
      if (order === 0) return this.#row(start).split('\t').slice(1);
      if (order < 0) low = this.#rowEnd(start) + 1;
      else high = start;
    }
    return null;
  }

  /** The rows that `pattern` (global, of lines) finds, each with its host in front, in the order of the table. */
  rowsLike(pattern: RegExp): string[][] {
    return [...this.#decoder.decode(this.#bytes).matchAll(pattern)].map(([row]) => row.split('\t'));
  }

  #rowStart(at: number): number {
    return this.#bytes.lastIndexOf(LINE_FEED, at - 1) + 1;
  }

  #rowEnd(start: number): number {
    const end = this.#bytes.indexOf(LINE_FEED, start);
    return end < 0 ? this.#bytes.length : end;
  }

  #row(start: number): string {
    return this.#decoder.decode(this.#bytes.subarray(start, this.#rowEnd(start)));
  }

  /** Below 0 where the row's host comes before `key`. */
  #compare(start: number, key: Uint8Array): number {
    for (let at = 0; ; at += 1) {
      const byte = this.#bytes[start + at] ?? TAB;
      const ended = byte === TAB || byte === LINE_FEED;
      if (at === key.length) return ended ? 0 : 1;
      if (ended) return -1;
      const difference = byte - (key[at] ?? 0);
      if (difference !== 0) return difference;
    }
  }
}

const LINE_FEED = 10;
const TAB = 9;
