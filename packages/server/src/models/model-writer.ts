import { randomBytes } from 'node:crypto';
import { isReadyIterator, type ReadyIterator } from '../base/ready-iterator.js';
import { ContinuationSeam } from './continuation-seam.js';
import type { LanguageModel, ModelPart, ModelRequest } from './language-model.js';
import { ModelFailure } from './model-failure.js';
import { noAnswerWords } from './no-answer-words.js';
import { answerPrompt, continuedPrompt, type PromptOptions } from './prompt.js';
import { saysNoAnswer } from './says-no-answer.js';
import { SentinelFilter } from './sentinel-filter.js';
import { AnswerGone, type WriteRequest, type Writer, type WriterPart } from './writer.js';

/**
 * The writer that asks a language model. Owns the way from request to prompt and from the model's text to writer parts;
 * knows no wire format, and checks no marker: that is the engine's work. Made by the wiring, called by the engine.
 */
export interface ModelWriterOptions {
  /** Bound of the whole prompt. Default: what the provider's models surely take. */
  maxPromptCharacters?: number;
  /** A code that no text can have known; one a call. */
  nonce?: () => string;
}

/** The smallest context that local servers give by default holds about this much beside the answer. */
const LOCAL_PROMPT_CHARACTERS = 12_000;
const HOSTED_PROMPT_CHARACTERS = 40_000;
/** Tokens a word, in the languages where a word takes many, and room for markers. */
const TOKENS_PER_WORD = 4;
/** Room for a model that thinks before it writes and counts that as output. */
const TOKENS_TO_THINK = 1_024;

/** UTF-16 units; a sentence or two. */
const BEGINNING = 300;
const MARKER = /\[\d{1,3}(?:\s*,\s*\d{1,3})*\]/;

export function createModelWriter(model: LanguageModel, options: ModelWriterOptions = {}): Writer {
  const maxCharacters = options.maxPromptCharacters ?? (model.provider === 'openai-compatible' ? LOCAL_PROMPT_CHARACTERS : HOSTED_PROMPT_CHARACTERS);
  const nonce = options.nonce ?? (() => randomBytes(8).toString('hex'));
  return {
    name: model.model,
    delivery: 'stream',
    continues: model.continuation !== 'none',
    reattaches: model.reattach === undefined ? undefined : { isGone: (failure) => failure instanceof AnswerGone && !failure.begun },
    write: (request, signal) => new ModelWriting(model, partsOf(model, request, { nonce: nonce(), maxCharacters }, signal), request),
  };
}

function partsOf(model: LanguageModel, request: WriteRequest, options: PromptOptions, signal: AbortSignal): AsyncIterable<ModelPart> {
  if (request.reattach !== undefined && model.reattach !== undefined) return model.reattach(request.reattach, signal);
  return model.stream(modelRequest(model, request, options), signal);
}

function modelRequest(model: LanguageModel, request: WriteRequest, options: PromptOptions): ModelRequest {
  const limits = { max_output_tokens: Math.ceil(request.max_words * TOKENS_PER_WORD) + TOKENS_TO_THINK, temperature: 0 };
  if (request.continuation === undefined || model.continuation === 'none') return { messages: answerPrompt(request, options), ...limits };
  const messages = continuedPrompt(request, options, model.continuation);
  return { messages, ...limits, ...(model.continuation === 'prefix' ? { continues_last: true } : {}) };
}

/**
 * Text as it comes; `no_answer` before the text when the model began with the sentinel. A text that reached the limit of
 * output tokens ends with an ellipsis, so that a reader sees that it was cut there. An iterator by hand, because every token passes it.
 */
class ModelWriting implements ReadyIterator<WriterPart> {
  readonly #model: LanguageModel;
  readonly #request: WriteRequest;
  readonly #parts: AsyncIterator<ModelPart>;
  readonly #state: WritingState;
  readonly #seam: ContinuationSeam | null;
  #out: WriterPart[] = [];
  #outputTokens: number | null = null;
  /** UTF-16 units that the model wrote, and those of them that are new behind what was shown. */
  #written = 0;
  #joined = 0;
  #cutAtLimit = false;
  #over = false;

  constructor(model: LanguageModel, parts: AsyncIterable<ModelPart>, request: WriteRequest) {
    const { continuation } = request;
    this.#model = model;
    this.#request = request;
    this.#state = new WritingState(continuation);
    this.#seam = continuation === undefined || model.continuation === 'none' ? null : new ContinuationSeam(continuation.shown, model.continuation);
    this.#parts = parts[Symbol.asyncIterator]();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  ready(): WriterPart | undefined {
    while (this.#out.length === 0 && !this.#over && isReadyIterator(this.#parts)) {
      const part = this.#parts.ready();
      if (part === undefined) return undefined;
      this.#take(part);
    }
    return this.#out.shift();
  }

  async next(): Promise<IteratorResult<WriterPart, undefined>> {
    for (;;) {
      const part = this.ready();
      if (part !== undefined) return { done: false, value: part };
      if (this.#over) return { done: true, value: undefined };
      const next = await this.#parts.next();
      if (next.done === true) this.#end();
      else this.#take(next.value);
    }
  }

  async return(): Promise<IteratorResult<WriterPart, undefined>> {
    this.#over = true;
    this.#out = [];
    await this.#parts.return?.();
    return { done: true, value: undefined };
  }

  #take(part: ModelPart): void {
    if (part.type === 'text') {
      this.#written += part.text.length;
      this.#join(this.#seam === null ? part.text : this.#seam.push(part.text));
    } else if (part.type === 'upstream') this.#out.push(part);
    else if (part.type === 'finish') this.#cutAtLimit = part.reason === 'length';
    else this.#outputTokens = part.output_tokens;
  }

  #join(text: string): void {
    this.#joined += text.length;
    this.#state.push(text, this.#out);
  }

  #end(): void {
    this.#over = true;
    const [state, out] = [this.#state, this.#out];
    if (this.#seam !== null) this.#join(this.#seam.end());
    if (this.#outputTokens !== null) out.push({ type: 'usage', output_tokens: this.#outputTokens, new_share: this.#written === 0 ? 1 : Math.min(1, this.#joined / this.#written) });
    state.end(out);
    if (!state.said && !state.saidNo) throw emptyAnswer(this.#model.model, this.#cutAtLimit);
    // A model that writes the sentinel alone: an answer that only says no must still say something.
    if (!state.said) out.push({ type: 'text', text: noAnswerWords(this.#request) });
    if (this.#cutAtLimit) out.push({ type: 'text', text: ' …' }, { type: 'cut_off' });
  }
}

/** What has been passed on so far, and whether the model said that there is no answer. */
class WritingState {
  readonly #sentinel: SentinelFilter;
  /** The end of what was passed on, in which a marker in pieces is found. */
  #tail: string;
  /** Its beginning, in which a model says no that does not know the sentinel. */
  #beginning: string;
  #cited: boolean;
  said: boolean;
  saidNo: boolean;

  constructor(continuation: WriteRequest['continuation']) {
    this.#sentinel = new SentinelFilter(continuation !== undefined);
    this.#beginning = continuation?.shown.slice(0, BEGINNING) ?? '';
    this.#tail = continuation?.shown.slice(-40) ?? '';
    this.#cited = MARKER.test(continuation?.shown ?? '');
    this.said = continuation !== undefined;
    this.saidNo = continuation?.no_answer ?? false;
  }

  /** Puts what goes out into `out`. */
  push(text: string, out: WriterPart[]): void {
    if (text !== '') this.#pass(this.#sentinel.push(text), out);
  }

  end(out: WriterPart[]): void {
    this.#pass(this.#sentinel.end(), out);
    // Said after an answer with markers, the sentinel speaks of what is missing from it, not of the whole.
    if (this.saidNo || this.#cited) return;
    if (this.#sentinel.found === 'later' || saysNoAnswer(this.#beginning)) out.push(this.#sayNo());
  }

  #pass(text: string, out: WriterPart[]): void {
    if (this.#sentinel.found === 'first' && !this.saidNo) out.push(this.#sayNo());
    if (text === '') return;
    this.said = true;
    if (this.#beginning.length < BEGINNING) this.#beginning += text;
    if (!this.#cited) this.#lookForMarker(text);
    out.push({ type: 'text', text });
  }

  #lookForMarker(text: string): void {
    this.#tail = (this.#tail + text).slice(-40);
    this.#cited = text.includes(']') && (MARKER.test(this.#tail) || MARKER.test(text));
  }

  #sayNo(): WriterPart {
    this.saidNo = true;
    return { type: 'no_answer' };
  }
}

function emptyAnswer(model: string, cutAtLimit: boolean): ModelFailure {
  const why = cutAtLimit ? 'it spent all its output on thinking. Ask again with a larger max_words, or set another MODEL' : 'ask again, or set another MODEL';
  return new ModelFailure('LLM_BAD_RESPONSE', `The model "${model}" finished without writing anything: ${why}`);
}
