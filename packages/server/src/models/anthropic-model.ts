import { systemClock } from '../base/clock.js';
import { takesPrefill } from './anthropic-prefill.js';
import { AnthropicReader } from './anthropic-reader.js';
import { checkAddress } from './check-address.js';
import type { LanguageModel, ModelMessage, ModelPart, ModelRequest } from './language-model.js';
import { DEFAULT_HEADERS_TIMEOUT_MS, DEFAULT_STALL_TIMEOUT_MS, type ModelEndpoint, type ModelOptions } from './model-endpoint.js';
import { failureBehind, type ModelCall, openModelCall } from './model-request.js';
import type { Attempt } from './answer-parts.js';
import { streamParts } from './model-stream.js';

const API_VERSION = '2023-06-01';
const MAX_REFUSAL = 16 * 1024;

/** Anthropic's Messages API, streamed. `baseUrl` has no `/v1`. Some of its models take no temperature: that is remembered. */
export function createAnthropicModel(options: ModelOptions): LanguageModel {
  return new AnthropicModel({
    provider: 'anthropic',
    baseUrl: new URL(options.baseUrl),
    apiKey: options.apiKey,
    model: options.model,
    headersTimeoutMs: options.headersTimeoutMs ?? DEFAULT_HEADERS_TIMEOUT_MS,
    stallTimeoutMs: options.stallTimeoutMs ?? DEFAULT_STALL_TIMEOUT_MS,
    clock: options.clock ?? systemClock,
    urlVariable: null,
    keyVariable: 'ANTHROPIC_API_KEY',
    modelVariable: 'MODEL',
  });
}

class AnthropicModel implements LanguageModel {
  readonly provider = 'anthropic';
  readonly model: string;
  readonly continuation: LanguageModel['continuation'];
  readonly #endpoint: ModelEndpoint;
  #takesTemperature = true;

  constructor(endpoint: ModelEndpoint) {
    this.model = endpoint.model;
    this.continuation = takesPrefill(endpoint.model) ? 'prefix' : 'prompt';
    this.#endpoint = endpoint;
  }

  stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelPart> {
    return streamParts(this.#endpoint, signal, () => this.#attempt(request, signal));
  }

  async check(signal: AbortSignal): Promise<null> {
    await checkAddress(this.#endpoint, '/v1/models', this.#headers(), signal);
    // The list comes in parts, and without the short names that are taken too.
    return null;
  }

  async #attempt(request: ModelRequest, signal: AbortSignal): Promise<Attempt> {
    const withTemperature = this.#takesTemperature;
    const response = await openModelCall(this.#endpoint, this.#call(request, withTemperature), signal);
    if (response.status === 400) {
      const refusal = await response.text(MAX_REFUSAL);
      if (!withTemperature || !/temperature/i.test(refusal)) throw response.failure(refusal);
      this.#takesTemperature = false;
      return this.#attempt(request, signal);
    }
    if (response.status < 200 || response.status >= 300) throw await failureBehind(response);
    return { response, reader: new AnthropicReader(this.#endpoint) };
  }

  #call(request: ModelRequest, withTemperature: boolean): ModelCall {
    const system = request.messages.filter((message) => message.role === 'system');
    const body = {
      model: this.model,
      max_tokens: request.max_output_tokens,
      stream: true,
      messages: request.messages.filter((message) => message.role !== 'system'),
      ...(system.length === 0 ? {} : { system: joined(system) }),
      ...(withTemperature ? { temperature: request.temperature } : {}),
    };
    return { method: 'POST', path: '/v1/messages', headers: { ...this.#headers(), accept: 'text/event-stream' }, body };
  }

  #headers(): Record<string, string> {
    const version = { 'anthropic-version': API_VERSION };
    return this.#endpoint.apiKey === undefined ? version : { ...version, 'x-api-key': this.#endpoint.apiKey };
  }
}

function joined(messages: ModelMessage[]): string {
  return messages.map((message) => message.content).join('\n\n');
}
