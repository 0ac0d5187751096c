import type { Clock } from '../base/clock.js';
import { IDLE_POLL_MS, SAFETY_POLL_MS } from './socket-limits.js';

export interface SafetyPollOptions {
  clock: Clock;
  /** Whether something runs that frames may come from at any moment. */
  busy: () => boolean;
  /** Look whether there is something new. Must not throw. */
  look: () => void;
}

/**
 * Makes a reader look by itself from time to time, for doorbells can get lost between processes. One timer for each
 * reader, not one for each wait: a token costs no timer.
 */
export class SafetyPoll {
  readonly #options: SafetyPollOptions;
  #hurried = false;
  #cancel: (() => void) | null = null;

  constructor(options: SafetyPollOptions) {
    this.#options = options;
    this.#later(options.busy() ? SAFETY_POLL_MS : IDLE_POLL_MS);
  }

  /** Something began to run: looks after the short time, whatever was planned. */
  hurry(): void {
    if (this.#cancel === null || this.#hurried) return;
    this.#cancel();
    this.#later(SAFETY_POLL_MS);
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  #later(ms: number): void {
    const { clock, busy, look } = this.#options;
    this.#hurried = ms === SAFETY_POLL_MS;
    this.#cancel = clock.after(ms, () => {
      this.#later(busy() ? SAFETY_POLL_MS : IDLE_POLL_MS);
      look();
    });
  }
}
