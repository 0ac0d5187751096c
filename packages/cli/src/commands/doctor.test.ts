import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommandLine } from '../main.js';
import { stringTerminal } from '../testing/string-terminal.js';

const folder = mkdtempSync(join(tmpdir(), 'groundwire-cli-doctor-'));
let groundwire: Server;
let port = 0;
beforeAll(async () => {
  groundwire = createServer((request, response) => response.writeHead(request.url === '/health' ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify({ status: 'degraded', timestamp: '2025-09-28T12:00:00.000Z', version: '9.9.9', services: { search: 'degraded' }, details: { search: 'wikipedia: \u001b[31mgone' } })));
  await new Promise<void>((resolve) => groundwire.listen(0, '127.0.0.1', resolve));
  port = (groundwire.address() as AddressInfo).port;
});
afterAll(async () => {
  groundwire.closeAllConnections();
  await new Promise((resolve) => groundwire.close(resolve));
  rmSync(folder, { recursive: true });
});

async function doctor(environment: Record<string, string>, ...options: string[]) {
  const terminal = stringTerminal();
  const code = await runCommandLine(['doctor', ...options], terminal, { GROUNDWIRE_DATA_DIR: join(folder, 'data'), PORT: '0', MODEL: 'none', SEARCH: 'off', ...environment });
  return { code, ...terminal.written };
}

describe('groundwire doctor', () => {
  it('[DOC-1] exits with 0 and says so when nothing is wrong', async () => {
    const { code, out, notes, progress } = await doctor({});
    expect(code).toBe(0);
    expect(out).toMatch(/^ok {5}Node\.js: Node\.js \d+/);
    expect(out).toContain('off    search: Web search is off');
    expect(notes).toEqual(['Nothing is wrong.']);
    expect(progress).toEqual(expect.arrayContaining(['Checking data folder …', 'Checking model …']));
  });

  it('[DOC-1] exits with 1 when something is broken, and puts the mend below the fault', async () => {
    const { code, out, notes } = await doctor({ MODEL: 'm', MODEL_BASE_URL: 'http://127.0.0.1:9/v1' });
    expect(code).toBe(1);
    expect(out).toMatch(/^BROKEN model: .*\n {7}\S/m);
    expect(notes.at(-1)).toBe('1 fault to mend, 0 warnings.');
  });

  it('tells of a server that runs, without letting it take over the terminal', async () => {
    const { code, out } = await doctor({ PORT: String(port) });
    expect(code).toBe(0);
    expect(out).toContain(`A Groundwire 9.9.9 runs at 127.0.0.1:${port}`);
    expect(out).toMatch(/^warn {3}running server: search: .*degraded: wikipedia/m);
    expect(out).not.toContain('\u001b');
  });

  it('[DOC-1] writes one object a line for programs', async () => {
    const { code, out, notes } = await doctor({ PORT: 'x' }, '--json');
    const lines = out.trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(code).toBe(1);
    expect(lines).toContainEqual({ check: 'settings', status: 'broken', message: expect.stringMatching(/^PORT /) as string, mend: expect.any(String) as string });
    expect(notes).toEqual([]);
  });
});
