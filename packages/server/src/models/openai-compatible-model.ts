import { systemClock } from '../base/clock.js';
import type { LanguageModel, ModelPart, ModelRequest } from './language-model.js';
import { DEFAULT_HEADERS_TIMEOUT_MS, DEFAULT_STALL_TIMEOUT_MS, type ModelEndpoint, type ModelOptions } from './model-endpoint.js';
import { checkAddress } from './check-address.js';
import { failureBehind, type ModelCall, type ModelResponse, openModelCall } from './model-request.js';
import type { Attempt } from './answer-parts.js';
import { streamParts } from './model-stream.js';
import { OpenaiReader } from './openai-reader.js';
import { OpenaiBackgroundModel } from './openai-background-model.js';
import { MAX_REWORDINGS, type RequestDialect, rewordAfterRefusal } from './request-dialect.js';

/** Most of a refusal that is searched for the name of a field. */
const MAX_REFUSAL = 16 * 1024;

/**
 * OpenAI's chat completions, streamed, as OpenAI itself and most model servers speak it (Ollama, llama.cpp, vLLM,
 * LM Studio, …). `official` marks OpenAI's own service: only the names of variables in messages depend on it.
 * Remembers which optional fields the server refused, so that only the first call pays for finding out.
 */
export function createOpenaiCompatibleModel(options: ModelOptions, official = false): LanguageModel {
  const endpoint: ModelEndpoint = {
    provider: official ? 'openai' : 'openai-compatible',
    baseUrl: new URL(options.baseUrl),
    apiKey: options.apiKey,
    model: options.model,
    headersTimeoutMs: options.headersTimeoutMs ?? DEFAULT_HEADERS_TIMEOUT_MS,
    stallTimeoutMs: options.stallTimeoutMs ?? DEFAULT_STALL_TIMEOUT_MS,
    clock: options.clock ?? systemClock,
    urlVariable: official ? null : 'MODEL_BASE_URL',
    keyVariable: official ? 'OPENAI_API_KEY' : 'MODEL_API_KEY',
    modelVariable: 'MODEL',
  };
  if (options.continuation === 'reattach') return new OpenaiBackgroundModel(endpoint);
  return new OpenaiCompatibleModel(official ? 'prompt' : (options.continuation ?? 'prompt'), endpoint);
}

class OpenaiCompatibleModel implements LanguageModel {
  readonly provider: LanguageModel['provider'];
  readonly model: string;
  readonly #endpoint: ModelEndpoint;
  #dialect: RequestDialect;

  constructor(
    readonly continuation: LanguageModel['continuation'],
    endpoint: ModelEndpoint,
  ) {
    this.provider = endpoint.provider;
    this.model = endpoint.model;
    this.#endpoint = endpoint;
    this.#dialect = { streamOptions: true, temperature: true, tokenLimit: endpoint.provider === 'openai' ? 'max_completion_tokens' : 'max_tokens' };
  }

  stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelPart> {
    return streamParts(this.#endpoint, signal, () => this.#attempt(request, signal));
  }

  check(signal: AbortSignal): Promise<readonly string[] | null> {
    return checkAddress(this.#endpoint, '/models', this.#headers(), signal);
  }

  async #attempt(request: ModelRequest, signal: AbortSignal): Promise<Attempt> {
    const response = await this.#open(request, signal);
    if (response.status < 200 || response.status >= 300) throw await failureBehind(response);
    return { response, reader: new OpenaiReader(this.#endpoint) };
  }

  /** Calls, and calls again without what the server says it does not take. */
  async #open(request: ModelRequest, signal: AbortSignal): Promise<ModelResponse> {
    let dialect = this.#dialect;
    for (let rewordings = 0; ; rewordings++) {
      const response = await openModelCall(this.#endpoint, this.#call(request, dialect), signal);
      if (response.status !== 400 && response.status !== 422) {
        if (response.status < 300) this.#dialect = dialect;
        return response;
      }
      const refusal = await response.text(MAX_REFUSAL);
      const reworded = rewordings < MAX_REWORDINGS ? rewordAfterRefusal(dialect, refusal) : null;
      if (reworded === null) throw response.failure(refusal);
      dialect = reworded;
    }
  }

  #call(request: ModelRequest, dialect: RequestDialect): ModelCall {
    const body = {
      model: this.model,
      messages: request.messages,
      stream: true,
      [dialect.tokenLimit]: request.max_output_tokens,
      ...(dialect.streamOptions ? { stream_options: { include_usage: true } } : {}),
      ...(dialect.temperature ? { temperature: request.temperature } : {}),
      // As vLLM and servers in its manner name it: the chat template leaves the last message open.
      ...(request.continues_last === true ? { continue_final_message: true, add_generation_prompt: false } : {}),
    };
    return { method: 'POST', path: '/chat/completions', headers: { ...this.#headers(), accept: 'text/event-stream' }, body };
  }

  #headers(): Record<string, string> {
    return this.#endpoint.apiKey === undefined ? {} : { authorization: `Bearer ${this.#endpoint.apiKey}` };
  }
}
