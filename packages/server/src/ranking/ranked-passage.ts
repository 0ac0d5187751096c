import type { BlockKind } from '../extraction/extracted-document.js';
import type { AnswerType } from './answer-type.js';
import type { Passage } from './passage.js';

/** Where a sentence stands: UTF-16 offsets, half-open, over the cleaned text of the document behind `source_number`. */
export interface SentenceRange {
  source_number: number;
  start: number;
  end: number;
}

/** A sentence of a passage, a candidate for an extracted answer. */
export interface RankedSentence extends SentenceRange {
  /** Verbatim. The first sentence of a definition has its term in front, a blank line between them; a row of a table has ` | ` between its cells. */
  text: string;
  /** Higher is better; comparable within one question. */
  score: number;
  /** 0 to 1: how much of the question's weight this sentence and its neighbours cover. */
  coverage: number;
  /** 0 to 1: how much of it the whole passage covers, with title and headings. Absent: unknown. */
  topic?: number | undefined;
  /** 0 to 1: how much it holds of what is asked beyond the subject that title and headings name. Absent: they name all of it, or nothing is known. */
  beyond?: number | undefined;
  /** None of the names in the question stands in its source, title or headings. Absent: not so. */
  elsewhere?: boolean | undefined;
  /** The kind of block it stands in. Absent: a paragraph. */
  kind?: BlockKind | undefined;
  /** 0 to 1: does it tell something when it stands alone? 0 for questions. Absent: 1. */
  states?: number | undefined;
  /** The words of the question that it shares, as stems. Absent: unknown. */
  terms?: readonly string[] | undefined;
  /** Where it goes on with a definition: the first sentence of that, which begins with the term. */
  opening?: RankedSentence | undefined;
  /** The sentence before it in its block, where it begins with a word that stands for something in that: "He", "This". */
  before?: RankedSentence | undefined;
  /** A row of a table, of which columns were asked for by their names: how it is told, with these columns alone. Absent: not so. */
  told?: string | undefined;
  /** It answers a part of the question best. Absent: not so. */
  leads?: boolean | undefined;
  /** Things in it of the kind that the question asks for (a date for "when"), folded; only sentences near the top are searched for them. */
  answers?: string[] | undefined;
}

/** A passage with its place in the order. */
export interface RankedPassage {
  source_number: number;
  passage: Passage;
  score: number;
  /** Its sentences, in the order of the text. */
  sentences: RankedSentence[];
}

/** Do the passages hold an answer to the question at all? */
export interface Answerability {
  /** 0 to 1: how much of the question's matter is there; .5 is the border. */
  score: number;
  /** The matter is there, and nothing is known to lack. */
  answerable: boolean;
  /** What lacks though the matter is there. Absent: nothing, as far as is known. */
  lack?: Lack | undefined;
}

/** Of what is asked for: a kind of thing, of which none is stated, or words of the question (folded) that occur nowhere. One of the two is empty. */
export interface Lack {
  kind: AnswerType | null;
  words: readonly string[];
}

/** What ranking gives: passages and sentences, each best first with repetitions behind the best, and whether the question can be answered from them. */
export interface RankedResult {
  passages: RankedPassage[];
  sentences: RankedSentence[];
  answerability: Answerability;
}
