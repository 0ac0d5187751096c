import { finishClaim, isStatement, openClaims } from './open-claims.js';
import { readMarkers } from './read-markers.js';

/**
 * Finds what the answer states, sentence by sentence, and which sources each sentence names.
 *
 * Owns where a statement begins and ends. Must not judge it (`judge-support.ts`) or know sources. Called by
 * `settle-citations.ts`; `claim-stream.ts` finds the same while the answer grows.
 */

/** A sentence of the answer. Range over the answer's UTF-16 units, half-open; it holds the sentence's markers. */
export interface FoundClaim {
  start: number;
  end: number;
  /** Numbers of its markers, in order, each once; empty where it names no source. */
  numbers: number[];
  /** What it says: without markers and Markdown signs, white space collapsed. */
  text: string;
}

/**
 * The claims of an answer, in order, without overlaps. Every marker that names a known number belongs to exactly one: that
 * of the sentence it stands in or behind, but for those that a footnote begins with (`[1]: Title`). Headings, labels, table rows, questions and the like are claims only where they
 * carry a marker; code never is.
 */
export function findClaims(answer: string, isKnown: (number: number) => boolean = () => true): FoundClaim[] {
  let previousEnd = 0;
  return openClaims(answer, readMarkers(answer, isKnown))
    .claims.filter((claim) => claim.markers.length > 0 || isStatement(claim))
    .map((claim) => {
      const found = finishClaim(claim, answer, previousEnd);
      previousEnd = found.end;
      return found;
    });
}
