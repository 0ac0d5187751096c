import { isOnDomain } from '../extraction/plain-domain.js';
import type { FoundSource, SourceQuery } from '../sources/source-provider.js';

type Filters = Pick<SourceQuery, 'include_domains' | 'exclude_domains' | 'published_since' | 'published_until'>;

/** Why a source does not count for this question, in words for a reader; null where it does. Services honour filters as well as they can; this is the last word. Pure. */
export function whyFilteredOut(source: Pick<FoundSource, 'domain' | 'published_at'>, query: Filters): string | null {
  const isOn = (domain: string) => isOnDomain(source.domain, domain);
  if (query.exclude_domains.some(isOn)) return `It is on ${source.domain}, which the question leaves out`;
  if (query.include_domains.length > 0 && !query.include_domains.some(isOn)) return `It is on ${source.domain}, which is none of the domains that the question names`;
  if (query.published_since === undefined) return null;
  if (source.published_at === null) return `It says no date, and only sources published since ${query.published_since} were asked for`;
  const day = source.published_at.slice(0, 10);
  if (query.published_until !== undefined && day > query.published_until) return `It says that it was published on ${day}, which is still to come`;
  return day < query.published_since.slice(0, 10) ? `It was published before ${query.published_since}` : null;
}

/** As {@link whyFilteredOut}, but a source without a date may still turn out to have one when it is read. */
export function mayCount(source: FoundSource, query: Filters): boolean {
  const dateIsOpen = source.published_at === null && source.url !== null && source.text === null;
  return whyFilteredOut(source, dateIsOpen ? { ...query, published_since: undefined } : query) === null;
}
