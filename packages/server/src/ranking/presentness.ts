import type { RankSource } from './rank-source.js';

const DAY_MS = 86_400_000;
const SAYS_NOW = /\b(?:this (?:week|month|year|season)|recent(?:ly)?|latest|newest|current(?:ly)?|today|yesterday|now|(?:last|past) (?:week|month))\b/i;
/** Sources that are at most so old count as news. */
const NEWS_DAYS = 31;

/**
 * How much a question is about the present, 0 to 1: fully when it says so, else by the share of dated sources that are
 * news (a third is enough), because a search that finds news was asked about news. The age of a manual says little.
 */
export function presentness(question: string, sources: readonly RankSource[], now: number): number {
  if (SAYS_NOW.test(question)) return 1;
  const ages = sources.map((source) => ageInDays(source.published_at, now)).filter((age) => age !== null);
  if (ages.length === 0) return 0;
  return Math.min(1, (3 * ages.filter((age) => Math.abs(age) <= NEWS_DAYS).length) / ages.length);
}

/** Null where there is no date, or none that can be read. Negative for dates to come. */
export function ageInDays(publishedAt: string | null, now: number): number | null {
  const instant = publishedAt === null ? Number.NaN : Date.parse(publishedAt);
  return Number.isNaN(instant) ? null : (now - instant) / DAY_MS;
}
