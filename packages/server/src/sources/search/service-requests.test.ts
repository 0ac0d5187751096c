import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HastyClock } from '../../testing/hasty-clock.js';
import { type ScriptedSearchServer, startScriptedSearchServer } from '../../testing/scripted-search-server.js';
import type { SourceQuery } from '../source-provider.js';
import type { SearchOptions, SearchServiceName } from './create-search-providers.js';
import { createProvider, failureOf, SECRET, sourceQuery } from './search-provider.contract.js';

let server: ScriptedSearchServer;
beforeAll(async () => void (server = await startScriptedSearchServer()));
afterAll(() => server.close());
beforeEach(() => void server.requests.splice(0));

const nowhere = new AbortController().signal;
const FILTERS: Partial<SourceQuery> = { include_domains: ['https://www.Roads.example.org/x', '*.example.com'], exclude_domains: ['bad.example'], published_since: '2025-09-01', countries: ['Germany'], language: 'de-AT' };

async function asked(name: SearchServiceName, changes: Partial<SourceQuery>, options: Partial<SearchOptions> = {}) {
  await createProvider(name, server, options).search(sourceQuery(changes), nowhere).catch(() => undefined);
  const [request] = server.requests;
  return { path: request?.path, parameters: Object.fromEntries(request?.parameters ?? []), body: request?.body, headers: request?.headers ?? {} };
}

describe('[SRCH-3] what services narrow by themselves', () => {
  it('Tavily', async () => {
    const { body, headers, path } = await asked('tavily', FILTERS);
    expect(path).toBe('/search');
    expect(headers.authorization).toBe(`Bearer ${SECRET}`);
    expect(body).toEqual({ query: 'How does salt melt ice on roads?', topic: 'news', search_depth: 'basic', max_results: 10, start_date: '2025-09-01', end_date: '2025-09-28', include_domains: ['roads.example.org', 'example.com'], exclude_domains: ['bad.example'] });
    server.requests.splice(0);
    expect((await asked('tavily', { countries: ['DE'] })).body).toMatchObject({ topic: 'general', country: 'germany' });
  });

  it('Brave', async () => {
    const { parameters, headers, path } = await asked('brave', FILTERS);
    expect(path).toBe('/res/v1/web/search');
    expect(headers['x-subscription-token']).toBe(SECRET);
    expect(parameters).toEqual({ q: 'How does salt melt ice on roads? (site:roads.example.org OR site:example.com) -site:bad.example', count: '10', text_decorations: 'false', extra_snippets: 'true', freshness: '2025-09-01to2025-09-28', country: 'DE', search_lang: 'de' });
  });

  it('Brave, for news, and with what it would refuse left out', async () => {
    const { parameters, path } = await asked('brave', { kinds: ['news'], countries: ['Chad'], language: 'tlh' });
    expect(path).toBe('/res/v1/news/search');
    expect(parameters).not.toHaveProperty('country');
    expect(parameters).not.toHaveProperty('search_lang');
  });

  it('Exa', async () => {
    const { body, headers } = await asked('exa', FILTERS);
    expect(headers['x-api-key']).toBe(SECRET);
    expect(body).toEqual({ query: 'How does salt melt ice on roads?', type: 'auto', numResults: 10, contents: { text: { maxCharacters: 4000 } }, includeDomains: ['roads.example.org', 'example.com'], excludeDomains: ['bad.example'], startPublishedDate: '2025-09-01T00:00:00.000Z', userLocation: 'DE' });
    server.requests.splice(0);
    expect((await asked('exa', { kinds: ['academic'] })).body).toMatchObject({ category: 'research paper' });
  });

  it.each([['2025-09-27', 'qdr:d'], ['2025-09-22', 'qdr:w'], ['2025-08-30', 'qdr:m'], ['2025-01-01', 'qdr:y'], ['2020-01-01', undefined]])('Serper, since %s', async (published_since, tbs) => {
    const { body, headers } = await asked('serper', { ...FILTERS, published_since });
    expect(headers['x-api-key']).toBe(SECRET);
    expect(body).toEqual({ q: 'How does salt melt ice on roads? (site:roads.example.org OR site:example.com) -site:bad.example', num: 10, gl: 'de', hl: 'de', ...(tbs === undefined ? {} : { tbs }) });
  });

  it('SearXNG', async () => {
    const { parameters } = await asked('searxng', { ...FILTERS, question: '!!g salt :de !images site:x.org "ice"' , queries: ['!!g salt :de !images site:x.org "ice"'] });
    expect(parameters).toEqual({ q: 'g salt de images site x.org ice (site:roads.example.org OR site:example.com) -site:bad.example', format: 'json', categories: 'general', language: 'de-AT', time_range: 'month' });
  });

  it.each([[['news'], 'news'], [['academic'], 'science'], [['academic', 'web'], 'general'], [[], 'general']] as Array<[SourceQuery['kinds'], string]>)('SearXNG, for %j', async (kinds, categories) => {
    expect((await asked('searxng', { kinds })).parameters.categories).toBe(categories);
  });

  it('Wikipedia, in the language of the question or of its parameters', async () => {
    const german = 'Wie bringt Salz das Eis auf den Straßen zum Schmelzen?';
    expect((await asked('wikipedia', { question: german, queries: [german], language: undefined })).path).toBe('/de/w/api.php');
    server.requests.splice(0);
    const { path, parameters } = await asked('wikipedia', { language: 'fr-CA', countries: ['Canada'] });
    expect(path).toBe('/fr/w/api.php');
    expect(parameters).toMatchObject({ generator: 'search', prop: 'extracts|info', exintro: '1', explaintext: '1', formatversion: '2' });
    expect(parameters.gsrsearch).toContain('Canada');
  });

  it.each([['nb', '/no/w/api.php'], ['tlh', '/en/w/api.php'], ['zh-Hant', '/zh/w/api.php']])('Wikipedia, for %s', async (language, path) => {
    expect((await asked('wikipedia', { language })).path).toBe(path);
  });

  it('GDELT', async () => {
    const question = 'What did Angela Merkel say about AND (sanctions) in "Q3"?';
    const { parameters } = await asked('gdelt', { ...FILTERS, question, queries: [question] });
    expect(parameters).toMatchObject({ mode: 'artlist', format: 'json', startdatetime: '20250901000000', enddatetime: '20250928235959', maxrecords: '10' });
    expect(parameters.query).toMatch(/^"Angela Merkel" .*\(domain:roads\.example\.org OR domain:example\.com\) -domain:bad\.example sourcelang:german$/);
  });

  it('OpenAlex', async () => {
    const { parameters } = await asked('openalex', FILTERS, { contact: 'ada@example.org' });
    expect(parameters).toMatchObject({ search: 'salt melt ice roads', filter: 'from_publication_date:2025-09-01', per_page: '10', mailto: 'ada@example.org', api_key: SECRET });
  });

  it('Crossref', async () => {
    expect((await asked('crossref', FILTERS, { contact: 'ada@example.org' })).parameters).toMatchObject({ query: 'salt melt ice roads', filter: 'has-abstract:true,from-pub-date:2025-09-01', rows: '10', mailto: 'ada@example.org' });
  });

  it('arXiv', async () => {
    expect((await asked('arxiv', { published_since: '2025-09-01' })).parameters).toMatchObject({ search_query: 'all:"salt" AND all:"melt" AND all:"ice" AND all:"roads" AND submittedDate:[202509010000 TO 202509282359]', sortBy: 'relevance' });
  });

  it('PubMed', async () => {
    const { parameters, path } = await asked('pubmed', { published_since: '2025-09-01' }, { contact: 'ada@example.org' });
    expect(path).toBe('/esearch.fcgi');
    expect(parameters).toMatchObject({ db: 'pubmed', tool: 'groundwire', email: 'ada@example.org', api_key: SECRET, term: 'salt melt ice roads', datetype: 'pdat', mindate: '2025/09/01', maxdate: '2025/09/28', retmode: 'json' });
    expect(server.requests[1]?.parameters.get('id')).toBe('40000002,40000001,40000003');
  });

  it('Hacker News', async () => {
    expect((await asked('hackernews', { published_since: '2025-09-01' })).parameters).toEqual({ query: 'salt melt ice roads', tags: '(story,comment)', hitsPerPage: '10', numericFilters: 'created_at_i>=1756684800' });
  });

  it('Stack Exchange', async () => {
    expect((await asked('stackexchange', { published_since: '2025-09-01', language: 'pt-BR' })).parameters).toMatchObject({ site: 'pt.stackoverflow', q: 'salt melt ice roads', sort: 'relevance', fromdate: '1756684800', filter: 'withbody', key: SECRET });
    expect(server.requests[1]?.path).toBe('/questions/101;102;103/answers');
  });
});

describe('what is particular to a service', () => {
  const search = (name: SearchServiceName, changes: Partial<SourceQuery> = {}, options: Partial<SearchOptions> = {}) => createProvider(name, server, options).search(sourceQuery(changes), nowhere);

  it('of the addresses of a paper, the one that the domain filters allow is taken', async () => {
    const { sources } = await search('crossref', { include_domains: ['example.edu'] });
    expect(sources.map(({ url }) => url)).toEqual(['https://journals.example.edu/ice/1']);
    expect((await search('openalex', { exclude_domains: ['doi.org'] })).sources[0]?.url).toBe('https://repository.example.edu/ice');
  });

  it('Wikipedia and Hacker News are asked once more, with fewer words, where nothing holds them all', async () => {
    server.enqueue('wikipedia', { kind: 'answer', body: '{"batchcomplete":true}' });
    expect((await search('wikipedia')).sources).toHaveLength(2);
    expect(server.requests.map(({ parameters }) => parameters.get('gsrsearch')?.split(' ').length)).toEqual([4, 3]);
    server.enqueue('hackernews', { kind: 'answer', body: '{"hits":[]}' });
    expect((await search('hackernews')).sources).toHaveLength(2);
    expect(server.requests.slice(2).map(({ parameters }) => parameters.get('query')?.split(' ').length)).toEqual([4, 2]);
  });

  it('[SRCH-4] Wikipedia says with status 200 that it refuses', async () => {
    server.enqueue('wikipedia', { kind: 'answer', body: '{"error":{"code":"ratelimited","info":"You have exceeded your rate limit."}}' });
    expect(await failureOf(search('wikipedia'))).toMatchObject({ kind: 'limited' });
  });

  it('Brave is asked again without what the plan does not have, once', async () => {
    server.enqueue('brave', { kind: 'answer', status: 422, body: '{"error":{"code":"OPTION_NOT_IN_PLAN"}}' });
    const brave = createProvider('brave', server);
    expect((await brave.search(sourceQuery(), nowhere)).sources).toHaveLength(2);
    await brave.search(sourceQuery({ queries: ['other'] }), nowhere);
    expect(server.requests.map(({ parameters }) => parameters.get('extra_snippets'))).toEqual(['true', null, null]);
  });

  it('[SRCH-4] Brave says with status 422 that it refuses the key, and is not asked again', async () => {
    server.enqueue('brave', { kind: 'answer', status: 422, body: '{"error":{"code":"SUBSCRIPTION_TOKEN_INVALID","status":422},"type":"ErrorResponse"}' });
    expect(await failureOf(search('brave'))).toMatchObject({ kind: 'unauthorized', message: 'Brave Search refused the key: check BRAVE_API_KEY' });
    expect(server.requests).toHaveLength(1);
  });

  it('[SRCH-4] Brave says when a month is used up, by the longest window that is', async () => {
    server.enqueue('brave', { kind: 'answer', status: 429, headers: { 'x-ratelimit-reset': '1, 86000', 'x-ratelimit-remaining': '0, 0' }, body: '{}' });
    const failure = await failureOf(search('brave'));
    expect(failure.retryAfter).toBe(900);
    expect(failure.message).toContain('it says that it may be asked again in 24 hours');
  });

  it('[SRCH-4] SearXNG without engines is a failure that names them, not an empty answer', async () => {
    server.enqueue('searxng', { kind: 'answer', body: '{"results":[],"unresponsive_engines":[["alpha","CAPTCHA"],["<b>beta</b>","timeout"],7]}' });
    const failure = await failureOf(search('searxng'));
    expect(failure.message).toContain('(alpha, bbetab)');
  });

  it('[SRCH-4] SearXNG without JSON output says what to switch on', async () => {
    server.enqueue('searxng', { kind: 'answer', status: 403, body: 'Forbidden' });
    expect((await failureOf(search('searxng'))).message).toContain('settings.yml');
  });

  it.each([
    ['Please limit requests to one every 5 seconds or contact us.', 'limited'],
    ['The specified phrase is too short.', 'rejected'],
  ])('[SRCH-4] GDELT refuses in plain text: %s', async (body, kind) => {
    server.enqueue('gdelt', { kind: 'answer', body, headers: { 'content-type': 'text/html' } });
    expect((await failureOf(search('gdelt'))).kind).toBe(kind);
  });

  it('GDELT is not asked with words that it would refuse', async () => {
    expect((await search('gdelt', { queries: ['Is it so?'] })).sources).toEqual([]);
    expect(server.requests).toEqual([]);
  });

  it.each<SearchServiceName>(['brave', 'serper', 'searxng', 'wikipedia', 'openalex', 'crossref', 'arxiv', 'pubmed', 'hackernews', 'stackexchange'])('%s is not asked for nothing', async (name) => {
    expect((await search(name, { queries: ['"”'] })).sources).toEqual([]);
    expect(server.requests).toEqual([]);
  });

  it('[SRCH-4] OpenAlex says 403 for too fast', async () => {
    server.enqueue('openalex', { kind: 'answer', status: 403, body: '{"error":"Rate limit exceeded"}' });
    expect((await failureOf(search('openalex'))).kind).toBe('limited');
    server.enqueue('openalex', { kind: 'answer', status: 429, body: '{}' });
    expect((await failureOf(createProvider('openalex', server, { keys: {} }).search(sourceQuery(), nowhere))).message).toContain('OPENALEX_API_KEY');
  });

  it('[SRCH-4] credits that are used up are told as that', async () => {
    server.enqueue('tavily', { kind: 'answer', status: 432, body: '{"detail":{"error":"limit"}}' });
    expect((await failureOf(search('tavily'))).message).toContain('credits of the account at Tavily are used up (432)');
    server.enqueue('serper', { kind: 'answer', status: 400, body: '{"message":"Not enough credits","statusCode":400}' });
    expect((await failureOf(search('serper'))).message).toContain('no credits left');
    server.enqueue('exa', { kind: 'answer', status: 402, body: '{}' });
    expect((await failureOf(search('exa'))).message).toContain('no credit left (402): top it up, or unset EXA_API_KEY');
  });

  it('[SRCH-4] arXiv says in a feed that it refuses', async () => {
    server.enqueue('arxiv', { kind: 'answer', body: '<feed><entry><id>http://arxiv.org/api/errors#incorrect_id_format</id><title>Error</title></entry></feed>' });
    expect((await failureOf(search('arxiv'))).kind).toBe('rejected');
  });

  it('[SRCH-5] Stack Exchange says how long its throttle lasts', async () => {
    server.enqueue('stackexchange', { kind: 'answer', status: 400, body: '{"error_id":502,"error_name":"throttle_violation","error_message":"too many requests from this IP, more requests available in 55151 seconds"}' });
    expect(await failureOf(search('stackexchange'))).toMatchObject({ kind: 'limited', retryAfter: 900, message: expect.stringContaining('16 hours') as string });
  });

  it('[SRCH-5] Stack Exchange is left alone for as long as it asks', async () => {
    const clock = new HastyClock();
    const stack = createProvider('stackexchange', server, { clock });
    server.enqueue('stackexchange', { kind: 'answer', body: '{"items":[{"question_id":1,"link":"https://stackoverflow.com/q/1","title":"T"}],"backoff":30}' });
    expect((await stack.search(sourceQuery(), nowhere)).sources[0]).toMatchObject({ title: 'T', snippet: null });
    expect(server.requests).toHaveLength(1);
    await expect(stack.search(sourceQuery({ queries: ['other words'] }), nowhere)).rejects.toMatchObject({ skipped: true });
    clock.skip(31_000);
    await stack.search(sourceQuery({ queries: ['other words'] }), nowhere);
    expect(server.requests.length).toBeGreaterThan(1);
  });

  it('several queries are asked side by side and their results interleaved', async () => {
    const results = (name: string) => JSON.stringify({ results: [1, 2].map((n) => ({ url: `https://${name}.example/${n}`, title: `${name}${n}` })) });
    server.enqueue('exa', { kind: 'answer', body: results('a') }, { kind: 'answer', body: results('b') });
    const { sources } = await search('exa', { queries: ['one', 'two', 'one', ' '] });
    expect(server.requests).toHaveLength(2);
    expect(sources.map(({ title }) => title.slice(1))).toEqual(['1', '1', '2', '2']);
    server.enqueue('exa', { kind: 'answer', status: 400 });
    expect((await search('exa', { queries: ['three', 'four'] })).sources).toHaveLength(2);
  });

  it.each([
    ['arxiv', { include_domains: ['who.int'] }],
    ['wikipedia', { exclude_domains: ['wikipedia.org'] }],
  ] as Array<[SearchServiceName, Partial<SourceQuery>]>)('[SRCH-3] %s is not asked for what it can not have: %j', async (name, filters) => {
    await expect(search(name, filters)).rejects.toMatchObject({ skipped: true });
    expect(server.requests).toEqual([]);
  });

  it('a part of a service\'s domain is no reason to leave it out', async () => {
    expect((await search('wikipedia', { include_domains: ['en.wikipedia.org'] })).sources).toHaveLength(2);
    expect((await search('wikipedia', { exclude_domains: ['de.wikipedia.org'] })).sources).toHaveLength(2);
  });
});
