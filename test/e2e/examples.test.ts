/** The examples as a reader runs them, against a server that knows nothing but its own documentation. Each asserts its own result. */
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { post } from './http.js';
import { type ServerProcess, startServer } from './server-process.js';

const FOLDER = fileURLToPath(new URL('../../examples', import.meta.url));
const examples = readdirSync(FOLDER).filter((name) => name.endsWith('.mjs'));

let server: ServerProcess;
beforeAll(async () => {
  server = await startServer({ environment: { STREAM_WORD_MS: '1' } });
});
afterAll(() => server?.stop());

describe('the examples', () => {
  it('are there, and the documentation that they ask about is indexed soon', async () => {
    const outcome = async () => ((await post(`${server.url}/api/analysis/execute?stream=false`, { query_text: 'How do I resume a stream?' })).body as { outcome: string }).outcome;
    await expect.poll(outcome, { timeout: 15_000, interval: 200 }).toBe('answered');
    expect(examples).toEqual(['ask-over-rest.mjs', 'ask-over-websocket.mjs', 'ask-with-client.mjs', 'come-back-to-a-session.mjs']);
  });

  it.each(examples)('%s does what it says', async (name) => {
    const environment = { PATH: process.env['PATH'] ?? '', GROUNDWIRE_URL: server.url };
    const { stdout } = await promisify(execFile)(process.execPath, [path.join(FOLDER, name)], { env: environment, timeout: 15_000 });
    expect(stdout).toMatch(/\[1\]/);
    expect(stdout).toMatch(/https?:\/\//);
  });
});
