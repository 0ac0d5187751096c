import { isOnDomain, plainDomain } from '../../extraction/plain-domain.js';
import type { FoundSource, SourceQuery } from '../source-provider.js';

/** What becomes of results without a date where only recent ones were asked for: nobody can tell yet, reading may. */
export type Undated = 'drop' | 'keep';

export interface DomainFilters {
  include_domains: readonly string[];
  exclude_domains: readonly string[];
}
type Filters = DomainFilters & Pick<SourceQuery, 'published_since'>;

/**
 * The filters that every result passes, whatever the service has done by itself: domains with their subdomains, date, number.
 * Ranks count 1, 2, 3, … behind it. Pure.
 */
export function filterFound(sources: readonly FoundSource[], query: Filters & Pick<SourceQuery, 'limit'>, undated: Undated): FoundSource[] {
  return sources
    .filter((source) => domainAllowed(source.domain, query) && dateAllowed(source.published_at, query.published_since, undated))
    .slice(0, query.limit)
    .map((source, index) => ({ ...source, rank: index + 1 }));
}

/** Is a host (without `www.`) among the domains that are asked for? */
export function domainAllowed(domain: string, { include_domains, exclude_domains }: DomainFilters): boolean {
  if (exclude_domains.some((excluded) => isOnDomain(domain, excluded))) return false;
  return include_domains.length === 0 || include_domains.some((included) => isOnDomain(domain, included));
}

function dateAllowed(publishedAt: string | null, since: string | undefined, undated: Undated): boolean {
  if (since === undefined) return true;
  if (publishedAt === null) return undated === 'keep';
  return publishedAt.slice(0, 10) >= since.slice(0, 10);
}

/** Those of the domains that are ones, as services want them written; each once. */
export function plainDomains(domains: readonly string[]): string[] {
  return [...new Set(domains.flatMap((domain) => plainDomain(domain) ?? []))];
}
