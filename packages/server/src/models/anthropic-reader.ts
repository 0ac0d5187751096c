import { countField, field, isObject, parseJson, stringField } from './json-shape.js';
import type { ModelEndpoint } from './model-endpoint.js';
import { badResponse, contentFiltered, failureOfErrorEvent, interrupted } from './model-failure.js';
import type { FinishReason, TokenCounts, WireReader } from './wire-reader.js';

/**
 * Reads the events of a streamed Anthropic message. The completion signal is the `stop_reason` of `message_delta`, or
 * `message_stop`. Unknown events (new kinds may come) and blocks that are not text (thinking) are left out.
 */
export class AnthropicReader implements WireReader {
  finish: FinishReason | null = null;
  ended = false;
  counts: TokenCounts | null = null;
  readonly #endpoint: ModelEndpoint;

  constructor(endpoint: ModelEndpoint) {
    this.#endpoint = endpoint;
  }

  read(data: string): string {
    const parsed = parseJson(data);
    if (!parsed.ok) throw interrupted(this.#endpoint, 'it sent an event that is not JSON');
    const event = parsed.value;
    if (!isObject(event)) throw badResponse(this.#endpoint, 'an event is not an object');
    switch (stringField(event, 'type')) {
      case 'message_start':
        this.#count(field(field(event, 'message'), 'usage'));
        return '';
      case 'content_block_delta':
        return stringField(field(event, 'delta'), 'type') === 'text_delta' ? (stringField(field(event, 'delta'), 'text') ?? '') : '';
      case 'message_delta':
        this.#count(field(event, 'usage'));
        this.#stop(stringField(field(event, 'delta'), 'stop_reason'));
        return '';
      case 'message_stop':
        this.ended = true;
        this.finish ??= 'stop';
        return '';
      case 'error':
        throw failureOfErrorEvent(this.#endpoint, event);
      default:
        return '';
    }
  }

  rest(): string {
    return '';
  }

  #stop(reason: string | undefined): void {
    if (reason === undefined) return;
    if (reason === 'refusal') throw contentFiltered(this.#endpoint);
    this.finish = reason === 'max_tokens' || reason === 'model_context_window_exceeded' ? 'length' : 'stop';
  }

  /** Counts are cumulative; the output count of `message_start` is only its beginning. */
  #count(usage: unknown): void {
    if (!isObject(usage)) return;
    this.counts = {
      input_tokens: countField(usage, 'input_tokens') ?? this.counts?.input_tokens ?? null,
      output_tokens: countField(usage, 'output_tokens') ?? this.counts?.output_tokens ?? null,
    };
  }
}
