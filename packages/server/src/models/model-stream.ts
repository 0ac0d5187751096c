import { pause } from '../base/clock.js';
import type { ModelPart } from './language-model.js';
import type { ModelEndpoint } from './model-endpoint.js';
import { badResponse, interrupted } from './model-failure.js';
import type { ModelResponse } from './model-request.js';
import { retryDelay } from './retry-policy.js';
import { EventDecoder, EventTooLong } from './server-sent-events.js';
import type { WireReader } from './wire-reader.js';

/**
 * What the two wire formats share: from an answer with status 200 to the parts of a `LanguageModel`, and the tries
 * before the first of them.
 */

/** After the completion signal only the count of tokens is still to come: nobody waits long for that. */
const WAIT_FOR_USAGE_MS = 1_000;
/** Largest answer of a server that does not stream. */
const MAX_WHOLE_ANSWER = 1024 * 1024;

/** One try: a call that was answered with 200, and the reader for it. */
export interface Attempt {
  response: ModelResponse;
  reader: WireReader;
}

/**
 * Text as it comes, then the usage, then the finish. Failures before the first text are tried again where that may
 * help; after it never, because the reader of the answer has it already.
 */
export async function* streamParts(endpoint: ModelEndpoint, signal: AbortSignal, attempt: () => Promise<Attempt>): AsyncGenerator<ModelPart, void, void> {
  for (let tries = 0; ; tries++) {
    let begun = false;
    try {
      const { response, reader } = await attempt();
      for await (const text of readTexts(endpoint, response, reader, signal)) {
        begun = true;
        yield { type: 'text', text };
      }
      yield* closingParts(endpoint, reader);
      return;
    } catch (thrown) {
      const delay = begun || signal.aborted ? null : retryDelay(thrown, tries);
      if (delay === null) throw thrown;
      await pause(endpoint.clock, delay, signal);
      signal.throwIfAborted();
    }
  }
}

function* closingParts(endpoint: ModelEndpoint, reader: WireReader): Generator<ModelPart, void, void> {
  if (reader.finish === null) throw interrupted(endpoint, 'the answer stopped without its completion signal');
  if (reader.counts !== null) yield { type: 'usage', ...reader.counts };
  yield { type: 'finish', reason: reader.finish };
}

async function* readTexts(endpoint: ModelEndpoint, response: ModelResponse, reader: WireReader, signal: AbortSignal): AsyncGenerator<string, void, void> {
  try {
    if (/\bhtml\b/.test(response.contentType)) throw badResponse(endpoint, 'it answered with a web page');
    const texts = /\bjson\b/.test(response.contentType) ? wholeTexts(endpoint, response, reader) : streamedTexts(endpoint, response, reader, signal);
    for await (const text of texts) {
      yield text;
      signal.throwIfAborted();
    }
    const rest = reader.rest();
    if (rest !== '') yield rest;
  } finally {
    response.close();
  }
}

/** A server that did not stream although it was asked to: its whole answer is one text. */
async function* wholeTexts(endpoint: ModelEndpoint, response: ModelResponse, reader: WireReader): AsyncGenerator<string, void, void> {
  const text = reader.read(await response.text(MAX_WHOLE_ANSWER));
  if (reader.finish === null && text === '') throw badResponse(endpoint, 'it answered with JSON that holds no completion');
  if (text !== '') yield text;
}

async function* streamedTexts(endpoint: ModelEndpoint, response: ModelResponse, reader: WireReader, signal: AbortSignal): AsyncGenerator<string, void, void> {
  const input = new EventInput(endpoint);
  try {
    for await (const chunk of response.chunks()) {
      for (const data of input.feed(chunk)) {
        const text = reader.read(data);
        if (text !== '') yield text;
      }
      if (reader.finish !== null) response.shortenWaits(WAIT_FOR_USAGE_MS);
      if (reader.ended) return response.finish();
    }
  } catch (thrown) {
    // Once the answer is whole, a server that hangs or breaks off only fails to say how many tokens it was.
    if (reader.finish === null || signal.aborted) throw thrown;
    return;
  }
  for (const data of input.end()) {
    const text = reader.read(data);
    if (text !== '') yield text;
  }
}

/** The data of the events, and the verdict on an answer that holds none. */
class EventInput {
  readonly #decoder = new EventDecoder();
  readonly #endpoint: ModelEndpoint;
  #events = 0;

  constructor(endpoint: ModelEndpoint) {
    this.#endpoint = endpoint;
  }

  feed(chunk: Uint8Array): string[] {
    return this.#dataOf(() => this.#decoder.feed(chunk));
  }

  end(): string[] {
    const data = this.#dataOf(() => this.#decoder.end());
    if (this.#events === 0 && this.#decoder.sawForeignLine) throw badResponse(this.#endpoint, 'its answer is not a stream of events');
    return data;
  }

  #dataOf(decode: () => Array<{ data: string }>): string[] {
    try {
      const events = decode();
      this.#events += events.length;
      return events.map((event) => event.data);
    } catch (thrown) {
      throw thrown instanceof EventTooLong ? badResponse(this.#endpoint, 'one event is longer than a megabyte') : thrown;
    }
  }
}
