import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isSkipped } from '../../base/skipped.js';
import { FakeClock } from '../../testing/fake-clock.js';
import { HastyClock } from '../../testing/hasty-clock.js';
import { type ScriptedSearchServer, type SearchScript, startScriptedSearchServer } from '../../testing/scripted-search-server.js';
import type { FoundSource, SourceProvider, SourceQuery } from '../source-provider.js';
import { createSearchProviders, type SearchOptions, type SearchServiceName } from './create-search-providers.js';
import { SearchFailure } from './search-failure.js';

/** What is known of a service's recorded answer. */
export interface ProviderCase {
  name: SearchServiceName;
  /** As messages call it. */
  title: string;
  /** Variable with the key; null where none helps. */
  keyVariable: string | null;
  urlVariable: string;
  /** The first source of the recorded answer, as far as it matters. */
  first: Partial<FoundSource>;
  /** How many of the recorded results may be shown. */
  results: number;
  /** Requests for one search. */
  requests: number;
  /** An answer of the service that holds no result. */
  empty: string;
  /** JSON (or XML) of another form. */
  wrongForm: string;
  /** A domain that the first result is on. */
  domain: string;
}

export const SECRET = 'key-0123456789-secret';
export const QUESTION = 'How does salt melt ice on roads?';

export function sourceQuery(changes: Partial<SourceQuery> = {}): SourceQuery {
  const question = changes.question ?? QUESTION;
  return { question, queries: [question], limit: 10, include_domains: [], exclude_domains: [], published_since: undefined, countries: [], language: 'en', kinds: [], ...changes };
}

export function createProvider(name: SearchServiceName, server: ScriptedSearchServer, options: Partial<SearchOptions> = {}): SourceProvider {
  const [provider] = createSearchProviders({ keys: { [name]: SECRET }, baseUrls: server.baseUrls, only: [name], version: '1.2.3', clock: new HastyClock(), ...options });
  if (provider === undefined) throw new Error(`${name} was not made`);
  return provider;
}

/** The failure of a search; fails where it succeeds. */
export async function failureOf(search: Promise<unknown>): Promise<SearchFailure> {
  const thrown: unknown = await search.then(() => new Error('The search succeeded'), (reason: unknown) => reason);
  expect(thrown).toBeInstanceOf(SearchFailure);
  return thrown as SearchFailure;
}

function everythingIn(failure: SearchFailure): string {
  const cause = failure.cause;
  return [failure.message, failure.stack, cause instanceof Error ? `${cause.message} ${cause.stack}` : String(cause)].join('\n');
}

/** What every search provider does, whatever service is behind it. */
export function searchProviderContract(known: ProviderCase): void {
  describe(known.name, () => {
    let server: ScriptedSearchServer;
    beforeAll(async () => void (server = await startScriptedSearchServer()));
    afterAll(() => server.close());
    beforeEach(() => void server.requests.splice(0));

    const nowhere = new AbortController().signal;
    const provider = (options: Partial<SearchOptions> = {}) => createProvider(known.name, server, options);
    const search = (of: SourceProvider, changes: Partial<SourceQuery> = {}) => of.search(sourceQuery(changes), nowhere);
    const failWith = async (...scripts: SearchScript[]) => {
      server.enqueue(known.name, ...scripts);
      return failureOf(search(provider()));
    };

    it('[SRCH-1] gives clean sources, best first, and leaves out what is malformed or must not be shown', async () => {
      const { sources, statistics } = await search(provider());
      expect(statistics).toBeNull();
      expect(sources[0]).toMatchObject(known.first);
      expect(sources).toHaveLength(known.results);
      expect(server.requests).toHaveLength(known.requests);
      sources.forEach((source, index) => {
        expect(source).toMatchObject({ provider: known.name, rank: index + 1, text: null, document_id: null });
        expect(source.url).toMatch(/^https?:\/\/[^/]/);
        expect(source.domain).not.toMatch(/^www\.|[A-Z/]/);
        expect(source.published_at ?? '2025-01-01').toMatch(/^\d{4}-\d{2}-\d{2}$/);
        expect(`${source.title}${source.snippet}`).not.toMatch(/<\/?[a-z][^>]*>|&(?:amp|lt|gt|quot|deg);|[\u0000-\u0008\u202a-\u202e]/i);
        expect(source.title.length).toBeGreaterThan(0);
      });
    });

    it('[SRCH-2] says who asks, and puts the key nowhere but where the service wants it', async () => {
      await search(provider({ contact: 'ada@example.org' }));
      for (const request of server.requests) {
        expect(request.headers['user-agent']).toBe('Groundwire/1.2.3 (self-hosted answer engine; mailto:ada@example.org)');
        expect(request.path).not.toContain(SECRET);
        const places = [JSON.stringify(request.headers), JSON.stringify(request.body), request.parameters.toString()].filter((place) => place.includes(SECRET));
        expect(places).toHaveLength(known.keyVariable === null ? 0 : 1);
      }
    });

    it('[SRCH-3] does on the results what the service does not: domains, dates, number', async () => {
      expect((await search(provider(), { exclude_domains: [known.domain] }).catch((thrown: unknown) => (isSkipped(thrown) ? { sources: [] } : Promise.reject(thrown)))).sources.filter(({ domain }) => domain.endsWith(known.domain))).toEqual([]);
      expect((await search(provider(), { include_domains: ['elsewhere.example'] }).catch((thrown: unknown) => (isSkipped(thrown) ? { sources: [] } : Promise.reject(thrown)))).sources).toEqual([]);
      const recent = (await search(provider(), { published_since: '2025-09-01' })).sources;
      for (const { published_at } of recent) expect(published_at?.localeCompare('2025-09-01')).toBeGreaterThanOrEqual(0);
      expect((await search(provider(), { limit: 1 })).sources.map(({ rank }) => rank)).toEqual([1]);
    });

    it('[SRCH-3] keeps results without a date where the caller judges them later', async () => {
      const { sources } = await search(provider({ undated: 'keep' }), { published_since: '2025-09-01' });
      expect(sources.every(({ published_at }) => published_at === null || published_at >= '2025-09-01')).toBe(true);
      expect(sources.length).toBeGreaterThan(0);
    });

    it('gives nothing, and no failure, where nothing is found', async () => {
      server.always(known.name, { kind: 'answer', body: known.empty });
      expect((await search(provider())).sources).toEqual([]);
      server.always(known.name, { kind: 'fixture' });
    });

    it.each<[string, SearchScript]>([
      ['a web page', { kind: 'answer', body: '<!DOCTYPE html><html><body>Sign in</body></html>', headers: { 'content-type': 'text/html' } }],
      ['an empty body', { kind: 'answer', body: '' }],
      ['half of an answer', { kind: 'answer', body: '{"resul' }],
      ['an answer of another form', { kind: 'answer', body: known.wrongForm }],
    ])('[SRCH-4] %s instead of results is a failure with its reason', async (_what, script) => {
      const failure = await failWith(script);
      expect(failure).toMatchObject({ code: 'EXTERNAL_API_FAILURE', kind: 'malformed' });
      expect(failure.message).toContain(known.title);
      expect(failure.message).toContain(known.urlVariable);
    });

    it.each([401, 403, 404, 400, 422])('[SRCH-4] status %i is told with the likely cause, without the key', async (status) => {
      server.always(known.name, { kind: 'answer', status, body: `{"message":"the key ${SECRET} is not known"}` });
      const failure = await failureOf(search(provider()));
      server.always(known.name, { kind: 'fixture' });
      expect(failure.code).toBe('EXTERNAL_API_FAILURE');
      expect(failure.message).toMatch(new RegExp(`${known.title}|127\\.0\\.0\\.1`));
      if (status === 401 && known.keyVariable !== null) expect(failure.message).toContain(known.keyVariable);
      expect(everythingIn(failure)).not.toContain(SECRET);
      expect(everythingIn(failure)).not.toContain('api_key');
    });

    it('[SRCH-5] a limit that says when it ends is waited for if that is soon', async () => {
      server.enqueue(known.name, { kind: 'answer', status: 429, headers: { 'retry-after': '1' }, body: '{}' });
      // The pace of some services is slower than that.
      const { sources } = await search(provider(), { patience_ms: 6_000 });
      expect(sources).toHaveLength(known.results);
      expect(server.requests).toHaveLength(known.requests + 1);
    });

    it('[SRCH-5] a limit that ends late is told with its end, and the service left alone until then', async () => {
      server.enqueue(known.name, { kind: 'answer', status: 429, headers: { 'retry-after': '90' }, body: '{}' });
      const clock = new HastyClock();
      const limited = provider({ clock });
      const failure = await failureOf(search(limited));
      expect(failure).toMatchObject({ kind: 'limited', retryAfter: 90 });
      expect(failure.message).toContain('90 s');
      const skipped: unknown = await search(limited).catch((thrown: unknown) => thrown);
      expect(isSkipped(skipped)).toBe(true);
      expect(server.requests).toHaveLength(1);
      expect(limited.state?.()).toMatchObject({ status: 'unhealthy' });
      clock.skip(91_000);
      expect((await search(limited)).sources).toHaveLength(known.results);
      expect(limited.state?.()).toMatchObject({ status: 'healthy' });
    });

    it('[SRCH-5] a server error is tried again, and told when it stays', async () => {
      server.enqueue(known.name, { kind: 'answer', status: 500, body: 'oops' });
      expect((await search(provider(), { patience_ms: 6_000 })).sources).toHaveLength(known.results);
      server.always(known.name, { kind: 'answer', status: 503, body: 'oops' });
      const failure = await failureOf(provider().search(sourceQuery({ patience_ms: 20_000 }), nowhere));
      server.always(known.name, { kind: 'fixture' });
      expect(failure).toMatchObject({ kind: 'server' });
      expect(failure.message).toContain('503');
    });

    it.each<[string, SearchScript, string]>([
      ['a connection that breaks in mid-answer', { kind: 'cut' }, 'interrupted'],
      ['a connection that breaks at once', { kind: 'hang_up' }, 'unreachable'],
      ['a body without an end', { kind: 'endless' }, 'too_large'],
      ['a small body that unpacks to 200 MB', { kind: 'bomb' }, 'too_large'],
    ])('[SRCH-4] %s is a failure', async (_what, script, kind) => {
      server.always(known.name, script);
      const failure = await failureOf(search(provider()));
      server.always(known.name, { kind: 'fixture' });
      expect(failure.kind).toBe(kind);
    });

    it.each<SearchScript['kind']>(['silence', 'stall'])('[SRCH-4] %s ends with the time limit', async (kind) => {
      server.always(known.name, { kind } as SearchScript);
      const clock = new FakeClock();
      const failing = failureOf(search(provider({ clock })));
      await server.received(1);
      await clock.advance(10_000);
      server.always(known.name, { kind: 'fixture' });
      expect((await failing).message).toMatch(/did not answer within (?:8|10) s/);
      expect(clock.pending).toBe(0);
    });

    it('[SRCH-4] a service that is not there is told as out of reach', async () => {
      const gone = provider({ baseUrls: { [known.name]: 'http://127.0.0.1:9' } });
      const failure = await failureOf(search(gone));
      expect(failure).toMatchObject({ kind: 'unreachable' });
      expect(failure.message).toContain('This machine does not reach 127.0.0.1:9');
    });

    it('[SRCH-2] redirects are followed within the host only', async () => {
      server.enqueue(known.name, { kind: 'answer', status: 307, headers: { location: `http://localhost:${new URL(server.url).port}/elsewhere` }, body: '' });
      expect((await failureOf(search(provider()))).message).toContain('redirects to another host');
      server.requests.splice(0);
      const base = new URL(server.baseUrls[known.name].replace('{language}', 'en')).pathname;
      server.enqueue(known.name, { kind: 'answer', status: 307, headers: { location: `${base}/moved` }, body: '' }, { kind: 'answer', body: known.empty });
      await search(provider()).catch(() => undefined);
      expect(server.requests[1]?.path.endsWith('/moved')).toBe(true);
    });

    it('[SRCH-6] ends at once when nobody waits any more, and is asked again the next time', async () => {
      const asked = provider();
      server.enqueue(known.name, { kind: 'silence' });
      const stop = new AbortController();
      const searching = asked.search(sourceQuery(), stop.signal);
      await server.received(1);
      const reason = new Error('nobody waits');
      stop.abort(reason);
      await expect(searching).rejects.toBe(reason);
      await server.requests[0]?.closed;
      expect(asked.state?.().status).toBe('unknown');
      expect((await asked.search(sourceQuery({ patience_ms: 6_000 }), nowhere)).sources).toHaveLength(known.results);
    });

    it('[SRCH-7] the same question within five minutes costs one search', async () => {
      const clock = new HastyClock();
      const asked = provider({ clock });
      const before = await search(asked);
      expect(await search(asked)).toEqual(before);
      expect(server.requests).toHaveLength(known.requests);
      clock.skip(5 * 60_000);
      await search(asked);
      expect(server.requests).toHaveLength(2 * known.requests);
    });

    it('[SRCH-8] a probe asks the service itself, and tells what is wrong', async () => {
      const asked = provider();
      await asked.probe?.(nowhere);
      await asked.probe?.(nowhere);
      expect(server.requests.length).toBeGreaterThanOrEqual(2);
      server.always(known.name, { kind: 'answer', status: 401, body: '{}' });
      const failure = await failureOf(provider().probe?.(nowhere) ?? Promise.resolve());
      server.always(known.name, { kind: 'fixture' });
      expect(failure.kind).toBe('unauthorized');
    });

    it.each(['', '  ', '???', '"" OR -', '\u0000\ud800\u202e', 'AND OR NOT', '!!g site:x', ')(][}{', "'; --", `${'long '.repeat(99)}`])('stands a question like %j', async (text) => {
      const { sources } = await search(provider(), { question: text, queries: [text] });
      expect(Array.isArray(sources)).toBe(true);
    });
  });
}
