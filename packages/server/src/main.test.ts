import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { afterAll, afterEach, describe, expect, it } from 'vitest';

/** The program as it is run, not its sources: these tests are about the process. */
const PROGRAM = fileURLToPath(new URL('../dist/main.js', import.meta.url));

const folder = mkdtempSync(join(tmpdir(), 'groundwire-main-'));
afterAll(() => rmSync(folder, { recursive: true }));
let folders = 0;
const newFolder = () => join(folder, `${(folders += 1)}`);

interface Program {
  child: ChildProcess;
  output(): { out: string; err: string };
  exited: Promise<number | null>;
}

const programs: Program[] = [];
afterEach(async () => {
  for (const { child, exited } of programs.splice(0)) {
    child.kill('SIGKILL');
    await exited;
  }
});

function run(variables: Record<string, string>, cwd = folder): Program {
  const child = spawn(process.execPath, [PROGRAM], { cwd, env: { PATH: process.env.PATH, HOME: folder, PORT: '0', LOG_FORMAT: 'json', SEARCH: 'off', ...variables }, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const program = { child, output: () => ({ out, err }), exited: once(child, 'close').then(([code]) => code as number | null) };
  programs.push(program);
  return program;
}

/** The address that a program says it is ready at, or what it said instead. */
async function ready({ child, output, exited }: Program): Promise<string> {
  const url = () => /^Groundwire is ready: (\S+)$/m.exec(output().out)?.[1];
  const gone = exited.then(() => {
    throw new Error(`the program ended: ${output().err}`);
  });
  while (url() === undefined) await Promise.race([once(child.stdout ?? child, 'data'), gone]);
  gone.catch(() => {});
  return url() ?? '';
}

async function post(url: string, body: object): Promise<Record<string, unknown>> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  return (await response.json()) as Record<string, unknown>;
}

const get = async (url: string) => (await (await fetch(url)).json()) as Record<string, unknown>;

/** A model endpoint that takes every request and never answers. */
async function silentEndpoint(): Promise<{ url: string; asked: Promise<unknown>; close: () => void }> {
  const server = createServer((socket) => void socket.on('error', () => {}));
  const asked = once(server, 'connection');
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, asked, close: () => server.close() };
}

describe('the server process', () => {
  it('[LIB-1] [SEC-3] starts without any set-up, listens on the loopback address and answers from its own documentation', async () => {
    // As set up by nobody: web search is on, and what answers the example question is not asked on the web.
    const program = run({ SEARCH: '' });
    const url = await ready(program);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const { out } = program.output();
    expect(out).toContain('  model    none: answers are taken word for word');
    expect(out).toContain("  library  empty, so Groundwire's own documentation is searched");
    expect(out).toMatch(/  search   the library, and on the web wikipedia, .*SEARCH=off turns it off/);
    expect(out).toContain('Ctrl+C stops it.');
    expect(statSync(join(folder, '.groundwire')).mode & 0o777).toBe(0o700);
    const answer = await post(`${url}/research`, { query: 'How do I resume a stream?' });
    expect(answer).toMatchObject({ success: true, error: null });
    expect(String(answer.final_answer)).toMatch(/\[1\]/);
    const [source] = answer.sources as string[];
    expect(source).toMatch(new RegExp(`^${url}/documents/doc_`));
    const page = await (await fetch(source ?? '', { headers: { accept: 'text/html' } })).text();
    expect(page).toContain('<mark id="mark">');
    expect(await get(`${url}/health`)).toMatchObject({ status: 'healthy', services: { database: 'healthy', library: 'healthy', session_log: 'healthy', model: 'not_configured', search: 'healthy' } });
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('ends cleanly on %s with code 0, and keeps the history', async (signal) => {
    const data = { GROUNDWIRE_DATA_DIR: newFolder() };
    const first = run(data);
    const { query_id } = await post(`${await ready(first)}/research`, { query: 'What is a session?' });
    first.child.kill(signal);
    expect(await first.exited).toBe(0);
    const url = await ready(run(data));
    expect(await get(`${url}/api/analysis/${String(query_id)}`)).toMatchObject({ status: 'completed', query: { text: 'What is a session?' } });
  });

  it('[OWN-1] goes on with the analyses that a killed process was running when it starts again', async () => {
    const endpoint = await silentEndpoint();
    const data = { GROUNDWIRE_DATA_DIR: newFolder() };
    const first = run({ ...data, MODEL_BASE_URL: endpoint.url, MODEL: 'm' });
    const { analysis_id } = await post(`${await ready(first)}/api/analysis/execute`, { query_text: 'How do I resume a stream?' });
    await endpoint.asked;
    first.child.kill('SIGKILL');
    await first.exited;
    endpoint.close();
    const url = await ready(run({ ...data, STREAM_WORD_MS: '0' }));
    await expect.poll(async () => (await get(`${url}/api/analysis/${String(analysis_id)}`)).status, { timeout: 10_000 }).toBe('completed');
  });

  it('[OWN-4] hands running analyses over and closes in time although a request waits for one', async () => {
    const endpoint = await silentEndpoint();
    const data = { GROUNDWIRE_DATA_DIR: newFolder() };
    const program = run({ ...data, MODEL_BASE_URL: endpoint.url, MODEL: 'm', DRAIN_SECONDS: '0' });
    const url = await ready(program);
    const waited = post(`${url}/api/analysis/execute?stream=false`, { query_text: 'How do I resume a stream?' });
    await endpoint.asked;
    program.child.kill('SIGTERM');
    expect(await waited).toMatchObject({ success: false, code: 'NODE_LOST', details: { recoverable: true } });
    expect(await program.exited).toBe(0);
    endpoint.close();
    const next = await ready(run(data));
    const [{ analysis_id }] = (await get(`${next}/api/analysis/history`)).analyses as [{ analysis_id: string }];
    await expect.poll(async () => (await get(`${next}/api/analysis/${analysis_id}`)).status, { timeout: 10_000 }).toBe('completed');
  });

  it('ends at once on a second signal, however long what runs may go on', async () => {
    const endpoint = await silentEndpoint();
    const program = run({ GROUNDWIRE_DATA_DIR: newFolder(), MODEL_BASE_URL: endpoint.url, MODEL: 'm', DRAIN_SECONDS: '600' });
    await post(`${await ready(program)}/api/analysis/execute`, { query_text: 'How do I resume a stream?' });
    await endpoint.asked;
    program.child.kill('SIGTERM');
    await expect.poll(() => program.output().err).toContain('stopping on SIGTERM');
    program.child.kill('SIGTERM');
    expect(await program.exited).not.toBe(0);
    endpoint.close();
  });

  it.each([
    ['groundwire.db', 'The history file'],
    ['library.db', 'The library'],
    ['pages.db', 'The cache of pages'],
  ])('[BAK-2] says so when %s was written by a newer version, and leaves it alone', async (name, words) => {
    const folder = newFolder();
    const data = { GROUNDWIRE_DATA_DIR: folder };
    const first = run(data);
    await ready(first);
    first.child.kill('SIGTERM');
    await first.exited;
    const database = new Database(join(folder, name));
    database.pragma('user_version = 99');
    database.close();
    const before = readFileSync(join(folder, name));
    const program = run(data);
    expect(await program.exited).toBe(1);
    expect(program.output().err).toMatch(new RegExp(`^Groundwire did not start: ${words} .* was written by a newer version of Groundwire`));
    expect(readFileSync(join(folder, name)).equals(before)).toBe(true);
  });

  it('[CFG-1] tells all faults of the settings at once, exits with 1 and shows no stack', async () => {
    const program = run({ PORT: 'many', SEARCH: 'perhaps', PUBLIC_URL: 'example.org' });
    expect(await program.exited).toBe(1);
    const { out, err } = program.output();
    expect(out).toBe('');
    const lines = err.trim().split('\n');
    expect(lines).toHaveLength(4);
    expect(lines[0]).toBe('Groundwire did not start, because of its settings:');
    expect(lines.slice(1).map((line) => line.trim().split(' ')[0])).toEqual(['PORT', 'PUBLIC_URL', 'SEARCH']);
    expect(err).not.toMatch(/\n\s+at /);
  });

  it('says which port is in use, and to choose another', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const program = run({ PORT: String(port), GROUNDWIRE_DATA_DIR: newFolder() });
    expect(await program.exited).toBe(1);
    expect(program.output().err).toContain(`Groundwire did not start: Port ${port} of 127.0.0.1 is in use`);
    expect(program.output().err).toContain('PORT=');
    expect(program.output().err).not.toMatch(/\n\s+at /);
    server.close();
  });

  it('says what is wrong with a data folder that it cannot use, or with a file in it', async () => {
    const file = newFolder();
    writeFileSync(file, '');
    for (const path of [file, join(file, 'below')]) {
      const program = run({ GROUNDWIRE_DATA_DIR: path });
      expect(await program.exited).toBe(1);
      expect(program.output().err).toMatch(/^Groundwire did not start: The data folder .* Set GROUNDWIRE_DATA_DIR to a folder/);
    }
    const damaged = newFolder();
    mkdirSync(damaged);
    writeFileSync(join(damaged, 'groundwire.db'), 'no database'.repeat(1000));
    const program = run({ GROUNDWIRE_DATA_DIR: damaged });
    expect(await program.exited).toBe(1);
    expect(program.output().err).toMatch(/^Groundwire did not start: The history file .* is damaged or is no SQLite file/);
  });

  it('reads .env of its folder, and lets the environment win', async () => {
    const cwd = newFolder();
    mkdirSync(cwd);
    writeFileSync(join(cwd, '.env'), `# a comment\nexport GROUNDWIRE_DATA_DIR="${join(cwd, 'data')}"\nLOG_LEVEL=loud\nREDIS_URL='redis://secret@cache'\nHOME=/nowhere\n`);
    const faulty = run({}, cwd);
    expect(await faulty.exited).toBe(1);
    expect(faulty.output().err).toContain('LOG_LEVEL must be one of');
    const program = run({ LOG_LEVEL: 'info' }, cwd);
    await ready(program);
    expect(program.output().out).toContain(`data     ${join(cwd, 'data')}`);
    expect(program.output().err).toContain('REDIS_URL is ignored');
    expect(program.output().err).not.toContain('secret');
  });

  it('[CFG-6] warns when others can reach it', async () => {
    const program = run({ HOST: '0.0.0.0', GROUNDWIRE_DATA_DIR: newFolder() });
    expect(await ready(program)).toMatch(/^http:\/\/127\.0\.0\.1:/);
    expect(program.output().err).toContain('it has no login');
  });
});
