import type { ModelPart } from './language-model.js';
import type { ModelEndpoint } from './model-endpoint.js';
import { badResponse, interrupted } from './model-failure.js';
import type { ModelResponse } from './model-request.js';
import { EventDecoder, EventTooLong } from './server-sent-events.js';
import type { WireReader } from './wire-reader.js';

/** After the completion signal only the count of tokens is still to come: nobody waits long for that. */
const WAIT_FOR_USAGE_MS = 1_000;
/** Largest answer of a server that does not stream. */
const MAX_WHOLE_ANSWER = 1024 * 1024;

/** One try: a call that was answered with 200, and the reader for it. */
export interface Attempt {
  response: ModelResponse;
  reader: WireReader;
}

/** The parts of one answer, from its bytes. Gives what has come without a wait. Whoever has one must call `close`. */
export class AnswerParts {
  readonly #endpoint: ModelEndpoint;
  readonly #response: ModelResponse;
  readonly #reader: WireReader;
  readonly #signal: AbortSignal;
  readonly #decoder = new EventDecoder();
  #sawEvent = false;
  /** Data of events that were not read yet, and how many of them were. */
  #data: string[] = [];
  #read = 0;
  /** No more data will come. */
  #ended = false;
  /** What follows the text, once that is over. */
  #closing: Generator<ModelPart, void, void> | null = null;

  private constructor(endpoint: ModelEndpoint, { response, reader }: Attempt, signal: AbortSignal) {
    this.#endpoint = endpoint;
    this.#response = response;
    this.#reader = reader;
    this.#signal = signal;
  }

  static async of(endpoint: ModelEndpoint, attempt: Attempt, signal: AbortSignal): Promise<AnswerParts> {
    const parts = new AnswerParts(endpoint, attempt, signal);
    try {
      const { contentType } = attempt.response;
      if (/\bhtml\b/.test(contentType)) throw badResponse(endpoint, 'it answered with a web page');
      if (/\bjson\b/.test(contentType)) await parts.#readWhole();
      return parts;
    } catch (thrown) {
      parts.close();
      throw thrown;
    }
  }

  /** The next part if it is there; null when the answer is over; undefined: wait. Throws what ends the answer. */
  take(): ModelPart | null | undefined {
    if (this.#closing !== null) return this.#next(this.#closing);
    for (;;) {
      const text = this.#nextText();
      if (text !== '') {
        this.#signal.throwIfAborted();
        return { type: 'text', text };
      }
      if (this.#ended) break;
      const arrived = this.#takeChunk();
      if (!arrived) return undefined;
    }
    return this.#next((this.#closing = this.#closingParts()));
  }

  /** Resolves when `take` has something to say. */
  arrival(): Promise<void> {
    return this.#response.arrival();
  }

  close(): void {
    this.#response.close();
  }

  /** The text of the events that are here, up to the first that has any. */
  #nextText(): string {
    for (;;) {
      const data = this.#data[this.#read];
      if (data === undefined) return '';
      this.#read += 1;
      const text = this.#reader.read(data);
      if (this.#read === this.#data.length) this.#allRead();
      if (text !== '') return text;
    }
  }

  #allRead(): void {
    this.#data = [];
    this.#read = 0;
    if (this.#reader.finish !== null) this.#response.shortenWaits(WAIT_FOR_USAGE_MS);
    if (!this.#reader.ended) return;
    this.#ended = true;
    this.#response.finish();
  }

  /** False when no chunk is there. */
  #takeChunk(): boolean {
    const chunk = this.#chunk();
    if (chunk === undefined) return false;
    this.#data = chunk === null ? this.#events(() => this.#decoder.end()) : this.#events(() => this.#decoder.feed(chunk));
    if (chunk !== null) return true;
    this.#ended = this.#data.length === 0;
    if (!this.#sawEvent && this.#decoder.sawForeignLine) throw badResponse(this.#endpoint, 'its answer is not a stream of events');
    return true;
  }

  #chunk(): Uint8Array | null | undefined {
    try {
      return this.#response.take();
    } catch (thrown) {
      // Once the answer is whole, a server that hangs or breaks off only fails to say how many tokens it was.
      if (this.#reader.finish === null || this.#signal.aborted) throw thrown;
      this.#ended = true;
      return new Uint8Array();
    }
  }

  #events(decode: () => string[]): string[] {
    try {
      const data = decode();
      this.#sawEvent ||= data.length > 0;
      return data;
    } catch (thrown) {
      throw thrown instanceof EventTooLong ? badResponse(this.#endpoint, 'one event is longer than a megabyte') : thrown;
    }
  }

  /** A server that did not stream although it was asked to: its whole answer is one text. */
  async #readWhole(): Promise<void> {
    const text = this.#reader.read(await this.#response.text(MAX_WHOLE_ANSWER));
    if (this.#reader.finish === null && text === '') throw badResponse(this.#endpoint, 'it answered with JSON that holds no completion');
    this.#ended = true;
    this.#closing = this.#closingParts(text);
  }

  *#closingParts(whole = ''): Generator<ModelPart, void, void> {
    const reader = this.#reader;
    if (whole !== '') yield { type: 'text', text: whole };
    const rest = reader.rest();
    if (rest !== '') yield { type: 'text', text: rest };
    this.close();
    if (reader.finish === null) throw interrupted(this.#endpoint, 'the answer stopped without its completion signal');
    if (reader.counts !== null) yield { type: 'usage', ...reader.counts };
    yield { type: 'finish', reason: reader.finish };
  }

  #next(parts: Generator<ModelPart, void, void>): ModelPart | null {
    const next = parts.next();
    return next.done === true ? null : next.value;
  }
}
