import { setMaxListeners } from 'node:events';

/**
 * An abort of its own that also follows others: its signal aborts with the reason of the first of them. In place of `AbortSignal.any`,
 * whose signals Node keeps in memory for as long as somebody listens to them and none of them has aborted: for ever, where work ends well.
 */
export class LinkedAbort {
  readonly #controller = new AbortController();
  readonly #followed: readonly AbortSignal[];

  /** To be released when the work is over. */
  constructor(...followed: [AbortSignal, ...AbortSignal[]]) {
    this.#followed = followed;
    // Many pages that are read at once follow one question.
    setMaxListeners(0, ...followed);
    const over = followed.find(({ aborted }) => aborted);
    if (over !== undefined) this.abort(over.reason);
    else for (const signal of followed) signal.addEventListener('abort', this.#follow);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  abort(reason: unknown): void {
    this.release();
    this.#controller.abort(reason);
  }

  /** Follows nobody any more. */
  release(): void {
    for (const signal of this.#followed) signal.removeEventListener('abort', this.#follow);
  }

  readonly #follow = ({ target }: Event): void => this.abort((target as AbortSignal).reason);
}
