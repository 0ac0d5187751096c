import type { RankedSentence } from './ranked-passage.js';
import { leansOnPrevious } from './states-something.js';

/** Sentences closer than this (in UTF-16 units: a paragraph or two) tell one story, in their author's order. */
const ONE_STORY = 1000;

/**
 * Puts chosen sentences, given best first, into the order in which they read well: source after source, the source of
 * the best sentence first; within a source as its author put them, so that "it" and "he" follow what they stand for. Only
 * what stands far before the best sentence does not keep the reader waiting for it, unless it leans on what comes before.
 */
export function readingOrder<Sentence extends Pick<RankedSentence, 'source_number' | 'start' | 'text'>>(chosen: readonly Sentence[]): Sentence[] {
  const sources = [...new Set(chosen.map((sentence) => sentence.source_number))];
  const ordered = sources.flatMap((source) => chosen.filter((sentence) => sentence.source_number === source).sort((left, right) => left.start - right.start));
  const [best] = chosen;
  if (best === undefined || leansOnPrevious(best.text)) return ordered;
  const farBefore = (sentence: Sentence) => sentence.source_number === best.source_number && best.start - sentence.start > ONE_STORY;
  const opening = ordered.filter((sentence) => sentence.source_number === best.source_number && !farBefore(sentence));
  return [...opening, ...ordered.filter((sentence) => !opening.includes(sentence))];
}
