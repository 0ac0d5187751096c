import { countField, field, isObject, parseJson, stringField } from './json-shape.js';
import type { ModelEndpoint } from './model-endpoint.js';
import { badResponse, contentFiltered, failureOfErrorEvent, interrupted } from './model-failure.js';
import type { FinishReason, TokenCounts, WireReader } from './wire-reader.js';

/** How far one response of the Responses API was read, over all connections to it. */
export interface ResponsePlace {
  /** Null until the server has named it. */
  id: string | null;
  /** `sequence_number` of the newest event that was read; null for none. */
  after: number | null;
  /** The server has said how it ended: nothing more is to be had. */
  settled: boolean;
}

/**
 * Reads the events of a response of OpenAI's Responses API: text is in `response.output_text.delta`, the completion signal is
 * `response.completed` or `response.incomplete`. Reasoning has events of its own, which are left out. An event that was read before, on
 * an earlier connection, adds nothing.
 */
export class ResponsesReader implements WireReader {
  finish: FinishReason | null = null;
  counts: TokenCounts | null = null;
  readonly #endpoint: ModelEndpoint;
  readonly #place: ResponsePlace;

  constructor(endpoint: ModelEndpoint, place: ResponsePlace) {
    this.#endpoint = endpoint;
    this.#place = place;
  }

  get ended(): boolean {
    return this.finish !== null;
  }

  read(data: string): string {
    if (data.trim() === '[DONE]') return '';
    const parsed = parseJson(data);
    if (!parsed.ok) throw interrupted(this.#endpoint, 'it sent an event that is not JSON');
    const event = parsed.value;
    if (!isObject(event)) throw badResponse(this.#endpoint, 'an event is not an object');
    if (!this.#isNew(countField(event, 'sequence_number'))) return '';
    const response = field(event, 'response');
    this.#place.id ??= stringField(response, 'id') ?? null;
    return this.#take(event, response);
  }

  rest(): string {
    return '';
  }

  #isNew(number: number | null): boolean {
    if (number === null) return true;
    if (this.#place.after !== null && number <= this.#place.after) return false;
    this.#place.after = number;
    return true;
  }

  #take(event: object, response: unknown): string {
    switch (stringField(event, 'type')) {
      case 'response.output_text.delta':
        return stringField(event, 'delta') ?? '';
      case 'response.completed':
        return this.#settle(response, 'stop');
      case 'response.incomplete':
        if (stringField(field(response, 'incomplete_details'), 'reason') === 'content_filter') throw contentFiltered(this.#endpoint);
        return this.#settle(response, 'length');
      case 'response.failed':
        this.#place.settled = true;
        throw failureOfErrorEvent(this.#endpoint, { error: field(response, 'error') });
      case 'response.cancelled':
        this.#place.settled = true;
        throw interrupted(this.#endpoint, 'the response was cancelled');
      case 'error':
        throw failureOfErrorEvent(this.#endpoint, { error: field(event, 'error') ?? event });
      default:
        return '';
    }
  }

  #settle(response: unknown, finish: FinishReason): string {
    const usage = field(response, 'usage');
    if (isObject(usage)) this.counts = { input_tokens: countField(usage, 'input_tokens'), output_tokens: countField(usage, 'output_tokens') };
    this.finish = finish;
    this.#place.settled = true;
    return '';
  }
}
