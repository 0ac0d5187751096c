import { RANK_CONSTANT } from '../ranking/rank-constant.js';
import type { FoundSource } from '../sources/source-provider.js';
import { sourceIdentity } from './source-identity.js';

/** One provider's answer to one query. */
export interface RankedList {
  /** Best first. */
  sources: readonly FoundSource[];
  /** How much its word counts beside the others'; 1 for a search service. Asked only where there are others. */
  weight(): number;
}

export interface FusedSource {
  /** What the lists together know of it; `rank` is its place in the fused order, from 1. */
  source: FoundSource;
  score: number;
  /** The best place that one of the lists gave it, from 1. */
  bestPlace: number;
}

/**
 * One order over all lists by reciprocal rank, one entry for each source: the same page found twice is one source, by its canonical
 * address. Of what the lists say of a source the fuller is kept: its text before none, the first date, the longest snippet. Sources
 * of equal score keep the order of the lists. Pure.
 */
export function fuseSources(lists: readonly RankedList[]): FusedSource[] {
  const fused = new Map<string, FusedSource>();
  for (const list of lists) {
    const weight = lists.length === 1 ? 1 : list.weight();
    const listed = new Set<string>();
    list.sources.forEach((source, index) => {
      const identity = sourceIdentity(source);
      // A provider that names a page twice has one vote for it.
      if (listed.has(identity)) return;
      listed.add(identity);
      const known = fused.get(identity);
      const score = weight / (RANK_CONSTANT + index + 1);
      if (known === undefined) fused.set(identity, { source, score, bestPlace: index + 1 });
      else fused.set(identity, { source: together(known.source, source), score: known.score + score, bestPlace: Math.min(known.bestPlace, index + 1) });
    });
  }
  return [...fused.values()].sort((left, right) => right.score - left.score).map((entry, index) => ({ ...entry, source: { ...entry.source, rank: index + 1 } }));
}

/** The first one's identity and provider, unless only the second one has the text. */
function together(first: FoundSource, second: FoundSource): FoundSource {
  const [base, other] = fullness(second) > fullness(first) ? [second, first] : [first, second];
  return {
    ...base,
    title: isTitle(base) || !isTitle(other) ? base.title : other.title,
    published_at: base.published_at ?? other.published_at,
    author: base.author ?? other.author,
    language: base.language ?? other.language,
    snippet: longer(base.snippet, other.snippet),
  };
}

function fullness({ text }: FoundSource): number {
  return text === null ? 0 : text.read === 'snippet' ? 1 : 2;
}

/** Services put the address where they know no title. */
function isTitle({ title, url, domain }: FoundSource): boolean {
  const text = title.trim();
  return text !== '' && text !== url && text !== domain && !/^https?:\/\/\S+$/i.test(text);
}

function longer(first: string | null, second: string | null): string | null {
  return (second?.length ?? 0) > (first?.length ?? 0) ? second : first;
}
