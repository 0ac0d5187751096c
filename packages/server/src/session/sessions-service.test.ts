import type { Frame } from '@groundwire/protocol';
import pino from 'pino';
import { describe, expect, it } from 'vitest';
import { silentLogger } from '../base/logger.js';
import { MemorySessionLog } from '../session-log/memory-session-log.js';
import type { SessionLog } from '../session-log/session-log.js';
import { SqliteSessionLog } from '../session-log/sqlite-session-log.js';
import type { AnalysisStore } from '../store/analysis-store.js';
import { createMemoryAnalysisStore } from '../store/memory-analysis-store.js';
import { createSqliteAnalysisStore } from '../store/sqlite-analysis-store.js';
import { openSqliteData } from '../store/sqlite-data.js';
import { FakeClock, settle } from '../testing/fake-clock.js';
import { answering, type ScriptedCall } from '../testing/scripted-engine.js';
import { SessionRig } from '../testing/session-rig.js';

const terminals = async (rig: SessionRig, analysisId: string) => (await rig.log.read('s', 0, 10_000, analysisId)).filter((frame) => frame.type === 'complete' || frame.type === 'analysis_error');

describe('an analysis run', () => {
  it('brings what the engine yields to the log, in order, and gives the fold of it', async () => {
    const rig = new SessionRig({ script: answering('Because ', 'it rains.') });
    const id = await rig.start();
    expect((await rig.log.read('s', 0, 100)).map((frame) => [frame.seq, frame.type])).toEqual([[1, 'started'], [2, 'token'], [3, 'token'], [4, 'complete']]);
    expect(await rig.sessions.finished(id)).toMatchObject({ analysis_id: id, status: 'completed', text: 'Because it rains.', next_index: 2 });
    expect(rig.sessions.running(id)).toBeNull();
    expect(await rig.store.get(id)).toMatchObject({ status: 'completed', query_text: 'Why?', complete: { answer: 'Because it rains.' }, error: null });
  });

  it.each<[string, (call: ScriptedCall) => void, RegExp]>([
    ['throws before anything', (call) => call.throw(new Error('secret path /etc')), /went wrong/],
    ['throws in the middle', (call) => call.started().tokens('a').throw(new TypeError('secret')), /went wrong/],
    ['throws something that is no error', (call) => call.started().throw(undefined), /went wrong/],
    ['ends without a terminal body', (call) => call.started().tokens('a').end(), /went wrong/],
    ['yields nothing at all', (call) => call.end(), /went wrong/],
    ['does not begin with started', (call) => call.tokens('a').complete().end(), /went wrong/],
    ['begins twice', (call) => call.started().started().complete().end(), /went wrong/],
    ['skips an index', (call) => call.started().yield({ type: 'token', content: 'a', index: 1, analysis_id: call.params.analysis_id }).complete().end(), /went wrong/],
    ['repeats an index', (call) => call.started().tokens('a').yield({ type: 'token', content: 'b', index: 0, analysis_id: call.params.analysis_id }).complete().end(), /went wrong/],
    ['yields an empty token', (call) => call.started().tokens('').complete().end(), /went wrong/],
    ['speaks of another analysis', (call) => call.started().yield({ type: 'token', content: 'a', index: 0, analysis_id: 'other' }).complete().end(), /went wrong/],
    ['ends for another analysis', (call) => call.started().complete({ analysis_id: 'other' }).end(), /went wrong/],
    ['yields something that is no body', (call) => call.started().yield(7 as never).complete().end(), /went wrong/],
  ])('ends with exactly one SERVER_ERROR and nothing leaked when the engine %s', async (_name, script, message) => {
    const rig = new SessionRig({ script });
    const id = await rig.start();
    const ends = await terminals(rig, id);
    expect(ends).toHaveLength(1);
    expect(ends[0]).toMatchObject({ type: 'analysis_error', analysis_id: id, error: { code: 'SERVER_ERROR', recoverable: true } });
    expect(JSON.stringify(ends)).toMatch(message);
    expect(JSON.stringify(ends)).not.toContain('secret');
    expect((await rig.log.analyses('s'))[0]).toMatchObject({ status: 'ended' });
    expect(await rig.sessions.finished(id)).toMatchObject({ status: 'failed', error: { code: 'SERVER_ERROR' } });
    expect(await rig.store.get(id)).toMatchObject({ status: 'failed', error: { code: 'SERVER_ERROR' } });
    expect(rig.engine.call.closed || rig.engine.calls.length === 1).toBe(true);
    expect(rig.sessions.counts().analyses).toBe(0);
  });

  it('writes the cause of an unexpected failure to the log of the server, whole', async () => {
    const lines: string[] = [];
    const logger = pino({ level: 'warn' }, { write: (line) => void lines.push(line) });
    const rig = new SessionRig({ logger, script: (call) => void call.started().throw(new TypeError('x is not a function')) });
    const id = await rig.start();
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([{ analysis_id: id, err: { type: 'TypeError', message: 'x is not a function', stack: expect.stringContaining('sessions-service.test') } }]);
  });

  it('takes nothing after the terminal body and closes the engine', async () => {
    const rig = new SessionRig({ script: (call) => void call.started().tokens('a').complete().tokens('late').complete().fail('SERVER_ERROR') });
    const id = await rig.start();
    expect((await rig.log.read('s', 0, 100, id)).map((frame) => frame.type)).toEqual(['started', 'token', 'complete']);
    expect(rig.engine.call.closed).toBe(true);
  });

  it('ends with DEADLINE_EXCEEDED when the engine is too slow, even if it ignores its signal', async () => {
    const rig = new SessionRig({ limits: { deadlineMs: 60_000 } });
    const id = await rig.start();
    rig.engine.call.started().tokens('half');
    await rig.clock.advance(59_999);
    expect(rig.engine.call.context.signal.aborted).toBe(false);
    await rig.clock.advance(1);
    expect(rig.engine.call.context.signal.reason).toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    expect(await terminals(rig, id)).toEqual([]);
    await rig.clock.advance(2_000);
    expect(await terminals(rig, id)).toMatchObject([{ error: { code: 'DEADLINE_EXCEEDED', recoverable: true, partial: true } }]);
    expect(rig.clock.pending).toBe(1); // the log's sweep
  });

  it('cancels: no token afterwards, one end, and again is no harm', async () => {
    const rig = new SessionRig();
    const id = await rig.start();
    rig.engine.call.started().tokens('one ');
    await settle();
    expect(rig.sessions.cancel(id)).toBe(true);
    expect(rig.sessions.cancel(id)).toBe(true);
    rig.engine.call.tokens('two ', 'three ').fail('CANCELLED');
    await settle();
    expect((await rig.log.read('s', 0, 100, id)).map((frame) => frame.type)).toEqual(['started', 'token', 'analysis_error']);
    expect(rig.sessions.cancel(id)).toBe(false);
    expect(rig.sessions.cancel('nobody')).toBe(false);
    expect(await rig.store.get(id)).toMatchObject({ status: 'cancelled', error: { code: 'CANCELLED' } });
  });

  it('ends with CANCELLED even when the engine completes all the same', async () => {
    const rig = new SessionRig();
    const id = await rig.start();
    rig.engine.call.started();
    await settle();
    rig.sessions.cancel(id);
    rig.engine.call.complete();
    await settle();
    expect(await terminals(rig, id)).toMatchObject([{ error: { code: 'CANCELLED', recoverable: false } }]);
  });

  it('says where a running analysis stands', async () => {
    const rig = new SessionRig();
    const id = await rig.start();
    expect(rig.sessions.running(id)).toEqual({ status: 'queued', progress: { completion_percentage: 0, current_step: 'queued' } });
    rig.engine.call.started().progress('searching', 30);
    await settle();
    expect(rig.sessions.running(id)).toEqual({ status: 'processing', progress: { completion_percentage: 30, current_step: 'searching' } });
  });

  it('appends together what comes while an append is on its way', async () => {
    const batches: number[] = [];
    let release: Array<() => void> = [];
    const slow = (inner: SessionLog): SessionLog =>
      Object.assign(Object.create(inner) as SessionLog, {
        head: (session: string) => inner.head(session),
        begin: (...args: Parameters<SessionLog['begin']>) => inner.begin(...args),
        analyses: (session: string) => inner.analyses(session),
        snapshots: (session: string) => inner.snapshots(session),
        subscribe: (...args: Parameters<SessionLog['subscribe']>) => inner.subscribe(...args),
        read: (...args: Parameters<SessionLog['read']>) => inner.read(...args),
        append: async (...args: Parameters<SessionLog['append']>): Promise<Frame[]> => {
          batches.push(args[1].length);
          await new Promise<void>((resolve) => release.push(resolve));
          return inner.append(...args);
        },
      });
    const rig = new SessionRig({ log: (clock) => slow(new MemorySessionLog(clock)), script: (call) => void call.started().tokens('a', 'b', 'c', 'd').complete() });
    const started = rig.sessions.start({ session_id: 's', query: 'Why?', parameters: {}, paced: true });
    for (let count = 0; count < 3; count += 1) {
      await settle();
      for (const go of release.splice(0)) go();
    }
    await settle();
    expect(batches).toEqual([1, 4, 1]);
    expect(await rig.sessions.finished((await started).analysis_id)).toMatchObject({ status: 'completed', text: 'abcd' });
    release = [];
  });

  it('has the record in the store before the end can be read, where log and history share a file', async () => {
    const seen: unknown[] = [];
    const data = openSqliteData({ file: ':memory:', clock: new FakeClock(), logger: silentLogger });
    const store = createSqliteAnalysisStore({ data });
    const rig = new SessionRig({ store, log: (clock) => new SqliteSessionLog({ data, clock, logger: silentLogger }), script: answering('a') });
    rig.log.subscribe('s', () => {
      void rig.log.read('s', 0, 100).then(async (frames) => {
        const end = frames.find((frame) => frame.type === 'complete');
        if (end !== undefined) seen.push((await store.get(end.analysis_id as string))?.status);
      });
    });
    await rig.start();
    await settle();
    expect(seen).toEqual(['completed']);
    await rig.log.close();
    data.close();
  });

  it('has the record in the store before anything but the log is done, where they do not', async () => {
    const seen: unknown[] = [];
    const rig = new SessionRig({ script: answering('a') });
    rig.log.subscribe('s', () => {
      setImmediate(() => void rig.store.list({ limit: 1, offset: 0, status: 'completed' }).then(({ total }) => seen.push(total)));
    });
    await rig.start();
    await settle();
    expect(seen.at(-1)).toBe(1);
  });

  it('writes no end to the record when the log says that another process has the analysis', async () => {
    const rig = new SessionRig();
    const id = await rig.start();
    rig.engine.call.started();
    await settle();
    // An append that this process waited for too long, as one does that was stopped in the middle of it.
    rig.log.append = () => Promise.reject(new Error('took longer than it may'));
    rig.log.renew = async (leases) => leases;
    rig.engine.call.complete();
    await settle();
    expect(rig.sessions.counts().analyses).toBe(0);
    expect(await rig.store.get(id)).toMatchObject({ status: 'processing', complete: null, error: null });
  });

  it.each(['throws', 'hangs'])('streams on when the store %s', async (how) => {
    const broken = () => (how === 'throws' ? Promise.reject(new Error('disk full')) : new Promise<never>(() => {}));
    const store = { ...createMemoryAnalysisStore(), create: broken, update: broken, turns: broken } as AnalysisStore;
    const rig = new SessionRig({ store, script: answering('a') });
    const socket = rig.open();
    const start = rig.start({ parameters: { follow_up: true } });
    await rig.clock.advance(10_000);
    const id = await start;
    expect(socket.frames('complete')).toMatchObject([{ analysis_id: id, answer: 'a' }]);
    expect(await rig.sessions.finished(id)).toMatchObject({ status: 'completed', text: 'a' });
  });

  it('refuses to start when the session log is down, and counts nothing', async () => {
    const rig = new SessionRig({ script: answering('a') });
    rig.log.begin = () => Promise.reject(new Error('connection lost'));
    await expect(rig.start()).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE', recoverable: true });
    expect(rig.sessions.counts()).toEqual({ sockets: 0, analyses: 0 });
  });

  it('ends, with a record, when the session log fails in the middle', async () => {
    const rig = new SessionRig();
    const id = await rig.start();
    rig.engine.call.started();
    await settle();
    const append = rig.log.append.bind(rig.log);
    rig.log.append = () => Promise.reject(new Error('connection lost'));
    rig.engine.call.tokens('a');
    await settle();
    expect(rig.engine.call.context.signal.aborted).toBe(true);
    expect(await rig.store.get(id)).toMatchObject({ status: 'failed', error: { code: 'LOG_UNAVAILABLE' } });
    expect(await rig.sessions.finished(id)).toMatchObject({ status: 'failed', error: { code: 'LOG_UNAVAILABLE' } });
    rig.log.append = append;
    await rig.clock.advance(1_000);
    expect(rig.sessions.counts().analyses).toBe(0);
    expect((await rig.log.read('s', 0, 10)).at(-1)).toMatchObject({ type: 'analysis_error', error: { code: 'LOG_UNAVAILABLE' } });
  });
});

describe('the answer of a finished analysis', () => {
  it('waits for one that runs', async () => {
    const rig = new SessionRig();
    const id = await rig.start();
    let answer: unknown;
    void rig.sessions.finished(id).then((value) => (answer = value));
    rig.engine.call.started().tokens('a');
    await settle();
    expect(answer).toBeUndefined();
    rig.engine.call.complete();
    await settle();
    expect(answer).toMatchObject({ status: 'completed', text: 'a' });
  });

  it('comes from the store when the log has forgotten it, and does not exist for an unknown id', async () => {
    const rig = new SessionRig({ script: answering('a') });
    const id = await rig.start();
    await rig.clock.advance(3 * 3_600_000);
    expect(await rig.log.read('s', 0, 10)).toEqual([]);
    expect(await rig.sessions.finished(id)).toMatchObject({ status: 'completed', text: 'a' });
    await expect(rig.sessions.finished('nobody')).rejects.toMatchObject({ code: 'ANALYSIS_NOT_FOUND' });
  });

  it('holds the text that was streamed before a failure', async () => {
    const rig = new SessionRig({ script: (call) => void call.started().tokens('half ').fail('LLM_INTERRUPTED') });
    expect(await rig.sessions.finished(await rig.start())).toMatchObject({ status: 'failed', text: 'half ', error: { code: 'LLM_INTERRUPTED' } });
  });
});

describe('closing the sessions', () => {
  it('lets what runs end within the drain time, then closes the sockets, and takes nothing new', async () => {
    const rig = new SessionRig();
    const [socket, other] = [rig.open(), rig.open('t')];
    const id = await rig.start();
    rig.engine.call.started().tokens('half ');
    await settle();
    const closed = rig.sessions.close();
    await settle();
    expect(socket.closedByServer).toBeNull();
    await expect(rig.start()).rejects.toMatchObject({ code: 'OVERLOADED' });
    expect(() => rig.open()).toThrow('stopping');
    rig.engine.call.tokens('whole').complete();
    await closed;
    expect(socket.frames('complete')).toMatchObject([{ analysis_id: id, answer: 'half whole' }]);
    expect([socket.closedByServer?.code, other.closedByServer?.code]).toEqual([1012, 1012]);
    expect(rig.sessions.counts()).toEqual({ sockets: 0, analyses: 0 });
    await rig.sessions.close();
  });

  it('hands over what still runs after the drain time, without an end', async () => {
    const rig = new SessionRig({ limits: { drainMs: 3_000 } });
    const socket = rig.open();
    const id = await rig.start();
    rig.engine.call.started().tokens('half ');
    const waiting = rig.sessions.finished(id).catch((error: unknown) => error);
    const closed = rig.sessions.close();
    await rig.clock.advance(3_000);
    await closed;
    expect(rig.engine.call.closed || rig.engine.call.context.signal.aborted).toBe(true);
    expect(await terminals(rig, id)).toEqual([]);
    expect(await rig.store.get(id)).toMatchObject({ status: 'processing' });
    expect(socket.closedByServer?.code).toBe(1012);
    expect(await waiting).toMatchObject({ code: 'NODE_LOST', recoverable: true });
    const [taken] = await rig.log.takeOver(10);
    expect(taken).toMatchObject({ analysis_id: id, attempt: 2, shown: { text: 'half ', next_index: 1 } });
  });
});
