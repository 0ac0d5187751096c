import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ROOT } from './repository.js';

/** Stands for npm: `ci` makes the packages appear, `run build` the page; each call is written down. */
const FAKE_NPM = `
const { appendFileSync, mkdirSync, writeFileSync } = require('node:fs');
const write = (file, text) => { mkdirSync(require('node:path').dirname(file), { recursive: true }); writeFileSync(file, text); };
appendFileSync('calls.txt', process.argv.slice(2, 4).join(' ') + '\\n');
if (process.argv[2] === 'ci') {
  if (process.env.FAKE_FAILURE) { console.error(process.env.FAKE_FAILURE); process.exit(1); }
  appendFileSync('nodedir.txt', process.env.npm_config_nodedir || '');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
  write('node_modules/better-sqlite3/index.js', 'module.exports = class { close() {} };');
  write('node_modules/typescript/bin/tsc', "const { appendFileSync, mkdirSync, writeFileSync } = require('node:fs'); appendFileSync('calls.txt', 'tsc\\\\n'); for (const file of ['protocol/dist/index.js', 'server/dist/index.js', 'client/dist/index.js', 'cli/dist/main.js']) { mkdirSync(require('node:path').dirname('packages/' + file), { recursive: true }); writeFileSync('packages/' + file, ''); }");
}
if (process.argv[2] === 'run') write('packages/web/dist/index.html', '');
`;

describe('setting up a clone', () => {
  let clone = '';
  const calls = () => readFileSync(path.join(clone, 'calls.txt'), 'utf8').trim().split('\n');

  beforeEach(() => {
    clone = mkdtempSync(path.join(tmpdir(), 'groundwire-setup-'));
    cpSync(path.join(ROOT, 'scripts'), path.join(clone, 'scripts'), { recursive: true });
    for (const name of ['protocol', 'server', 'client', 'cli', 'web']) mkdirSync(path.join(clone, 'packages', name, 'src'), { recursive: true });
    writeFileSync(path.join(clone, 'packages/server/src/main.ts'), 'export {};');
    writeFileSync(path.join(clone, 'package-lock.json'), '{"packages":{"":{},"node_modules/better-sqlite3":{"version":"12.0.0"}}}');
    writeFileSync(path.join(clone, 'tsconfig.base.json'), '{}');
    writeFileSync(path.join(clone, 'npm.js'), FAKE_NPM);
  });
  afterEach(() => rmSync(clone, { recursive: true, force: true }));

  function setUp(environment: Record<string, string> = {}, options: string[] = []): Promise<{ code: number | null; said: string }> {
    const child = spawn(process.execPath, ['scripts/setup.mjs', ...options], { cwd: clone, env: { ...process.env, npm_execpath: path.join(clone, 'npm.js'), ...environment } });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    return new Promise((resolve) => child.on('close', (code) => resolve({ code, said })));
  }

  it('installs, compiles and builds once, and does nothing the second time', async () => {
    expect((await setUp()).code).toBe(0);
    expect(calls()).toEqual(['ci --no-audit', 'tsc', 'run build']);
    expect(await setUp()).toEqual({ code: 0, said: '' });
    expect(calls()).toHaveLength(3);
  });

  it('stops at the packages when only they are asked for', async () => {
    expect((await setUp({}, ['--only-install'])).code).toBe(0);
    expect(calls()).toEqual(['ci --no-audit']);
    expect(await setUp({}, ['--only-install'])).toEqual({ code: 0, said: '' });
    await setUp();
    expect(calls()).toEqual(['ci --no-audit', 'tsc', 'run build']);
  });

  it('compiles again when a source was edited, added or deleted, and installs again when the lock file changed', async () => {
    await setUp();
    writeFileSync(path.join(clone, 'packages/server/src/main.ts'), 'export const edited = true;');
    await setUp();
    expect(calls().slice(3)).toEqual(['tsc', 'run build']);
    rmSync(path.join(clone, 'packages/server/src/main.ts'));
    await setUp();
    expect(calls().slice(5)).toEqual(['tsc', 'run build']);
    writeFileSync(path.join(clone, 'package-lock.json'), '{"packages":{"":{},"node_modules/better-sqlite3":{"version":"12.0.1"}}}');
    await setUp();
    expect(calls().slice(7)).toEqual(['ci --no-audit', 'tsc', 'run build']);
  });

  it('lets a second set-up of the same folder wait for the first', async () => {
    const both = await Promise.all([setUp(), setUp()]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(calls()).toEqual(['ci --no-audit', 'tsc', 'run build']);
    expect(both.map(({ said }) => said).join()).toContain('Another set-up of this folder is running');
  });

  it('is not held up by the lock of a process that was killed', async () => {
    mkdirSync(path.join(clone, 'out'));
    writeFileSync(path.join(clone, 'out', 'setup.lock'), '999999999');
    expect((await setUp()).code).toBe(0);
  });

  it('names the tool chain when SQLite does not compile', async () => {
    const { code, said } = await setUp({ FAKE_FAILURE: 'gyp ERR! find Python' });
    expect(code).toBe(1);
    expect(said).toContain('apt-get install python3 make g++');
    expect(said).not.toMatch(/\n\s+at /);
  });

  it('names the network when the registry is not reached', async () => {
    const { code, said } = await setUp({ FAKE_FAILURE: 'npm error code ENOTFOUND' });
    expect(code).toBe(1);
    expect(said).toContain('registry was not reached');
  });
});

describe('the summary of the tests', () => {
  async function summarise(report: object): Promise<{ code: number | null; line: string }> {
    const folder = mkdtempSync(path.join(tmpdir(), 'groundwire-summary-'));
    writeFileSync(path.join(folder, 'report.json'), JSON.stringify(report));
    const child = spawn(process.execPath, [path.join(ROOT, 'scripts/summarise-tests.mjs'), path.join(folder, 'report.json')]);
    let line = '';
    child.stdout.on('data', (chunk: Buffer) => (line += chunk.toString()));
    const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
    rmSync(folder, { recursive: true });
    return { code, line };
  }
  const counts = { numPassedTests: 3, numFailedTests: 0, numPendingTests: 1, numTodoTests: 0, testResults: [] };

  it('counts what passed, failed and was skipped', async () => {
    expect(await summarise(counts)).toEqual({ code: 0, line: '3 passed, 0 failed, 1 skipped\n' });
    expect(await summarise({ ...counts, numFailedTests: 2 })).toEqual({ code: 1, line: '3 passed, 2 failed, 1 skipped\n' });
  });

  it('counts a test file that could not be loaded as a failure', async () => {
    const broken = { status: 'failed', assertionResults: [] };
    expect(await summarise({ ...counts, testResults: [broken] })).toEqual({ code: 1, line: '3 passed, 1 failed, 1 skipped\n' });
  });

  it('does not take a run without any test for a success', async () => {
    expect((await summarise({ ...counts, numPassedTests: 0 })).code).toBe(1);
  });
});
