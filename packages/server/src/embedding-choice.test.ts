import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { silentLogger } from './base/logger.js';
import { compose } from './compose.js';
import { readConfig } from './config.js';
import { startScriptedEmbeddingsServer } from './testing/scripted-embeddings-server.js';
import { modelScripts } from './testing/scripted-model-script.js';
import { startScriptedModelServer } from './testing/scripted-model-server.js';

const folder = mkdtempSync(join(tmpdir(), 'groundwire-embeddings-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A server that has these settings, its health, and what came of one question. */
async function asked(variables: Record<string, string>): Promise<{ health: unknown; answer: { success: boolean; warnings: unknown[] } }> {
  const read = readConfig({ GROUNDWIRE_DATA_DIR: folder, SEARCH: 'off', ...variables }, { home: folder, folder, terminal: false });
  if (!read.ok) throw new Error(read.faults.join(', '));
  const server = compose(read.config, { logger: silentLogger, localModels: [], webRoot: null });
  try {
    await server.ownDocumentsIndexed;
    const health = (await server.app.inject({ url: '/health' })).json<unknown>();
    const answer = (await server.app.inject({ method: 'POST', url: '/api/analysis/execute?stream=false', payload: { query_text: 'What is a session log?' } })).json<Awaited<ReturnType<typeof asked>>['answer']>();
    return { health, answer };
  } finally {
    await server.close();
  }
}

describe('[VEC-6] a server', () => {
  it('asks the embedding model of its settings, with its key; both show in its health', async () => {
    const embeddings = await startScriptedEmbeddingsServer((text) => [text.length, 1]);
    const model = await startScriptedModelServer();
    model.fallback = modelScripts.answer('A session log numbers frames [1].');
    try {
      const { health, answer } = await asked({ MODEL: 'm', MODEL_BASE_URL: `${model.url}/v1`, EMBEDDING_BASE_URL: embeddings.url, EMBEDDING_MODEL: 'embedder', EMBEDDING_API_KEY: 'key-2' });
      expect(health).toMatchObject({ services: { embedding_model: 'healthy' } });
      expect(answer).toMatchObject({ success: true, warnings: [] });
      expect(embeddings.calls.flatMap(({ input }) => input)).toContain('What is a session log?');
      expect(embeddings.calls[0]).toMatchObject({ model: 'embedder', headers: { authorization: 'Bearer key-2' } });
    } finally {
      await Promise.all([embeddings.close(), model.close()]);
    }
  });

  it('whose embedding model is not there says so in its health; without one it has nothing of it', async () => {
    const { health } = await asked({ MODEL: 'none', EMBEDDING_BASE_URL: 'http://127.0.0.1:1/v1', EMBEDDING_MODEL: 'embedder' });
    expect(health).toMatchObject({ status: 'degraded', services: { embedding_model: 'degraded' }, details: { embedding_model: expect.stringContaining('EMBEDDING_BASE_URL') as string } });
    expect(JSON.stringify((await asked({ MODEL: 'none' })).health)).not.toContain('embedding_model');
  });
});
