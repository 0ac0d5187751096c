import type { Clock } from '../../base/clock.js';
import { Skipped } from '../../base/skipped.js';

/** How often a service may be asked. */
export interface PaceLimits {
  /** Least time between the starts of two requests, in milliseconds; 0 for none. */
  intervalMs: number;
  /** Most requests at once. */
  atOnce: number;
}

/** Whoever comes when so many wait is sent away: the last of them would wait in vain. */
const MOST_WAITING = 20;

interface Waiting {
  begin(): void;
  stop(): void;
}

/**
 * The queue before one service: requests begin in the order in which they came, no faster than its limits allow. One queue serves
 * all analyses of the process. Whoever would have to wait longer than it is of use is sent away at once, with the reason.
 */
export class ServicePace {
  readonly #title: string;
  readonly #limits: PaceLimits;
  readonly #clock: Clock;
  readonly #waiting: Waiting[] = [];
  #running = 0;
  /** When the next request may begin. */
  #nextAt = 0;
  #cancelLook: (() => void) | null = null;

  constructor(title: string, limits: PaceLimits, clock: Clock) {
    this.#title = title;
    this.#limits = limits;
    this.#clock = clock;
  }

  /**
   * Resolves when it is the caller's turn; the given function says that the request is over. Rejects with `Skipped` when the turn
   * would come, or has not come, within `patienceMs`, and with the signal's reason when aborted.
   */
  enter(patienceMs: number, signal: AbortSignal): Promise<() => void> {
    if (signal.aborted) return Promise.reject(signal.reason);
    const expectedMs = this.expectedWaitMs();
    if (expectedMs > patienceMs || this.#waiting.length >= MOST_WAITING) return Promise.reject(this.#tooLate(expectedMs));
    return new Promise((resolve, reject) => {
      const leave = (reason: unknown): void => {
        this.#waiting.splice(this.#waiting.indexOf(entry), 1);
        entry.stop();
        reject(reason);
        this.#look();
      };
      const onAbort = (): void => leave(signal.reason);
      const cancelTimer = this.#clock.after(patienceMs + 1, () => leave(this.#tooLate(this.#limits.intervalMs)));
      const entry: Waiting = {
        begin: () => {
          entry.stop();
          resolve(this.#begin());
        },
        stop: () => {
          cancelTimer();
          signal.removeEventListener('abort', onAbort);
        },
      };
      signal.addEventListener('abort', onAbort, { once: true });
      this.#waiting.push(entry);
      this.#look();
    });
  }

  /** Why somebody who comes now would have no answer yet; null where it is their turn. */
  notYet(): Skipped | null {
    return this.expectedWaitMs() === 0 && this.#running < this.#limits.atOnce ? null : new Skipped(`${this.#title} was not asked: by its limits it was not yet the turn of this question when the time for searching was over`);
  }

  /** Nothing begins before `at` (milliseconds since the epoch). */
  holdOffUntil(at: number): void {
    this.#nextAt = Math.max(this.#nextAt, at);
    this.#look();
  }

  /** How long somebody who comes now would wait for the interval alone. */
  expectedWaitMs(): number {
    return Math.max(0, this.#nextAt - this.#clock.now()) + this.#waiting.length * this.#limits.intervalMs;
  }

  #begin(): () => void {
    this.#running += 1;
    this.#nextAt = Math.max(this.#nextAt, this.#clock.now() + this.#limits.intervalMs);
    let over = false;
    return () => {
      if (over) return;
      over = true;
      this.#running -= 1;
      this.#look();
    };
  }

  /** Lets in whoever's turn it is, and comes back when it is the next one's. */
  #look(): void {
    this.#cancelLook?.();
    this.#cancelLook = null;
    while (this.#waiting.length > 0 && this.#running < this.#limits.atOnce) {
      const waitMs = this.#nextAt - this.#clock.now();
      if (waitMs > 0) {
        this.#cancelLook = this.#clock.after(waitMs, () => this.#look());
        return;
      }
      this.#waiting.shift()?.begin();
    }
  }

  #tooLate(waitMs: number): Skipped {
    const seconds = Math.max(1, Math.ceil(waitMs / 1000));
    return new Skipped(`${this.#title} was not asked: its limits allow the next request in about ${seconds} s, which is too late for this answer`, seconds);
  }
}
