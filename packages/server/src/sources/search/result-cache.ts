import type { Clock } from '../../base/clock.js';

/** Results stay good for so long: a question that is asked again, or by several people, costs one search. */
const FRESH_MS = 5 * 60_000;
const MOST_ENTRIES = 200;

/** Results of one service by query, in memory. The least lately used go first. */
export class ResultCache<Value> {
  readonly #clock: Clock;
  readonly #entries = new Map<string, { value: Value; until: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#entries.delete(key);
    if (entry.until <= this.#clock.now()) return undefined;
    this.#entries.set(key, entry);
    return entry.value;
  }

  set(key: string, value: Value): void {
    this.#entries.delete(key);
    this.#entries.set(key, { value, until: this.#clock.now() + FRESH_MS });
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= MOST_ENTRIES) return;
      this.#entries.delete(oldest);
    }
  }

  get size(): number {
    return this.#entries.size;
  }
}
