import type { Clock } from '../base/clock.js';

/** A map that forgets what is too old, and the oldest where there is too much. */
export class BoundedMemory<Value> {
  readonly #entries = new Map<string, { value: Value; at: number }>();

  constructor(
    private readonly clock: Clock,
    private readonly maxEntries: number,
    private readonly maxAgeMs: number,
  ) {}

  get(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    return entry !== undefined && this.clock.now() - entry.at <= this.maxAgeMs ? entry.value : undefined;
  }

  set(key: string, value: Value): void {
    this.#entries.delete(key);
    this.#entries.set(key, { value, at: this.clock.now() });
    const longAgo = this.clock.now() - this.maxAgeMs;
    for (const [oldKey, { at }] of this.#entries) {
      if (this.#entries.size <= this.maxEntries && at >= longAgo) break;
      this.#entries.delete(oldKey);
    }
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }
}
