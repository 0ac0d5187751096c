import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CompleteBody } from '@groundwire/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compose, type Composition, readConfig, silentLogger } from '@groundwire/server';
import { articleHtml, FAULTS, type FixturePage, type FixtureWeb, htmlPage, redirectPage, type ScriptedSearchServer, startFixtureWeb, startScriptedSearchServer, statusPage } from '@groundwire/server/testing';
import { openSocket, type RawFrame } from './socket-client.js';

/*
 * Whole analyses over a web where nearly everything is wrong: real sockets on both sides, the real wiring and settings.
 * Nothing is played but the sites, the search services and the name service.
 */

const QUESTION = 'When was the lighthouse at Cape Ness first lit?';
const FACT = 'The lighthouse at Cape Ness was lit for the first time on 3 May 1871.';
const SECOND = 'The lamp of the lighthouse at Cape Ness, first lit in May 1871, was made in Birmingham by Chance Brothers.';
const page = (title: string, text: string) => articleHtml({ title, paragraphs: [text, 'Keepers lived beside it with their families until the light was made automatic, and the garden wall still stands.'], published: '2024-02-03' });
const CYRILLIC = Buffer.concat([Buffer.from('<html><head><title>Cape Ness</title></head><body><article><p>The lighthouse at Cape Ness was lit for the first time in 1871 by the keeper '), Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]), Buffer.from('.</p></article></body></html>')]);

/** What is wrong with a site, and what is said of it; null where it is read all the same. */
const FAULTY: Readonly<Record<string, { fault: FixturePage; reason: RegExp | null }>> = {
  'silent.test': { fault: FAULTS.silent, reason: /in time|did not answer|time/i },
  'drip.test': { fault: FAULTS.drip, reason: /in time|slow/i },
  'reset.test': { fault: FAULTS.reset, reason: /broke|connection/i },
  'cut.test': { fault: FAULTS.cut, reason: /broke|connection/i },
  'liar.test': { fault: FAULTS.image, reason: /image\/png/i },
  'limited.test': { fault: statusPage(429, { 'retry-after': '30' }), reason: /429|too many/i },
  'broken.test': { fault: statusPage(500), reason: /500/ },
  'inward.test': { fault: redirectPage('http://10.0.0.7/admin'), reason: /not (?:on )?(?:the )?public|refused|private/i },
  'metadata.test': { fault: redirectPage('http://169.254.169.254/latest/meta-data/'), reason: /public|refused|link-local|metadata/i },
  'bomb.test': { fault: FAULTS.gzipBomb, reason: /larger|more than|too (?:long|large|big)|MB/i },
  'endless.test': { fault: FAULTS.endless, reason: /larger|more than|too (?:long|large|big)|MB/i },
  'charset.test': { fault: (_request, response) => response.writeHead(200, { 'content-type': 'text/html; charset=windows-1251' }).end(CYRILLIC), reason: null },
  'nested.test': { fault: FAULTS.nested, reason: null },
};

const HOSTS = new Set([...Object.keys(FAULTY), 'canonical.test', 'good.test', 'second.test']);

let web: FixtureWeb;
let search: ScriptedSearchServer;
let composition: Composition;
let address: string;
const folder = mkdtempSync(join(tmpdir(), 'groundwire-web-faults-'));

beforeAll(async () => {
  web = await startFixtureWeb({
    'good.test/light?utm_source=feed': htmlPage(page('Cape Ness light', FACT)),
    'good.test/light': htmlPage(page('Cape Ness light', FACT)),
    'second.test/lamp': htmlPage(page('The lamp of Cape Ness', SECOND)),
    'canonical.test/': htmlPage(page('Copied', FACT).replace('</head>', '<link rel="canonical" href="https://www.bbc.co.uk/news/1"></head>')),
    ...Object.fromEntries(Object.entries(FAULTY).map(([host, { fault }]) => [`${host}/`, fault])),
  });
  search = await startScriptedSearchServer();
  const read = readConfig({
    GROUNDWIRE_DATA_DIR: folder,
    MODEL: 'none',
    STREAM_WORD_MS: '0',
    SEARCH_SERVICES: 'searxng,brave,tavily,serper,exa',
    SEARXNG_URL: search.baseUrls.searxng,
    ...Object.fromEntries(['brave', 'tavily', 'serper', 'exa'].flatMap((name) => [[`${name.toUpperCase()}_API_KEY`, 'k'], [`${name.toUpperCase()}_BASE_URL`, `${search.url}/${name}`]])),
    READ_ALLOW: [...HOSTS].map((host) => new URL(web.url(host)).host).join(','),
  });
  if (!read.ok) throw new Error(read.faults.join());
  composition = compose(read.config, { logger: silentLogger, localModels: [], ownDocuments: [], webRoot: null, lookup: web.lookup });
  address = await composition.app.listen({ host: '127.0.0.1', port: 0 });
  search.always('brave', { kind: 'answer', status: 429, headers: { 'retry-after': '30' }, body: '{}' });
  search.always('tavily', { kind: 'silence' });
  search.always('serper', { kind: 'answer', body: '{"organic": [{"link": ' });
  search.always('exa', { kind: 'cut' });
});

afterAll(async () => {
  await composition.close();
  await search.close();
  await web.close();
  rmSync(folder, { recursive: true, force: true });
});

/** SearXNG names these addresses, in this order. */
function finds(urls: readonly string[]): void {
  const results = urls.map((url, place) => ({ url, title: `Cape Ness lighthouse ${place}`, content: 'All about the lighthouse at Cape Ness: how to get there, opening times, prices.', publishedDate: null, engine: 'alpha', score: 10 - place, category: 'general' }));
  search.always('searxng', { kind: 'answer', body: JSON.stringify({ query: QUESTION, results, answers: [], corrections: [], infoboxes: [], suggestions: [], unresponsive_engines: [] }) });
}

interface Asked {
  complete: CompleteBody;
  frames: RawFrame[];
  /** What was said of each host that could not be read. */
  failed: Map<string, string>;
}

async function ask(parameters: Record<string, unknown>): Promise<Asked> {
  const socket = await openSocket(`${address.replace('http', 'ws')}/ws/faults-${Math.random().toString(36).slice(2)}?v=2`);
  socket.send({ type: 'query', query: QUESTION, parameters });
  const complete = await socket.waitFor((frame) => frame.type === 'complete' || frame.type === 'analysis_error', 60_000);
  const frames = socket.frames();
  await socket.close();
  const failed = new Map(frames.filter(({ type }) => type === 'source_failed').map((frame) => [new URL(String(frame['source_id'])).hostname, String(frame['reason'])]));
  return { complete: complete as unknown as CompleteBody, frames, failed };
}

const hostOf = (url: string): string => new URL(url).hostname;

describe('an analysis over a web of faults', () => {
  it('[ENG-13] reads what is honest, says of each other site and service what was wrong, and is led nowhere inward', async () => {
    finds([...Object.keys(FAULTY), 'canonical.test', 'good.test/light', 'second.test/lamp'].map((each) => web.url(each.split('/')[0] ?? '', `/${each.split('/')[1] ?? ''}`)));
    const { complete, failed } = await ask({ mode: 'research', max_sources: 20 });

    expect(complete.outcome).toBe('answered');
    expect(complete.answer).toContain('1871');
    for (const [host, { reason }] of Object.entries(FAULTY)) {
      if (reason === null) expect(failed.get(host), host).toBeUndefined();
      else expect(failed.get(host), host).toMatch(reason);
    }
    const cited = complete.citations.map(({ url }) => hostOf(url));
    expect(cited).toEqual(expect.arrayContaining(['good.test']));
    expect(cited).not.toContain('www.bbc.co.uk');
    for (const citation of complete.citations) expect(citation.read, citation.url).toBe('page');
    // Every site was asked for what the search named, and nothing else; none inside was reached at all.
    expect(new Set(web.asked.map((each) => each.split(' ')[0]))).toEqual(HOSTS);

    const standing = Object.fromEntries((complete.providers ?? []).map(({ name, status, reason }) => [name, `${status}: ${reason ?? ''}`]));
    expect(standing['searxng']).toMatch(/^answered/);
    expect(standing['brave']).toMatch(/^(?:failed|skipped): .*no more requests/);
    expect(standing['tavily']).toMatch(/^(?:failed|skipped): /);
    expect(standing['serper']).toMatch(/^(?:failed|skipped): .*something other than search results/);
    expect(standing['exa']).toMatch(/^(?:failed|skipped): /);
    expect(complete.warnings.filter(({ message }) => /Brave|brave/.test(message))).not.toEqual([]);
    await expect.poll(() => web.open(), { timeout: 10_000 }).toBe(0);
  }, 90_000);

  it('[ENG-14] answers a quick question in spite of them, from a page that was read', async () => {
    finds([web.url('silent.test'), web.url('bomb.test'), web.url('good.test', '/light?utm_source=feed'), web.url('good.test', '/light'), web.url('drip.test')]);
    const { complete, frames } = await ask({});
    expect(complete.outcome).toBe('answered');
    expect(complete.answer).toContain('3 May 1871');
    expect(complete.citations.map(({ url }) => hostOf(url))).toEqual(['good.test']);
    const found = frames.filter(({ type }) => type === 'source_found').map((frame) => JSON.stringify(frame));
    expect(found.filter((each) => each.includes('good.test'))).toHaveLength(1);
    const [quote] = complete.citations[0]?.quotes ?? [];
    const document = await fetch(new URL(complete.citations[0]?.document_url ?? '', address), { headers: { accept: 'application/json' } });
    const { text } = (await document.json()) as { text: string };
    expect(text.slice(quote?.start, quote?.end)).toBe(quote?.text);
  }, 60_000);

  it('[ENG-4] fails, recoverably, when no service answers', async () => {
    search.always('searxng', { kind: 'hang_up' });
    const { complete } = await ask({ sources: ['web'] });
    expect(complete).toMatchObject({ type: 'analysis_error', error: { code: 'EXTERNAL_API_FAILURE', recoverable: true } });
  }, 60_000);
});
