import type { Clock } from '../base/clock.js';

interface Timer {
  at: number;
  order: number;
  callback: () => void;
}

/** A clock that stands still until it is told to advance. */
export class FakeClock implements Clock {
  #now: number;
  #order = 0;
  readonly #timers = new Set<Timer>();

  constructor(start = Date.parse('2025-09-28T12:00:00.000Z')) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, callback: () => void): () => void {
    const timer = { at: this.#now + Math.max(0, ms), order: ++this.#order, callback };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  /** Callbacks that are still to come: 0 after a clean end. */
  get pending(): number {
    return this.#timers.size;
  }

  /**
   * Moves the time forward and runs what falls due, in order of time, then of asking. Promises that wait are carried on
   * before the first callback and after each, so a callback that asks for another one within the span gets it.
   */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settle();
    for (let timer = this.#nextUntil(end); timer !== null; timer = this.#nextUntil(end)) {
      this.#now = Math.max(this.#now, timer.at);
      this.#timers.delete(timer);
      timer.callback();
      await settle();
    }
    this.#now = end;
  }

  /** The process stands still: the time goes on, and nothing runs. What fell due runs, late, when the clock is advanced. */
  skip(ms: number): void {
    this.#now += ms;
  }

  #nextUntil(end: number): Timer | null {
    let next: Timer | null = null;
    for (const timer of this.#timers) {
      if (timer.at > end) continue;
      if (next === null || timer.at < next.at || (timer.at === next.at && timer.order < next.order)) next = timer;
    }
    return next;
  }
}

/** Carries on every promise that can go on without time or input from outside. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
