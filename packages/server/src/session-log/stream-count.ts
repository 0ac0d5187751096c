/** Whoever has written within this time or the one before it is counted. */
const PERIOD_MS = 25;

/** How many streams are being written now, as far as the last moments tell. Pure but for its own state. */
export class StreamCount {
  #recent = new Set<string>();
  #before = 0;
  #since = 0;

  /** A stream was written to. `now`: milliseconds of any clock that only goes forward. */
  note(stream: string, now: number): void {
    const passed = now - this.#since;
    if (passed >= PERIOD_MS) {
      this.#before = passed < 2 * PERIOD_MS ? this.#recent.size : 0;
      this.#recent.clear();
      this.#since = now;
    }
    this.#recent.add(stream);
  }

  get streams(): number {
    return Math.max(this.#before, this.#recent.size);
  }
}
