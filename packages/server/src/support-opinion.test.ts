import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { silentLogger } from './base/logger.js';
import { compose } from './compose.js';
import { type Config, readConfig } from './config.js';
import type { ModelChoice } from './model-choice.js';
import type { SecondOpinion } from './models/second-opinion.js';
import { openSupportOpinion } from './support-opinion.js';

const folder = mkdtempSync(join(tmpdir(), 'groundwire-support-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function asked(variables: Record<string, string>): Promise<{ health: unknown; answer: { success: boolean; claims: unknown[]; warnings: unknown[] } }> {
  const read = readConfig({ GROUNDWIRE_DATA_DIR: folder, MODEL: 'none', SEARCH: 'off', ...variables }, { home: folder, folder, terminal: false });
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

const NOTHING_LOADED: SecondOpinion = { name: 'the entailment model “nli”', judge: async () => [] };

describe('[CLM-6] the second opinion in the health of a server', () => {
  const signal = new AbortController().signal;
  const modelOf = (check: ModelChoice['check']): ModelChoice => ({ opinionFor: () => ({ ...NOTHING_LOADED, name: 'the language model “m”' }), check }) as unknown as ModelChoice;

  it('is named where it works', async () => {
    const folderModel = openSupportOpinion({ support: { opinion: { folder: 'x' } } } as Pick<Config, 'support'>, { model: modelOf(async () => {}), logger: silentLogger, open: async () => NOTHING_LOADED });
    expect(await folderModel.check?.(signal)).toEqual({ status: 'healthy', detail: 'The entailment model “nli” gives a second opinion on claims' });
    const writes = openSupportOpinion({ support: { opinion: 'llm' } } as Pick<Config, 'support'>, { model: modelOf(async () => {}), logger: silentLogger });
    expect(await writes.check?.(signal)).toEqual({ status: 'healthy', detail: 'The language model “m” gives a second opinion on claims' });
  });

  it('is as ill as the language model that it is', async () => {
    const ill = { status: 'degraded' as const, detail: 'Slow' };
    const writes = openSupportOpinion({ support: { opinion: 'llm' } } as Pick<Config, 'support'>, { model: modelOf(async () => ill), logger: silentLogger });
    expect(await writes.check?.(signal)).toEqual(ill);
  });
});

describe('[CLM-6] a server', () => {
  it('whose support model can not be had says so in its health, and goes on with words alone', async () => {
    const { health, answer } = await asked({ SUPPORT_MODEL: join(folder, 'none') });
    expect(health).toMatchObject({ status: 'degraded', services: { support_model: 'degraded' }, details: { support_model: expect.stringContaining('Set it to the folder of an entailment model') as string } });
    expect(answer).toMatchObject({ success: true });
    expect(answer.claims.length).toBeGreaterThan(0);
    expect(answer.warnings).toEqual([]);
  });

  it('without a second opinion has nothing of it in its health; one with SUPPORT_MODEL=llm and no model says that it has no effect', async () => {
    expect(JSON.stringify((await asked({})).health)).not.toContain('support_model');
    expect((await asked({ SUPPORT_MODEL: 'llm' })).health).toMatchObject({ status: 'healthy', services: { support_model: 'not_configured' } });
  });
});
