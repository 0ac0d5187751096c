import { parseUrl } from '@groundwire/protocol/parse-url';
import { canonicalUrl, domainOf, withoutTracking } from '../../extraction/canonical-url.js';
import { toIsoDate } from '../../extraction/iso-date.js';
import type { FoundSource } from '../source-provider.js';
import { type DomainFilters, domainAllowed } from './filter-found.js';
import { lineOfMarkup, lineOfText, textOfMarkup, textOfText } from './plain-text.js';
import type { FoundItem } from './search-service.js';

const MAX_TITLE = 300;
const MAX_SNIPPET = 8_000;
const MAX_AUTHOR = 200;
const MAX_URL = 2_000;

/**
 * A result as the engine gets it, or null where it has no address that may be shown: clean text of bounded length, an ISO date
 * or none. Of several addresses the first that the domain filters allow is taken. Pure.
 */
export function toFoundSource(item: FoundItem, provider: string, filters: DomainFilters): FoundSource | null {
  const urls = item.urls.flatMap((candidate) => usableUrl(candidate) ?? []);
  const url = urls.find((candidate) => domainAllowed(domainOf(candidate) ?? '', filters)) ?? urls[0];
  const domain = url === undefined ? null : domainOf(url);
  const sourceId = url === undefined ? null : canonicalUrl(url);
  if (url === undefined || domain === null || sourceId === null) return null;
  const line = item.markup ? lineOfMarkup : lineOfText;
  const text = item.markup ? textOfMarkup : textOfText;
  return {
    source_id: sourceId,
    provider,
    kind: item.kind,
    url,
    title: line(item.title ?? '', MAX_TITLE) || domain,
    domain,
    published_at: isoDay(item.published),
    author: lineOfText(item.author ?? '', MAX_AUTHOR) || null,
    language: languageTag(item.language),
    rank: 0,
    snippet: text(item.snippet ?? '', MAX_SNIPPET) || null,
    text: null,
    document_id: null,
  };
}

/** An absolute http(s) address without name and password, as it was given but for what tracks; null for anything else. */
function usableUrl(candidate: string | null | undefined): string | null {
  const text = candidate?.trim() ?? '';
  // URL parsers drop line breaks and tabs silently: an address that holds one is not what it looks like.
  if (text === '' || text.length > MAX_URL || /[\p{Cc}\p{Cf}\s]/u.test(text) || !/^https?:\/\//i.test(text)) return null;
  const url = parseUrl(text);
  if (url === null || url.hostname === '' || url.username !== '' || url.password !== '') return null;
  return withoutTracking(text);
}

function isoDay(published: string | null | undefined): string | null {
  return toIsoDate(published ?? '')?.slice(0, 10) ?? null;
}

function languageTag(language: string | null | undefined): string | null {
  const tag = language?.trim() ?? '';
  return /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(tag) ? tag.toLowerCase().replace(/-[a-z]{2}$/, (region) => region.toUpperCase()) : null;
}
