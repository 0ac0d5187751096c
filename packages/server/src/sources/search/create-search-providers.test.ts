import { describe, expect, it } from 'vitest';
import { createSearchProviders, SEARCH_SERVICE_NAMES, SEARCH_SERVICES, type SearchOptions } from './create-search-providers.js';

const names = (options: Partial<SearchOptions>) => createSearchProviders({ version: '1.2.3', ...options }).map(({ name }) => name);
const KEYLESS = ['wikipedia', 'gdelt', 'openalex', 'crossref', 'arxiv', 'pubmed', 'hackernews', 'stackexchange'];

describe('createSearchProviders', () => {
  it('[SRCH-12] makes those that need no key, and those whose key or address is set', () => {
    expect(names({})).toEqual(KEYLESS);
    expect(names({ keys: { tavily: 'k', brave: ' ', exa: undefined }, baseUrls: { searxng: 'http://127.0.0.1:8080', serper: 'http://127.0.0.1:1' } })).toEqual(['tavily', 'searxng', ...KEYLESS]);
  });

  it('[SRCH-12] makes no others than those that are named', () => {
    expect(names({ keys: { tavily: 'k' }, only: ['tavily', 'brave', 'arxiv'] })).toEqual(['tavily', 'arxiv']);
    expect(names({ only: [] })).toEqual([]);
  });

  it('knows every service by one name, and each says its kinds', () => {
    const all = createSearchProviders({ version: '1', keys: Object.fromEntries(SEARCH_SERVICE_NAMES.map((name) => [name, 'k'])), baseUrls: { searxng: 'http://127.0.0.1:8080' } });
    expect(all.map(({ name }) => name)).toEqual(SEARCH_SERVICE_NAMES);
    for (const provider of all) {
      expect(provider.kinds.length).toBeGreaterThan(0);
      expect(provider.kinds).not.toContain('library');
      expect(provider.state?.()).toEqual({ status: 'unknown', detail: expect.stringContaining('not been asked') as string });
    }
  });

  it('[SRCH-11] a service that somebody pays for suits every question', () => {
    const [tavily, arxiv] = createSearchProviders({ version: '1', keys: { tavily: 'k' }, only: ['tavily', 'arxiv'] });
    const query = { question: 'Who is the mayor of Paris?', queries: [], limit: 1, include_domains: [], exclude_domains: [], countries: [], kinds: [] };
    expect([tavily?.suits?.(query), arxiv?.suits?.(query)]).toEqual([true, false]);
  });

  it('names each variable once', () => {
    const variables = Object.values(SEARCH_SERVICES).flatMap(({ keyVariable, urlVariable }) => [keyVariable, urlVariable]).filter((variable) => variable !== null);
    expect(variables).toEqual([...new Set(variables)]);
  });
});
