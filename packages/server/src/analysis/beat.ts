import type { Clock } from '../base/clock.js';

/** Up to so many answers at once a text goes out as it comes. */
const FEW_STREAMS = 8;
/** What one more answer adds to the time between two beats: some times what it takes to write and send a text, so that most of the process's time is left for all else. */
const MS_PER_STREAM = 1;
/** A reader does not see that a text comes in steps of up to this. */
const LONGEST_MS = 100;

/**
 * The common beat of all answers that a process streams. Where there are many, texts leave together at each beat: a commit, a frame and
 * a write to the socket are then for several tokens, not for one. The more answers, the longer between two beats; with few there is none, and
 * nobody waits. One for each engine; whoever streams calls `join`, and what that gave when it is over.
 */
export class Beat {
  readonly #clock: Clock;
  #streams = 0;
  #waiting: Array<() => void> = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  join(): () => void {
    this.#streams += 1;
    let joined = true;
    return () => {
      if (joined) this.#streams -= 1;
      joined = false;
    };
  }

  /** Between two beats, in milliseconds; 0: no beat. */
  get periodMs(): number {
    return this.#streams <= FEW_STREAMS ? 0 : Math.min(LONGEST_MS, this.#streams * MS_PER_STREAM);
  }

  /** The next beat; null where texts go out as they come. */
  next(): Promise<void> | null {
    const period = this.periodMs;
    if (period === 0) return null;
    return new Promise((resolve) => {
      if (this.#waiting.length === 0) this.#clock.after(period, () => this.#strike());
      this.#waiting.push(resolve);
    });
  }

  #strike(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}
