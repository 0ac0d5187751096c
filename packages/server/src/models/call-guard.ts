import type { Clock } from '../base/clock.js';

/**
 * Watches over one call to a model server: whoever wants it ended (the caller's signal, or a wait that takes too long) ends it, once,
 * and the first reason stands. Owns no connection itself.
 *
 * A wait costs no timer of its own: one timer stands for all of them, and is set again only when it rings too early.
 */
export class CallGuard {
  readonly #clock: Clock;
  readonly #outer: AbortSignal;
  readonly #onEnd: (reason: unknown) => void;
  /** The wait that runs: since when, for how long, and what it ends with. */
  #wait: { since: number; ms: number; failure: () => Error } | null = null;
  /** When the timer rings, and the way to stop it. */
  #timer: { at: number; stop: () => void } | null = null;
  #over = false;
  readonly #onAbort = (): void => this.end(this.#outer.reason);

  /** `onEnd` is called at most once, never after `dispose`, and at once where the signal has aborted already. */
  constructor(clock: Clock, outer: AbortSignal, onEnd: (reason: unknown) => void) {
    this.#clock = clock;
    this.#outer = outer;
    this.#onEnd = onEnd;
    if (outer.aborted) this.end(outer.reason);
    else outer.addEventListener('abort', this.#onAbort, { once: true });
  }

  /** From now on somebody waits, and for `ms` at most; then the call ends with what `failure` gives. */
  waitAtMost(ms: number, failure: () => Error): void {
    if (this.#over) return;
    const since = this.#clock.now();
    this.#wait = { since, ms, failure };
    if (this.#timer === null || this.#timer.at > since + ms) this.#ringAfter(ms, since);
  }

  stopWaiting(): void {
    this.#wait = null;
  }

  /** Ends the call. */
  end(reason: unknown): void {
    if (this.#over) return;
    this.dispose();
    this.#onEnd(reason);
  }

  /** Lets go of the clock and of the caller's signal. */
  dispose(): void {
    this.#over = true;
    this.#wait = null;
    this.#timer?.stop();
    this.#timer = null;
    this.#outer.removeEventListener('abort', this.#onAbort);
  }

  #ringAfter(ms: number, now: number): void {
    this.#timer?.stop();
    this.#timer = { at: now + ms, stop: this.#clock.after(ms, () => this.#rung()) };
  }

  #rung(): void {
    this.#timer = null;
    if (this.#wait === null) return;
    const { since, ms, failure } = this.#wait;
    const now = this.#clock.now();
    if (now >= since + ms) this.end(failure());
    else this.#ringAfter(since + ms - now, now);
  }
}
