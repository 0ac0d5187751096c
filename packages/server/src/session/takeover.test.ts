import { describe, expect, it } from 'vitest';
import { GroundwireError } from '../base/errors.js';
import { silentLogger } from '../base/logger.js';
import { MemorySessionLog } from '../session-log/memory-session-log.js';
import type { SessionLog } from '../session-log/session-log.js';
import { createMemoryAnalysisStore } from '../store/memory-analysis-store.js';
import { FakeClock, settle } from '../testing/fake-clock.js';
import { ScriptedEngine } from '../testing/scripted-engine.js';
import { SocketPair } from '../testing/socket-pair.js';
import { LEASE_TTL_MS } from '../session-log/log-times.js';
import { TAKEOVER_SWEEP_MS } from './session-limits.js';
import { createSessions, type SessionLimits } from './sessions-service.js';
import type { Sessions, StartRequest } from './sessions.js';

/** Processes on one log and one store. One that is frozen has lost its clock: it renews nothing, but may still speak. */
class Cluster {
  readonly clock = new FakeClock();
  readonly log: SessionLog = new MemorySessionLog(this.clock);
  readonly store = createMemoryAnalysisStore();

  process(limits: Partial<SessionLimits> = {}): { sessions: Sessions; engine: ScriptedEngine; freeze: () => void } {
    const engine = new ScriptedEngine();
    let frozen = false;
    const clock = { now: () => this.clock.now(), after: (ms: number, callback: () => void) => this.clock.after(ms, () => (frozen ? undefined : callback())) };
    const sessions = createSessions({ log: this.log, store: this.store, streamAnalysis: engine.streamAnalysis, clock, logger: silentLogger, wordPaceMs: 0, limits });
    return { sessions, engine, freeze: () => void (frozen = true) };
  }

  frames = async (analysisId: string) => this.log.read('s', 0, 1000, analysisId);
}

const ask = (sessions: Sessions, request: Partial<StartRequest> = {}) => sessions.start({ session_id: 's', query: 'Why?', parameters: {}, paced: true, ...request });

/** Past the time to live of a lease, and the sweep after it. */
const LEASE_GONE_MS = 8_000;

async function cutOff(cluster: Cluster, tokens: string[]) {
  const first = cluster.process();
  const { analysis_id } = await ask(first.sessions, { client_request_id: 'r1' });
  await settle();
  first.engine.call.started().yield({ type: 'source_found', analysis_id, source_id: 'd1', provider: 'library', url: null, title: 'T', domain: 'library', published_at: null }, { type: 'note', key: 'context', value: { a: 1 } } as never).tokens(...tokens);
  await settle();
  first.freeze();
  return { first, analysis_id };
}

describe('an analysis whose process is gone', () => {
  it('[OWN-1] is gone on with by another: same id, next index, nothing twice, one end', async () => {
    const cluster = new Cluster();
    const { analysis_id } = await cutOff(cluster, ['It ', 'rains ']);
    const second = cluster.process();
    second.sessions.takeOverLost();
    await cluster.clock.advance(LEASE_GONE_MS);
    const call = second.engine.call;
    expect(call.params).toMatchObject({ analysis_id, query: 'Why?', resume: { shown: 'It rains ', next_index: 2, attempt: 2, notes: { context: { a: 1 } } } });
    call.started()
      .yield({ type: 'source_found', analysis_id, source_id: 'd1', provider: 'library', url: null, title: 'T', domain: 'library', published_at: null })
      .yield({ type: 'token', content: 'today.', index: 2, analysis_id })
      .complete({ answer: 'It rains today.' });
    await settle();
    expect((await cluster.frames(analysis_id)).map(({ type }) => type)).toEqual(['started', 'source_found', 'token', 'token', 'token', 'complete']);
    expect(await second.sessions.finished(analysis_id)).toMatchObject({ status: 'completed', text: 'It rains today.' });
    expect(await cluster.store.get(analysis_id)).toMatchObject({ status: 'completed', complete: { answer: 'It rains today.' } });
  });

  it('[OWN-7] waits no longer for another than the time to live of a lease and one look', async () => {
    const cluster = new Cluster();
    await cutOff(cluster, ['It ']);
    const second = cluster.process();
    second.sessions.takeOverLost();
    await cluster.clock.advance(LEASE_TTL_MS + 1.2 * TAKEOVER_SWEEP_MS);
    expect(second.engine.calls).toHaveLength(1);
  });

  it('[OWN-2] hears no more of the process that had it: what that one says later is refused, and its end is not the end', async () => {
    const cluster = new Cluster();
    const { first, analysis_id } = await cutOff(cluster, ['It ']);
    const second = cluster.process();
    second.sessions.takeOverLost();
    await cluster.clock.advance(LEASE_GONE_MS);
    first.engine.call.tokens('snows ').complete();
    await settle();
    second.engine.call.started().yield({ type: 'token', content: 'rains.', index: 1, analysis_id }).complete({ answer: 'It rains.' });
    await settle();
    const frames = await cluster.frames(analysis_id);
    expect(frames.flatMap((frame) => (frame.type === 'token' ? [frame.content] : []))).toEqual(['It ', 'rains.']);
    expect(frames.filter(({ type }) => type === 'complete')).toHaveLength(1);
    expect(await cluster.store.get(analysis_id)).toMatchObject({ status: 'completed', complete: { answer: 'It rains.' } });
    expect(first.sessions.counts().analyses).toBe(0);
  });

  it.each(['while the next one goes on', 'when the next one has ended it'])('[OWN-2] keeps its history from the process that had it: one that wakes up %s has no say in how it ended', async (when) => {
    const cluster = new Cluster();
    const { first, analysis_id } = await cutOff(cluster, ['It ']);
    const second = cluster.process();
    second.sessions.takeOverLost();
    await cluster.clock.advance(LEASE_GONE_MS);
    const wakes = async () => {
      first.engine.call.complete();
      await settle();
      expect(first.sessions.counts().analyses).toBe(0);
    };
    const ends = async () => {
      second.engine.call.throw(new GroundwireError('NODE_LOST', 'scripted'));
      await settle();
    };
    if (when.startsWith('while')) {
      await wakes();
      expect(await cluster.store.get(analysis_id)).toMatchObject({ status: 'processing', complete: null });
      await ends();
    } else {
      await ends();
      await wakes();
    }
    expect(await cluster.store.get(analysis_id)).toMatchObject({ status: 'failed', complete: null, error: { code: 'NODE_LOST' }, partial_answer: 'It ' });
    expect((await cluster.frames(analysis_id)).at(-1)).toMatchObject({ type: 'analysis_error', error: { code: 'NODE_LOST' } });
  });

  it('[OWN-2] has one record, even if the process that had it was stopped before it made it and wakes up later', async () => {
    const cluster = new Cluster();
    const create = cluster.store.create;
    let wake = () => {};
    cluster.store.create = async (record) => {
      cluster.store.create = create;
      await new Promise<void>((resolve) => (wake = resolve));
      return create(record);
    };
    const first = cluster.process();
    void ask(first.sessions).catch(() => {});
    await settle();
    first.freeze();
    const second = cluster.process();
    second.sessions.takeOverLost();
    await cluster.clock.advance(LEASE_GONE_MS);
    const { analysis_id } = second.engine.call.params;
    expect(await cluster.store.get(analysis_id)).toMatchObject({ status: 'processing' });
    wake();
    await settle();
    second.engine.call.started().yield({ type: 'token', content: 'It rains.', index: 0, analysis_id }).complete({ answer: 'It rains.' });
    await settle();
    expect(await cluster.store.get(analysis_id)).toMatchObject({ status: 'completed', complete: { answer: 'It rains.' } });
    expect((await cluster.store.list({ limit: 10, offset: 0 })).total).toBe(1);
  });

  it('[OWN-2] is left at once by a process that wakes up and finds its lease lost', async () => {
    const cluster = new Cluster();
    const first = cluster.process();
    const { analysis_id } = await ask(first.sessions);
    await settle();
    first.engine.call.started().tokens('It ');
    await settle();
    cluster.log.renew = async (leases) => leases;
    await cluster.clock.advance(2_000);
    expect(first.engine.call.context.signal.aborted).toBe(true);
    expect(first.sessions.counts().analyses).toBe(0);
    expect((await cluster.frames(analysis_id)).map(({ type }) => type)).toEqual(['started', 'token']);
    expect(await cluster.store.get(analysis_id)).toMatchObject({ status: 'processing' });
  });

  it('is not taken from a process that lives', async () => {
    const cluster = new Cluster();
    const [first, second] = [cluster.process({ deadlineMs: 600_000 }), cluster.process()];
    second.sessions.takeOverLost();
    await ask(first.sessions);
    await cluster.clock.advance(60_000);
    expect(second.engine.calls).toEqual([]);
    expect(first.sessions.counts().analyses).toBe(1);
  });

  it('[OWN-3] ends with NODE_LOST, and its text stands, when it has been taken over twice in vain', async () => {
    const cluster = new Cluster();
    const { analysis_id } = await cutOff(cluster, ['It ']);
    for (let attempt = 2; attempt <= 3; attempt += 1) {
      const next = cluster.process();
      next.sessions.takeOverLost();
      await cluster.clock.advance(LEASE_GONE_MS);
      expect(next.engine.call.params.resume?.attempt).toBe(attempt);
      next.freeze();
    }
    const last = cluster.process();
    last.sessions.takeOverLost();
    await cluster.clock.advance(LEASE_GONE_MS);
    expect(last.engine.calls).toEqual([]);
    expect((await cluster.frames(analysis_id)).at(-1)).toMatchObject({ type: 'analysis_error', error: { code: 'NODE_LOST', recoverable: true, partial: true } });
    expect(await cluster.store.get(analysis_id)).toMatchObject({ status: 'failed', partial_answer: 'It ' });
    expect(await last.sessions.finished(analysis_id)).toMatchObject({ status: 'failed', text: 'It ' });
  });

  it('[OWN-3] is taken over again and again while each attempt brings something, but not for ever', async () => {
    const cluster = new Cluster();
    const { analysis_id } = await cutOff(cluster, ['0 ']);
    for (let attempt = 2; attempt <= 12; attempt += 1) {
      const next = cluster.process();
      next.sessions.takeOverLost();
      await cluster.clock.advance(LEASE_GONE_MS);
      expect(next.engine.calls).toHaveLength(1);
      next.engine.call.started().yield({ type: 'token', content: `${attempt - 1} `, index: attempt - 1, analysis_id });
      await settle();
      next.freeze();
    }
    const last = cluster.process();
    last.sessions.takeOverLost();
    await cluster.clock.advance(LEASE_GONE_MS);
    expect(last.engine.calls).toEqual([]);
    expect((await cluster.frames(analysis_id)).at(-1)).toMatchObject({ error: { code: 'NODE_LOST' } });
    expect((await last.sessions.finished(analysis_id)).text).toBe('0 1 2 3 4 5 6 7 8 9 10 11 ');
  });

  it('[OWN-4][OWN-7] is handed over at once by a process that stops in order', async () => {
    const cluster = new Cluster();
    const [first, second] = [cluster.process({ drainMs: 0 }), cluster.process()];
    const { analysis_id } = await ask(first.sessions);
    await settle();
    first.engine.call.started().tokens('It ');
    await settle();
    second.sessions.takeOverLost();
    await settle();
    const closed = first.sessions.close();
    await cluster.clock.advance(0);
    await closed;
    await settle();
    expect(second.engine.call.params).toMatchObject({ analysis_id, resume: { shown: 'It ' } });
  });

  it('[CAN-1] stays called off when its process dies, or stops, before the engine has noticed', async () => {
    for (const how of ['dies', 'stops']) {
      const cluster = new Cluster();
      const first = cluster.process({ drainMs: 0 });
      const { analysis_id } = await ask(first.sessions);
      await settle();
      first.engine.call.started().tokens('It ');
      await settle();
      first.sessions.cancel(analysis_id);
      await settle();
      if (how === 'dies') first.freeze();
      else await Promise.all([first.sessions.close(), cluster.clock.advance(1)]);
      const second = cluster.process();
      second.sessions.takeOverLost();
      await cluster.clock.advance(LEASE_GONE_MS + 3_000);
      expect((await cluster.frames(analysis_id)).at(-1)).toMatchObject({ type: 'analysis_error', error: { code: 'CANCELLED', partial: true } });
    }
  });

  it('is delivered whole to a base socket of the process that goes on', async () => {
    const cluster = new Cluster();
    const { analysis_id } = await cutOff(cluster, ['It ']);
    const second = cluster.process();
    const socket = new SocketPair();
    second.sessions.attach('s', socket);
    second.sessions.takeOverLost();
    await cluster.clock.advance(LEASE_GONE_MS);
    second.engine.call.started().yield({ type: 'token', content: 'rains.', index: 1, analysis_id }).complete({ answer: 'It rains.' });
    await settle();
    expect(socket.frames('token').map((frame) => [frame['index'], frame['content']])).toEqual([[0, 'It '], [1, 'rains.']]);
    expect(socket.frames('complete')).toHaveLength(1);
  });
});

describe('what one process asks of an analysis that another runs', () => {
  it('[CAN-1] cancels it, and keeps the text that was shown', async () => {
    const cluster = new Cluster();
    const [first, second] = [cluster.process(), cluster.process()];
    const { analysis_id } = await ask(first.sessions);
    await settle();
    first.engine.call.started().tokens('It ');
    await settle();
    const status = second.sessions.cancelAnywhere(analysis_id);
    await cluster.clock.advance(1_000);
    expect(first.engine.call.context.signal.reason).toMatchObject({ code: 'CANCELLED' });
    first.engine.call.fail('CANCELLED');
    await cluster.clock.advance(0);
    expect(await status).toBe('cancelled');
    expect(await second.sessions.cancelAnywhere(analysis_id)).toBe('cancelled');
    expect(await cluster.store.get(analysis_id)).toMatchObject({ status: 'cancelled', partial_answer: 'It ' });
    await expect(second.sessions.cancelAnywhere('nobody')).rejects.toMatchObject({ code: 'ANALYSIS_NOT_FOUND' });
  });

  it('waits for its end', async () => {
    const cluster = new Cluster();
    const [first, second] = [cluster.process(), cluster.process()];
    const { analysis_id } = await ask(first.sessions);
    await settle();
    const finished = second.sessions.finished(analysis_id);
    first.engine.call.started().tokens('It rains.').complete();
    await settle();
    expect(await finished).toMatchObject({ status: 'completed', text: 'It rains.' });
  });

  it('[OWN-5] starts nothing when the question repeats a client_request_id of its session', async () => {
    const cluster = new Cluster();
    const [first, second] = [cluster.process(), cluster.process()];
    const started = await ask(first.sessions, { client_request_id: 'r1' });
    await cluster.clock.advance(1_000);
    expect(await ask(second.sessions, { client_request_id: 'r1' })).toEqual({ ...started, repeated: true });
    expect((await ask(second.sessions, { client_request_id: 'r1', session_id: 't' })).repeated).toBe(false);
    expect(second.sessions.counts('s').analyses).toBe(0);
    expect(second.engine.calls).toHaveLength(1);
  });
});

describe('an analysis that nobody follows', () => {
  it('[OWN-6] ends with ABANDONED after the orphan limit, counted from when the last follower left', async () => {
    const cluster = new Cluster();
    const { sessions, engine } = cluster.process({ orphanMs: 60_000, deadlineMs: 3_600_000 });
    const socket = new SocketPair();
    sessions.attach('s', socket);
    const { analysis_id } = await ask(sessions);
    await settle();
    engine.call.started().tokens('It ');
    const keepReading = () => socket.say({ type: 'pong' });
    for (let minute = 0; minute < 3; minute += 1) {
      keepReading();
      await cluster.clock.advance(60_000);
    }
    expect(engine.call.context.signal.aborted).toBe(false);
    socket.leave();
    await settle();
    await cluster.clock.advance(59_000);
    expect(sessions.running(analysis_id)).not.toBeNull();
    await cluster.clock.advance(59_000);
    expect(engine.call.context.signal.aborted).toBe(false);
    await cluster.clock.advance(1_000);
    engine.call.fail('ABANDONED');
    await settle();
    expect(await cluster.store.get(analysis_id)).toMatchObject({ status: 'failed', error: { code: 'ABANDONED', recoverable: true }, partial_answer: 'It ' });
  });

  it('goes on for ever where the limit is 0, and while somebody waits for its end', async () => {
    const cluster = new Cluster();
    const patient = cluster.process({ orphanMs: 0, deadlineMs: 36_000_000 });
    const waited = cluster.process({ orphanMs: 60_000, deadlineMs: 36_000_000 });
    await ask(patient.sessions);
    const { analysis_id } = await ask(waited.sessions, { session_id: 't' });
    const finished = waited.sessions.finished(analysis_id);
    await cluster.clock.advance(600_000);
    expect(patient.engine.call.context.signal.aborted).toBe(false);
    expect(waited.engine.call.context.signal.aborted).toBe(false);
    waited.engine.call.started().tokens('a').complete();
    await finished;
  });
});

describe('deleting', () => {
  it('[DEL-1] an analysis cancels it first, and leaves neither frames nor record', async () => {
    const cluster = new Cluster();
    const { sessions, engine } = cluster.process();
    const { analysis_id } = await ask(sessions, { client_request_id: 'r1' });
    await settle();
    engine.call.started().tokens('It ');
    await settle();
    const forgotten = sessions.forgetAnalysis(analysis_id);
    await cluster.clock.advance(2_000);
    await forgotten;
    expect(await cluster.frames(analysis_id)).toEqual([]);
    expect(await cluster.store.get(analysis_id)).toBeNull();
    await expect(sessions.forgetAnalysis(analysis_id)).rejects.toMatchObject({ code: 'ANALYSIS_NOT_FOUND' });
    await expect(sessions.finished(analysis_id)).rejects.toMatchObject({ code: 'ANALYSIS_NOT_FOUND' });
    expect((await ask(sessions, { client_request_id: 'r1' })).repeated).toBe(false);
  });

  it('[DEL-1] a session forgets all its analyses, whatever others hold, and sends its sockets away', async () => {
    const cluster = new Cluster();
    const { sessions, engine } = cluster.process();
    const socket = new SocketPair();
    sessions.attach('s', socket);
    const [one, two, other] = [await ask(sessions), await ask(sessions), await ask(sessions, { session_id: 't' })];
    await settle();
    engine.callFor(one.analysis_id).started().tokens('a').complete();
    await settle();
    const { epoch } = await cluster.log.head('s');
    const forgotten = sessions.forgetSession('s');
    await cluster.clock.advance(2_500);
    expect(await forgotten).toBe(2);
    expect(await cluster.log.analyses('s')).toEqual([]);
    expect((await cluster.log.head('s')).epoch).not.toBe(epoch);
    expect([await cluster.store.get(one.analysis_id), await cluster.store.get(two.analysis_id)]).toEqual([null, null]);
    expect(await cluster.store.get(other.analysis_id)).not.toBeNull();
    expect(socket.closedByServer?.code).toBe(4009);
    expect(await sessions.forgetSession('never')).toBe(0);
  });
});
