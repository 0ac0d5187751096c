import { whyNoPage } from '@groundwire/protocol';
import type { FoundSource } from '../sources/source-provider.js';
import { hostOf, sourceIdentity } from './source-identity.js';

/** Who named the page, where a provider would stand. */
const NAMED = 'question';

/** The pages that a question names, as sources that are still to be read; each page once, those that are none left out. Pure. */
export function namedSources(urls: readonly string[]): FoundSource[] {
  const addresses = urls.filter((url) => whyNoPage(url) === null).map(withoutFragment);
  const identities = addresses.map((url) => sourceIdentity({ url, source_id: url }));
  const once = addresses.filter((_, index) => identities.indexOf(identities[index] ?? '') === index);
  return once.map((url, index) => ({
    source_id: url,
    provider: NAMED,
    kind: 'web',
    url,
    title: url,
    domain: hostOf(url) ?? url,
    published_at: null,
    author: null,
    language: null,
    rank: index + 1,
    snippet: null,
    text: null,
    document_id: null,
  }));
}

function withoutFragment(url: string): string {
  const parsed = new URL(url.trim());
  parsed.hash = '';
  return parsed.href;
}
