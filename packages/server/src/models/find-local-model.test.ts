import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../base/clock.js';
import { findLocalModels, type LocalServer } from './find-local-model.js';
import { chooseLocalModel, type LocalModel } from './local-model-lists.js';

type Routes = Record<string, unknown>;

const open: Server[] = [];
afterEach(() => Promise.all(open.splice(0).map((server) => new Promise((resolve) => (server.closeAllConnections(), server.close(resolve))))));

/** A program on a port of its own that answers these paths; a function stands for what it does instead. */
async function program(routes: Routes): Promise<string> {
  const server = createServer((incoming, response) => {
    const body = routes[incoming.url ?? ''];
    if (typeof body === 'function') return void (body as (response: unknown) => void)(response);
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(body ?? { error: 'not found' }));
  });
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const find = async (servers: LocalServer[], wanted?: string) => (await findLocalModels(servers, { clock: systemClock, wanted })).found;

const tag = (name: string, family: string, modified_at = '2025-10-03T23:34:03.409490317-07:00') => ({ name, model: name, modified_at, size: 3_338_801_804, digest: 'a2af6cc3eb7f', details: { format: 'gguf', family, families: [family], parameter_size: '4.3B', quantization_level: 'Q4_K_M' } });
const OLLAMA: Routes = { '/api/tags': { models: [tag('nomic-embed-text:latest', 'nomic-bert'), tag('gemma3:4b', 'gemma3', '2025-01-01T00:00:00Z'), tag('qwen2.5-coder:7b', 'qwen2'), tag('llama3.1:8b', 'llama')] }, '/api/ps': { models: [] } };
const LLAMA_CPP: Routes = { '/health': { status: 'ok' }, '/v1/models': { object: 'list', data: [{ id: 'models/qwen3-8b.gguf', object: 'model', created: 1_735_142_223, owned_by: 'llamacpp', meta: { n_ctx_train: 40_960 } }] } };
const LM_STUDIO: Routes = {
  '/api/v0/models': { object: 'list', data: [{ id: 'text-embedding-nomic-embed-text-v1.5', object: 'model', type: 'embeddings', state: 'loaded' }, { id: 'meta-llama-3.1-8b-instruct', object: 'model', type: 'llm', state: 'not-loaded' }, { id: 'qwen2-vl-7b-instruct', object: 'model', type: 'vlm', state: 'loaded' }] },
};

describe('findLocalModels', () => {
  it('[CFG-5] finds each of the three servers by what it says, and a model that talks', async () => {
    const found = await find([{ name: 'Ollama', url: await program(OLLAMA) }, { name: 'llama.cpp', url: await program(LLAMA_CPP) }, { name: 'LM Studio', url: await program(LM_STUDIO) }]);
    expect(found.map(({ name, model }) => [name, model])).toEqual([['Ollama', 'llama3.1:8b'], ['llama.cpp', 'models/qwen3-8b.gguf'], ['LM Studio', 'qwen2-vl-7b-instruct']]);
    expect(found[0]?.baseUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1$/);
  });

  it('takes the model that is named, or says which there are', async () => {
    const url = await program(OLLAMA);
    expect((await find([{ name: 'Ollama', url }], 'gemma3:4b'))[0]?.model).toBe('gemma3:4b');
    expect((await find([{ name: 'Ollama', url }], 'nomic-embed-text'))[0]?.model).toBe('nomic-embed-text:latest');
    expect((await find([{ name: 'Ollama', url }], 'mistral'))[0]).toMatchObject({ model: null, models: expect.arrayContaining(['llama3.1:8b']) as string[] });
  });

  it('reads the list that every LM Studio has, where the newer one is missing', async () => {
    const url = await program({ '/v1/models': { object: 'list', data: [{ id: 'text-embedding-bge-m3', object: 'model', owned_by: 'organization_owner' }, { id: 'phi-4', object: 'model', owned_by: 'organization_owner' }] } });
    expect((await find([{ name: 'LM Studio', url }]))[0]?.model).toBe('phi-4');
  });

  it.each<[string, LocalServer['name'], Routes]>([
    ['a Groundwire', 'llama.cpp', { '/health': { status: 'healthy', timestamp: '2025-09-28T12:00:00.000Z', version: '0.1.0', services: { model: 'not_configured' } } }],
    ['a program that is healthy', 'llama.cpp', { '/health': { status: 'ok' } }],
    ['another server of models', 'llama.cpp', { '/health': { status: 'ok' }, '/v1/models': { object: 'list', data: [{ id: 'm', object: 'model', owned_by: 'vllm' }] } }],
    ['one that is still loading', 'llama.cpp', { ...LLAMA_CPP, '/health': (response: { writeHead(status: number): { end(text: string): void } }) => response.writeHead(503).end('{"error":{"message":"Loading model"}}') }],
    ['a web page', 'Ollama', { '/api/tags': '<html>' }],
    ['another list', 'Ollama', { '/api/tags': { models: ['a', 'b'] } }],
    ['endless JSON', 'Ollama', { '/api/tags': (response: { writeHead(status: number): void; end(text: string): void }) => (response.writeHead(200), response.end(`["${'x'.repeat(2_000_000)}"]`)) }],
    ['a redirect', 'Ollama', { '/api/tags': (response: { writeHead(status: number, headers: object): { end(): void } }) => response.writeHead(302, { location: 'http://127.0.0.1:1/api/tags' }).end() }],
    ['nothing of use', 'LM Studio', { '/v1/models': { object: 'list', data: [{ id: 'gpt', object: 'model', owned_by: 'groundwire' }] } }],
  ])('takes %s for no model', async (_what, name, routes) => {
    expect(await find([{ name, url: await program(routes) }])).toEqual([]);
  });

  it('[CFG-5] looks once more at what took the connection and gave no answer in time', async () => {
    let asked = 0;
    const slow = (response: { end(text: string): void }) => ((asked += 1) > 2 ? response.end(JSON.stringify(OLLAMA['/api/tags'])) : undefined);
    const url = await program({ '/api/tags': slow, '/api/ps': slow });
    const { found, silent } = await findLocalModels([{ name: 'Ollama', url }], { clock: systemClock, limitMs: 300 });
    expect(found.map(({ model }) => model)).toEqual(['llama3.1:8b']);
    expect(silent).toEqual([]);
    expect(asked).toBe(4);
  });

  it('waits no longer than twice the limit for a program that hangs, and says which; none for one that is not there', async () => {
    const hanging: LocalServer = { name: 'Ollama', url: await program({ '/api/tags': () => {}, '/api/ps': () => {} }) };
    const absent: LocalServer = { name: 'llama.cpp', url: 'http://127.0.0.1:9' };
    const started = performance.now();
    expect(await findLocalModels([hanging, absent], { clock: systemClock, limitMs: 300 })).toEqual({ found: [], silent: [hanging] });
    expect(performance.now() - started).toBeLessThan(2_500);
    const again = performance.now();
    expect(await findLocalModels([absent], { clock: systemClock })).toEqual({ found: [], silent: [] });
    expect(performance.now() - again).toBeLessThan(2_500);
  });
});

describe('chooseLocalModel', () => {
  const model = (name: string, overrides: Partial<LocalModel> = {}): LocalModel => ({ name, chats: true, loaded: false, changedAt: 0, ...overrides });

  it('prefers what is in memory, then what is made for anything, then the newest', () => {
    expect(chooseLocalModel([model('old', { changedAt: 1 }), model('new', { changedAt: 2 })], undefined)).toBe('new');
    expect(chooseLocalModel([model('old', { loaded: true }), model('new', { changedAt: 2 })], undefined)).toBe('old');
    expect(chooseLocalModel([model('deepseek-coder', { changedAt: 3 }), model('new', { changedAt: 2 })], undefined)).toBe('new');
    expect(chooseLocalModel([model('embed', { chats: false })], undefined)).toBeNull();
    expect(chooseLocalModel([], undefined)).toBeNull();
  });
});
