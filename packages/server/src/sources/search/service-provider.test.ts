import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import pino from 'pino';
import { isSkipped, Skipped } from '../../base/skipped.js';
import { FakeClock } from '../../testing/fake-clock.js';
import { HastyClock } from '../../testing/hasty-clock.js';
import { type ScriptedSearchServer, startScriptedSearchServer } from '../../testing/scripted-search-server.js';
import { createProvider, failureOf, SECRET, sourceQuery } from './search-provider.contract.js';
import { networkCode } from './search-failure.js';

let server: ScriptedSearchServer;
beforeAll(async () => void (server = await startScriptedSearchServer()));
afterAll(() => server.close());
beforeEach(() => {
  server.requests.splice(0);
  server.always('exa', { kind: 'fixture' });
});
const nowhere = new AbortController().signal;

describe('what a search provider says of itself', () => {
  it('[SRCH-8] goes from unknown to healthy, degraded, unhealthy and back, in words', async () => {
    const clock = new HastyClock();
    const exa = createProvider('exa', server, { clock });
    let number = 0;
    const ask = () => exa.search(sourceQuery({ queries: [`question ${(number += 1)}`] }), nowhere);
    expect(exa.state?.()).toEqual({ status: 'unknown', detail: 'Exa has not been asked yet' });
    await ask();
    clock.skip(30_000);
    expect(exa.state?.()).toEqual({ status: 'healthy', detail: 'Exa answered 30 s ago' });
    server.always('exa', { kind: 'answer', body: 'nonsense' });
    await failureOf(ask());
    expect(exa.state?.()).toMatchObject({ status: 'degraded', detail: expect.stringContaining('something other than search results') as string });
    await failureOf(ask());
    await failureOf(ask());
    expect(exa.state?.()).toMatchObject({ status: 'unhealthy', detail: expect.stringMatching(/check EXA_BASE_URL\. It is left alone for another 30 s$/) as string });
    const skipped: unknown = await ask().catch((thrown: unknown) => thrown);
    expect(skipped).toBeInstanceOf(Skipped);
    expect((skipped as Skipped).message).toMatch(/^Exa was not asked: it answered with something other/);
    server.always('exa', { kind: 'fixture' });
    clock.skip(30_000);
    expect(exa.state?.()?.detail).toContain('The next question tries it again');
    await ask();
    expect(exa.state?.().status).toBe('healthy');
  });

  it('[SRCH-8] counts down a pause that the service asked for, and names no other time beside it', async () => {
    const clock = new HastyClock();
    const brave = createProvider('brave', server, { clock });
    server.enqueue('brave', { kind: 'answer', status: 429, headers: { 'retry-after': '30' }, body: '{}' });
    expect((await failureOf(brave.search(sourceQuery(), nowhere))).message).toContain('it may be asked again in 30 s');
    clock.skip(6_000);
    const skipped: unknown = await brave.search(sourceQuery({ queries: ['other'] }), nowhere).catch((thrown: unknown) => thrown);
    expect((skipped as Skipped).message).toBe('Brave Search was not asked: it takes no more requests for now (429). It is left alone for another 24 s');
  });

  it('[SRCH-5] believes a service that asks for a day no longer than a quarter of an hour, and says what it asked for', async () => {
    const clock = new HastyClock();
    const openalex = createProvider('openalex', server, { clock });
    const ask = (text: string) => openalex.search(sourceQuery({ queries: [text] }), nowhere);
    server.enqueue('openalex', { kind: 'answer', status: 429, headers: { 'retry-after': '86400' }, body: '{}' });
    expect(await failureOf(ask('one'))).toMatchObject({ retryAfter: 900, message: 'OpenAlex takes no more requests for now (429): it says that it may be asked again in 24 hours' });
    expect(openalex.state?.()).toEqual({ status: 'unhealthy', detail: 'OpenAlex takes no more requests for now (429), and asked for a pause of 24 hours. It is left alone for another 15 minutes' });
    clock.skip(899_000);
    const skipped = (await ask('two').catch((thrown: unknown) => thrown)) as Skipped;
    expect(skipped.message).toBe('OpenAlex was not asked: it takes no more requests for now (429), and asked for a pause of 24 hours. It is left alone for another 1 s');
    clock.skip(1_000);
    expect((await ask('three')).sources).not.toHaveLength(0);
    expect(openalex.state?.().status).toBe('healthy');
  });

  it('[SRCH-8] a probe goes past the pause, and ends it where the service is back', async () => {
    const exa = createProvider('exa', server);
    server.always('exa', { kind: 'answer', status: 401, body: '{}' });
    await failureOf(exa.search(sourceQuery(), nowhere));
    expect(exa.state?.().status).toBe('unhealthy');
    server.always('exa', { kind: 'fixture' });
    await exa.probe?.(nowhere);
    expect(exa.state?.().status).toBe('healthy');
  });

  it('[SRCH-8] a refused query says nothing against the service, many in a row do; it is asked all the same', async () => {
    const exa = createProvider('exa', server);
    await exa.search(sourceQuery({ queries: ['other'] }), nowhere);
    server.always('exa', { kind: 'answer', status: 400, body: '{}' });
    await failureOf(exa.search(sourceQuery(), nowhere));
    expect(exa.state?.().status).toBe('healthy');
    for (let tries = 0; tries < 4; tries += 1) await failureOf(exa.search(sourceQuery(), nowhere));
    expect(exa.state?.()).toEqual({ status: 'degraded', detail: 'Exa refused the last 5 queries' });
    server.always('exa', { kind: 'fixture' });
    await exa.search(sourceQuery(), nowhere);
    expect(exa.state?.().status).toBe('healthy');
  });

  it('[SRCH-5] one question at a time tries whether a service is back', async () => {
    const clock = new HastyClock();
    const exa = createProvider('exa', server, { clock });
    server.enqueue('exa', { kind: 'answer', status: 429, headers: { 'retry-after': '60' } });
    await failureOf(exa.search(sourceQuery(), nowhere));
    clock.skip(61_000);
    server.enqueue('exa', { kind: 'silence' });
    const stop = new AbortController();
    const trying = exa.search(sourceQuery({ queries: ['a'] }), stop.signal).catch((thrown: unknown) => thrown);
    await server.received(2);
    expect(isSkipped(await exa.search(sourceQuery({ queries: ['b'] }), nowhere).catch((thrown: unknown) => thrown))).toBe(true);
    stop.abort(new Error('gone'));
    await trying;
    expect((await exa.search(sourceQuery({ queries: ['b'] }), nowhere)).sources).toHaveLength(2);
  });

  it('[SRCH-6] a service that is late three times in a row is left alone for half a minute', async () => {
    const clock = new HastyClock();
    const exa = createProvider('exa', server, { clock });
    const giveUpAfter = async (ms: number, text: string) => {
      const stop = new AbortController();
      const before = server.requests.length;
      server.enqueue('exa', { kind: 'silence' });
      const searching = exa.search(sourceQuery({ queries: [text] }), stop.signal).catch((thrown: unknown) => thrown);
      await server.received(before + 1);
      clock.skip(ms);
      stop.abort(new Error('the answer goes on'));
      await searching;
    };
    for (let time = 0; time < 5; time += 1) await giveUpAfter(500, `soon ${time}`);
    expect(exa.state?.().status).toBe('unknown');
    await giveUpAfter(1_200, 'one');
    expect(exa.state?.(), 'it has never answered').toEqual({ status: 'degraded', detail: 'Exa did not answer in time' });
    await giveUpAfter(1_200, 'two');
    expect(exa.state?.()).toEqual({ status: 'degraded', detail: 'Exa did not answer in time, 2 times in a row' });
    await giveUpAfter(1_200, 'three');
    expect(exa.state?.()).toMatchObject({ status: 'unhealthy', detail: expect.stringMatching(/3 times in a row\. It is left alone for another 30 s/) as string });
    expect(isSkipped(await exa.search(sourceQuery(), nowhere).catch((thrown: unknown) => thrown))).toBe(true);
    clock.skip(30_000);
    expect((await exa.search(sourceQuery(), nowhere)).sources).toHaveLength(2);
    expect(exa.state?.().status).toBe('healthy');
  });

  it('[SRCH-2] no key gets into the log', async () => {
    const lines: string[] = [];
    const logger = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
    for (const name of ['openalex', 'pubmed', 'stackexchange', 'tavily', 'brave', 'exa', 'serper'] as const) {
      server.always(name, { kind: 'answer', status: 401, body: `{"error":"key ${SECRET} in ${encodeURIComponent(SECRET)} is not known, see ?api_key=${SECRET}"}` });
      await failureOf(createProvider(name, server, { logger }).search(sourceQuery(), nowhere));
      server.always(name, { kind: 'fixture' });
    }
    expect(lines.length).toBeGreaterThanOrEqual(14);
    expect(lines.join('')).not.toContain(SECRET);
    expect(lines.join('')).toContain('is not known');
  });

  it('[SRCH-5] a service whose turn comes too late is skipped at once, and the patience decides what that is', async () => {
    const clock = new FakeClock();
    const arxiv = createProvider('arxiv', server, { clock });
    await arxiv.search(sourceQuery({ queries: ['one'] }), nowhere);
    const skipped: unknown = await arxiv.search(sourceQuery({ queries: ['two'] }), nowhere).catch((thrown: unknown) => thrown);
    expect(skipped).toMatchObject({ skipped: true, message: 'arXiv was not asked: its limits allow the next request in about 3 s, which is too late for this answer' });
    const waiting = arxiv.search(sourceQuery({ queries: ['two'], patience_ms: 8_000 }), nowhere);
    await clock.advance(3_000);
    expect((await waiting).sources).toHaveLength(2);
  });
});

describe('why a search that nobody waits for any more had no answer', () => {
  /** What exa says while it is asked, and how it fares when nobody waits any more. */
  const hindrances = async (...scripts: Parameters<typeof server.enqueue>[1][]) => {
    const exa = createProvider('exa', server, { clock: new FakeClock() });
    const told: Array<string | null> = [];
    server.enqueue('exa', ...scripts);
    const stop = new AbortController();
    const searching = exa.search(sourceQuery(), stop.signal, (why) => void told.push(why?.message ?? null)).catch(() => undefined);
    await expect.poll(() => told.at(-1)).toBeTypeOf('string');
    stop.abort(new Error('the answer goes on'));
    await searching;
    return { told, state: exa.state?.() };
  };

  it('[SRCH-13] is the failure after which it was to be asked again, and not that it was slow', async () => {
    const broken = await hindrances({ kind: 'answer', status: 500, body: '{}' });
    expect(broken.told.at(-1)).toMatch(/^Exa answered with a server error \(500\).*\. It was waiting to be asked again when the time for searching was over$/);
    expect(broken.state).toMatchObject({ status: 'degraded', detail: expect.stringContaining('server error (500)') as string });
    const limited = await hindrances({ kind: 'answer', status: 429, headers: { 'retry-after': '1' }, body: '{}' });
    expect(limited.told.at(-1)).toMatch(/^Exa takes no more requests for now \(429\): it may be asked again in 1 s\. It was waiting/);
  });

  it('[SRCH-13] is its limits where its turn had not come', async () => {
    const clock = new FakeClock();
    const arxiv = createProvider('arxiv', server, { clock });
    await arxiv.search(sourceQuery({ queries: ['one'] }), nowhere);
    const told: unknown[] = [];
    const waiting = arxiv.search(sourceQuery({ queries: ['two'], patience_ms: 8_000 }), nowhere, (why) => void told.push(why));
    expect(told).toMatchObject([{ skipped: true, message: expect.stringContaining('was not yet the turn') as string }]);
    await clock.advance(3_000);
    await waiting;
    expect(told.at(-1)).toBeNull();
  });
});

describe('networkCode', () => {
  it.each([
    [Object.assign(new Error('x'), { code: 'ENOTFOUND' }), 'ENOTFOUND'],
    [new Error('x', { cause: Object.assign(new Error('y'), { code: 'ECONNRESET' }) }), 'ECONNRESET'],
    [new AggregateError([Object.assign(new Error('x'), { code: 'ENETUNREACH' })]), 'ENETUNREACH'],
    [Object.assign(new Error('x'), { code: 'UND_ERR_SOCKET' }), 'connection lost'],
    ['x', 'connection lost'],
  ])('%s', (thrown, code) => {
    expect(networkCode(thrown)).toBe(code);
  });
});
