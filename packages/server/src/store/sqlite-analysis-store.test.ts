import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../base/logger.js';
import { FakeClock } from '../testing/fake-clock.js';
import type { AnalysisStore } from './analysis-store.js';
import { describeAnalysisStore, sampleComplete, sampleRecord } from './analysis-store.contract.js';
import { createSqliteAnalysisStore } from './sqlite-analysis-store.js';
import { BEAT_MS, LEASE_MS } from './store-owners.js';

const folder = mkdtempSync(join(tmpdir(), 'groundwire-store-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
const newFile = () => join(folder, `${(files += 1)}.db`);
const open = (file: string, clock = new FakeClock()) => createSqliteAnalysisStore({ file, clock, logger: silentLogger });

describeAnalysisStore('the SQLite store', () => open(newFile()));

/** Makes an entry of a process that is no more, with one analysis that it was running. */
function leaveBehind(file: string, owner: { host: string; pid: number; beat_at: number }): void {
  const database = new Database(file);
  database.prepare('INSERT INTO owners (owner, host, pid, beat_at) VALUES (?, ?, ?, ?)').run('owner_gone', owner.host, owner.pid, owner.beat_at);
  database
    .prepare("INSERT INTO analyses (analysis_id, session_id, query_text, parameters, status, created_at, owner) VALUES ('left', 's', 'q', '{}', 'processing', '2025-09-28T11:59:00.000Z', 'owner_gone')")
    .run();
  database.close();
}

describe('the SQLite store', () => {
  const stores: AnalysisStore[] = [];
  const opened = (file: string, clock?: FakeClock) => {
    const store = open(file, clock);
    stores.push(store);
    return store;
  };
  afterEach(async () => {
    for (const store of stores.splice(0)) await store.close();
  });

  it('keeps what was stored for the next process', async () => {
    const file = newFile();
    const first = open(file);
    const record = sampleRecord({ status: 'completed', completed_at: '2026-01-01T00:00:02.000Z', complete: sampleComplete() });
    await first.create(record);
    await first.close();
    expect(await opened(file).get('analysis_1')).toEqual(record);
  });

  it('ends what was unfinished when it was closed, and leaves alone what had ended', async () => {
    const file = newFile();
    const first = open(file);
    await first.create(sampleRecord({ analysis_id: 'queued', status: 'queued' }));
    await first.create(sampleRecord({ analysis_id: 'done', status: 'completed', complete: sampleComplete() }));
    await first.close();
    const second = opened(file);
    expect(await second.get('queued')).toMatchObject({ status: 'failed', error: { code: 'NODE_LOST', recoverable: true } });
    expect((await second.get('done'))?.status).toBe('completed');
  });

  it('lets the analyses of another store that is alive run on', async () => {
    const file = newFile();
    const clock = new FakeClock();
    const first = opened(file, clock);
    await first.create(sampleRecord());
    const second = opened(file, clock);
    expect((await second.get('analysis_1'))?.status).toBe('processing');
    for (let beats = 0; beats < 10; beats += 1) await clock.advance(BEAT_MS);
    expect((await second.get('analysis_1'))?.status).toBe('processing');
  });

  it('ends at once what a process of this machine left behind whose id is free', async () => {
    const file = newFile();
    await open(file).close();
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    const { hostname } = await import('node:os');
    const clock = new FakeClock();
    leaveBehind(file, { host: hostname(), pid: child.pid ?? 0, beat_at: clock.now() });
    expect(await opened(file, clock).get('left')).toMatchObject({ status: 'failed', completed_at: '2025-09-28T12:00:00.000Z', error: { code: 'NODE_LOST' } });
  });

  it.skipIf(process.platform !== 'linux')('ends at once what a process left behind that was killed and whose parent has not asked for it, as in a container', async () => {
    const file = newFile();
    await open(file).close();
    // The shell becomes a program that never asks how its child ended.
    const parent = spawn('sh', ['-c', 'sleep 0.3 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'] });
    const [printed] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(String(printed));
    await expect.poll(() => readFileSync(`/proc/${pid}/stat`, 'latin1')).toMatch(/\) Z/);
    const { hostname } = await import('node:os');
    const clock = new FakeClock();
    leaveBehind(file, { host: hostname(), pid, beat_at: clock.now() });
    expect((await opened(file, clock).get('left'))?.status).toBe('failed');
    parent.kill('SIGKILL');
  });

  it('ends at once what a process with the same id left behind, as after a restart in a container', async () => {
    const file = newFile();
    await open(file).close();
    const { hostname } = await import('node:os');
    const clock = new FakeClock();
    leaveBehind(file, { host: hostname(), pid: process.pid, beat_at: clock.now() });
    expect((await opened(file, clock).get('left'))?.status).toBe('failed');
  });

  it('gives a process of another machine time until its lease has run out', async () => {
    const file = newFile();
    await open(file).close();
    const clock = new FakeClock();
    leaveBehind(file, { host: 'elsewhere', pid: 1, beat_at: clock.now() });
    const store = opened(file, clock);
    await clock.advance(LEASE_MS - BEAT_MS);
    expect((await store.get('left'))?.status).toBe('processing');
    await clock.advance(2 * BEAT_MS);
    expect((await store.get('left'))?.status).toBe('failed');
  });

  it('lets the true end win over a premature NODE_LOST', async () => {
    const file = newFile();
    const store = opened(file);
    await store.create(sampleRecord());
    const database = new Database(file);
    database.exec("UPDATE analyses SET status = 'failed', error = '{}'");
    database.close();
    await store.update('analysis_1', { status: 'completed', complete: sampleComplete(), error: null });
    expect(await store.get('analysis_1')).toMatchObject({ status: 'completed', error: null });
  });

  it('keeps the record of a question whose parameters are nested too deeply to be written', async () => {
    const store = opened(newFile());
    const hostile = JSON.parse(`{"own":${'['.repeat(100_000)}${']'.repeat(100_000)}}`) as Record<string, unknown>;
    await store.create(sampleRecord({ parameters: hostile }));
    await store.update('analysis_1', { status: 'completed', complete: sampleComplete() });
    expect(await store.get('analysis_1')).toMatchObject({ status: 'completed', parameters: {} });
  });

  it('stops its clock and can be closed twice', async () => {
    const clock = new FakeClock();
    const store = open(newFile(), clock);
    await store.close();
    await store.close();
    expect(clock.pending).toBe(0);
  });

  it('says what is wrong with a file that it cannot use', () => {
    const file = newFile();
    writeFileSync(file, 'this is not a database, but it is long enough to be looked at'.repeat(100));
    expect(() => open(file)).toThrow(/^The history file .* is damaged or is no SQLite file/);
    const newer = newFile();
    const database = new Database(newer);
    database.pragma('user_version = 99');
    database.close();
    expect(() => open(newer)).toThrow(/was written by a newer version of Groundwire/);
  });

  it('survives a hard end of the process in the middle of writing', async () => {
    const file = newFile();
    await open(file).close();
    const script = `
      const Database = require('better-sqlite3');
      const database = new Database(${JSON.stringify(file)});
      const insert = database.prepare("INSERT INTO analyses (analysis_id, session_id, query_text, parameters, status, created_at, owner) VALUES (?, 's', 'q', '{}', 'processing', 'now', 'owner_of_child')");
      for (let at = 0; ; at += 1) { insert.run('a' + at); if (at === 100) process.stdout.write('going'); }`;
    const child = spawn(process.execPath, ['-e', script], { cwd: import.meta.dirname, stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const store = opened(file);
    const { total } = await store.list({ limit: 1, offset: 0, status: 'failed' });
    expect(total).toBeGreaterThan(100);
    expect((await store.list({ limit: 1, offset: 0 })).total).toBe(total);
    const database = new Database(file);
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    database.close();
  });
});
