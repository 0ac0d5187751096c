import type { Clock } from './clock.js';

/** A timer that is later than this was not merely busy: the process, or the whole machine, stood still. */
const STOOD_STILL_MS = 1_000;

/**
 * A clock on which the time does not pass in which the process stood still (a closed laptop, a paused machine, a blocked
 * event loop), as far as one of its own timers shows. For limits on how long to wait for others, who stood still as well.
 */
export class AwakeClock implements Clock {
  readonly #clock: Clock;
  #lostMs = 0;
  #lostUntil = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Milliseconds since some moment; no date. */
  now(): number {
    return this.#clock.now() - this.#lostMs;
  }

  after(ms: number, callback: () => void): () => void {
    const due = this.#clock.now() + ms;
    return this.#clock.after(ms, () => {
      const now = this.#clock.now();
      // What another timer has told already counts once.
      const late = now - Math.max(due, this.#lostUntil);
      if (late > STOOD_STILL_MS) [this.#lostMs, this.#lostUntil] = [this.#lostMs + late, now];
      callback();
    });
  }
}
