import { ClaimText } from '../citations/claim-text.js';
import { findClaims } from '../citations/claims.js';
import { judgedSource } from '../citations/judge-support.js';
import type { ReadSource } from './read-sources.js';

/** A source is named only when it shares at least this much with a sentence of the answer (score of `matchQuote`, 0 to 1). */
const LEAST_MATCH = 0.5;
const MOST_SOURCES = 3;

/**
 * The sources that an answer without a single marker most likely rests on, by their numbers in the prompt, best first.
 * Small models often forget the markers; an answer that can't be checked at all is worth less than one with a likely source.
 */
export function matchUncited(answer: string, sources: ReadSource[]): number[] {
  const claims = findClaims(answer, () => false).map((claim) => new ClaimText(claim.text));
  return sources
    .map(({ number, text }) => {
      const { quote } = judgedSource(text.passages);
      return { number, score: Math.max(0, ...claims.map((claim) => quote(claim)?.score ?? 0)) };
    })
    .filter(({ score }) => score >= LEAST_MATCH)
    .sort((left, right) => right.score - left.score)
    .slice(0, MOST_SOURCES)
    .map(({ number }) => number);
}
