import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from './base/clock.js';
import { createModelChoice } from './model-choice.js';
import type { LocalServer } from './models/find-local-model.js';
import { readyLines } from './start-words.js';

const open: Server[] = [];
afterEach(() => Promise.all(open.splice(0).map((server) => new Promise((resolve) => (server.closeAllConnections(), server.close(resolve))))));

async function ollama(...names: string[]): Promise<LocalServer & { asked: string[] }> {
  const asked: string[] = [];
  const models = names.map((name) => ({ name, model: name, modified_at: '2025-10-03T23:34:03Z', size: 1, digest: 'a2af', details: { format: 'gguf', family: 'llama', families: ['llama'] } }));
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.setHeader('content-type', 'application/json').end(JSON.stringify(request.url === '/v1/models' ? { object: 'list', data: [] } : { models: request.url === '/api/ps' ? [] : models }));
  });
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { name: 'Ollama', url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const choice = (settings: Record<string, string>, ...servers: LocalServer[]) => createModelChoice(settings, { clock: systemClock, servers });

describe('createModelChoice', () => {
  it('[CFG-5] writes with the model of a server on this machine where nothing else is set, and says so', async () => {
    const server = await ollama('llama3.1:8b');
    const model = choice({}, server);
    // Whoever asks before it is known waits for it.
    expect((await model.writerFor({})).name).toBe('llama3.1:8b');
    expect(model.plannerFor({})).not.toBeNull();
    expect(model.selection()).toMatchObject({ provider: 'openai-compatible', model: 'llama3.1:8b', baseUrl: `${server.url}/v1` });
    await model.check(new AbortController().signal);
    expect(readyLines({ url: 'http://x', model: model.selection(), collections: [], dataDir: '/d', search: [] }).join('\n')).toMatch(/model +llama3\.1:8b at 127\.0\.0\.1:\d+ \(Ollama, found on its usual port; MODEL=none writes without it\)/);
    expect((await model.writerFor({ model: 'none' })).name).toBe('extractive');
    expect(model.notice()).toBeNull();
  });

  it.each<Record<string, string>>([{ MODEL: 'none' }, { OPENAI_API_KEY: 'k' }, { MODEL_BASE_URL: 'http://127.0.0.1:9/v1' }])('[CFG-5] asks nobody where %j says who writes', async (settings) => {
    const server = await ollama('llama3.1:8b');
    const model = choice(settings, server);
    await model.known;
    expect(server.asked).toEqual([]);
    expect(model.selection().chosenBy).toBe(Object.keys(settings)[0]);
  });

  it('takes the model that MODEL names, and tells the operator where no server has it', async () => {
    const server = await ollama('llama3.1:8b', 'qwen3:8b');
    expect((await choice({ MODEL: 'qwen3:8b' }, server).writerFor({})).name).toBe('qwen3:8b');
    const without = choice({ MODEL: 'mistral' }, server);
    expect((await without.writerFor({})).name).toBe('extractive');
    expect(without.notice()).toMatch(/no server on this machine has "mistral": Ollama has llama3\.1:8b, qwen3:8b/);
    const nowhere = choice({ MODEL: 'mistral' });
    await nowhere.known;
    expect(nowhere.notice()).toMatch(/^MODEL has no effect, because nothing says where that model is/);
  });

  it('does not say that nobody is there where somebody was silent', async () => {
    const server = createServer(() => {});
    open.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const model = choice({ MODEL: 'mistral' }, { name: 'Ollama', url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
    await model.known;
    expect(model.notice()).toMatch(/the usual port of Ollama gave no answer in time: restart/);
  }, 20_000);

  it('tells health which model writes, and where it is, without the key', async () => {
    const server = createServer((_request, response) => void response.setHeader('content-type', 'application/json').end(JSON.stringify({ object: 'list', data: [{ id: 'mistral' }] })));
    open.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const model = choice({ MODEL_BASE_URL: `http://ada:secret@127.0.0.1:${port}/v1`, MODEL: 'mistral', MODEL_API_KEY: 'secret' });
    expect(await model.check(new AbortController().signal)).toEqual({ status: 'healthy', detail: `mistral at 127.0.0.1:${port}` });
  });

  it('names the variable that a wish needs', async () => {
    const model = choice({});
    expect(() => model.require({ llm_provider: 'anthropic' })).toThrow(/ANTHROPIC_API_KEY/);
    expect(await model.check(new AbortController().signal)).toMatchObject({ status: 'not_configured' });
  });
});
