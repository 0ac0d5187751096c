import { presentness } from '../ranking/presentness.js';
import { answerabilityOf } from '../ranking/rank-passages.js';
import type { RankOptions, RankSource } from '../ranking/rank-source.js';
import type { FoundSource } from '../sources/source-provider.js';

/** How well the library's own documents answer a question, as far as their words show. */
export type LibraryMatch = 'strong' | 'some' | 'weak';

/**
 * Answerability (0 to 1, .5 is its border) from which on the answer is taken to be there. Measured on the 240 questions of CLAP NQ over
 * one library of all its passages: a third of those that a passage answers reach it; with that passage taken out 3 in 100 do, and of
 * 300 questions about the news none.
 */
const STRONG = 0.75;
/** From here on the matter is there; whether the answer is stated only a reader can tell for sure, so that is no reason to put a document behind. */
const SOME = 0.5;

/** How much the library's word counts beside that of a search service, in reciprocal rank fusion. */
export const LIBRARY_WEIGHT: Readonly<Record<LibraryMatch, number>> = { strong: 2, some: 1.5, weak: 0.5 };

export function matchLibrary(question: string, sources: readonly FoundSource[], options: RankOptions): LibraryMatch {
  const ranked: RankSource[] = sources.map(({ title, domain, published_at, rank, text }, index) => ({ source_number: index + 1, title, domain, published_at, rank, passages: text?.passages ?? [] }));
  const { score, answerable } = answerabilityOf(question, ranked, options);
  if (score >= STRONG && answerable) return 'strong';
  return score >= SOME ? 'some' : 'weak';
}

/** Whether a question is about now by its own words: then documents that were once put by can't be all. */
export function asksAboutNow(question: string, now: number): boolean {
  return presentness(question, [], now) === 1;
}
