import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { silentLogger } from '../base/logger.js';
import type { ExtractedDocument } from '../extraction/extracted-document.js';
import { articleHtml, FAULTS, type FixturePage, type FixtureWeb, htmlPage, redirectPage, startFixtureWeb, statusPage } from '../testing/fixture-web.js';
import { makePdf } from '../testing/make-documents.js';
import { createPageReader, type PageReaderOptions } from './create-page-reader.js';
import { createPageExtractor } from './page-extractor.js';
import { HostLimits } from './host-limits.js';
import { type KeptPage, PageCache } from './page-cache.js';
import type { PageReader, ReadOutcome } from './page-reader.js';

const TEXT = 'The lighthouse at Cape Ness was lit for the first time on 3 May 1871, and has been in use ever since, except for two winters.';
const ARTICLE = articleHtml({ title: 'The lighthouse', paragraphs: [TEXT, TEXT.replace('lighthouse', 'harbour')], published: '2024-02-03' });
const BIG5 = Buffer.concat([Buffer.from('<html><head><title>x</title></head><body><p>'), Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]), Buffer.from('</p></body></html>')]);
/** Six megabytes: a rule, then comments, with a line that the end of the 500 KiB that are read cuts down to `Disallow: /`. */
const WORDY_ROBOTS = 'User-agent: *\nDisallow: /private\n'.padEnd(500 * 1024 - 12, '# nothing\n').concat('\nDisallow: /behind\n').padEnd(6 * 2 ** 20, '# nothing\n');

/** When the site that many others lead to was asked, and how many requests were there at once. */
const crowd = { times: [] as number[], now: 0, most: 0 };
const CROWDED: FixturePage = (_request, response) => {
  crowd.times.push(performance.now());
  crowd.most = Math.max(crowd.most, (crowd.now += 1));
  setTimeout(() => {
    crowd.now -= 1;
    htmlPage(ARTICLE)(_request, response);
  }, 60);
};
const LEADERS = Array.from({ length: 6 }, (_, place) => `leader${place}.test`);

/** A redirect to another host of the same web. */
const leadTo = (host: string, path: string): FixturePage => (request, response) => response.writeHead(302, { location: `http://${host}:${request.socket.localPort}${path}` }).end();

/** One page of a quarter of a million pieces of text: some seconds of work. */
const PDF = makePdf([Array.from({ length: 250_000 }, (_, place) => ({ text: 'a', x: place % 600, y: place % 800 }))]);
const PDF_BOMB: FixturePage = (_request, response) => response.writeHead(200, { 'content-type': 'application/pdf' }).end(PDF);

let revision = 1;
const pages: Record<string, FixturePage> = {
  'site.test/': htmlPage(ARTICLE),
  'site.test/moved': redirectPage('/'),
  'site.test/loop': redirectPage('/loop'),
  // Not escaped, as some sites write it.
  'site.test/unescaped': (_request, response) => response.writeHead(302, { location: Buffer.from('/café中').toString('latin1') }).end(),
  'site.test/caf%C3%A9%E4%B8%AD': htmlPage(ARTICLE),
  'site.test/endless-address': redirectPage(`/${'a'.repeat(8000)}`),
  'site.test/once-more': htmlPage('<script>document.cookie = "seen=1"; location.reload()</script>'),
  'site.test/locked.pdf': (_request, response) => response.writeHead(200, { 'content-type': 'application/pdf' }).end(makePdf([[{ text: 'x', x: 60, y: 700 }]], { encrypt: true })),
  'site.test/scan.pdf': (_request, response) => response.writeHead(200, { 'content-type': 'application/pdf' }).end(makePdf([[]])),
  'site.test/inward': redirectPage('http://127.0.0.1/admin'),
  'site.test/metadata': redirectPage('http://169.254.169.254/latest/meta-data/'),
  'site.test/file': redirectPage('file:///etc/passwd'),
  'site.test/private-name': redirectPage('http://inside.test/'),
  'site.test/charset': (_request, response) => response.writeHead(200, { 'content-type': 'text/html; charset=windows-1251' }).end(BIG5),
  'site.test/gone': statusPage(404),
  'site.test/forbidden': statusPage(403),
  'site.test/wait': statusPage(429, { 'retry-after': '30' }),
  'site.test/broken': statusPage(500),
  'site.test/versions': (request, response) => {
    if (request.headers['if-none-match'] === `"v${revision}"`) response.writeHead(304).end();
    else htmlPage(articleHtml({ title: `Version ${revision}`, paragraphs: [TEXT] }), { etag: `"v${revision}"` })(request, response);
  },
  ...Object.fromEntries(Object.entries(FAULTS).map(([name, page]) => [`site.test/${name}`, page])),
  ...Object.fromEntries([1, 2].flatMap((place) => [
    [`site.test/angles?${place}`, FAULTS.angles],
    [`site.test/bomb.pdf?${place}`, PDF_BOMB],
  ])),
  'polite.test/robots.txt': (_request, response) => response.writeHead(200, { 'content-type': 'text/plain' }).end('User-agent: Groundwire\nDisallow: /private\n\nUser-agent: *\nDisallow: /\n'),
  'polite.test/private/a': htmlPage(ARTICLE),
  'polite.test/open': htmlPage(ARTICLE),
  'wordy.test/robots.txt': (_request, response) => response.writeHead(200, { 'content-type': 'text/plain' }).end(WORDY_ROBOTS),
  'wordy.test/private/a': htmlPage(ARTICLE),
  'wordy.test/open': htmlPage(ARTICLE),
  'site.test/to-open': leadTo('polite.test', '/open'),
  'site.test/to-faulty': leadTo('faulty.test', '/'),
  'site.test/to-private': leadTo('polite.test', '/private/a'),
  ...Object.fromEntries(LEADERS.map((host, place) => [`${host}/`, leadTo('crowded.test', `/${place}`)])),
  ...Object.fromEntries(LEADERS.map((_, place) => [`crowded.test/${place}`, CROWDED])),
  'busy.test/wait': statusPage(429, { 'retry-after': '86400' }),
  'busy.test/fault': statusPage(503),
  'busy.test/': htmlPage(ARTICLE),
  'faulty.test/robots.txt': statusPage(503),
  'faulty.test/': htmlPage(ARTICLE),
};

let web: FixtureWeb;
let folder: string;
const extractor = createPageExtractor({ timeLimitMs: 5000, size: 1 });
const open: PageReader[] = [];
let now = Date.parse('2026-01-01T00:00:00Z');
let files = 0;

beforeAll(async () => {
  web = await startFixtureWeb(pages);
  folder = mkdtempSync(join(tmpdir(), 'groundwire-reading-'));
});
afterEach(async () => {
  for (const reader of open.splice(0)) await reader.close();
});
afterAll(async () => {
  await extractor.close();
  await web.close();
  rmSync(folder, { recursive: true, force: true });
});

function reader(more: Partial<PageReaderOptions> = {}): PageReader {
  const made = createPageReader({
    file: join(folder, `pages-${(files += 1)}.db`),
    extractor,
    logger: silentLogger,
    userAgent: 'Groundwire/0 (+https://example.org)',
    clock: { now: () => now, after: (ms, callback) => ((timer) => () => clearTimeout(timer))(setTimeout(callback, ms)) },
    allowed: web.allowed,
    lookup: async (host) => (host === 'inside.test' ? ['10.0.0.7'] : web.lookup(host)),
    limits: { headersMs: 300, stallMs: 300, totalMs: 700 },
    hostLimits: { atOnce: 16, perHost: 16, perSecond: 1000 },
    ...more,
  });
  open.push(made);
  return made;
}

const read = (path: string, from = reader()): Promise<ReadOutcome> => from.read(web.url('site.test', path), new AbortController().signal);
const codeOf = (outcome: ReadOutcome) => (outcome.ok ? `read: ${outcome.page.document.text.slice(0, 40)}` : outcome.code);

describe('reading a page', () => {
  it('[READ-1] gives its text, title and date, and keeps it under an id', async () => {
    const from = reader();
    const outcome = await read('/#top', from);
    if (!outcome.ok) throw new Error(outcome.reason);
    expect(outcome.page.document).toMatchObject({ title: 'The lighthouse', published_at: '2024-02-03' });
    expect(outcome.page.document.text).toContain(TEXT);
    expect(outcome.page.document.text).not.toMatch(/Home|All rights/);
    expect(outcome.page.url).toBe(web.url('site.test', '/'));
    expect(await from.document(outcome.page.document_id)).toMatchObject({ content_hash: outcome.page.content_hash, document: { text: outcome.page.document.text } });
    expect(await from.document('doc_web_0')).toBeNull();
  });

  it('follows a redirect, and tells where it led', async () => {
    const outcome = await read('/moved');
    expect(outcome.ok && outcome.page.url).toBe(web.url('site.test', '/'));
  });

  it('follows a redirect that escapes nothing, and none that is longer than addresses are', async () => {
    const outcome = await read('/unescaped');
    expect(outcome.ok && outcome.page.url).toBe(web.url('site.test', '/caf%C3%A9%E4%B8%AD'));
    expect(await read('/endless-address')).toEqual({ ok: false, code: 'bad_address', reason: 'It redirects to an address that is not read: it is longer than the 8,000 characters that sites answer' });
  });

  it('reads what the header says of the encoding', async () => {
    expect(codeOf(await read('/charset'))).toBe('read: Привет');
  });

  it.each([
    ['/inward', 'blocked_address'],
    ['/metadata', 'blocked_address'],
    ['/file', 'blocked_address'],
    ['/private-name', 'blocked_address'],
    ['/loop', 'too_many_redirects'],
    ['/gone', 'not_found'],
    ['/forbidden', 'refused'],
    ['/wait', 'refused'],
    ['/broken', 'server_error'],
    ['/silent', 'timeout'],
    ['/drip', 'timeout'],
    ['/endless', 'too_large'],
    ['/gzipBomb', 'too_large'],
    ['/boastful', 'too_large'],
    ['/damagedGzip', 'unreadable'],
    ['/reset', 'unreachable'],
    ['/cut', 'unreachable'],
    ['/notHttp', 'unreadable'],
    ['/headerFlood', 'unreadable'],
    ['/image', 'unsupported_type'],
  ])('[READ-2] what goes wrong at %s is an outcome: %s', async (path, code) => {
    const outcome = await read(path);
    expect(codeOf(outcome)).toBe(code);
    expect(outcome.ok ? '' : outcome.reason).toMatch(/^[A-Z].*[^.]$/);
  });

  it('[READ-2] hostile markup is read, or given up, within the limits', async () => {
    expect(codeOf(await read('/nested'))).toContain('Deep down');
    expect(codeOf(await read('/angles'))).toMatch(/^(?:unreadable$|read: <)/);
  });

  it.each(['http://127.0.0.1/', 'http://localhost:8080/', 'http://[::1]/', 'http://0x7f.1/', 'ftp://site.test/', 'http://user:pw@site.test/', 'http://unknown.test:22/'])('[READ-3] %s is refused before anything is asked', async (address) => {
    const before = web.open();
    expect(codeOf(await reader().read(address, new AbortController().signal))).toBe('blocked_address');
    expect(web.open()).toBe(before);
  });

  it.each(['not a url', 'http://a..b.com/', 'http://under score.com/'])('[READ-3] "%s" is no address, which no setting would mend', async (address) => {
    expect(codeOf(await reader().read(address, new AbortController().signal))).toBe('bad_address');
    expect(reader().refusal(address)?.inward).toBe(false);
    expect(reader().refusal('http://10.0.0.1/')?.inward).toBe(true);
  });

  it.each([
    ['/once-more', 'The page only sends readers on to another address'],
    ['/locked.pdf', 'It is protected by a password'],
    ['/scan.pdf', 'It holds no text, only images'],
  ])('[FILE-3] %s is told in words for those whose page it is not', async (path, reason) => {
    expect(await read(path)).toEqual({ ok: false, code: 'unreadable', reason });
  });

  it('says that a host is not known', async () => {
    expect(codeOf(await reader().read('http://nowhere-at-all.com/', new AbortController().signal))).toBe('unreachable');
  });
});

describe('a crowd of hostile pages', () => {
  it.each([
    ['of markup', '/angles', /^(?:unreadable$|read: )/],
    ['of PDFs', '/bomb.pdf', /^(?:unreadable$|read: )/],
  ])('[READ-9] %s leaves room for the pages behind it', async (_what, bad, fate) => {
    const crowded = createPageExtractor({ size: 2 });
    const from = reader({ limits: {}, extractor: crowded });
    const hostile = Promise.all([1, 2].map((place) => read(`${bad}?${place}`, from)));
    // Those are fetched, and both threads have them, before the good ones come.
    await expect.poll(() => web.asked.at(-1)).toContain(bad);
    const good = await Promise.all(['/', '/to-open'].map((path) => read(path, from)));
    expect(good.map(codeOf)).toEqual(good.map(() => expect.stringContaining('read: ')));
    for (const outcome of await hostile) expect(codeOf(outcome)).toMatch(fate);
    await crowded.close();
  });
});

describe('robots.txt', () => {
  const polite = (path: string, more: Partial<PageReaderOptions> = {}) => reader(more).read(web.url('polite.test', path), new AbortController().signal);

  it('[READ-4] is honoured, by the group that names us', async () => {
    expect(codeOf(await polite('/private/a'))).toBe('robots');
    expect(codeOf(await polite('/open'))).toContain('read');
    expect(codeOf(await polite('/private/a', { robots: 'ignore' }))).toContain('read');
  });

  it('[READ-4] that is longer than 500 KiB is honoured as far as that', async () => {
    const wordy = (path: string) => reader({ limits: {} }).read(web.url('wordy.test', path), new AbortController().signal);
    expect(codeOf(await wordy('/private/a'))).toBe('robots');
    expect(codeOf(await wordy('/open'))).toContain('read');
  });

  it('[READ-4] of a host that a redirect leads to is honoured before that host is asked', async () => {
    const before = web.asked.length;
    expect(codeOf(await read('/to-private'))).toBe('robots');
    expect(codeOf(await read('/to-faulty'))).toBe('server_error');
    expect(web.asked.slice(before)).toEqual(['site.test /to-private', 'site.test /to-faulty']);
    expect(codeOf(await read('/to-open'))).toContain('read');
    expect(codeOf(await read('/to-private', reader({ robots: 'ignore' })))).toContain('read');
  });

  it('[READ-4] that can not be had for a fault of the server allows nothing', async () => {
    const outcome = await reader().read(web.url('faulty.test', '/'), new AbortController().signal);
    expect(outcome).toMatchObject({ code: 'server_error', reason: "The site's robots.txt, which says what may be read, could not be: the site has a fault (503)" });
  });
});

describe('limits of a host', () => {
  it('[READ-8] hold for the host that redirects of many hosts lead to', async () => {
    const from = reader({ limits: {}, hostLimits: { atOnce: 16, perHost: 2, perSecond: 4 } });
    const outcomes = await Promise.all(LEADERS.map((host) => from.read(web.url(host), new AbortController().signal)));
    expect(outcomes.map(codeOf)).toEqual(LEADERS.map(() => expect.stringContaining('read: ')));
    expect(crowd.most).toBe(2);
    const [first = 0, , , , fifth = 0] = crowd.times;
    expect(fifth - first).toBeGreaterThan(800);
  });

  it('[READ-8] are its own where it asks to be left alone, for a quarter of an hour at most', async () => {
    const from = reader();
    const ask = async (path: string) => codeOf(await from.read(web.url('busy.test', path), new AbortController().signal));
    const count = () => web.asked.filter((line) => line.startsWith('busy.test') && !line.includes('robots')).length;
    const before = count();
    // A fault that says no time is no request to be left alone.
    expect([await ask('/fault'), await ask('/'), await ask('/wait')]).toEqual(['server_error', expect.stringContaining('read: '), 'refused']);
    expect(count() - before).toBe(3);
    expect(await from.read(web.url('busy.test', '/fault'), new AbortController().signal)).toEqual({ ok: false, code: 'refused', reason: 'The site asked to be left alone for a while, and is for another 900 s' });
    expect(count() - before).toBe(3);
    now += 15 * 60_000;
    expect(await ask('/fault')).toBe('server_error');
    expect(count() - before).toBe(4);
  });

  it('[READ-8] are not forgotten when nobody waits', async () => {
    const limits = new HostLimits({ atOnce: 16, perHost: 2, perSecond: 2 });
    const began = performance.now();
    for (let turn = 0; turn < 3; turn += 1) await limits.run('site.test', new AbortController().signal, async () => turn);
    expect(performance.now() - began).toBeGreaterThan(800);
    await expect.poll(() => limits.hosts, { timeout: 3000 }).toBe(0);
  });
});

describe('the cache', () => {
  it('[READ-5] asks again only after a while, and then whether anything changed', async () => {
    const from = reader();
    const count = () => web.asked.filter((line) => line.includes('/versions')).length;
    const before = count();
    const first = await read('/versions', from);
    expect(await read('/versions', from)).toMatchObject({ ok: true, page: { from_cache: true } });
    expect(count() - before).toBe(1);
    now += 16 * 60_000;
    const confirmed = await read('/versions', from);
    expect(count() - before).toBe(2);
    expect(confirmed).toMatchObject({ ok: true, page: { from_cache: true, retrieved_at: new Date(now).toISOString() } });
    revision += 1;
    now += 16 * 60_000;
    const changed = await read('/versions', from);
    if (!changed.ok || !first.ok) throw new Error('not read');
    expect(changed.page.document.title).toBe('Version 2');
    // What was quoted before can still be shown.
    expect((await from.document(first.page.document_id))?.document.title).toBe('Version 1');
  });

  it('[READ-5] stays within its bound; the least recently used go first, those that were cited last', async () => {
    const from = reader({ cacheBytes: 2400 });
    const ids: string[] = [];
    for (let version = 10; version < 20; version += 1) {
      revision = version;
      now += 16 * 60_000;
      const outcome = await read('/versions', from);
      if (outcome.ok) ids.push(outcome.page.document_id);
      if (outcome.ok && version === 11) from.cited([outcome.page.document_id, 'doc_1']);
    }
    expect(ids).toHaveLength(10);
    const kept = await Promise.all(ids.map(async (id) => (await from.document(id)) !== null));
    expect(kept.at(-1)).toBe(true);
    expect(kept.slice(0, 3)).toEqual([false, true, false]);
  });

  it('[READ-5] gives back the room of a bound that was lowered', () => {
    const file = join(folder, 'shrinking.db');
    const page = (id: number): KeptPage => ({ page: { url: `https://site.test/${id}`, document_id: `doc_web_${id}`, content_hash: 'sha256:0', retrieved_at: '2026-01-01T00:00:00Z', from_cache: false, document: { text: 'lighthouse '.repeat(10_000) } as ExtractedDocument }, etag: null, lastModified: null, checkedAt: id });
    const large = new PageCache({ file, maxBytes: 100 * 2 ** 20, logger: silentLogger });
    for (let id = 0; id < 60; id += 1) large.put(`https://site.test/${id}`, page(id));
    large.close();
    const before = statSync(file).size;
    const small = new PageCache({ file, maxBytes: 2 ** 20, logger: silentLogger });
    expect(small.document('doc_web_59', 60)?.document.text).toContain('lighthouse');
    small.close();
    expect(before).toBeGreaterThan(6 * 2 ** 20);
    expect(statSync(file).size).toBeLessThan(2 * 2 ** 20);
  });
});

describe('giving up', () => {
  it('[READ-6] an abort ends the connection at once and rejects with its reason', async () => {
    const from = reader({ limits: { headersMs: 60_000, totalMs: 60_000 } });
    const before = web.open();
    const abort = new AbortController();
    const reading = from.read(web.url('site.test', '/silent'), abort.signal);
    const outcome = expect(reading).rejects.toThrow('enough');
    await expect.poll(() => web.asked.at(-1)).toBe('site.test /silent');
    abort.abort(new Error('enough'));
    await outcome;
    await expect.poll(() => web.open()).toBeLessThanOrEqual(before + 1);
    await from.close();
    await expect.poll(() => web.open()).toBeLessThanOrEqual(before);
  });
});
