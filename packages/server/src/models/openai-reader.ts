import { ChunkTemplate } from './chunk-template.js';
import { countField, field, firstOf, isObject, parseJson, stringField } from './json-shape.js';
import type { ModelEndpoint } from './model-endpoint.js';
import { badResponse, contentFiltered, failureOfErrorEvent, interrupted } from './model-failure.js';
import { ThinkingFilter } from './thinking-filter.js';
import type { FinishReason, TokenCounts, WireReader } from './wire-reader.js';

/**
 * Reads chunks of an OpenAI-compatible chat completion, and also a whole completion from a server that does not stream.
 * The completion signal is `finish_reason`, or `[DONE]` after text from servers that never send one. Reasoning is left out.
 */
export class OpenaiReader implements WireReader {
  finish: FinishReason | null = null;
  ended = false;
  counts: TokenCounts | null = null;
  #sawText = false;
  readonly #thinking = new ThinkingFilter();
  readonly #template = new ChunkTemplate();
  readonly #endpoint: ModelEndpoint;

  constructor(endpoint: ModelEndpoint) {
    this.#endpoint = endpoint;
  }

  read(data: string): string {
    const text = this.#template.textOf(data);
    return text === null ? this.#readWhole(data) : this.#thinking.push(text);
  }

  rest(): string {
    return this.#thinking.end();
  }

  #readWhole(data: string): string {
    if (data.trim() === '[DONE]') return this.#done();
    const parsed = parseJson(data);
    if (!parsed.ok) throw interrupted(this.#endpoint, 'it sent a chunk that is not JSON');
    const chunk = parsed.value;
    if (!isObject(chunk)) throw badResponse(this.#endpoint, 'a chunk is not an object');
    const error = field(chunk, 'error');
    if (error !== undefined && error !== null) throw failureOfErrorEvent(this.#endpoint, chunk);
    this.#readUsage(field(chunk, 'usage'));
    if (bringsTextOnly(chunk)) this.#template.learn(data, textOfChunk(chunk), textOfPlain);
    return this.#readChoice(firstOf(chunk, 'choices'));
  }

  #done(): string {
    this.ended = true;
    if (this.#sawText) this.finish ??= 'stop';
    return '';
  }

  #readChoice(choice: unknown): string {
    const text = textOf(contentOf(choice));
    if (text !== '') this.#sawText = true;
    const reason = stringField(choice, 'finish_reason');
    if (reason === 'content_filter') throw contentFiltered(this.#endpoint);
    if (reason === 'error') throw interrupted(this.#endpoint, 'it reported an error without saying which');
    if (reason !== undefined && reason !== '') this.finish = reason === 'length' ? 'length' : 'stop';
    return text === '' ? '' : this.#thinking.push(text);
  }

  /** Some servers count in every chunk; the last count is the total. */
  #readUsage(usage: unknown): void {
    if (!isObject(usage)) return;
    this.counts = { input_tokens: countField(usage, 'prompt_tokens'), output_tokens: countField(usage, 'completion_tokens') };
  }
}

function contentOf(choice: unknown): unknown {
  return field(field(choice, 'delta') ?? field(choice, 'message'), 'content');
}

/** Whether the reader would take a text from the chunk, and nothing else. */
function bringsTextOnly(chunk: unknown): boolean {
  const choice = firstOf(chunk, 'choices');
  const reason = stringField(choice, 'finish_reason') ?? '';
  return typeof contentOf(choice) === 'string' && reason === '' && !isObject(field(chunk, 'usage'));
}

function textOfChunk(chunk: unknown): string {
  return textOf(contentOf(firstOf(chunk, 'choices')));
}

/** For the template: the text of another chunk of its kind. */
function textOfPlain(data: string): string | null {
  const parsed = parseJson(data);
  return parsed.ok && bringsTextOnly(parsed.value) ? textOfChunk(parsed.value) : null;
}

/** `content` is a string, or (some servers) a list of parts. */
function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return (content as unknown[]).map((part) => stringField(part, 'text') ?? '').join('');
}
