import { CLIENT_MESSAGE_BURST, CLIENT_MESSAGES_PER_SECOND, FLOOD_LIMIT } from './session-limits.js';

/** `refuse`: ignore the message and say so; `ignore`: it was said within the last second; `close`: it goes on and on. */
export type FloodVerdict = 'accept' | 'refuse' | 'ignore' | 'close';

/** Judges one client's messages by their rate alone: a token bucket. Pure but for its own state. */
export class FloodGuard {
  #tokens = CLIENT_MESSAGE_BURST;
  #filledAt: number;
  #refusedAt = Number.NEGATIVE_INFINITY;
  #ignored = 0;

  constructor(now: number) {
    this.#filledAt = now;
  }

  judge(now: number): FloodVerdict {
    this.#tokens = Math.min(CLIENT_MESSAGE_BURST, this.#tokens + ((now - this.#filledAt) / 1000) * CLIENT_MESSAGES_PER_SECOND);
    this.#filledAt = now;
    if (this.#tokens >= 1) {
      this.#tokens -= 1;
      // Only a bucket that has filled up again ends a flood: the few messages that a flood gets through do not.
      if (this.#tokens >= CLIENT_MESSAGE_BURST / 2) this.#ignored = 0;
      return 'accept';
    }
    this.#ignored += 1;
    if (this.#ignored > FLOOD_LIMIT) return 'close';
    if (now - this.#refusedAt < 1000) return 'ignore';
    this.#refusedAt = now;
    return 'refuse';
  }
}
