import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createSearchProviders, SEARCH_SERVICE_NAMES, type SearchServiceName } from '@groundwire/server';
import { type ScriptedSearchServer, startScriptedSearchServer } from '@groundwire/server/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseRecordArguments } from './record-arguments.js';
import { recordServices } from './record-services.js';
import { scrubAnswer } from './scrub-answer.js';

let server: ScriptedSearchServer;
let out: string;
beforeAll(async () => {
  server = await startScriptedSearchServer();
  out = mkdtempSync(path.join(tmpdir(), 'record-'));
});
afterAll(async () => {
  rmSync(out, { recursive: true });
  await server.close();
});

const KEYS = Object.fromEntries(SEARCH_SERVICE_NAMES.map((name) => [name, `secret-of-${name}`]));

describe('recording', () => {
  it('writes an answer of every service that a provider still understands', async () => {
    const lines: string[] = [];
    const recorded = await recordServices({ only: [...SEARCH_SERVICE_NAMES], question: 'How does salt melt ice?', out, dryRun: false }, { keys: KEYS, baseUrls: server.baseUrls, version: 'test', undated: 'keep' }, (line) => void lines.push(line));
    expect(recorded.map(({ service, failure }) => [service, failure])).toEqual(SEARCH_SERVICE_NAMES.map((name) => [name, null]));
    expect(lines).toHaveLength(SEARCH_SERVICE_NAMES.length);
    for (const { service, files, results } of recorded) {
      for (const file of files) server.enqueue(service as SearchServiceName, { kind: 'answer', body: readFileSync(path.join(out, file), 'utf8') });
      const [provider] = createSearchProviders({ keys: KEYS, baseUrls: server.baseUrls, version: 'test', only: [service as SearchServiceName] });
      const found = await provider?.search({ question: 'ice', queries: ['salt melts ice'], limit: 5, include_domains: [], exclude_domains: [], countries: [], kinds: [], language: 'en', patience_ms: 5_000 }, AbortSignal.timeout(10_000));
      expect([service, found?.sources.length]).toEqual([service, results]);
    }
    const everything = readdirSync(out).map((name) => readFileSync(path.join(out, name), 'utf8')).join('\n');
    expect(everything).not.toMatch(/secret-of-|Ada|Winter<|"user_id"/);
  }, 30_000);

  it('leaves what is there as it is where a service fails', async () => {
    server.always('exa', { kind: 'answer', status: 401, body: '{}' });
    const folder = path.join(out, 'none');
    const [exa] = await recordServices({ only: ['exa'], question: 'x', out: folder, dryRun: false }, { keys: KEYS, baseUrls: server.baseUrls, version: 'test', only: ['exa'] }, () => undefined);
    expect(exa).toMatchObject({ files: [], failure: expect.stringContaining('EXA_API_KEY') as string });
    expect(() => readdirSync(folder)).toThrow();
  });
});

describe('scrubAnswer', () => {
  it('takes away secrets, addresses and people, and keeps the form', () => {
    const body = JSON.stringify({ url: 'https://a.example/?k=abcd1234', items: [1, 2, 3, 4], author: 'Ada', owner: { display_name: 'Ada', user_id: 7 }, text: `write to ada@example.com ${'x'.repeat(900)}`, profile: { name: 'Site' }, count: 2 });
    expect(JSON.parse(scrubAnswer(body, ['abcd1234']))).toEqual({ url: 'https://a.example/?k=[secret]', items: [1, 2, 3], author: 'Somebody', owner: { display_name: 'Somebody' }, text: expect.stringMatching(/^write to somebody@example\.org x+…$/) as string, profile: { name: 'Site' }, count: 2 });
  });

  it('keeps the first records of a feed', () => {
    const entry = '<entry><id>1</id><author><name>Ada</name></author></entry>\n';
    expect(scrubAnswer(`<feed>${entry.repeat(9)}</feed>`, [])).toBe(`<feed>${entry.replace('Ada', 'Somebody').repeat(3)}</feed>`);
  });
});

describe('the arguments', () => {
  it.each([
    [['--only', 'arxiv, Tavily', '--question', 'Why?', '--dry-run', '--out', 'x'], { only: ['arxiv', 'tavily'], question: 'Why?', dryRun: true, out: 'x' }],
    [[], { only: [...SEARCH_SERVICE_NAMES], dryRun: false, out: 'standard' }],
    [['--dry-run', '--help'], 'help'],
  ])('%j', (argv, parsed) => {
    expect(parseRecordArguments(argv, 'standard')).toEqual(typeof parsed === 'string' ? parsed : expect.objectContaining(parsed));
  });

  it.each([[['--only']], [['--only', 'bing']], [['--question', '--dry-run']], [['now']]])('refuse %j in words', (argv) => {
    expect(() => parseRecordArguments(argv, 'x')).toThrow(/npm run record|There are:/);
  });
});
