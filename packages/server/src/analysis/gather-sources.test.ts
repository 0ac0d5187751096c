import { type AnalysisProgress, type CompleteBody, completeBodySchema, type FrameBody, type ProviderReport } from '@groundwire/protocol';
import { describe, expect, it } from 'vitest';
import { GroundwireError } from '../base/errors.js';
import { silentLogger } from '../base/logger.js';
import { Skipped } from '../base/skipped.js';
import { createCredibilityJudge } from '../credibility/judge-credibility.js';
import type { QueryPlanner } from '../models/query-planner.js';
import { createExtractiveWriter } from '../models/extractive-writer.js';
import type { Writer } from '../models/writer.js';
import type { FoundSource } from '../sources/source-provider.js';
import { FakeClock, settle } from '../testing/fake-clock.js';
import { foundDocument, foundPage, type ScriptedPage, scriptedProvider, type ScriptedProvider, scriptedReader, type ScriptedReader, unreachable } from '../testing/gathering.js';
import type { AnalysisParams } from './analysis-params.js';
import type { EngineEdges } from './engine-edges.js';
import { createStreamAnalysis } from './stream-analysis.js';

const QUESTION = 'When was the Kestrel Lighthouse built?';
const BUILT = 'The Kestrel Lighthouse was built in 1871 by Aldous Fenwick, on the northern mole of the harbour.';

/** Writes what it was given, so that a test sees what that was. */
const lister: Writer = {
  name: 'lister',
  delivery: 'whole',
  async *write({ sources }) {
    yield { type: 'text', text: sources.map(({ title, number }) => `${title} [${number}].`).join(' ') };
  },
};

interface World {
  clock?: FakeClock;
  library?: FoundSource[];
  /** The library holds Groundwire's own documentation alone. */
  builtin?: true;
  services?: ScriptedProvider[];
  pages?: Record<string, ScriptedPage>;
  reader?: ScriptedReader;
  planner?: QueryPlanner;
  edges?: Partial<EngineEdges>;
}

interface Ran {
  bodies: FrameBody[];
  complete: CompleteBody;
  /** From the question to the end, by the fake clock. */
  elapsedMs: number;
  reader: ScriptedReader;
}

/** Runs one analysis, moving the clock by 10 ms until it ends. */
async function run(world: World, parameters: AnalysisParams['parameters'] = {}, params: Partial<AnalysisParams> = {}, signal: AbortSignal = new AbortController().signal): Promise<Ran> {
  const clock = world.clock ?? new FakeClock();
  const reader = world.reader ?? scriptedReader({ [url('shut')]: shut, ...world.pages }, clock);
  const library = scriptedProvider({ name: 'library', kinds: ['library'], finds: () => world.library ?? [], ...(world.builtin === undefined ? {} : { builtin: world.builtin }), statistics: { passages: 50, passagesWith: new Map() } });
  const streamAnalysis = createStreamAnalysis({ providers: [library, ...(world.services ?? [])], reader, writerFor: () => lister, plannerFor: () => world.planner ?? null, judgeCredibility: createCredibilityJudge(null), clock, logger: silentLogger, publicUrl: () => 'http://127.0.0.1:8000', ...world.edges });
  const bodies: FrameBody[] = [];
  const began = clock.now();
  let ended = false;
  const running = (async () => {
    for await (const body of streamAnalysis({ analysis_id: 'a', query: QUESTION, parameters, history: [], ...params }, 's', { signal, wordPaceMs: 0 })) if (body.type !== 'note') bodies.push(body);
    ended = true;
  })();
  await settle();
  for (let steps = 0; !ended && steps < 20_000; steps += 1) await clock.advance(10);
  await running;
  expect(clock.pending).toBe(0);
  return { bodies, complete: bodies.at(-1) as CompleteBody, elapsedMs: clock.now() - began, reader };
}

const url = (name: string) => `https://${name}.example.org/page`;
const finding = (...names: string[]) => () => names.map((name) => foundPage(url(name)));
/** A page that is there, and whose site does not show it to everybody. */
const shut: ScriptedPage = { fails: { code: 'refused', reason: 'The site refuses to show the page (403)' } };
const page = (about: string): ScriptedPage => ({ title: about, text: `${about}: ${BUILT}` });
const reportsOf = ({ complete }: Ran) => Object.fromEntries((complete.providers ?? []).map(({ name, status }) => [name, status]));
const titlesOf = ({ complete }: Ran) => complete.citations.map(({ title }) => title);

describe('searching', () => {
  it('[ENG-1] asks all services side by side and makes one source of a page that several name', async () => {
    const clock = new FakeClock();
    const services = [
      scriptedProvider({ name: 'one', finds: finding('a', 'shared'), takesMs: 200, clock }),
      scriptedProvider({ name: 'two', finds: finding('b', 'shared'), takesMs: 300, clock }),
    ];
    const ran = await run({ clock, services, pages: { [url('a')]: page('A'), [url('b')]: page('B'), [url('shared')]: page('Shared') } });
    expect(ran.elapsedMs).toBeLessThanOrEqual(320);
    expect(ran.complete.sources.map(({ title }) => title)).toEqual(['Shared', 'A', 'B']);
    expect(reportsOf(ran)).toEqual({ library: 'answered', one: 'answered', two: 'answered' });
  });

  it('[ENG-2] goes on without a service that does not answer in time, ends its call, and says so', async () => {
    const clock = new FakeClock();
    const hanging = scriptedProvider({ name: 'hanging', finds: finding('late'), takesMs: null, clock });
    const services = [scriptedProvider({ name: 'one', finds: finding('a'), takesMs: 100, clock }), hanging];
    const ran = await run({ clock, services, pages: { [url('a')]: page('A') } });
    expect(ran.elapsedMs).toBeLessThanOrEqual(1_250);
    expect(hanging.aborted).toBe(1);
    expect(titlesOf(ran)).toEqual(['A']);
    expect(ran.reader.citedIds).toEqual(['doc_web_https_a_example_org_page']);
    expect(ran.complete.warnings).toEqual([{ code: 'EXTERNAL_API_FAILURE', message: 'hanging did not answer within 1.2 s', provider: 'hanging' }]);
  });

  it('[ENG-3] says of a service that could not be asked again in time what had gone wrong, and not that it was slow', async () => {
    const clock = new FakeClock();
    const failed = new GroundwireError('EXTERNAL_API_FAILURE', 'limited takes no more requests for now (429). It was waiting to be asked again');
    const services = [scriptedProvider({ name: 'one', finds: finding('a'), takesMs: 100, clock }), scriptedProvider({ name: 'limited', finds: finding('b'), takesMs: null, clock, hindrance: failed })];
    const ran = await run({ clock, services, pages: { [url('a')]: page('A') } });
    expect(ran.complete.warnings).toEqual([{ code: 'EXTERNAL_API_FAILURE', message: failed.message, provider: 'limited' }]);
  });

  it('[ENG-2] waits for the turn of a service that has to wait for it only where nobody else brings anything', async () => {
    const alone = new FakeClock();
    const paced = (clock: FakeClock, ms: number) => scriptedProvider({ name: 'paced', finds: finding('p'), takesMs: 100, clock, turnAt: clock.now() + ms });
    const pages = { [url('a')]: page('A'), [url('p')]: page('P') };
    const waited = await run({ clock: alone, services: [paced(alone, 5_000)], pages }, { sources: ['paced'] });
    expect(titlesOf(waited)).toEqual(['P']);
    expect(waited.elapsedMs).toBeLessThanOrEqual(5_150);
    const beside = new FakeClock();
    const skipped = await run({ clock: beside, services: [paced(beside, 3_000), scriptedProvider({ name: 'one', finds: finding('a'), takesMs: 100, clock: beside })], pages });
    expect(reportsOf(skipped)).toMatchObject({ paced: 'skipped', one: 'answered' });
    expect(skipped.elapsedMs).toBeLessThanOrEqual(150);
    const tooLate = new FakeClock();
    const never = await run({ clock: tooLate, services: [paced(tooLate, 60_000)], pages }, { sources: ['paced'] });
    expect(never.bodies.at(-1)).toMatchObject({ type: 'analysis_error', error: { code: 'EXTERNAL_API_FAILURE' } });
    expect(never.elapsedMs).toBeLessThanOrEqual(50);
  });

  it('[ENG-2] waits for a service as if nothing was found, where only the own documentation was', async () => {
    const clock = new FakeClock();
    const ran = await run({ clock, builtin: true, library: [foundDocument('doc_own', 'Groundwire was built to answer when a lighthouse keeper asks.')], services: [scriptedProvider({ name: 'slow', finds: finding('a'), takesMs: 1_900, clock })], pages: { [url('a')]: page('A') } });
    expect(titlesOf(ran)).toEqual(['A']);
  });

  it('[ENG-2] does not go on without a library that is late, where a service was quick', async () => {
    const clock = new FakeClock();
    const library = scriptedProvider({ name: 'library', kinds: ['library'], finds: () => [foundDocument('doc_1', BUILT)], takesMs: 2_000, clock });
    const ran = await run({ clock, pages: { [url('a')]: page('A') }, edges: { providers: [library, scriptedProvider({ name: 'one', finds: finding('a'), takesMs: 100, clock })] } });
    expect(titlesOf(ran)).toContain('doc_1');
  });

  it('[ENG-2] waits for a library on a busy machine where there is nobody else', async () => {
    const clock = new FakeClock();
    const library = scriptedProvider({ name: 'library', kinds: ['library'], finds: () => [foundDocument('doc_1', BUILT)], takesMs: 9_000, clock });
    const busy = await run({ clock, edges: { providers: [library] } });
    expect(titlesOf(busy)).toEqual(['doc_1']);
  });

  it('[ENG-2] does not take time in which the process stood still for slowness of those who stood still with it', async () => {
    const clock = new FakeClock();
    const slow = scriptedProvider({ name: 'slow', finds: finding('a'), takesMs: 900, clock });
    // While it is waited for.
    setImmediate(() => clock.skip(3_600_000));
    const ran = await run({ clock, services: [slow], pages: { [url('a')]: page('A') } });
    expect(titlesOf(ran)).toEqual(['A']);
  });

  it('[ENG-2] waits longer while nothing at all was found, and no longer than that', async () => {
    const clock = new FakeClock();
    const slow = await run({ clock, services: [scriptedProvider({ name: 'slow', finds: finding('a'), takesMs: 2_500, clock })], pages: { [url('a')]: page('A') } });
    expect(titlesOf(slow)).toEqual(['A']);
    const other = new FakeClock();
    const never = await run({ clock: other, services: [scriptedProvider({ name: 'never', finds: finding('a'), takesMs: null, clock: other })] });
    expect(never.elapsedMs).toBeLessThanOrEqual(4_050);
    expect(never.complete).toMatchObject({ type: 'complete', outcome: 'no_sources' });
  });

  it('[ENG-3] tells of each service what came of it, while it searches and at the end', async () => {
    const clock = new FakeClock();
    const services = [scriptedProvider({ name: 'one', finds: finding('a'), takesMs: 100, clock }), scriptedProvider({ name: 'two', finds: () => unreachable('two'), takesMs: 50, clock })];
    const ran = await run({ clock, services, pages: { [url('a')]: page('A') } });
    const told = ran.bodies.filter((body): body is AnalysisProgress => body.type === 'analysis_progress').flatMap(({ progress }) => (progress.providers === undefined ? [] : [progress.providers as ProviderReport[]]));
    expect(told.at(-1)).toEqual([{ name: 'library', status: 'answered', results: 0 }, { name: 'one', status: 'answered', results: 1 }, { name: 'two', status: 'failed', reason: 'two could not be reached' }]);
    expect(told.some((reports) => reports.some(({ name, status }) => name === 'two' && status === 'failed') && reports.some(({ name, status }) => name === 'one' && status === 'asked'))).toBe(true);
    expect(completeBodySchema.parse(ran.complete).warnings).toEqual([{ code: 'EXTERNAL_API_FAILURE', message: 'two could not be reached', provider: 'two' }]);
  });

  it('[ENG-4] says when a service may be asked again where nothing could be searched', async () => {
    const busy = (name: string, retryAfter: number) => scriptedProvider({ name, finds: () => new GroundwireError('EXTERNAL_API_FAILURE', `${name} takes no more requests for now`, { retryAfter }) });
    const ran = await run({ services: [busy('one', 90), busy('two', 30)] }, { sources: ['web'] });
    expect(ran.bodies.at(-1)).toMatchObject({ type: 'analysis_error', error: { code: 'EXTERNAL_API_FAILURE', retry_after: 30 } });
    // One that says nothing of it may be back sooner than all others.
    const mixed = await run({ services: [busy('one', 90), scriptedProvider({ name: 'two', finds: () => unreachable('two') })] }, { sources: ['web'] });
    expect(mixed.bodies.at(-1)).toMatchObject({ type: 'analysis_error', error: { code: 'EXTERNAL_API_FAILURE' } });
    expect(mixed.bodies.at(-1)).not.toHaveProperty('error.retry_after');
  });

  it('[ENG-3] says of a service that was asked and let the request wait that it did, though it was not asked for more', async () => {
    const clock = new FakeClock();
    const asked: string[] = [];
    const hung: ScriptedProvider = { ...scriptedProvider({ name: 'hung', finds: () => [] }), search: async ({ queries: [query = ''] }, signal, hindered) => {
      asked.push(query);
      if (query !== QUESTION) hindered?.(new Skipped('hung was not asked: it was not yet the turn of this question'));
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('ended'))));
    } };
    const refusing: ScriptedProvider = { ...hung, name: 'refusing', search: async ({ queries: [query] }) => {
      throw query === QUESTION ? unreachable('refusing') : new Skipped('refusing was not asked: its turn comes too late');
    } };
    const planner: QueryPlanner = { plan: async () => ({ items: ['kestrel lighthouse year'], outputTokens: null }) };
    const ran = await run({ clock, services: [hung, refusing, scriptedProvider({ name: 'one', finds: finding('a') })], pages: { [url('a')]: page('A') }, planner });
    expect(asked).toEqual([QUESTION, 'kestrel lighthouse year']);
    expect((ran.complete.providers ?? []).map(({ name, status, reason }) => [name, status, reason])).toEqual([
      ['library', 'answered', undefined],
      ['hung', 'failed', expect.stringMatching(/^hung did not answer within [\d.]+ s$/)],
      ['refusing', 'failed', 'refusing could not be reached'],
      ['one', 'answered', undefined],
    ]);
  });

  it('[ENG-4] ends with EXTERNAL_API_FAILURE when nothing could be searched, naming who and why', async () => {
    const services = ['one', 'two'].map((name) => scriptedProvider({ name, finds: () => unreachable(name) }));
    const ran = await run({ services }, { sources: ['web'] });
    expect(ran.bodies.at(-1)).toMatchObject({ type: 'analysis_error', error: { code: 'EXTERNAL_API_FAILURE', recoverable: true, message: expect.stringMatching(/one, two \(could not be reached\).*SEARCH=off/) as string } });
  });

  it('[ENG-4] gives the reasons without the names that stand before them, and without changing what to do', async () => {
    const says = (name: string, message: string) => scriptedProvider({ name, finds: () => new GroundwireError('EXTERNAL_API_FAILURE', message) });
    const services = [says('brave', 'Brave Search takes no more requests for now (429)'), says('stackexchange', 'Stack Exchange refused the key: check STACKEXCHANGE_KEY'), says('searxng', 'This machine does not reach localhost:1 (ECONNREFUSED): check SEARXNG_URL; inside a container localhost is the container itself: use host.docker.internal there')];
    const ran = await run({ services }, { sources: ['web'] });
    expect(ran.bodies.at(-1)).toMatchObject({ error: { message: expect.stringContaining('brave (takes no more requests for now (429)); stackexchange (refused the key: check STACKEXCHANGE_KEY); searxng (This machine') as string } });
    expect(JSON.stringify(ran.bodies.at(-1))).toContain('use host.docker.internal there');
  });

  it('[ENG-3] never takes back what it has reached, though searching and reading go on side by side', async () => {
    const clock = new FakeClock();
    const services = [scriptedProvider({ name: 'fast', finds: finding('a', 'b'), takesMs: 50, clock }), scriptedProvider({ name: 'slow', finds: finding('c'), takesMs: 700, clock })];
    const ran = await run({ clock, services, pages: { [url('a')]: page('A'), [url('b')]: page('B'), [url('c')]: page('C') } });
    const percentages = ran.bodies.flatMap((body) => (body.type === 'analysis_progress' ? [body.progress.completion_percentage] : []));
    expect(percentages).toEqual(percentages.toSorted((left, right) => left - right));
  });

  it('[ENG-4] answers from the library when no service can be reached, with one warning for all of them', async () => {
    const services = ['one', 'two', 'three'].map((name) => scriptedProvider({ name, finds: () => unreachable(name) }));
    const ran = await run({ services, library: [foundDocument('doc', 'The lighthouse has a red roof, and its keeper lives on the mole.')] });
    expect(titlesOf(ran)).toEqual(['doc']);
    expect(ran.complete.warnings).toEqual([{ code: 'WEB_SEARCH_FAILED', message: 'The web could not be searched: one, two, three (could not be reached)' }]);
    expect(await run({ services })).toMatchObject({ complete: { outcome: 'no_sources', answer: expect.stringContaining('could not be searched') as string } });
  });

  it.each([['nothing of it matches', []], ['some of it shares words', [foundDocument('Credibility', 'Credibility: what it does, and when it is built into the server.')]]])('[ENG-4] counts a library of its own documentation alone as empty, when %s', async (_when, library) => {
    const services = ['one', 'two'].map((name) => scriptedProvider({ name, finds: () => unreachable(name) }));
    const ran = await run({ services, builtin: true, library });
    expect(ran.bodies.at(-1)).toMatchObject({ type: 'analysis_error', error: { code: 'EXTERNAL_API_FAILURE', recoverable: true } });
  });

  it('[ENG-6] leaves the web alone where documents of the library answer the question', async () => {
    const service = scriptedProvider({ name: 'one', finds: finding('a') });
    const ran = await run({ services: [service], library: [foundDocument('doc', BUILT)], pages: { [url('a')]: page('A') } });
    expect(service.asked).toEqual([]);
    expect(reportsOf(ran)).toEqual({ library: 'answered', one: 'skipped' });
    expect(titlesOf(ran)).toEqual(['doc']);
  });

  it.each([
    ['the question names the web', { sources: ['library', 'web'] }, {}],
    ['it is about now', {}, { query: 'Who keeps the Kestrel Lighthouse now, and when was it built?' }],
    ['only what is new counts', { days: 400 }, {}],
  ])('[ENG-6] asks the web all the same when %s', async (_why, parameters, params) => {
    const service = scriptedProvider({ name: 'one', finds: finding('a') });
    await run({ services: [service], library: [foundDocument('doc', BUILT, { published_at: '2025-09-01' })], pages: { [url('a')]: page('A') } }, parameters, params);
    expect(service.asked).toHaveLength(1);
  });

  it('does not wait for a library that is busy before it asks the web', async () => {
    const clock = new FakeClock();
    const library = scriptedProvider({ name: 'library', kinds: ['library'], clock, takesMs: 900, finds: () => [foundDocument('doc', 'The lighthouse has a red roof.')] });
    const service = scriptedProvider({ name: 'one', clock, takesMs: 100, finds: finding('a') });
    const ran = await run({ clock, pages: { [url('a')]: page('A') }, edges: { providers: [library, service] } });
    expect(titlesOf(ran).sort()).toEqual(['A', 'doc']);
    expect([library.asked.length, ran.elapsedMs <= 920]).toEqual([1, true]);
  });

  it('[ENG-4] fails, recoverably, when the library is all there is and does not answer in time: that is not the same as holding nothing', async () => {
    const clock = new FakeClock();
    const library = scriptedProvider({ name: 'library', kinds: ['library'], clock, takesMs: 60_000, finds: () => [] });
    const ran = await run({ clock, edges: { providers: [library] } });
    expect(ran.bodies.at(-1)).toMatchObject({ type: 'analysis_error', error: { code: 'LIBRARY_UNAVAILABLE', recoverable: true, message: expect.stringContaining('did not answer within 15 s') as string } });
  });

  it('asks the library alone for one of its collections', async () => {
    const service = scriptedProvider({ name: 'one', finds: finding('a') });
    const ran = await run({ services: [service] }, { collection: 'notes' });
    expect(service.asked).toEqual([]);
    expect(ran.complete.outcome).toBe('no_sources');
  });

  it('honours filters on results, whatever the services made of them', async () => {
    const found = [foundPage('https://news.example.org/1', { published_at: '2025-09-27' }), foundPage('https://other.example.net/2', { published_at: '2025-09-27' }), foundPage('https://news.example.org/3', { published_at: '2020-01-01' }), foundPage('https://news.example.org/4'), foundPage('https://news.example.org/5')];
    const pages = { 'https://news.example.org/1': page('One'), 'https://news.example.org/4': { ...page('Four'), published_at: '2025-09-26' }, 'https://news.example.org/5': { ...page('Five'), published_at: '2019-09-26' } };
    const ran = await run({ services: [scriptedProvider({ finds: () => found })], pages }, { include_domains: ['example.org'], days: 7 });
    expect(titlesOf(ran)).toEqual(['One', 'Four']);
    expect(ran.reader.asked).not.toContain('https://other.example.net/2');
    expect(ran.bodies).toContainEqual({ type: 'source_failed', analysis_id: 'a', source_id: 'https://news.example.org/5', reason: 'It was published before 2025-09-21' });
  });

  it('leaves out what says that it is of a day to come, where only recent sources count', async () => {
    const found = [foundPage(url('now')), foundPage(url('tomorrow')), foundPage(url('later')), foundPage(url('listed'), { published_at: '2031-01-01' })];
    const pages = { [url('now')]: { ...page('Now'), published_at: '2025-09-28' }, [url('tomorrow')]: { ...page('Tomorrow'), published_at: '2025-09-29' }, [url('later')]: { ...page('Later'), published_at: '2031-01-01' }, [url('listed')]: page('Listed') };
    const ran = await run({ services: [scriptedProvider({ finds: () => found })], pages }, { days: 7 });
    expect(titlesOf(ran)).toEqual(['Now', 'Tomorrow']);
    expect(ran.reader.asked).not.toContain(url('listed'));
    expect(ran.bodies).toContainEqual({ type: 'source_failed', analysis_id: 'a', source_id: url('later'), reason: 'It says that it was published on 2031-01-01, which is still to come' });
  });

  it('does not take from its snippet what the page itself has shown to be too old, or of a domain that is left out', async () => {
    const found = [foundPage(url('old'), { snippet: BUILT, published_at: '2025-09-27' }), foundPage(url('moved'), { snippet: BUILT, published_at: '2025-09-27' })];
    const pages = { [url('old')]: { ...page('Old'), published_at: '2020-01-01' }, [url('moved')]: { ...page('Moved'), url: 'https://left-out.example.net/' } };
    const ran = await run({ services: [scriptedProvider({ finds: () => found })], pages }, { days: 7, exclude_domains: ['left-out.example.net'] });
    expect(ran.complete).toMatchObject({ outcome: 'no_sources', citations: [], answer: expect.stringContaining('None of the 2 pages that were found could be used; for the first: it was published before 2025-09-21.') as string });
  });

  it.each(['https://www.roads.example.org/winter/', 'WWW.roads.example.org', '*.example.org', 'münchen.example.org'])('takes the domain %j as people write it', async (domain) => {
    const address = domain.startsWith('m') ? 'https://xn--mnchen-3ya.example.org/1' : 'https://roads.example.org/1';
    const world = { services: [scriptedProvider({ finds: () => [foundPage(address), foundPage('https://other.example.net/2')] })], pages: { [address]: page('One'), 'https://other.example.net/2': page('Two') } };
    expect(titlesOf(await run(world, { include_domains: [domain] }))).toEqual(['One']);
    expect(titlesOf(await run(world, { exclude_domains: [domain] }))).toEqual(['Two']);
  });

  it('[ENG-16] names what nobody knows among the sources, and what there is', async () => {
    const clock = new FakeClock();
    const services = [scriptedProvider({ name: 'one', kinds: ['web', 'news'], finds: finding('a'), clock })];
    const ran = await run({ clock, services, pages: { [url('a')]: page('A') } }, { sources: ['one', 'wikipeda', 'library', 'gogle'] });
    expect(ran.complete.warnings).toEqual([{ code: 'SOURCE_UNKNOWN', message: 'parameters.sources names "wikipeda", "gogle", which are no sources here. Those there are: library, one, web, news' }]);
  });

  it('[ENG-17] never cites a result whose address leads inward, be it by itself or by what it redirects to', async () => {
    const clock = new FakeClock();
    const snippet = 'The Kestrel Lighthouse was built in 1871 by Aldous Fenwick, on the northern mole.';
    const found = ['http://10.0.0.7/admin', 'http://wiki.internal/light', url('redirecting'), url('shut')].map((address) => foundPage(address, { snippet }));
    const pages = { [url('redirecting')]: { fails: { code: 'blocked_address' as const, reason: 'It redirects to an address that is not read: its address is not on the public network' } } };
    const ran = await run({ clock, services: [scriptedProvider({ name: 'one', finds: () => found, clock })], pages });
    expect(ran.complete.citations.map(({ domain, read }) => [domain, read])).toEqual([['shut.example.org', 'snippet']]);
    expect(JSON.stringify(ran.complete.sources)).not.toMatch(/10\.0\.0\.7|wiki\.internal/);
    expect(ran.reader.asked).toEqual([url('redirecting'), url('shut')]);
    expect(ran.complete.sources.map(({ domain, read }) => [domain, read])).toEqual([['redirecting.example.org', null], ['shut.example.org', 'snippet']]);
    expect(ran.complete.warnings).toEqual([{ code: 'INWARD_RESULTS', message: 'Results at addresses that must not be read were left out: redirecting.example.org (it redirects to an address that is not read: its address is not on the public network), 10.0.0.7 (its address is not on the public network), wiki.internal (its address is not on the public network). The operator can name hosts of the own network in READ_ALLOW' }, { code: 'SNIPPETS_ONLY', message: expect.any(String) as string }]);
  });

  it('shows the address of a source as its citation has it', async () => {
    const { complete } = await run({ services: [scriptedProvider({ finds: () => [foundPage('http://reader:secret@example.org/ä', { snippet: BUILT })] })], pages: { 'http://reader:secret@example.org/ä': shut } });
    expect(complete.citations.map(({ url: cited }) => cited)).toEqual(['http://example.org/%C3%A4']);
    expect(complete.sources.map(({ url: shown }) => shown)).toEqual(['http://example.org/%C3%A4']);
  });

  it('says of domains that are none that nothing is on them', async () => {
    const services = [scriptedProvider({ finds: finding('a') })];
    const { complete } = await run({ services, pages: { [url('a')]: page('A') } }, { exclude_domains: ['not a domain', 'example.net'] });
    expect(complete.warnings).toEqual([{ code: 'PARAMETER_UNKNOWN', message: 'parameters.exclude_domains names "not a domain", which is no domain, and no page is on it: use names like "example.org"' }]);
  });

  it('says of countries and a language that nobody knows that they changed nothing', async () => {
    const services = [scriptedProvider({ finds: finding('a') })];
    const { complete } = await run({ services, pages: { [url('a')]: page('A') } }, { countries: ['Germany', 'Atlantis', 'fr'], language: 'klingon' });
    expect(complete.warnings).toEqual([
      { code: 'PARAMETER_UNKNOWN', message: 'parameters.countries names "Atlantis", which is no country known here and changed nothing: use English names, or codes like "DE"' },
      { code: 'PARAMETER_UNKNOWN', message: 'parameters.language "klingon" is no language known here: use a code like "en" or "pt-BR"' },
    ]);
    expect((await run({ services, pages: { [url('a')]: page('A') } }, { countries: ['Germany', 'UK'], language: 'pt-BR' })).complete.warnings).toEqual([]);
  });

  it('tells a service that was skipped from one that failed, in warnings and among those that were searched', async () => {
    const skipping = scriptedProvider({ name: 'skipping', finds: () => new Skipped('Skipping was not asked: it is on a.example, which the question leaves out') });
    const failing = scriptedProvider({ name: 'failing', finds: () => new GroundwireError('EXTERNAL_API_FAILURE', 'Failing fails') });
    const { complete } = await run({ services: [skipping, failing, scriptedProvider({ name: 'one', finds: () => [] })] });
    expect(complete.warnings.map(({ code, provider }) => [code, provider])).toEqual([['PROVIDER_SKIPPED', 'skipping'], ['EXTERNAL_API_FAILURE', 'failing']]);
    expect(complete.answer).toContain('Searched: library, one.');
  });

  it('[ENG-11] reads the good addresses among those that a question names, and tells of the others', async () => {
    const { complete } = await run({ pages: { [url('a')]: page('A') } }, { urls: ['https://ada:secret@example.org/', url('a')] });
    expect(complete.citations).toHaveLength(1);
    expect(complete.warnings).toEqual([{ code: 'PAGE_NOT_READ', message: expect.stringMatching(/^parameters\.urls must be whole http.*Number 1 was left out$/) as string }]);
    expect(JSON.stringify(complete)).not.toContain('secret');
  });

  it('warns of sources that are named and not configured, and names the setting where there is no other', async () => {
    const edges = { missingProviders: new Map([['tavily', 'set TAVILY_API_KEY']]) };
    const some = await run({ services: [scriptedProvider({ name: 'one', finds: finding('a') })], pages: { [url('a')]: page('A') }, edges }, { sources: ['one', 'tavily'] });
    expect(some.complete.warnings).toEqual([{ code: 'SOURCE_NOT_CONFIGURED', message: expect.stringContaining('TAVILY_API_KEY') as string, provider: 'tavily' }]);
    expect(some.complete.warnings[0]?.message).toBe('tavily is not configured: set TAVILY_API_KEY');
    expect((await run({ edges }, { sources: ['tavily'] })).bodies.at(-1)).toMatchObject({ error: { code: 'INVALID_REQUEST', message: expect.stringContaining('TAVILY_API_KEY') as string } });
  });
});

describe('planning', () => {
  const planner = (clock: FakeClock, takesMs: number, items: string[] | Error): QueryPlanner => ({
    plan: (_request, signal) =>
      new Promise((resolve, reject) => {
        const takeBack = clock.after(takesMs, () => (items instanceof Error ? reject(items) : resolve({ items, outputTokens: 9 })));
        signal.addEventListener('abort', () => (takeBack(), reject(signal.reason as Error)), { once: true });
      }),
  });

  it('[ENG-7] searches for the plain question at once, and for planned queries when they come', async () => {
    const clock = new FakeClock();
    const service = scriptedProvider({ name: 'one', finds: (query) => finding(query === QUESTION ? 'a' : 'b')(), takesMs: 100, clock });
    const ran = await run({ clock, services: [service], planner: planner(clock, 400, ['Kestrel lighthouse construction year']), pages: { [url('a')]: page('A'), [url('b')]: page('B') } });
    expect(service.asked.map(({ queries }) => queries)).toEqual([[QUESTION], ['Kestrel lighthouse construction year']]);
    expect(titlesOf(ran)).toEqual(['A', 'B']);
    expect(ran.complete.search_terms).toEqual([QUESTION, 'Kestrel lighthouse construction year']);
    expect(ran.elapsedMs).toBeLessThanOrEqual(520);
  });

  it.each<[string, number, string[] | Error]>([
    ['that fails', 50, new GroundwireError('LLM_UNAVAILABLE', 'gone')],
    ['that takes too long', 60_000, ['never']],
    ['with nothing in it', 50, []],
  ])('[ENG-7] loses nothing by a plan %s', async (_what, takesMs, items) => {
    const clock = new FakeClock();
    const service = scriptedProvider({ name: 'one', finds: finding('a', 'b', 'c'), takesMs: 100, clock });
    const pages = { [url('a')]: page('A'), [url('b')]: page('B'), [url('c')]: page('C') };
    const ran = await run({ clock, services: [service], planner: planner(clock, takesMs, items), pages });
    expect(titlesOf(ran)).toEqual(['A', 'B', 'C']);
    expect(ran.complete.warnings).toEqual([]);
    expect(ran.elapsedMs).toBeLessThanOrEqual(150);
  });
});

describe('reading', () => {
  it('[ENG-8] begins to read as soon as one service has answered, best first, and a few at a time', async () => {
    const clock = new FakeClock();
    const names = Array.from({ length: 10 }, (_, index) => `p${index}`);
    const pages = Object.fromEntries(names.map((name) => [url(name), { ...page(name), takesMs: 100 }]));
    const services = [scriptedProvider({ name: 'fast', finds: finding(...names), takesMs: 50, clock }), scriptedProvider({ name: 'slow', finds: () => [], takesMs: 500, clock })];
    const ran = await run({ clock, services, pages });
    // Only the surest before the slow service has answered; then as many as a quick answer reads.
    expect(ran.reader.asked.slice(0, 3)).toEqual(names.slice(0, 3).map(url));
    expect(ran.reader.asked).toHaveLength(8);
    const first = ran.bodies.findIndex((body) => body.type === 'source_read');
    const answered = ran.bodies.findIndex((body) => body.type === 'analysis_progress' && body.progress.providers?.every(({ status }) => status !== 'asked') === true && body.progress.providers.length === 3);
    expect(first).toBeLessThan(answered);
    expect(ran.elapsedMs).toBeLessThanOrEqual(630);
  });

  it('[ENG-8] gives up pages that are late, and uses what is there', async () => {
    const clock = new FakeClock();
    const pages = { [url('a')]: { ...page('A'), takesMs: 200 }, [url('b')]: { takesMs: null } };
    const ran = await run({ clock, services: [scriptedProvider({ finds: finding('a', 'b'), takesMs: 100, clock })], pages });
    expect(ran.elapsedMs).toBeLessThanOrEqual(1_650);
    expect(ran.reader.aborted).toEqual([url('b')]);
    expect(titlesOf(ran)).toEqual(['A']);
    expect(ran.bodies).toContainEqual({ type: 'source_failed', analysis_id: 'a', source_id: url('b'), reason: 'It was not read in time' });
    expect(ran.complete.sources.map(({ title, citation }) => [title, citation])).toEqual([['A', 'c1'], [`Title of ${url('b')}`, null]]);
  });

  it('[ENG-8] makes reading ready as soon as services are asked or pages are named, and not where the library answers', async () => {
    const clock = new FakeClock();
    const reader = scriptedReader({ [url('a')]: page('A') }, clock);
    const service = scriptedProvider({ name: 'one', finds: () => (expect(reader.prepared).toBe(1), finding('a')()), takesMs: 100, clock });
    expect(titlesOf(await run({ clock, reader, services: [service] }))).toEqual(['A']);
    expect((await run({ pages: { [url('a')]: page('A') } }, { urls: [url('a')] })).reader.prepared).toBe(1);
    expect((await run({ services: [scriptedProvider({ finds: finding('a') })], library: [foundDocument('doc', BUILT)] })).reader.prepared).toBe(0);
  });

  it.each<[string, ScriptedPage]>([
    ['refuse', { ...shut, takesMs: 50 }],
    ['do not answer', { takesMs: null }],
  ])('[ENG-8] reads the next results where the first ones %s, within the same time', async (_what, first) => {
    const clock = new FakeClock();
    const firsts = Array.from({ length: 8 }, (_, index) => `x${index}`);
    const pages = { ...Object.fromEntries(firsts.map((name) => [url(name), first])), ...Object.fromEntries(['a', 'b', 'c'].map((name) => [url(name), { ...page(name), takesMs: 300 }])) };
    const ran = await run({ clock, services: [scriptedProvider({ finds: finding(...firsts, 'a', 'b', 'c'), takesMs: 100, clock })], pages });
    expect(titlesOf(ran)).toEqual(['a', 'b', 'c']);
    expect(ran.elapsedMs).toBeLessThanOrEqual(1_650);
    expect(ran.reader.most).toBeLessThanOrEqual(11);
  });

  it('[ENG-8] reads no more pages than it may, and at most twice as many at once, where slow ones come in the end', async () => {
    const clock = new FakeClock();
    const names = Array.from({ length: 30 }, (_, index) => `p${index}`);
    const pages = Object.fromEntries(names.map((name) => [url(name), { ...page(name), takesMs: 1_000 }]));
    const ran = await run({ clock, services: [scriptedProvider({ finds: finding(...names), takesMs: 100, clock })], pages }, { max_sources: 50 });
    expect(titlesOf(ran)).toEqual(names.slice(0, 8));
    expect([ran.reader.asked.length, ran.reader.most, ran.reader.aborted.length]).toEqual([16, 16, 8]);
    expect(ran.bodies).toContainEqual({ type: 'source_failed', analysis_id: 'a', source_id: url('p8'), reason: 'Enough other pages were read before it' });
    expect(ran.elapsedMs).toBeLessThanOrEqual(1_150);
  });

  it('[ENG-9] cites a page with what the page says of itself, and its text on this server', async () => {
    const found = [foundPage(url('a'), { title: 'A title from the service', published_at: '2020-01-01' })];
    const pages = { [url('a')]: { ...page('A'), published_at: '2025-03-04', url: 'https://www.a.example.org/final', canonical: 'https://a.example.org/canonical' } };
    const { complete } = await run({ services: [scriptedProvider({ finds: () => found })], pages });
    expect(complete.citations).toMatchObject([{ url: 'https://a.example.org/canonical', title: 'A', domain: 'a.example.org', published_at: '2025-03-04', read: 'page', document_url: expect.stringContaining('/documents/doc_web_') as string }]);
  });

  it('[ENG-9] does not believe a page that says it is one of another host', async () => {
    const pages = { [url('a')]: { ...page('A'), canonical: 'https://nature.com/article' } };
    const { complete } = await run({ services: [scriptedProvider({ finds: finding('a') })], pages });
    expect(complete.citations).toMatchObject([{ url: url('a'), domain: 'a.example.org' }]);
  });

  it('[ENG-10] cites what could not be read from its snippet only, marked as such, and only where little else was read', async () => {
    const snippet = 'The Kestrel Lighthouse was built in 1871, as the harbour office says on its page.';
    const failing = [foundPage(url('shut'), { snippet }), foundPage(url('wall'), { snippet }), foundPage(url('mute'))];
    const pages = { [url('wall')]: { text: 'Subscribe now', obstacle: 'paywall' as const }, [url('mute')]: { text: ' ' } };
    const alone = await run({ services: [scriptedProvider({ finds: () => failing })], pages });
    expect(alone.complete.citations.map(({ url: cited, read }) => [cited, read])).toEqual([[url('shut'), 'snippet'], [url('wall'), 'snippet']]);
    const failed = alone.bodies.flatMap((body) => (body.type === 'source_failed' ? [[body.source_id, body.reason]] : []));
    expect(failed.sort()).toEqual([[url('mute'), 'It holds no text'], [url('shut'), 'The site refuses to show the page (403)'], [url('wall'), 'Only a notice of its paywall can be read']]);
    const more = await run({ services: [scriptedProvider({ finds: () => [...failing, ...finding('a', 'b', 'c')()] })], pages: { ...pages, [url('a')]: page('A'), [url('b')]: page('B'), [url('c')]: page('C') } });
    expect(more.complete.citations.map(({ read }) => read)).toEqual(['page', 'page', 'page']);
  });

  it('[ENG-10] begins with what was read where a snippet that was found before it says the same', async () => {
    const services = [scriptedProvider({ finds: () => [foundPage(url('shut'), { snippet: BUILT }), foundPage(url('a'))] })];
    const { complete } = await run({ services, pages: { [url('a')]: { text: BUILT } }, edges: { writerFor: () => createExtractiveWriter() } }, {});
    expect(complete.citations[0]).toMatchObject({ url: url('a'), read: 'page' });
  });

  it('[ENG-10] does not cite a page that is gone for its snippet, and says so where it would have stood in', async () => {
    const found = [foundPage(url('gone'), { snippet: BUILT }), foundPage(url('lost'), { snippet: 'Lighthouse' }), foundPage(url('shut'), { snippet: 'The Kestrel Lighthouse was built in 1871, as the harbour office says.' })];
    const some = await run({ services: [scriptedProvider({ finds: () => found })] });
    expect(some.complete.citations.map(({ url: cited, read }) => [cited, read])).toEqual([[url('shut'), 'snippet']]);
    expect(some.complete.sources.map(({ url: source, read }) => [source, read])).toEqual([[url('gone'), null], [url('lost'), null], [url('shut'), 'snippet']]);
    expect(some.complete.warnings).toEqual([
      { code: 'GONE_RESULTS', message: 'Results whose pages are not there any more were left out, although search services still show lines of them: gone.example.org (there is no such page (404))' },
      { code: 'SNIPPETS_ONLY', message: 'No page behind this answer could be read: all that it cites are lines that search services showed. Look at the pages before relying on it' },
    ]);
    const only = await run({ services: [scriptedProvider({ finds: () => found.slice(0, 1) })] });
    expect(only.complete).toMatchObject({ outcome: 'no_sources', citations: [], warnings: [{ code: 'GONE_RESULTS' }], answer: expect.stringContaining('The one page that was found could not be used: there is no such page (404).') as string });
    const enough = await run({ services: [scriptedProvider({ finds: () => [...found, ...finding('a', 'b', 'c')()] })], pages: { [url('a')]: page('A'), [url('b')]: page('B'), [url('c')]: page('C') } });
    expect(enough.complete.warnings).toEqual([]);
  });

  it('[ENG-10] says that an answer rests on snippets alone only where it does', async () => {
    const services = [scriptedProvider({ finds: () => [foundPage(url('shut'), { snippet: BUILT }), foundPage(url('a'))] })];
    const mixed = await run({ services, pages: { [url('a')]: page('A') } });
    expect(mixed.complete.citations.map(({ read }) => read).sort()).toEqual(['page', 'snippet']);
    expect(mixed.complete.warnings).toEqual([]);
  });

  it('[ENG-10] takes a short snippet where it is a sentence, not where it is a link', async () => {
    const from = async (snippet: string) => (await run({ services: [scriptedProvider({ finds: () => [foundPage(url('shut'), { snippet })] })] })).complete.citations.length;
    for (const snippet of ['The Kestrel Lighthouse was built in 1871.', 'Fenwick built it in 1871.']) expect(await from(snippet)).toBe(1);
    for (const snippet of ['Kestrel Lighthouse', 'Home', 'Read more …', 'Read more about lighthouses ...', 'The lighthouse.']) expect(await from(snippet)).toBe(0);
  });

  it('tells facts that stand as labels with values as one sentence, with what they are about', async () => {
    const snippet = 'Kestrel Lighthouse. Built: 1871. Height: 41 m. Keeper: Otto Brandt. Visit us from 9 to 5';
    const { complete } = await run({ services: [scriptedProvider({ finds: () => [foundPage(url('shut'), { snippet })] })], edges: { writerFor: () => createExtractiveWriter() } });
    expect(complete.answer).toBe('Kestrel Lighthouse · Built: 1871 · Height: 41 m · Keeper: Otto Brandt [1].');
    expect(complete.claims.map(({ citations, support }) => [citations.length, support])).toEqual([[1, 'full']]);
  });

  it('[ENG-10] cites a snippet beside documents of the library that do not answer the question, however many there are', async () => {
    const services = [scriptedProvider({ finds: () => [foundPage(url('shut'), { snippet: BUILT })] })];
    const library = Array.from({ length: 40 }, (_, index) => foundDocument(`note${index}`, `Note ${index}: when the harbour was quiet, the lighthouse keeper had a walk.`));
    const { complete } = await run({ services, library });
    expect(complete.citations.map(({ url: cited, read }) => [cited, read])).toContainEqual([url('shut'), 'snippet']);
    expect(complete.sources).toHaveLength(10);
  });

  it('[ENG-15] leaves its own documentation out where services were asked, unless that answers', async () => {
    const services = [scriptedProvider({ finds: () => [foundPage(url('shut'), { snippet: BUILT })] })];
    const unrelated = ['Credibility', 'Setup', 'Ranking', 'Library'].map((name) => foundDocument(name, `${name}: what it does, and when it is built into the server.`));
    const world = { services, builtin: true as const, library: unrelated };
    expect((await run(world)).complete.sources.map(({ url: found }) => found)).toEqual([url('shut')]);
    expect(titlesOf(await run({ ...world, library: [...unrelated, foundDocument('doc', BUILT)] }, { sources: ['library', 'web'] }))).toContain('doc');
    expect(titlesOf(await run({ ...world, services: [] }))).toContain('Credibility');
  });

  it('tries the next page where one fails, but not for ever', async () => {
    const names = Array.from({ length: 10 }, (_, index) => `x${index}`);
    const more = Array.from({ length: 20 }, (_, index) => `y${index}`);
    const ran = await run({ services: [scriptedProvider({ name: 'one', finds: finding(...names) }), scriptedProvider({ name: 'two', finds: finding(...more) })] }, { max_sources: 50 });
    expect(ran.reader.asked).toHaveLength(24);
    expect(ran.complete).toMatchObject({ outcome: 'no_sources', answer: expect.stringMatching(/None of the 24 pages that were found could be used/) as string });
  });

  it('makes one source of two addresses that lead to one page', async () => {
    const pages = { [url('a')]: { ...page('A'), url: url('same') }, [url('b')]: { ...page('B'), url: url('same') } };
    expect(titlesOf(await run({ services: [scriptedProvider({ finds: finding('a', 'b') })], pages }))).toEqual(['A']);
  });

  it('keeps places for what was read elsewhere, however much the library names', async () => {
    const library = Array.from({ length: 12 }, (_, index) => foundDocument(`doc${index}`, `The lighthouse number ${index} has a keeper.`));
    const ran = await run({ library, services: [scriptedProvider({ finds: finding('a', 'b') })], pages: { [url('a')]: page('A'), [url('b')]: page('B') } });
    expect(ran.complete.sources).toHaveLength(10);
    expect(ran.complete.sources.map(({ title }) => title)).toEqual(expect.arrayContaining(['A', 'B']) as string[]);
  });

  it('ends searches and reads at once when it is cancelled', async () => {
    const clock = new FakeClock();
    const stop = new AbortController();
    const hanging = scriptedProvider({ name: 'hanging', finds: finding('x'), takesMs: null, clock });
    const reader = scriptedReader({ [url('a')]: { takesMs: null } }, clock);
    clock.after(700, () => stop.abort(new GroundwireError('CANCELLED', 'cancelled')));
    const ran = await run({ clock, reader, services: [hanging, scriptedProvider({ name: 'one', finds: finding('a'), clock })] }, {}, {}, stop.signal);
    expect(ran.bodies.at(-1)).toMatchObject({ type: 'analysis_error', error: { code: 'CANCELLED' } });
    expect([hanging.aborted, reader.aborted]).toEqual([1, [url('a')]]);
    expect(ran.elapsedMs).toBeLessThanOrEqual(720);
  });
});

describe('pages that the question names', () => {
  it('[ENG-11] answers from them and searches nothing', async () => {
    const service = scriptedProvider({ finds: finding('x') });
    const pages = { [url('a')]: { ...page('A'), takesMs: 3_000 }, [url('b')]: page('B') };
    const ran = await run({ clock: new FakeClock(), services: [service], pages }, { urls: [url('a'), `${url('b')}#part`, url('a'), `${url('a')}?utm_source=mail`] });
    expect(service.asked).toEqual([]);
    expect(ran.reader.asked).toEqual([url('a'), url('b')]);
    expect(titlesOf(ran)).toEqual(['A', 'B']);
    expect(ran.complete.search_terms).toEqual([]);
  });

  it('[ENG-11] says how to allow a page of the own network that was refused', async () => {
    const inside = 'http://10.0.0.7/';
    const ran = await run({ pages: { [inside]: { fails: { code: 'blocked_address', reason: 'Its address is not on the public network' } } } }, { urls: [inside] });
    expect(ran.complete.warnings).toEqual([{ code: 'PAGE_NOT_READ', message: 'http://10.0.0.7/ could not be read: its address is not on the public network. The operator can allow hosts of the own network with READ_ALLOW' }]);
  });

  it('[ENG-11] warns of one that can not be read, and says of each why where none can', async () => {
    const some = await run({ pages: { [url('a')]: page('A') } }, { urls: [url('a'), url('gone')] });
    expect(some.complete.warnings).toEqual([{ code: 'PAGE_NOT_READ', message: `${url('gone')} could not be read: there is no such page (404)` }]);
    expect(titlesOf(some)).toEqual(['A']);
    const none = await run({ pages: { [url('b')]: { fails: { code: 'blocked_address', reason: 'It leads to an address of a private network, which is not fetched' } } } }, { urls: [url('gone'), url('b')] });
    expect(none.complete).toMatchObject({ outcome: 'no_sources', citations: [] });
    expect(none.complete.answer).toBe(`No sources were found: none of the pages that the question names could be read: ${url('gone')} (there is no such page (404)); ${url('b')} (it leads to an address of a private network, which is not fetched).`);
  });

  it('[ENG-11] searches as well where the question names sources too', async () => {
    const service = scriptedProvider({ finds: finding('x') });
    const ran = await run({ services: [service], pages: { [url('a')]: page('A'), [url('x')]: page('X') } }, { urls: [url('a')], sources: ['web'] });
    expect(titlesOf(ran)).toEqual(['A', 'X']);
  });

  it('[ENG-11] reads them and searches side by side, each in its own time', async () => {
    const clock = new FakeClock();
    const pages = { [url('a')]: { ...page('A'), takesMs: 300 }, [url('x')]: { ...page('X'), takesMs: 100 } };
    const web = scriptedProvider({ name: 'one', finds: finding('x', 'a'), takesMs: 100, clock });
    const both = await run({ clock, services: [web], pages }, { urls: [url('a')], sources: ['one'] });
    expect(titlesOf(both)).toEqual(['A', 'X']);
    expect(both.reader.asked).toEqual([url('a'), url('x')]);
    expect(both.elapsedMs).toBeLessThanOrEqual(350);
  });

  it('[ENG-11] leaves a slow library its time when a named page is there first, and a slow named page its own', async () => {
    const clock = new FakeClock();
    const library = scriptedProvider({ name: 'library', kinds: ['library'], clock, takesMs: 400, finds: () => [foundDocument('doc', BUILT)] });
    const ran = await run({ clock, pages: { [url('a')]: page('A'), [url('b')]: { ...page('B'), takesMs: 3_000 } }, edges: { providers: [library] } }, { urls: [url('a'), url('b')], sources: ['library'] });
    expect(titlesOf(ran)).toEqual(['A', 'B', 'doc']);
    expect(ran.complete.warnings).toEqual([]);
    expect(ran.elapsedMs).toBeLessThanOrEqual(3_050);
  });

  it('takes a named page whatever the filters say', async () => {
    expect(titlesOf(await run({ pages: { [url('a')]: { ...page('A'), published_at: '1999-01-01' } } }, { urls: [url('a')], days: 7, exclude_domains: ['example.org'] }))).toEqual(['A']);
  });
});
