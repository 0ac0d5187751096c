import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runCommandLine } from '../main.js';
import { stringTerminal } from '../testing/string-terminal.js';

const folder = mkdtempSync(join(tmpdir(), 'groundwire-cli-eval-'));
const questions = join(folder, 'questions.jsonl');
const asked: string[] = [];
let server: Server;
let url = '';
beforeAll(async () => {
  writeFileSync(questions, '{"question": "When is high tide?"}\n');
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(request.url === '/health' ? 200 : 500, { 'content-type': 'application/json' }).end(JSON.stringify({ status: 'healthy', timestamp: '2025-09-28T12:00:00.000Z', version: '9.9.9', services: {} }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => void asked.splice(0));
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

async function evaluate(...options: string[]) {
  const terminal = stringTerminal();
  return { code: await runCommandLine(['eval', questions, ...options], terminal, {}), ...terminal.written };
}

describe('[EVAL-2] groundwire eval, before anything is asked', () => {
  it.each([['a folder that is not there', join(folder, 'none', 'x.json'), /none\/x\.json can't be written: ENOENT/], ['a folder', folder, /can't be written: it is a folder/]])('says that the report can not go to %s', async (_what, out, words) => {
    const { code, notes } = await evaluate('--url', url, '--out', out);
    expect(code).toBe(1);
    expect(notes.join('\n')).toMatch(words);
    expect(asked).toEqual([]);
  });

  it('says that no server is at the address', async () => {
    const { code, out, notes } = await evaluate('--url', 'http://127.0.0.1:9');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(notes.join('\n')).toMatch(/No server answers at http:\/\/127\.0\.0\.1:9\. Start one/);
  });

  it('leaves nothing of the attempt to write, and goes on', async () => {
    const out = join(folder, 'report.json');
    await evaluate('--url', url, '--out', out);
    expect(asked).toContain('/api/analysis/execute?stream=false');
    expect([existsSync(out), existsSync(`${out}.part`)]).toEqual([true, false]);
  });
});
