import { randomBytes } from 'node:crypto';
import { ContinuationSeam } from './continuation-seam.js';
import type { LanguageModel, ModelPart, ModelRequest } from './language-model.js';
import { ModelFailure } from './model-failure.js';
import { answerPrompt, continuedPrompt, type PromptOptions } from './prompt.js';
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

/** Said when a model writes nothing behind the sentinel: an answer that only says no must still say something. */
const BARE_NO_ANSWER = 'The sources that were found do not answer this question.';
const MARKER = /\[\d{1,3}(?:\s*,\s*\d{1,3})*\]/;

export function createModelWriter(model: LanguageModel, options: ModelWriterOptions = {}): Writer {
  const maxCharacters = options.maxPromptCharacters ?? (model.provider === 'openai-compatible' ? LOCAL_PROMPT_CHARACTERS : HOSTED_PROMPT_CHARACTERS);
  const nonce = options.nonce ?? (() => randomBytes(8).toString('hex'));
  return {
    name: model.model,
    delivery: 'stream',
    continues: model.continuation !== 'none',
    reattaches: model.reattach === undefined ? undefined : { isGone: (failure) => failure instanceof AnswerGone && !failure.begun },
    write: (request, signal) => writeWithModel(model, partsOf(model, request, { nonce: nonce(), maxCharacters }, signal), request.continuation),
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
 * output tokens ends with an ellipsis, so that a reader sees that it was cut there.
 */
async function* writeWithModel(model: LanguageModel, parts: AsyncIterable<ModelPart>, continuation: WriteRequest['continuation']): AsyncGenerator<WriterPart, void, void> {
  const state = new WritingState(continuation);
  const seam = continuation === undefined || model.continuation === 'none' ? null : new ContinuationSeam(continuation.shown, model.continuation);
  let cutAtLimit = false;
  let outputTokens: number | null = null;
  const length = { written: 0, joined: 0 };
  const joined = (text: string): string => {
    length.joined += text.length;
    return text;
  };
  for await (const part of parts) {
    if (part.type === 'text') {
      length.written += part.text.length;
      yield* state.push(joined(seam === null ? part.text : seam.push(part.text)));
    } else if (part.type === 'upstream') yield part;
    else if (part.type === 'finish') cutAtLimit = part.reason === 'length';
    else outputTokens = part.output_tokens;
  }
  if (seam !== null) yield* state.push(joined(seam.end()));
  if (outputTokens !== null) yield { type: 'usage', output_tokens: outputTokens, new_share: length.written === 0 ? 1 : Math.min(1, length.joined / length.written) };
  yield* state.end();
  if (!state.said && !state.saidNo) throw emptyAnswer(model.model, cutAtLimit);
  if (!state.said) yield { type: 'text', text: BARE_NO_ANSWER };
  if (!cutAtLimit) return;
  yield { type: 'text', text: ' …' };
  yield { type: 'cut_off' };
}

/** What has been passed on so far, and whether the model said that there is no answer. */
class WritingState {
  readonly #sentinel: SentinelFilter;
  /** The end of what was passed on, in which a marker in pieces is found. */
  #tail: string;
  #cited: boolean;
  said: boolean;
  saidNo: boolean;

  constructor(continuation: WriteRequest['continuation']) {
    this.#sentinel = new SentinelFilter(continuation !== undefined);
    this.#tail = continuation?.shown.slice(-40) ?? '';
    this.#cited = MARKER.test(continuation?.shown ?? '');
    this.said = continuation !== undefined;
    this.saidNo = continuation?.no_answer ?? false;
  }

  *push(text: string): Generator<WriterPart, void, void> {
    if (text === '') return;
    yield* this.#pass(this.#sentinel.push(text));
  }

  *end(): Generator<WriterPart, void, void> {
    yield* this.#pass(this.#sentinel.end());
    // Said after an answer with markers, the sentinel speaks of what is missing from it, not of the whole.
    if (this.#sentinel.found === 'later' && !this.saidNo && !this.#cited) yield this.#sayNo();
  }

  *#pass(text: string): Generator<WriterPart, void, void> {
    if (this.#sentinel.found === 'first' && !this.saidNo) yield this.#sayNo();
    if (text === '') return;
    this.said = true;
    this.#tail = (this.#tail + text).slice(-40);
    this.#cited ||= MARKER.test(this.#tail) || MARKER.test(text);
    yield { type: 'text', text };
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
