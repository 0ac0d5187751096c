import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { GroundwireError } from './base/errors.js';
import { silentLogger } from './base/logger.js';
import { compose } from './compose.js';
import { readConfig } from './config.js';
import { type DoctorOptions, examine, type Finding } from './doctor.js';
import { SearchFailure } from './sources/search/search-failure.js';
import type { SourceProvider } from './sources/source-provider.js';

const folder = mkdtempSync(join(tmpdir(), 'groundwire-doctor-'));
afterAll(() => rmSync(folder, { recursive: true }));

const open: Server[] = [];
afterEach(() => Promise.all(open.splice(0).map((server) => new Promise((resolve) => (server.closeAllConnections(), server.close(resolve))))));

/** A server that answers everything like this, and its port. */
async function serving(status: number, body: string): Promise<number> {
  const server = createServer((_request, response) => response.writeHead(status, { 'content-type': 'application/json' }).end(body));
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function findings(variables: Record<string, string>, overrides: Partial<DoctorOptions> = {}): Promise<Finding[]> {
  const environment = { GROUNDWIRE_DATA_DIR: join(folder, 'data'), PORT: '0', MODEL: 'none', SEARCH: 'off', ...variables };
  const all: Finding[] = [];
  for await (const finding of examine({ environment, surroundings: { home: folder, folder, terminal: false }, healthAt: async () => null, localModels: [], inContainer: false, ...overrides })) all.push(finding);
  return all;
}

const of = (all: Finding[], check: string) => all.find((finding) => finding.check === check);
const broken = (all: Finding[]) => all.filter(({ status }) => status === 'broken').map(({ check }) => check);

const service = (name: string, probe: () => Promise<void>): SourceProvider => ({ name, kinds: ['web'], probe, search: async () => ({ sources: [], statistics: null }) });

describe('examine', () => {
  it('[DOC-1] finds nothing wrong with a fresh machine, and changes nothing', async () => {
    const all = await findings({});
    expect(broken(all)).toEqual([]);
    expect(of(all, 'data folder')?.message).toMatch(/is made at the first start/);
    expect(of(all, 'model')).toMatchObject({ status: 'off' });
    expect(of(all, 'search')).toMatchObject({ status: 'off', mend: 'SEARCH=on turns it on' });
  });

  it('[DOC-1] tells every fault of the settings, and then stops, because nothing can be said of the rest', async () => {
    const all = await findings({ PORT: 'x', SEARCH: 'maybe' });
    expect(all.filter(({ check }) => check === 'settings').map(({ message }) => message)).toEqual([expect.stringMatching(/^PORT /), expect.stringMatching(/^SEARCH /)]);
    expect(of(all, 'port')).toBeUndefined();
  });

  it('[CLM-6] says who judges claims once more, and how to mend a model folder that is none', async () => {
    expect(of(await findings({}), 'support model')).toMatchObject({ status: 'off', message: 'Claims are checked by their words alone' });
    expect(of(await findings({ SUPPORT_MODEL: 'llm' }), 'support model')).toMatchObject({ status: 'ok' });
    expect(of(await findings({ SUPPORT_MODEL: 'no/such/folder' }), 'support model')).toEqual({ check: 'support model', status: 'broken', message: `SUPPORT_MODEL names ${join(folder, 'no/such/folder')}, which is not a folder`, mend: 'Set it to the folder of an entailment model, to "llm", or to "off"' });
  });

  it('tells an old Node.js', async () => {
    expect(of(await findings({}, { nodeVersion: '18.20.4' }), 'Node.js')).toMatchObject({ status: 'broken', mend: 'Install Node.js 20.19 or newer' });
    expect(of(await findings({}, { nodeVersion: '20.18.3' }), 'Node.js')?.status).toBe('broken');
    expect(of(await findings({}, { nodeVersion: '22.0.0' }), 'Node.js')?.status).toBe('ok');
  });

  it('[DOC-1] tells a data folder that is a file, and one in a file', async () => {
    writeFileSync(join(folder, 'file'), '');
    for (const place of ['file', 'file/below']) {
      expect(of(await findings({ GROUNDWIRE_DATA_DIR: join(folder, place) }), 'data folder')).toMatchObject({ status: 'broken', mend: expect.stringContaining('GROUNDWIRE_DATA_DIR') as string });
    }
  });

  it.runIf(existsSync('/proc/self'))('[DOC-1] tells a data folder where nothing can be kept from a full disk', async () => {
    const finding = of(await findings({ GROUNDWIRE_DATA_DIR: '/proc/nope' }), 'data folder');
    expect(finding).toMatchObject({ status: 'broken', mend: expect.stringContaining('GROUNDWIRE_DATA_DIR') as string });
    expect(finding?.message).not.toContain('full');
  });

  it('[DOC-1] reads the data of a server that runs, and tells files that are damaged', async () => {
    const dataDir = join(folder, 'live');
    mkdirSync(dataDir);
    const read = readConfig({ GROUNDWIRE_DATA_DIR: dataDir, MODEL: 'none', SEARCH: 'off' });
    if (!read.ok) throw new Error('settings');
    const composition = compose(read.config, { logger: silentLogger, ownDocuments: [] });
    await composition.library.addDocuments([{ key: 'a', content: 'Some words.', format: 'text' }], { collection: 'c' });
    const whole = await findings({ GROUNDWIRE_DATA_DIR: dataDir });
    expect([of(whole, 'history and sessions'), of(whole, 'library')].map((finding) => finding?.message)).toEqual([expect.stringContaining('whole'), expect.stringContaining('whole')]);
    await composition.close();
    writeFileSync(join(dataDir, 'library.db'), 'this is no database, but long enough to be read as a header of one');
    expect(of(await findings({ GROUNDWIRE_DATA_DIR: dataDir }), 'library')).toMatchObject({ status: 'broken', message: expect.stringContaining('is damaged') as string });
  });

  it('[DOC-1] tells a port that another program has from one where a Groundwire is', async () => {
    const port = await serving(200, '{}');
    const taken = of(await findings({ PORT: String(port) }), 'port');
    expect(taken).toMatchObject({ status: 'broken', message: expect.stringContaining('in use') as string, mend: expect.stringContaining('PORT=') as string });
    const running = await findings({ PORT: String(port) }, { healthAt: async () => ({ version: '0.1.0', services: { model: 'unhealthy', library: 'healthy' }, details: { model: 'The key was refused' } }) });
    expect(of(running, 'port')).toMatchObject({ status: 'ok', message: expect.stringContaining('Groundwire 0.1.0 runs') as string });
    expect(of(running, 'running server: model')).toMatchObject({ status: 'warning', message: expect.stringContaining('The key was refused') as string });
  });

  it('[DOC-1] asks the model server, and says what to set where it refuses or is not there', async () => {
    const refusing = await serving(401, '{"error":{"message":"bad key"}}');
    const refused = of(await findings({ MODEL: 'm', MODEL_BASE_URL: `http://127.0.0.1:${refusing}/v1`, MODEL_API_KEY: 'hunter2' }), 'model');
    expect(refused).toMatchObject({ status: 'broken', message: expect.stringContaining('MODEL_API_KEY') as string });
    expect(JSON.stringify(refused)).not.toContain('hunter2');
    expect(of(await findings({ MODEL: 'm', MODEL_BASE_URL: `http://127.0.0.1:${await serving(200, '{"object":"list","data":[{"id":"M:latest"}]}')}/v1` }), 'model')).toMatchObject({ status: 'ok' });
  });

  it('[DOC-3] says when the model server lists no model of that name, with the nearest ones it has', async () => {
    const asked = async (MODEL: string, list: unknown) => of(await findings({ MODEL, MODEL_BASE_URL: `http://127.0.0.1:${await serving(200, JSON.stringify(list))}/v1` }), 'model');
    const names = ['qwen3:8b', 'qwen3:14b', 'llama3.2:latest', 'nomic-embed-text:latest'];
    const list = { object: 'list', data: names.map((id) => ({ id, owned_by: 'library' })) };
    expect(await asked('qwen3:7b', list)).toMatchObject({ status: 'warning', message: expect.stringMatching(/^127\.0\.0\.1:\d+ answers, but lists no model "qwen3:7b"$/) as string, mend: 'Set MODEL to one like it: qwen3:8b, qwen3:14b' });
    expect(await asked('phi4', list)).toMatchObject({ status: 'warning', mend: `Set MODEL to one of its own: ${names.join(', ')}` });
    expect(await asked('llama3.2', list)).toMatchObject({ status: 'ok' });
    expect(await asked('qwen3', { object: 'list', data: [] })).toMatchObject({ status: 'warning', message: expect.stringContaining('has no model yet: load or pull "qwen3" there') as string });
    // llama.cpp takes any name for the one it has.
    expect(await asked('any', { object: 'list', data: [{ id: '/models/a.gguf', owned_by: 'llamacpp' }] })).toMatchObject({ status: 'ok' });
    expect(await asked('any', { models: [] })).toMatchObject({ status: 'ok' });
  });

  it('[VEC-6] lets the embedding model make a vector, and says what to set where it makes none', async () => {
    expect(of(await findings({}), 'embedding model')).toMatchObject({ status: 'off', mend: expect.stringContaining('EMBEDDING_BASE_URL') as string });
    const settings = async (status: number, body: string) => ({ EMBEDDING_MODEL: 'e', EMBEDDING_API_KEY: 'hunter2', EMBEDDING_BASE_URL: `http://127.0.0.1:${await serving(status, body)}/v1` });
    expect(of(await findings(await settings(200, '{"object":"list","data":[{"object":"embedding","index":0,"embedding":[1,2,2]}]}')), 'embedding model')).toMatchObject({ status: 'ok', message: expect.stringMatching(/^e at 127.* makes vectors of 3 numbers$/) as string });
    const refused = of(await findings(await settings(401, '{"error":{"message":"bad key"}}')), 'embedding model');
    expect(refused).toMatchObject({ status: 'broken', message: expect.stringContaining('EMBEDDING_API_KEY') as string });
    expect(JSON.stringify(refused)).not.toContain('hunter2');
    expect(of(await findings(await settings(404, '{}')), 'embedding model')).toMatchObject({ status: 'broken', message: expect.stringContaining('EMBEDDING_MODEL') as string });
  });

  it('[DOC-2] names host.docker.internal where localhost is the container itself', async () => {
    const gone = { MODEL: 'm', MODEL_BASE_URL: 'http://localhost:9/v1', SEARCH: 'on', SEARXNG_URL: 'http://127.0.0.1:9' };
    const servicesFor: DoctorOptions['servicesFor'] = () => [{ provider: service('searxng', () => Promise.reject(new SearchFailure('unreachable', 'This machine does not reach 127.0.0.1:9', { unreached: true }))), configured: true }];
    const inside = await findings(gone, { inContainer: true, servicesFor });
    expect(of(inside, 'model')?.mend).toMatch(/container.*MODEL_BASE_URL=http:\/\/host\.docker\.internal:9\/v1/);
    expect(of(inside, 'search: searxng')).toMatchObject({ status: 'broken', mend: expect.stringContaining('SEARXNG_URL=http://host.docker.internal:9') as string });
    const refusing = await serving(500, '{}');
    const answering = await findings({ MODEL: 'm', MODEL_BASE_URL: `http://127.0.0.1:${refusing}/v1` }, { inContainer: true });
    expect(of(answering, 'model')).toMatchObject({ status: 'broken', mend: expect.not.stringContaining('container') as string });
    const outside = await findings(gone, { inContainer: false, servicesFor });
    expect(outside.map(({ mend }) => mend).join()).not.toContain('host.docker.internal');
  });

  it('[DOC-1] asks every search service side by side; one that needs no key may fail, all of them may not', async () => {
    const down = () => Promise.reject(new GroundwireError('EXTERNAL_API_FAILURE', 'It could not be reached'));
    let together = 0;
    let most = 0;
    const up = async () => {
      most = Math.max(most, (together += 1));
      await new Promise(setImmediate);
      together -= 1;
    };
    const some = await findings({ SEARCH: 'on' }, { servicesFor: () => [{ provider: service('wikipedia', up), configured: false }, { provider: service('arxiv', up), configured: false }, { provider: service('gdelt', down), configured: false }] });
    expect(broken(some)).toEqual([]);
    expect(most).toBe(2);
    expect(of(some, 'search: gdelt')).toMatchObject({ status: 'warning', message: 'It could not be reached' });
    const all = await findings({ SEARCH: 'on' }, { servicesFor: () => [{ provider: service('gdelt', down), configured: false }] });
    expect(of(all, 'search')).toMatchObject({ status: 'broken', mend: expect.stringContaining('SEARCH=off') as string });
  });
});
