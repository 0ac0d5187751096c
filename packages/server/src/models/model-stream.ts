import { pause } from '../base/clock.js';
import type { ReadyIterator } from '../base/ready-iterator.js';
import { AnswerParts, type Attempt } from './answer-parts.js';
import type { ModelPart } from './language-model.js';
import type { ModelEndpoint } from './model-endpoint.js';
import { retryDelay } from './retry-policy.js';

/**
 * What the two wire formats share: from an answer with status 200 to the parts of a `LanguageModel`, and the tries
 * before the first of them.
 *
 * Text as it comes, then the usage, then the finish. Failures before the first text are tried again where that may
 * help; after it never, because the reader of the answer has it already.
 */
export function streamParts(endpoint: ModelEndpoint, signal: AbortSignal, attempt: () => Promise<Attempt>): ReadyIterator<ModelPart> {
  return new PartStream(endpoint, signal, attempt);
}

/** An iterator by hand: a generator at each step would cost a token more than all that is done with it. */
class PartStream implements ReadyIterator<ModelPart> {
  readonly #endpoint: ModelEndpoint;
  readonly #signal: AbortSignal;
  readonly #attempt: () => Promise<Attempt>;
  #answer: AnswerParts | null = null;
  #tries = 0;
  /** Text has been given: there is no way back. */
  #begun = false;
  #over = false;
  /** What `ready` met, for `next` to deal with. */
  #thrown: { error: unknown } | null = null;

  constructor(endpoint: ModelEndpoint, signal: AbortSignal, attempt: () => Promise<Attempt>) {
    this.#endpoint = endpoint;
    this.#signal = signal;
    this.#attempt = attempt;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  ready(): ModelPart | undefined {
    if (this.#answer === null || this.#over || this.#thrown !== null) return undefined;
    try {
      const part = this.#answer.take();
      if (part === null) this.#end();
      else if (part?.type === 'text') this.#begun = true;
      return part ?? undefined;
    } catch (error) {
      this.#thrown = { error };
      return undefined;
    }
  }

  async next(): Promise<IteratorResult<ModelPart, undefined>> {
    for (;;) {
      const part = this.ready();
      if (part !== undefined) return { done: false, value: part };
      if (this.#over) return { done: true, value: undefined };
      try {
        if (this.#thrown !== null) throw this.#thrown.error;
        if (this.#answer === null) this.#answer = await AnswerParts.of(this.#endpoint, await this.#attempt(), this.#signal);
        else await this.#answer.arrival();
      } catch (thrown) {
        await this.#beforeNextTry(thrown);
      }
    }
  }

  return(): Promise<IteratorResult<ModelPart, undefined>> {
    this.#end();
    return Promise.resolve({ done: true, value: undefined });
  }

  /** Waits until the next try is due, or throws because there is none. */
  async #beforeNextTry(thrown: unknown): Promise<void> {
    this.#thrown = null;
    this.#answer?.close();
    this.#answer = null;
    const delay = this.#begun || this.#signal.aborted ? null : retryDelay(thrown, this.#tries);
    this.#tries += 1;
    if (delay === null) {
      this.#end();
      throw thrown;
    }
    await pause(this.#endpoint.clock, delay, this.#signal);
    if (this.#signal.aborted) this.#end();
    this.#signal.throwIfAborted();
  }

  #end(): void {
    this.#over = true;
    this.#answer?.close();
    this.#answer = null;
  }
}
