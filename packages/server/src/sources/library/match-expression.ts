import type { SearchTerm } from './search-terms.js';

/** A term and in how many passages it occurs; null where that is not known. */
export interface CountedTerm extends SearchTerm {
  frequency: number | null;
}

/** As long as the terms together occur in no more passages than this, a passage with any of them counts. */
const CHEAP = 4000;
/** A passage must have one of so many rare terms that at least this many passages can match. */
const ENOUGH = 400;
/** A term that more than this share of all passages has says nothing, where another term says something. */
const COMMON_SHARE = 0.25;

/**
 * The FTS5 expression for the terms, or null when nothing can match. In a small library any term will do. In a large one
 * passages need one of the rarer terms, and the common ones only add to their score: scoring every passage that has a
 * common word is what makes a search slow, and those passages would not come out on top.
 */
export function matchExpression(terms: CountedTerm[], passages: number): string | null {
  const present = terms.filter((term) => term.frequency !== 0).sort((a, b) => (a.frequency ?? 0) - (b.frequency ?? 0));
  const required: string[] = [];
  const helpful: string[] = [];
  let reach = 0;
  for (const term of present) {
    const frequency = term.frequency ?? 0;
    if (reach < ENOUGH || reach + frequency <= CHEAP) {
      required.push(term.match);
      reach += frequency;
    } else if (frequency <= passages * COMMON_SHARE) helpful.push(term.match);
  }
  if (required.length === 0) return null;
  const any = required.join(' OR ');
  return helpful.length === 0 ? any : `(${any}) AND (${any} OR ${helpful.join(' OR ')})`;
}
