import { pause, systemClock } from '../base/clock.js';
import { LinkedAbort } from '../base/linked-abort.js';
import { checkAddress } from './check-address.js';
import type { Embeddings } from './embeddings.js';
import type { ModelEndpoint, ModelOptions } from './model-endpoint.js';
import { badResponse } from './model-failure.js';
import { failureBehind, openModelCall } from './model-request.js';
import { readVectors } from './read-vectors.js';
import { retryDelay } from './retry-policy.js';

/** Texts of one call. Hugging Face's server takes no more as it is delivered, the others several times that. */
const BATCH_TEXTS = 32;
/** Characters (UTF-16 units) of one call; a text that is longer goes alone. */
const BATCH_LENGTH = 60_000;
/** Bytes of one answer: 32 vectors of 4096 numbers, written out, are a fifth of that. */
const MOST_BYTES = 16 * 1024 * 1024;
/** A server may have to load the model first; whoever waits for less says so with the signal. */
const HEADERS_TIMEOUT_MS = 20_000;
const STALL_TIMEOUT_MS = 10_000;

/**
 * OpenAI's `/embeddings`, as OpenAI itself and most model servers speak it (Ollama, llama.cpp, vLLM, LM Studio, …). All batches go out
 * at once; what may pass by itself is tried again, as for a language model.
 */
export function createOpenaiEmbeddings(options: Omit<ModelOptions, 'continuation'>): Embeddings {
  return new OpenaiEmbeddings({
    provider: 'openai-compatible',
    baseUrl: new URL(options.baseUrl),
    apiKey: options.apiKey,
    model: options.model,
    headersTimeoutMs: options.headersTimeoutMs ?? HEADERS_TIMEOUT_MS,
    stallTimeoutMs: options.stallTimeoutMs ?? STALL_TIMEOUT_MS,
    clock: options.clock ?? systemClock,
    urlVariable: 'EMBEDDING_BASE_URL',
    keyVariable: 'EMBEDDING_API_KEY',
    modelVariable: 'EMBEDDING_MODEL',
  });
}

class OpenaiEmbeddings implements Embeddings {
  readonly name: string;
  readonly #endpoint: ModelEndpoint;

  constructor(endpoint: ModelEndpoint) {
    this.name = endpoint.model;
    this.#endpoint = endpoint;
  }

  async embed(texts: readonly string[], signal: AbortSignal, onRetry: (failure: unknown) => void = () => {}): Promise<Float32Array[]> {
    signal.throwIfAborted();
    const linked = new LinkedAbort(signal);
    try {
      const vectors = (await Promise.all(batchesOf(texts).map((batch) => this.#embedBatch(batch, linked.signal, onRetry)))).flat();
      if (vectors.some(({ length }) => length !== vectors[0]?.length)) throw badResponse(this.#endpoint, 'its vectors differ in dimension');
      return vectors;
    } catch (thrown) {
      // Half an answer is none: the other calls end too.
      linked.abort(thrown);
      throw thrown;
    } finally {
      linked.release();
    }
  }

  async check(signal: AbortSignal): Promise<void> {
    await checkAddress(this.#endpoint, '/models', this.#headers(), signal);
  }

  async #embedBatch(texts: readonly string[], signal: AbortSignal, onRetry: (failure: unknown) => void): Promise<Float32Array[]> {
    for (let tries = 0; ; tries += 1) {
      try {
        return await this.#attempt(texts, signal);
      } catch (thrown) {
        const wait = signal.aborted ? null : retryDelay(thrown, tries);
        if (wait === null) throw thrown;
        onRetry(thrown);
        await pause(this.#endpoint.clock, wait, signal);
      }
    }
  }

  async #attempt(texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]> {
    const body = { model: this.name, input: texts };
    const response = await openModelCall(this.#endpoint, { method: 'POST', path: '/embeddings', headers: { ...this.#headers(), accept: 'application/json' }, body }, signal);
    if (response.status < 200 || response.status >= 300) throw await failureBehind(response);
    return readVectors(this.#endpoint, await response.text(MOST_BYTES), texts.length);
  }

  #headers(): Record<string, string> {
    return this.#endpoint.apiKey === undefined ? {} : { authorization: `Bearer ${this.#endpoint.apiKey}` };
  }
}

function batchesOf(texts: readonly string[]): string[][] {
  const batches: string[][] = [];
  let length = 0;
  for (const text of texts) {
    const batch = batches.at(-1);
    if (batch === undefined || batch.length === BATCH_TEXTS || length + text.length > BATCH_LENGTH) {
      batches.push([text]);
      length = text.length;
    } else {
      batch.push(text);
      length += text.length;
    }
  }
  return batches;
}
