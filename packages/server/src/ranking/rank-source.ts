import type { Passage, TermStatistics } from './passage.js';

/** A source as ranking sees it. */
export interface RankSource {
  source_number: number;
  title: string;
  domain: string;
  /** ISO 8601 day or instant, or null. */
  published_at: string | null;
  /** Position in the search result, from 1. */
  rank: number;
  passages: Passage[];
}

export interface RankOptions {
  /** The present, in milliseconds since the Unix epoch. */
  now: number;
  statistics: TermStatistics | null;
  /** BCP 47 tag of the question's language, where it is known. */
  language?: string | undefined;
}
