import { pause } from '../base/clock.js';
import { toGroundwireError } from '../base/errors.js';
import type { Attempt } from './answer-parts.js';
import { checkAddress } from './check-address.js';
import type { LanguageModel, ModelPart, ModelRequest } from './language-model.js';
import type { ModelEndpoint } from './model-endpoint.js';
import { failureBehind, type ModelCall, type ModelResponse, openModelCall } from './model-request.js';
import { streamParts } from './model-stream.js';
import { type ResponsePlace, ResponsesReader } from './responses-reader.js';
import { AnswerGone } from './writer.js';

/** Waits before a connection that broke in mid-answer is made again; anew after each that brought text. */
const REATTACH_MS = [200, 1_000, 3_000];
/** What a server says of a response that it has no longer, or that can't be streamed. */
const GONE: ReadonlySet<number> = new Set([400, 404, 410, 422]);
/** Failures of the connection, not of the answer. */
const BROKEN: ReadonlySet<string> = new Set(['LLM_INTERRUPTED', 'LLM_TIMEOUT', 'LLM_UNAVAILABLE']);
const NEVER = new AbortController().signal;

/**
 * OpenAI's Responses API in background mode (developers.openai.com/api/docs/guides/background): the provider writes whether or not
 * somebody is connected, and keeps every event, by number, for about ten minutes. So a connection that breaks costs nothing, and neither
 * does a process that dies: the next one attaches to the same response. For that the provider has to store it (`store`), which is why the
 * operator must ask for this.
 */
export class OpenaiBackgroundModel implements LanguageModel {
  readonly provider: LanguageModel['provider'];
  readonly model: string;
  /** Of an answer that the provider has no longer. */
  readonly continuation = 'prompt';
  readonly #endpoint: ModelEndpoint;
  /** Models that reason take no temperature. */
  #takesTemperature = true;

  constructor(endpoint: ModelEndpoint) {
    this.provider = endpoint.provider;
    this.model = endpoint.model;
    this.#endpoint = endpoint;
  }

  stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelPart> {
    return this.#follow({ id: null, after: null, settled: false }, request, signal);
  }

  reattach(id: string, signal: AbortSignal): AsyncIterable<ModelPart> {
    return this.#follow({ id, after: null, settled: false }, null, signal);
  }

  check(signal: AbortSignal): Promise<readonly string[] | null> {
    return checkAddress(this.#endpoint, '/models', this.#headers(), signal);
  }

  /** One response to its end, over as many connections as it takes. What nobody will read is cancelled. */
  async *#follow(place: ResponsePlace, request: ModelRequest | null, signal: AbortSignal): AsyncGenerator<ModelPart, void, void> {
    let [tries, begun, named] = [0, false, false];
    try {
      for (;;) {
        try {
          for await (const part of streamParts(this.#endpoint, signal, () => this.#attempt(place, request, begun, signal))) {
            if (!named && place.id !== null) yield { type: 'upstream', id: place.id };
            named = true;
            if (part.type === 'text') [tries, begun] = [0, true];
            yield part;
          }
          return;
        } catch (thrown) {
          const wait = mayComeBack(thrown, place, signal) ? REATTACH_MS[tries] : undefined;
          if (wait === undefined) throw thrown;
          tries += 1;
          await pause(this.#endpoint.clock, wait, signal);
          signal.throwIfAborted();
        }
      }
    } finally {
      if (!place.settled && place.id !== null && !isHandedOver(signal)) void this.#cancel(place.id);
    }
  }

  async #attempt(place: ResponsePlace, request: ModelRequest | null, begun: boolean, signal: AbortSignal): Promise<Attempt> {
    const response = place.id === null && request !== null ? await this.#create(request, signal) : await openModelCall(this.#endpoint, this.#attachment(place), signal);
    if (place.id !== null && GONE.has(response.status)) {
      place.settled = true;
      throw new AnswerGone(begun, { cause: await failureBehind(response) });
    }
    if (response.status < 200 || response.status >= 300) throw await failureBehind(response);
    return { response, reader: new ResponsesReader(this.#endpoint, place) };
  }

  async #create(request: ModelRequest, signal: AbortSignal): Promise<ModelResponse> {
    const response = await openModelCall(this.#endpoint, this.#creation(request), signal);
    if (response.status !== 400 || !this.#takesTemperature) return response;
    const refusal = await response.text(16 * 1024);
    if (!/temperature/i.test(refusal)) throw response.failure(refusal);
    this.#takesTemperature = false;
    return openModelCall(this.#endpoint, this.#creation(request), signal);
  }

  #creation(request: ModelRequest): ModelCall {
    const body = {
      model: this.model,
      input: request.messages,
      background: true,
      stream: true,
      store: true,
      max_output_tokens: request.max_output_tokens,
      ...(this.#takesTemperature ? { temperature: request.temperature } : {}),
    };
    return { method: 'POST', path: '/responses', headers: { ...this.#headers(), accept: 'text/event-stream' }, body };
  }

  #attachment({ id, after }: ResponsePlace): ModelCall {
    const query = { stream: 'true', ...(after === null ? {} : { starting_after: String(after) }) };
    return { method: 'GET', path: `/responses/${encodeURIComponent(id ?? '')}`, query, headers: { ...this.#headers(), accept: 'text/event-stream' } };
  }

  /** Idempotent. One that can't be cancelled goes on at the provider until it is written. */
  async #cancel(id: string): Promise<void> {
    const call: ModelCall = { method: 'POST', path: `/responses/${encodeURIComponent(id)}/cancel`, headers: this.#headers(), body: {} };
    await openModelCall(this.#endpoint, call, NEVER).then(
      (response) => response.close(),
      () => undefined,
    );
  }

  #headers(): Record<string, string> {
    return this.#endpoint.apiKey === undefined ? {} : { authorization: `Bearer ${this.#endpoint.apiKey}` };
  }
}

/** Whether the response still goes on, and only the way to it is lost. */
function mayComeBack(thrown: unknown, place: ResponsePlace, signal: AbortSignal): boolean {
  return place.id !== null && !place.settled && !signal.aborted && BROKEN.has(toGroundwireError(thrown).code);
}

/** Another process goes on with the answer, and needs the response. */
function isHandedOver(signal: AbortSignal): boolean {
  return signal.aborted && toGroundwireError(signal.reason).code === 'NODE_LOST';
}
