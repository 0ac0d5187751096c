import { tellsLess } from './choose-sentences.js';
import type { RankedSentence } from './ranked-passage.js';

/** A sentence before the best one keeps its place only with so much of that one's score: what answers less does not keep the reader waiting for what answers. */
const WORTH_WAITING = 0.5;

type Ordered = Pick<RankedSentence, 'source_number' | 'start' | 'score' | 'beyond'> & { before?: unknown };

/**
 * Puts chosen sentences, given best first, into the order in which they read well: the best one first, behind the sentence that it leans
 * on and those that answer about as well; then the rest of its source, and source after source. Within each as its author put them, so
 * that "it" and "he" follow what they stand for. Pure.
 */
export function readingOrder<Sentence extends Ordered>(chosen: readonly Sentence[]): Sentence[] {
  const sources = [...new Set(chosen.map((sentence) => sentence.source_number))];
  const ordered = sources.flatMap((source) => chosen.filter((sentence) => sentence.source_number === source).sort((left, right) => left.start - right.start));
  const [best] = chosen;
  if (best === undefined) return [];
  const isWorthIt = (sentence: Sentence) => sentence === best.before || (sentence.score >= WORTH_WAITING * best.score && !tellsLess(sentence, best, WORTH_WAITING));
  const waits = (sentence: Sentence) => sentence.start < best.start && !isWorthIt(sentence);
  const opening = ordered.filter((sentence) => sentence.source_number === best.source_number && !waits(sentence));
  return [...opening, ...ordered.filter((sentence) => !opening.includes(sentence))];
}
