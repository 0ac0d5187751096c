import type { Clock } from '../base/clock.js';

interface Timer {
  at: number;
  order: number;
  callback: () => void;
}

/** Waits of this and more are limits rather than waits. */
const LIMIT_MS = 6_000;

/**
 * A clock for tests over real sockets: whoever waits a moment gets it at once, in the order in which the waits fall due, and time
 * has moved on by as much. Limits (6 s and more) never fall due by themselves: what they bound is real and takes real time.
 */
export class HastyClock implements Clock {
  #now: number;
  #order = 0;
  #turning = false;
  readonly #timers = new Set<Timer>();

  constructor(start = Date.parse('2025-09-28T12:00:00.000Z')) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, callback: () => void): () => void {
    if (ms >= LIMIT_MS) return () => {};
    const timer = { at: this.#now + Math.max(0, ms), order: ++this.#order, callback };
    this.#timers.add(timer);
    this.#turn();
    return () => void this.#timers.delete(timer);
  }

  /** Moves the time on without waiting for anybody. */
  skip(ms: number): void {
    this.#now += ms;
  }

  #turn(): void {
    if (this.#turning) return;
    this.#turning = true;
    setImmediate(() => {
      this.#turning = false;
      const [next] = [...this.#timers].toSorted((left, right) => left.at - right.at || left.order - right.order);
      if (next === undefined) return;
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.callback();
      this.#turn();
    });
  }
}
