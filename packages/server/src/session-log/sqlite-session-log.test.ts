import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoggedBody } from '@groundwire/protocol';
import Database from 'better-sqlite3';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../base/logger.js';
import { createSqliteAnalysisStore } from '../store/sqlite-analysis-store.js';
import { openSqliteData, type SqliteData } from '../store/sqlite-data.js';
import { FakeClock, settle } from '../testing/fake-clock.js';
import { sampleCompleteBody } from '../testing/sample-bodies.js';
import { LEASE_TTL_MS } from './log-times.js';
import { beginIn, sessionLogContract } from './session-log.contract.js';
import type { Lease } from './session-log.js';
import { type SqliteLogOptions, SqliteSessionLog } from './sqlite-session-log.js';

const folder = mkdtempSync(join(tmpdir(), 'groundwire-log-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;
const newFile = () => join(folder, `${(files += 1)}.db`);

interface Opened {
  data: SqliteData;
  log: SqliteSessionLog;
  clock: FakeClock;
  close(): Promise<void>;
}

function openLog(file: string, { clock = new FakeClock(), boot, ...options }: Partial<SqliteLogOptions> & { clock?: FakeClock; boot?: string } = {}): Opened {
  const data = openSqliteData({ file, clock, logger: silentLogger, boot });
  const log = new SqliteSessionLog({ data, clock, logger: silentLogger, ...options });
  const close = async () => {
    await log.close();
    data.close();
  };
  return { data, log, clock, close };
}

// The owner's beat is the file's.
sessionLogContract('SQLite', () => ({ ...openLog(newFile()), pendingAfterClose: 1 }));

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const token = (analysis_id: string, index: number, content = `w${index} `): LoggedBody => ({ type: 'token', content, index, analysis_id });
const failed = (analysis_id: string): LoggedBody => ({ type: 'analysis_error', analysis_id, error: { code: 'LOG_UNAVAILABLE', message: 'm', recoverable: true }, timestamp: '2025-09-28T12:00:00.000Z' });

describe('SqliteSessionLog', () => {
  const all: Opened[] = [];
  const opened = (...args: Parameters<typeof openLog>) => {
    const one = openLog(...args);
    all.push(one);
    return one;
  };
  afterEach(async () => {
    for (const one of all.splice(0)) await one.close();
  });

  /** One analysis with tokens `from` … `to` - 1. */
  const write = async (log: SqliteSessionLog, lease: Lease, from: number, to: number, content?: string) => {
    for (let index = from; index < to; index += 1) await log.append(lease, [token(lease.analysis_id, index, content)]);
  };
  const textIn = async (log: SqliteSessionLog, sessionId: string, analysisId: string) =>
    (await log.read(sessionId, 0, 100_000, analysisId)).map((frame) => (frame.type === 'token' ? frame.content : '')).join('');

  it('writes the end to history in the step that appends it, with the text that was shown, and not when it refuses it', async () => {
    const { log, data, clock } = opened(newFile());
    const store = createSqliteAnalysisStore({ data });
    const lease = await beginIn(log, 's', 'a');
    await store.create({ analysis_id: 'a', session_id: 's', query_text: 'q', parameters: {}, status: 'processing', created_at: '2025-09-28T12:00:00.000Z', completed_at: null, complete: null, error: null });
    await log.append(lease, [token('a', 0), token('a', 1)]);
    await clock.advance(LEASE_TTL_MS + 1);
    const [taken] = await log.takeOver(1);
    await expect(log.append(lease, [sampleCompleteBody('a', 'w0 w1 ')])).rejects.toMatchObject({ reason: 'fenced' });
    expect(await store.get('a')).toMatchObject({ status: 'processing', complete: null });
    await log.append(taken as Lease, [failed('a')]);
    expect(await store.get('a')).toMatchObject({ status: 'failed', error: { code: 'LOG_UNAVAILABLE' }, partial_answer: 'w0 w1 ' });
    await expect(log.append(lease, [sampleCompleteBody('a', 'w0 w1 ')])).rejects.toMatchObject({ reason: 'ended' });
    expect(await store.get('a')).toMatchObject({ status: 'failed', complete: null });
  });

  it('keeps frames, epoch, leases and notes for the next process', async () => {
    const file = newFile();
    const first = openLog(file);
    const lease = await beginIn(first.log, 's', 'a');
    await first.log.append(lease, [token('a', 0)], { notes: { frozen: ['x'] } });
    const [head, frames] = [await first.log.head('s'), await first.log.read('s', 0, 10)];
    await first.close();
    const { log } = opened(file);
    expect(await log.head('s')).toEqual(head);
    expect(await log.read('s', 0, 10)).toEqual(frames);
    const [taken] = await log.takeOver(10);
    expect(taken).toMatchObject({ analysis_id: 'a', notes: { frozen: ['x'] }, attempt: 2, shown: { text: 'w0 ' } });
    await write(log, taken as Lease, 1, 3);
    expect((await log.read('s', 0, 10)).map((frame) => frame.seq)).toEqual([1, 2, 3]);
  });

  it('gives a session another epoch when the file was lost', async () => {
    const file = newFile();
    const first = openLog(file);
    const { epoch } = await first.log.head('s');
    await first.close();
    for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
    expect((await opened(file).log.head('s')).epoch).not.toBe(epoch);
  });

  it('reads the same from memory and from the file, whatever the cursor', async () => {
    const file = newFile();
    const { log } = opened(file);
    const [a, b] = [await beginIn(log, 's', 'a'), await beginIn(log, 's', 'b')];
    await write(log, a, 0, 1500);
    await write(log, b, 0, 700, 'x'.repeat(2000));
    await write(log, a, 1500, 3000);
    const other = opened(file).log;
    for (const after of [0, 1, 1499, 1500, 2199, 2200, 3000, 3699, 3700, 9999]) {
      for (const analysisId of [undefined, 'a', 'b']) expect(await log.read('s', after, 100, analysisId)).toEqual(await other.read('s', after, 100, analysisId));
    }
    expect(await log.read('s', 0, 10_000)).toHaveLength(3700);
  });

  describe('with another process on the same file', () => {
    it('rings for what the other appends, and shows it', async () => {
      const file = newFile();
      const clock = new FakeClock();
      const [here, there] = [opened(file, { clock }), opened(file, { clock })];
      const lease = await beginIn(there.log, 's', 'a');
      await here.log.head('s');
      const reads: Array<Promise<number>> = [];
      const stop = here.log.subscribe('s', () => reads.push(here.log.read('s', 0, 10).then((frames) => frames.length)));
      let others = 0;
      const stopOther = here.log.subscribe('t', () => (others += 1));
      await clock.advance(100);
      [reads.length, others] = [0, 0];
      await there.log.append(lease, [token('a', 0), token('a', 1)]);
      await clock.advance(50);
      expect(await Promise.all(reads)).toEqual([2]);
      await clock.advance(500);
      expect(reads).toHaveLength(1);
      expect(others).toBe(0);
      stop();
      stopOther();
      await clock.advance(100);
      // What is left: two sweeps, two beats.
      expect(clock.pending).toBe(4);
    });

    it('numbers without a gap what both append to one session', async () => {
      const file = newFile();
      const [here, there] = [opened(file), opened(file)];
      const [a, b] = [await beginIn(here.log, 's', 'a'), await beginIn(there.log, 's', 'b')];
      for (let index = 0; index < 30; index += 1) await Promise.all([here.log.append(a, [token('a', index)]), there.log.append(b, [token('b', index)])]);
      const frames = await here.log.read('s', 0, 100);
      expect(frames.map((frame) => frame.seq)).toEqual(Array.from({ length: 60 }, (_, at) => at + 1));
      expect(await there.log.read('s', 0, 100)).toEqual(frames);
      expect((await here.log.head('s')).epoch).toBe((await there.log.head('s')).epoch);
    });

    it('takes nothing from an owner that slept while the other took over', async () => {
      const file = newFile();
      const clock = new FakeClock();
      const [sleeper, other] = [opened(file, { clock }), opened(file, { clock })];
      const lease = await beginIn(sleeper.log, 's', 'a');
      await write(sleeper.log, lease, 0, 3);
      expect(await other.log.takeOver(10)).toEqual([]);
      await clock.advance(LEASE_TTL_MS);
      const [taken] = await other.log.takeOver(10);
      await expect(sleeper.log.append(lease, [token('a', 3)])).rejects.toMatchObject({ reason: 'fenced' });
      expect(await sleeper.log.renew([lease])).toEqual([lease]);
      await write(other.log, taken as Lease, 3, 4);
      expect(await textIn(sleeper.log, 's', 'a')).toBe('w0 w1 w2 w3 ');
    });

    it('tells the owner of a cancel that was asked for elsewhere', async () => {
      const file = newFile();
      const clock = new FakeClock();
      const [owner, other] = [opened(file, { clock }), opened(file, { clock })];
      const lease = await beginIn(owner.log, 's', 'a');
      let rings = 0;
      const stop = owner.log.subscribe('s', () => (rings += 1));
      await clock.advance(100);
      rings = 0;
      expect(await other.log.requestCancel('s', 'a')).toBe(true);
      await clock.advance(50);
      expect(rings).toBe(1);
      expect(await owner.log.cancelRequested([lease])).toEqual([lease]);
      stop();
    });

    it('says within a moment that the other has let go of an analysis, while somebody here follows a session', async () => {
      const file = newFile();
      const clock = new FakeClock();
      const [here, there] = [opened(file, { clock }), opened(file, { clock })];
      const lease = await beginIn(there.log, 's', 'a');
      const stopFollowing = here.log.subscribe('t', () => {});
      let looks = 0;
      const stop = here.log.onReleased(() => (looks += 1));
      await there.log.append(lease, [token('a', 0)]);
      await clock.advance(100);
      expect(looks).toBe(0);
      await there.log.release([lease]);
      await clock.advance(50);
      expect(looks).toBe(1);
      expect(await here.log.takeOver(10)).toMatchObject([{ analysis_id: 'a' }]);
      stop();
      await there.log.release(await here.log.takeOver(10));
      await clock.advance(50);
      expect(looks).toBe(1);
      stopFollowing();
    });

    it('lets one of two begin an analysis for one request id', async () => {
      const file = newFile();
      const asked = { query: 'q', parameters: {}, history: [], paced: false, created_at: 'now', client_request_id: 'r' };
      const [here, there] = [opened(file), opened(file)];
      const begun = await Promise.all([here.log.begin('s', 'a', asked), there.log.begin('s', 'b', asked)]);
      expect(begun.filter((each) => 'lease' in each)).toHaveLength(1);
    });
  });

  it('takes over at once from a process of this machine that is no more', async () => {
    const file = newFile();
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    const first = opened(file);
    const lease = await beginIn(first.log, 's', 'a');
    const { database } = first.data;
    database.prepare('INSERT INTO owners (owner, host, pid, beat_at) VALUES (?, ?, ?, ?)').run('gone', hostname(), child.pid, first.clock.now());
    expect(await first.log.takeOver(10)).toEqual([]);
    database.exec("UPDATE session_analyses SET owner = 'gone'");
    expect((await first.log.takeOver(10)).map((each) => each.fence)).toEqual([lease.fence + 1]);
  });

  it('hands what it ran to the next process as soon as it is closed', async () => {
    const file = newFile();
    const clock = new FakeClock();
    const [first, second] = [openLog(file, { clock }), opened(file, { clock })];
    await beginIn(first.log, 's', 'a');
    expect(await second.log.takeOver(10)).toEqual([]);
    await first.close();
    expect(await second.log.takeOver(10)).toHaveLength(1);
  });

  it('commits the appends of one turn together', async () => {
    const { log, data } = opened(newFile());
    const leases = await Promise.all(Array.from({ length: 20 }, (_, at) => beginIn(log, `s${at}`, `a${at}`)));
    const watcher = new Database(data.database.name, { readonly: true });
    const commits = watcher.prepare('SELECT count(*) FROM journal').pluck();
    const seen = new Set<unknown>();
    const appended = leases.map((lease) => log.append(lease, [token(lease.analysis_id, 0)]).then(() => seen.add(commits.get())));
    expect(commits.get()).toBe(0);
    await Promise.all(appended);
    expect([...seen]).toEqual([1]);
    expect(await Promise.all(leases.map(async ({ session_id }) => (await opened(data.database.name).log.read(session_id, 0, 10)).length))).toEqual(leases.map(() => 1));
    watcher.close();
  });

  describe('while many answers stream', () => {
    const streaming = async (count: number, gatherMs?: number) => {
      const { log, data } = opened(newFile(), { gatherMs });
      const leases = await Promise.all(Array.from({ length: count }, (_, at) => beginIn(log, `s${at}`, `a${at}`)));
      await Promise.all(leases.map((lease) => log.append(lease, [token(lease.analysis_id, 0), token(lease.analysis_id, 1)])));
      await Promise.all(leases.map((lease) => log.append(lease, [token(lease.analysis_id, 2)])));
      const commits = () => data.database.prepare('SELECT max(id) FROM journal').pluck().get() as number;
      return { log, leases, commits };
    };
    const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

    it('gathers the tokens of a few turns in one commit, and commits at once when all are there', async () => {
      const { log, leases, commits } = await streaming(10, 60_000);
      const before = commits();
      const appended: Array<Promise<unknown>> = [];
      for (const lease of leases) {
        appended.push(log.append(lease, [token(lease.analysis_id, 3)]));
        if (appended.length < leases.length) expect(commits()).toBe(before);
        if (appended.length === 5) await nextTurn();
      }
      await nextTurn();
      expect(commits()).toBe(before + 1);
      await Promise.all(appended);
    });

    it('keeps no first token and no end waiting, and with them nothing that was asked for before', async () => {
      const { log, leases, commits } = await streaming(10, 60_000);
      const [one, two] = leases as [Lease, Lease];
      const before = commits();
      const waiting = log.append(one, [token(one.analysis_id, 3)]);
      const end = log.append(two, [failed(two.analysis_id)]);
      await nextTurn();
      expect(commits()).toBe(before + 1);
      await Promise.all([waiting, end]);
    });

    it('lets a token wait for no more than a moment when nobody else comes', async () => {
      const { log, leases, commits } = await streaming(10);
      const [one] = leases as [Lease];
      const before = commits();
      await log.append(one, [token(one.analysis_id, 3)]);
      expect(commits()).toBe(before + 1);
    });
  });

  it('spoils nothing for the others when one append of a turn is refused', async () => {
    const { log } = opened(newFile());
    const [a, b] = [await beginIn(log, 's', 'a'), await beginIn(log, 's', 'b')];
    const results = await Promise.allSettled([log.append(a, [token('a', 0)]), log.append({ ...b, fence: 9 }, [token('b', 0)]), log.append(b, [token('b', 0)])]);
    expect(results.map((each) => each.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((await log.read('s', 0, 10)).map((frame) => [frame.seq, frame.analysis_id])).toEqual([[1, 'a'], [2, 'b']]);
  });

  it.each(['leaves', 'looked before it left, and its answer came later'])('[DEL-1] keeps no row of a session that was forgotten, when who still looked at it %s', async (how) => {
    const { log, data, clock } = opened(newFile());
    const rows = () => data.database.prepare('SELECT count(*) FROM sessions').pluck().get();
    await log.append(await beginIn(log, 's', 'a'), [failed('a')]);
    const before = await log.head('s');
    const stop = log.subscribe('s', () => {});
    await log.forgetSession('s');
    if (how === 'leaves') expect((await log.head('s')).epoch).not.toBe(before.epoch);
    stop();
    await settle();
    if (how !== 'leaves') await log.head('s');
    if (how !== 'leaves') await clock.advance(3 * MINUTE);
    expect(rows()).toBe(0);
  });

  describe('[LOG-6] after an end without order', () => {
    /** Leaves a file behind as a process does that is gone from one moment to the next. */
    const cutOff = async (boot: string) => {
      const file = newFile();
      const { log, data } = openLog(file, { boot });
      await write(log, await beginIn(log, 's', 'a'), 0, 3);
      const head = await log.head('s');
      data.database.close();
      return { file, head };
    };

    it('has the same epoch when only the process was killed', async () => {
      const { file, head } = await cutOff('boot-1');
      expect(await opened(file, { boot: 'boot-1' }).log.head('s')).toEqual(head);
    });

    it('has another epoch when the machine was restarted meanwhile, so that no cursor reaches into what may be lost; once', async () => {
      const { file, head } = await cutOff('boot-1');
      const first = opened(file, { boot: 'boot-2' });
      const renewed = await first.log.head('s');
      expect(renewed).toEqual({ ...head, epoch: renewed.epoch });
      expect(renewed.epoch).not.toBe(head.epoch);
      expect(await opened(file, { boot: 'boot-2' }).log.head('s')).toEqual(renewed);
    });

    it('has the same epoch when the machine was restarted behind an end in order', async () => {
      const file = newFile();
      const first = openLog(file, { boot: 'boot-1' });
      await write(first.log, await beginIn(first.log, 's', 'a'), 0, 3);
      const head = await first.log.head('s');
      await first.close();
      expect(await opened(file, { boot: 'boot-2' }).log.head('s')).toEqual(head);
    });
  });

  describe('on a full disk', () => {
    const full = async () => {
      const { log, data, clock } = opened(newFile(), { reserveBytes: 64 * 1024 });
      const store = createSqliteAnalysisStore({ data });
      const leases = [await beginIn(log, 's', 'a'), await beginIn(log, 't', 'b')] as const;
      for (const { session_id, analysis_id } of leases) await store.create({ analysis_id, session_id, query_text: 'q', parameters: {}, status: 'processing', created_at: '2025-09-28T12:00:00.000Z', completed_at: null, complete: null, error: null });
      const { database } = data;
      database.pragma(`max_page_count = ${(database.pragma('page_count', { simple: true }) as number) + 20}`);
      let shown = 0;
      for (;;) {
        const append = log.append(leases[0], [token('a', shown, 'x'.repeat(1000))]);
        if ((await Promise.allSettled([append]))[0]?.status === 'rejected') {
          await expect(append).rejects.toMatchObject({ name: 'LogFull' });
          break;
        }
        shown += 1;
      }
      return { log, data, clock, store, leases, shown };
    };

    it('refuses appends, loses nothing, and still takes the ends of what runs, in history too', async () => {
      const { log, data, store, leases, shown } = await full();
      expect(shown).toBeGreaterThan(10);
      for (const lease of leases) await log.append(lease, [failed(lease.analysis_id)]);
      expect((await log.read('s', 0, 1000)).map((frame) => frame.type)).toEqual([...Array.from({ length: shown }, () => 'token'), 'analysis_error']);
      expect(await log.read('t', 0, 10)).toHaveLength(1);
      for (const { analysis_id } of leases) expect(await store.get(analysis_id)).toMatchObject({ status: 'failed', error: { code: 'LOG_UNAVAILABLE' } });
      expect(data.database.pragma('integrity_check', { simple: true })).toBe('ok');
    });

    it('keeps what was put by for ends: once that is touched, nothing else is taken', async () => {
      const { log, leases } = await full();
      await log.append(leases[0], [sampleCompleteBody('a', 'x'.repeat(8_000))]);
      await expect(log.append(leases[1], [token('b', 0)])).rejects.toMatchObject({ name: 'LogFull' });
      await expect(beginIn(log, 's', 'c')).rejects.toMatchObject({ name: 'LogFull' });
      expect((await log.head('s')).head_seq).toBeGreaterThan(1);
      await expect(log.append(leases[1], [sampleCompleteBody('b', 'x'.repeat(4_000))])).resolves.toHaveLength(1);
    });

    it('lets in who only listens: a session that can not be written down has the epoch already that it will have', async () => {
      const { log, data, clock, leases } = await full();
      await log.append(leases[0], [sampleCompleteBody('a', 'x'.repeat(8_000))]);
      const promised = await log.head('never seen');
      expect(promised).toMatchObject({ head_seq: 0, oldest_seq: 1 });
      expect(await log.head('never seen')).toEqual(promised);
      data.database.pragma('max_page_count = 1000000');
      await clock.advance(5_000);
      expect((await log.head('never seen')).epoch).toBe(promised.epoch);
      await beginIn(log, 'never seen', 'c');
      expect((await log.head('never seen')).epoch).toBe(promised.epoch);
    });

    it('says so when it is asked, and that it is well again as soon as it is', async () => {
      const { log, data, leases } = await full();
      await log.append(leases[0], [sampleCompleteBody('a', 'x'.repeat(8_000))]);
      await expect(log.check()).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE', message: expect.stringMatching(/no room left on its disk.*free some space/) as unknown });
      data.database.pragma('max_page_count = 1000000');
      await expect(log.check()).resolves.toBeUndefined();
    });

    it('goes on when there is room again', async () => {
      const { log, data, clock, leases } = await full();
      await log.append(leases[0], [sampleCompleteBody('a', 'x'.repeat(8_000))]);
      await expect(log.append(leases[1], [token('b', 0)])).rejects.toMatchObject({ name: 'LogFull' });
      data.database.pragma('max_page_count = 1000000');
      await clock.advance(5_000);
      await write(log, leases[1], 0, 5);
      expect(await textIn(log, 't', 'b')).toBe('w0 w1 w2 w3 w4 ');
    });

    it('is not stopped by one large append of a turn from making the small ones', async () => {
      const { log, data } = opened(newFile());
      const [a, b] = [await beginIn(log, 's', 'a'), await beginIn(log, 't', 'b')];
      data.database.pragma(`max_page_count = ${(data.database.pragma('page_count', { simple: true }) as number) + 10}`);
      const results = await Promise.allSettled([log.append(a, [token('a', 0, 'x'.repeat(200_000))]), log.append(b, [token('b', 0)])]);
      expect(results.map((each) => each.status)).toEqual(['rejected', 'fulfilled']);
      expect([await log.read('s', 0, 10), (await log.read('t', 0, 10)).length]).toEqual([[], 1]);
      await write(log, a, 0, 1);
      expect((await log.read('s', 0, 10)).map((frame) => frame.seq)).toEqual([1]);
    });
  });

  it('says LOG_UNAVAILABLE when another process holds the file for too long, and goes on afterwards', async () => {
    const file = newFile();
    const { log, data } = opened(file);
    const lease = await beginIn(log, 's', 'a');
    data.database.pragma('busy_timeout = 10');
    const other = new Database(file);
    other.exec('BEGIN IMMEDIATE');
    await expect(log.append(lease, [token('a', 0)])).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE', message: expect.stringContaining('locked by another process') as string });
    other.exec('ROLLBACK');
    other.close();
    expect((await log.append(lease, [token('a', 0)]))[0]?.seq).toBe(1);
  });

  it('says what is wrong with a file that it cannot use', () => {
    const file = newFile();
    writeFileSync(file, 'this is not a database, but it is long enough to be looked at'.repeat(100));
    expect(() => openLog(file)).toThrow(/is damaged or is no SQLite file/);
  });

  it('says LOG_UNAVAILABLE after the file was closed', async () => {
    const one = openLog(newFile());
    const lease = await beginIn(one.log, 's', 'a');
    await one.close();
    await expect(one.log.append(lease, [token('a', 0)])).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' });
    await expect(one.log.read('s', 0, 1)).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' });
  });

  describe('what it keeps', () => {
    const rows = ({ data }: Opened, table: string) => data.database.prepare(`SELECT count(*) FROM ${table}`).pluck().get();

    it('forgets sessions that nobody touched for longer than the retention, but not those that run or are followed', async () => {
      const one = opened(newFile(), { retentionMs: DAY });
      const { log, clock } = one;
      for (const name of ['old', 'followed', 'used']) await log.append(await beginIn(log, name, `in ${name}`, { client_request_id: 'r' }), [token(`in ${name}`, 0), failed(`in ${name}`)]);
      const running = await beginIn(log, 'running', 'runs');
      await log.append(running, [token('runs', 0)]);
      await clock.advance(DAY - 2 * MINUTE);
      await log.head('used');
      const stop = log.subscribe('followed', () => {});
      await clock.advance(4 * MINUTE);
      expect([await log.sessionOf('in old'), await log.sessionOf('in followed'), await log.sessionOf('in used'), await log.sessionOf('runs')]).toEqual([null, 'followed', 'used', 'running']);
      stop();
      await log.append(running, [failed('runs')]);
      await clock.advance(2 * DAY);
      expect(['sessions', 'session_analyses', 'frames', 'notes', 'request_ids'].map((table) => rows(one, table))).toEqual([0, 0, 0, 0, 0]);
    });

    it('forgets sessions to which nobody ever wrote, after an hour', async () => {
      const one = opened(newFile());
      for (let count = 0; count < 50; count += 1) await one.log.head(`s${count}`);
      await one.log.append(await beginIn(one.log, 's7', 'a'), [token('a', 0)]);
      expect(rows(one, 'sessions')).toBe(50);
      await one.clock.advance(62 * MINUTE);
      expect(rows(one, 'sessions')).toBe(1);
      expect((await one.log.head('s7')).head_seq).toBe(1);
    });

    it('folds a long answer in steps, to the same snapshot', async () => {
      const one = opened(newFile());
      const { log, clock } = one;
      const lease = await beginIn(log, 's', 'a');
      for (let index = 0; index < 2200; index += 100) await log.append(lease, Array.from({ length: 100 }, (_, at) => token('a', index + at)));
      await log.append(lease, [failed('a')]);
      const before = await log.snapshots('s');
      await clock.advance(12 * MINUTE);
      expect(rows(one, 'frames')).toBe(0);
      expect(await log.snapshots('s')).toEqual(before);
    });

    it('brings a session that grew too large down to its limit, and leaves what runs in it whole', async () => {
      const one = opened(newFile(), { sessionBytes: 50_000 });
      const { log, clock } = one;
      for (const analysisId of ['a', 'b', 'c', 'd']) {
        const lease = await beginIn(log, 's', analysisId);
        await write(log, lease, 0, 30, 'x'.repeat(1000));
        await log.append(lease, [failed(analysisId)]);
      }
      const running = await beginIn(log, 's', 'running');
      await write(log, running, 0, 30, 'y'.repeat(1000));
      await clock.advance(2 * MINUTE);
      expect((await log.read('s', 0, 1000, 'd')).at(-1)).toMatchObject({ type: 'analysis_error' });
      await clock.advance(3 * MINUTE);
      expect(await textIn(log, 's', 'running')).toHaveLength(30_000);
      const snapshots = await log.snapshots('s');
      expect(snapshots.at(-1)?.answer.text).toHaveLength(30_000);
      expect(snapshots.map(({ analysis_id }) => analysis_id)).toEqual(['d', 'running']);
      expect(await log.head('s')).toMatchObject({ oldest_seq: 125, head_seq: 154 });
    });

    it('keeps a followed session’s newest frames in memory only while it is followed or written', async () => {
      const one = opened(newFile());
      const lease = await beginIn(one.log, 's', 'a');
      await write(one.log, lease, 0, 10);
      await one.log.append(lease, [failed('a')]);
      await settle();
      // The sweep brings all frames to their places.
      await one.clock.advance(MINUTE + MINUTE / 2);
      one.data.database.exec("UPDATE frames SET text = replace(text, 'w3 ', 'WW ')");
      expect(await textIn(one.log, 's', 'a')).toContain('WW ');
    });
  });

  it('writes the end of an analysis to its record in the same transaction', async () => {
    const { log, data } = opened(newFile());
    const store = createSqliteAnalysisStore({ data });
    await store.create({ analysis_id: 'a', session_id: 's', query_text: 'q', parameters: {}, status: 'processing', created_at: '2025-09-28T11:00:00.000Z', completed_at: null, complete: null, error: null });
    const lease = await beginIn(log, 's', 'a');
    await log.append(lease, [sampleCompleteBody('a', 'w0 ')]);
    expect(await store.get('a')).toMatchObject({ status: 'completed', completed_at: '2025-09-28T12:00:00.000Z', complete: sampleCompleteBody('a', 'w0 ') });
  });
});
