import type { SentenceRange } from './ranked-passage.js';

/**
 * Puts chosen sentences, given best first, into the order in which they read well: source after source, the source of
 * the best sentence first; within a source as its author put them, so that "it" and "he" follow what they stand for.
 */
export function readingOrder<Sentence extends SentenceRange>(chosen: readonly Sentence[]): Sentence[] {
  const sources = [...new Set(chosen.map((sentence) => sentence.source_number))];
  return sources.flatMap((source) => chosen.filter((sentence) => sentence.source_number === source).sort((left, right) => left.start - right.start));
}
