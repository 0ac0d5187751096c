import type { Passage } from './passage.js';

/** A sentence of a passage, a candidate for an extracted answer. Offsets are over the document's cleaned text. */
export interface RankedSentence {
  source_number: number;
  start: number;
  end: number;
  /** Verbatim. */
  text: string;
  /** Higher is better; comparable within one question. */
  score: number;
  /** 0 to 1: how much of the question's weight this sentence and its neighbours cover. */
  coverage: number;
}

/** A passage with its place in the order. */
export interface RankedPassage {
  source_number: number;
  passage: Passage;
  score: number;
  /** Its sentences, in the order of the text. */
  sentences: RankedSentence[];
}
