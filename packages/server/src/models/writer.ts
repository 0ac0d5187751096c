import { GroundwireError } from '../base/errors.js';
import type { Answerability, RankedPassage, SentenceRange } from '../ranking/ranked-passage.js';

/** A source as the writer sees it. `number` is its number in the prompt: markers `[number]` in the text refer to it. */
export interface WriterSource {
  number: number;
  title: string;
  domain: string;
  published_at: string | null;
}

export interface Turn {
  question: string;
  answer: string;
}

export interface WriteRequest {
  question: string;
  sources: WriterSource[];
  /** Best first. Each names its source by `source_number`. */
  passages: RankedPassage[];
  /** Whether the passages seem to hold an answer at all, as ranking judged; absent: nobody judged, assume that they do. */
  answerability?: Answerability | undefined;
  /** Earlier turns of the session, oldest first; empty unless the question continues them. */
  history: Turn[];
  max_words: number;
  language?: string | undefined;
  /** Today, as ISO day. */
  today: string;
  /**
   * Text of this answer that was shown before the writer was lost, and whether it said that the sources hold no answer. The text
   * that is written then comes right behind it and repeats none of it. Its markers are numbers of `sources`. Only for writers that
   * continue.
   */
  continuation?: { shown: string; no_answer: boolean } | undefined;
  /** The id under which the model's provider keeps this answer: it is taken from there, from its first word. Only for writers that reattach. */
  reattach?: string | undefined;
}

/** The model's provider no longer has the answer that was to be taken from it. `begun`: after some of it was passed on. */
export class AnswerGone extends GroundwireError {
  constructor(
    readonly begun: boolean,
    options: { cause?: unknown } = {},
  ) {
    super('LLM_INTERRUPTED', 'The model provider no longer has the answer that it had begun; ask again', options);
    this.name = 'AnswerGone';
  }
}

export type WriterPart =
  /**
   * `quotes`: the sentences of the sources that the statement before the marker was taken from, where the writer knows
   * (the extractive writer always does). Their `source_number` is that of the marker.
   */
  | { type: 'text'; text: string; quotes?: SentenceRange[] | undefined }
  /** The model's provider keeps the answer under this id: another process can take it from there (`WriteRequest.reattach`). */
  | { type: 'upstream'; id: string }
  /** The model's own count of output tokens; `new_share`, from 0 to 1: of a continued text, how much of what the model wrote was not a repetition. */
  | { type: 'usage'; output_tokens: number; new_share: number }
  /** The sources hold no answer; the text (before or after) explains. */
  | { type: 'no_answer' }
  /** The text stops where it does because the model may write no more. */
  | { type: 'cut_off' };

/**
 * Writes the answer, with a marker `[n]` behind each statement.
 *
 * The iterator ends normally only when the answer is whole: a writer that is cut off throws a `GroundwireError` with an
 * `LLM_…` code. `delivery: 'whole'` means that the text comes at once, and is the same each time that the same is asked; the engine
 * cuts it into words.
 */
export interface Writer {
  /** The model's name, or `extractive`. */
  readonly name: string;
  readonly delivery: 'stream' | 'whole';
  /** Whether it can go on with a text that was begun (`WriteRequest.continuation`). A `whole` writer writes the same text again instead. */
  readonly continues?: boolean | undefined;
  /** There where it takes up answers that the model's provider keeps. `isGone`: whether that failed because the provider has it no longer, before any of it was passed on. */
  readonly reattaches?: { isGone(failure: unknown): boolean } | undefined;
  write(request: WriteRequest, signal: AbortSignal): AsyncIterable<WriterPart>;
}
