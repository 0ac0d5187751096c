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
}

export type WriterPart =
  /**
   * `quotes`: the sentences of the sources that the statement before the marker was taken from, where the writer knows
   * (the extractive writer always does). Their `source_number` is that of the marker.
   */
  | { type: 'text'; text: string; quotes?: SentenceRange[] | undefined }
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
  write(request: WriteRequest, signal: AbortSignal): AsyncIterable<WriterPart>;
}
