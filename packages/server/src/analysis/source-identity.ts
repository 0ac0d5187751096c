import { canonicalUrl, domainOf } from '../extraction/canonical-url.js';
import type { FoundSource } from '../sources/source-provider.js';

/** By what two finds are the same source: the canonical address, or the id of a document that has none. Pure. */
export function sourceIdentity({ url, source_id }: Pick<FoundSource, 'url' | 'source_id'>): string {
  return url === null ? source_id : (canonicalUrl(url) ?? url);
}

/** Host of an address, without `www.`; null where it is none. Pure. */
export const hostOf = domainOf;
