import type { BlockKind } from '../extraction/extracted-document.js';

/** A span of a document, the unit of ranking and quoting. Offsets are UTF-16, half-open, over the document's cleaned text. */
export interface Passage {
  start: number;
  end: number;
  /** The document's text from `start` to `end`, verbatim. */
  text: string;
  /** Headings above it, outermost first, joined with ` › `; empty at the top of a document. */
  heading: string;
  /** The blocks it is made of, with ranges relative to the document; `page` of a paged document counts from 1. */
  blocks: Array<{ kind: BlockKind; start: number; end: number; page?: number | undefined }>;
}

/** How rare words are in what a provider holds, for ranking. Words are lower case. */
export interface TermStatistics {
  /** Passages in all. */
  passages: number;
  /** In how many of them each word of the query occurs; words that occur nowhere are absent. */
  passagesWith: ReadonlyMap<string, number>;
}
