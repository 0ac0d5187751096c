import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { executeWaitedResponseSchema } from '@groundwire/protocol';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { silentLogger } from './base/logger.js';
import { compose, type ComposeOverrides, type Composition } from './compose.js';
import { readConfig } from './config.js';

const folder = mkdtempSync(join(tmpdir(), 'groundwire-compose-'));
afterAll(() => rmSync(folder, { recursive: true }));

let composition: Composition;
afterEach(() => composition.close());

function composed(variables: Record<string, string>, overrides: ComposeOverrides = {}): Composition {
  const read = readConfig({ GROUNDWIRE_DATA_DIR: mkdtempSync(join(folder, 'data-')), SEARCH: 'off', ...variables });
  if (!read.ok) throw new Error(read.faults.join());
  composition = compose(read.config, { logger: silentLogger, localModels: [], ...overrides });
  return composition;
}

const ask = (query_text: string, parameters: object = {}) => composition.app.inject({ method: 'POST', url: '/api/analysis/execute?stream=false', payload: { query_text, parameters } });

describe('compose', () => {
  it('answers from documents, cited by their page under PUBLIC_URL', async () => {
    const { library } = composed({ PUBLIC_URL: 'https://answers.example.org' }, { ownDocuments: [] });
    await library.addDocuments([{ key: 'tea', content: 'The tea house opened in 1907. It closed in 1932.', format: 'text', title: 'Tea house' }], { collection: 'notes' });
    const answer = executeWaitedResponseSchema.parse((await ask('When did the tea house open?')).json());
    expect(answer.outcome).toBe('answered');
    expect(answer.answer).toContain('The tea house opened in 1907');
    const [citation] = answer.citations;
    expect(citation?.url).toMatch(/^https:\/\/answers\.example\.org\/documents\/doc_[0-9a-f]{16}\?mark=/);
    expect(citation?.domain).toBe('library');
    const { pathname, search } = new URL(citation?.url ?? '');
    const page = await composition.app.inject({ url: pathname + search, headers: { accept: 'text/html' } });
    expect(page.body).toMatch(/<mark id="mark">The tea house opened in 1907\.?<\/mark>/);
    expect(page.body).not.toContain('has changed since it was cited');
    const text = (await composition.app.inject({ url: pathname, headers: { accept: 'application/json' } })).json<{ text: string }>().text;
    for (const quote of citation?.quotes ?? []) expect(text.slice(quote.start, quote.end)).toBe(quote.text);
  });

  it('says that nothing was found in an empty library', async () => {
    composed({}, { ownDocuments: [] });
    expect(executeWaitedResponseSchema.parse((await ask('When did the tea house open?')).json())).toMatchObject({ outcome: 'no_sources', citations: [] });
  });

  it('answers the very first question from its own documentation, however early it comes', async () => {
    composed({});
    const answer = executeWaitedResponseSchema.parse((await ask('How do I resume a stream?')).json());
    expect(answer.outcome).toBe('answered');
  });

  it('leaves its own documentation out when there are documents', async () => {
    const { library, ownDocumentsIndexed } = composed({});
    await ownDocumentsIndexed;
    expect(await library.collections()).toMatchObject([{ collection: 'groundwire-docs', builtin: true }]);
    await library.addDocuments([{ key: 'tea', content: 'The tea house opened in 1907.', format: 'text' }], { collection: 'notes' });
    const answer = executeWaitedResponseSchema.parse((await ask('How do I resume a stream?')).json());
    expect(answer.sources.filter((source) => source.title !== 'tea' && /stream/i.test(source.title))).toEqual([]);
  });

  it('[REST-6] writes with the model that a request asks for, or names the variable that is missing', async () => {
    composed({ OPENAI_API_KEY: 'sk-test' }, { ownDocuments: [] });
    expect((await composition.app.inject({ url: '/config' })).json()).toMatchObject({ llm_provider: 'openai' });
    const extractive = executeWaitedResponseSchema.parse((await ask('Why?', { model: 'none' })).json());
    expect(extractive.model).toBe('extractive');
    const response = await composition.app.inject({ method: 'POST', url: '/research', payload: { query: 'Why?', llm_provider: 'anthropic' } });
    expect(response.json()).toMatchObject({ success: false, error: expect.stringContaining('ANTHROPIC_API_KEY') as string });
    const refused = await ask('Why?', { llm_provider: 'anthropic' });
    expect(refused.statusCode).toBe(400);
    expect(refused.body).not.toContain('sk-test');
  });

  it('[CFG-5] answers word for word where a model server that nobody chose fails before its first word; one that was chosen ends the answer', async () => {
    const models = [{ name: 'llama3.1:8b', model: 'llama3.1:8b', size: 1, digest: 'a', modified_at: '2025-10-03T23:34:03Z', details: { format: 'gguf', family: 'llama', families: ['llama'] } }];
    const server = createServer((request, response) => {
      if (request.url?.startsWith('/api/') !== true) return response.writeHead(500).end();
      return response.setHeader('content-type', 'application/json').end(JSON.stringify({ models: request.url === '/api/ps' ? [] : models }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const tea = { key: 'tea', content: 'The tea house opened in 1907.', format: 'text' as const, title: 'Tea house' };
    const found = composed({}, { ownDocuments: [], localModels: [{ name: 'Ollama', url }] });
    await found.library.addDocuments([tea], { collection: 'notes' });
    const answer = executeWaitedResponseSchema.parse((await ask('When did the tea house open?')).json());
    expect(answer).toMatchObject({ outcome: 'answered', model: 'extractive', warnings: [{ code: 'MODEL_FAILED', message: expect.stringContaining('server error (500)') as string }] });
    expect(answer.answer).toBe('The tea house opened in 1907 [1].');
    await found.close();
    const chosen = composed({ MODEL_BASE_URL: `${url}/v1`, MODEL: 'llama3.1:8b' }, { ownDocuments: [] });
    await chosen.library.addDocuments([tea], { collection: 'notes' });
    expect((await ask('When did the tea house open?')).statusCode).toBe(502);
    await new Promise((resolve) => (server.closeAllConnections(), server.close(resolve)));
  }, 30_000);

  it('can be closed twice, and knows the analyses of the one before it', async () => {
    const { close } = composed({ GROUNDWIRE_DATA_DIR: folder }, { ownDocuments: [] });
    await ask('Why?');
    await Promise.all([close(), close()]);
    composed({ GROUNDWIRE_DATA_DIR: folder }, { ownDocuments: [] });
    expect((await composition.app.inject({ url: '/api/analysis/history' })).json()).toMatchObject({ total_count: 1, analyses: [{ query_text: 'Why?', status: 'completed' }] });
  });
});
