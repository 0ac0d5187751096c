import type { Clock } from '../base/clock.js';

/**
 * Watches over one call to a model server: whoever wants it ended (the caller's signal, or a wait that takes too long)
 * aborts the same connection. Afterwards `reason` says who it was. Owns no connection itself.
 */
export class CallGuard {
  readonly #controller = new AbortController();
  readonly #clock: Clock;
  readonly #outer: AbortSignal;
  #cancelWait: (() => void) | null = null;
  readonly #onAbort = (): void => this.end(this.#outer.reason);

  constructor(clock: Clock, outer: AbortSignal) {
    this.#clock = clock;
    this.#outer = outer;
    if (outer.aborted) this.#controller.abort(outer.reason);
    else outer.addEventListener('abort', this.#onAbort, { once: true });
  }

  /** For the HTTP client: aborts when the call is to end. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** From now on somebody waits, and for `ms` at most; then the call ends with what `failure` gives. */
  waitAtMost(ms: number, failure: () => Error): void {
    this.stopWaiting();
    this.#cancelWait = this.#clock.after(ms, () => this.end(failure()));
  }

  stopWaiting(): void {
    this.#cancelWait?.();
    this.#cancelWait = null;
  }

  /** Ends the call; the first reason stands. */
  end(reason: unknown): void {
    this.dispose();
    if (!this.#controller.signal.aborted) this.#controller.abort(reason);
  }

  /** Lets go of the clock and of the caller's signal; the connection is left as it is. */
  dispose(): void {
    this.stopWaiting();
    this.#outer.removeEventListener('abort', this.#onAbort);
  }
}
