import type { LoggedBody } from '@groundwire/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleCompleteBody } from '../testing/sample-bodies.js';
import { type FakeClock, settle } from '../testing/fake-clock.js';
import { LEASE_TTL_MS } from './log-times.js';
import { AppendRefused, type AnalysisStart, type Lease, type SessionLog, TooManyRun } from './session-log.js';

export interface LogUnderTest {
  log: SessionLog;
  /** The clock that the log was given. */
  clock: FakeClock;
  close(): Promise<void>;
  /** Timers of the clock that are not the log's. */
  pendingAfterClose?: number;
}

export const sampleStart = (overrides: Partial<AnalysisStart> = {}): AnalysisStart => ({
  query: 'Why?',
  parameters: { days: 7 },
  history: [{ question: 'Who?', answer: 'Nobody.' }],
  paced: true,
  created_at: '2025-09-28T12:00:00.000Z',
  ...overrides,
});

/** Begins an analysis that was not asked for before, and gives its lease. */
export async function beginIn(log: SessionLog, sessionId: string, analysisId: string, overrides: Partial<AnalysisStart> = {}): Promise<Lease> {
  const begun = await log.begin(sessionId, analysisId, sampleStart(overrides));
  if (!('lease' in begun)) throw new Error(`the request for ${analysisId} was a repetition`);
  return begun.lease;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const started = (analysis_id: string): LoggedBody => ({ type: 'started', analysis_id, query: 'Why?' });
const token = (analysis_id: string, index: number): LoggedBody => ({ type: 'token', content: `w${index} `, index, analysis_id });
const source = { provider: 'library', url: null, title: 'T', domain: 'library', published_at: null };
const found = (analysis_id: string, source_id: string): LoggedBody => ({ type: 'source_found', analysis_id, source_id, ...source });
const read = (analysis_id: string, source_id: string): LoggedBody => ({ type: 'source_read', analysis_id, source_id, words: 3 });
const failed = (analysis_id: string): LoggedBody => ({
  type: 'analysis_error',
  analysis_id,
  error: { code: 'CANCELLED', message: 'cancelled', recoverable: false },
  timestamp: '2025-09-28T12:00:00.000Z',
});

/** What every session log must do. Each backend's test calls this with a way to make a fresh, empty log that forgets no idle session within two days. */
export function sessionLogContract(name: string, create: () => LogUnderTest | Promise<LogUnderTest>): void {
  describe(`the session log contract: ${name}`, () => {
    let subject: LogUnderTest;
    let log: SessionLog;
    let clock: FakeClock;

    beforeEach(async () => {
      subject = await create();
      ({ log, clock } = subject);
    });
    afterEach(() => subject.close());

    it('numbers frames 1, 2, 3, … within a session, whatever the analysis', async () => {
      const first = await beginIn(log, 's', 'a');
      const second = await beginIn(log, 's', 'b');
      await log.append(first, [started('a'), token('a', 0)]);
      await log.append(second, [started('b')]);
      const [frame] = await log.append(first, [token('a', 1)]);
      expect(frame).toEqual({ ...token('a', 1), seq: 4 });
      expect((await log.read('s', 0, 100)).map((each) => [each.seq, each.analysis_id])).toEqual([[1, 'a'], [2, 'a'], [3, 'b'], [4, 'a']]);
      expect(await log.head('s')).toMatchObject({ head_seq: 4, oldest_seq: 1 });
    });

    it('[WS-11] begins no more analyses of a session than may run at once', async () => {
      const lease = await beginIn(log, 's', 'a', { client_request_id: 'once' });
      await beginIn(log, 's', 'b');
      await expect(log.begin('s', 'c', sampleStart(), 2)).rejects.toBeInstanceOf(TooManyRun);
      expect(await log.begin('s', 'c', sampleStart({ client_request_id: 'once' }), 2)).toEqual({ repeated: 'a' });
      expect(await log.begin('t', 'd', sampleStart(), 2)).toHaveProperty('lease');
      await log.append(lease, [failed('a')]);
      expect(await log.begin('s', 'c', sampleStart(), 2)).toHaveProperty('lease');
      expect((await log.analyses('s')).map(({ analysis_id }) => analysis_id)).toEqual(['a', 'b', 'c']);
    });

    it('keeps sessions apart', async () => {
      await log.append(await beginIn(log, 's', 'a'), [started('a')]);
      expect(await log.read('t', 0, 100)).toEqual([]);
      expect(await log.analyses('t')).toEqual([]);
      await log.append(await beginIn(log, 't', 'b'), [started('b')]);
      expect((await log.read('t', 0, 100))[0]?.seq).toBe(1);
      expect((await log.head('t')).epoch).not.toBe((await log.head('s')).epoch);
    });

    it('keeps the epoch that it gave for a session that was still empty', async () => {
      const { epoch, head_seq, oldest_seq } = await log.head('s');
      expect([head_seq, oldest_seq]).toEqual([0, 1]);
      const [end] = await log.append(await beginIn(log, 's', 'a'), [failed('a')]);
      expect(end).toEqual({ ...failed('a'), seq: 1, epoch });
      expect((await log.head('s')).epoch).toBe(epoch);
    });

    it('refuses to begin an analysis twice', async () => {
      const lease = await beginIn(log, 's', 'a');
      await expect(log.begin('s', 'a', sampleStart())).rejects.toThrow('known already');
      await expect(log.begin('t', 'a', sampleStart())).rejects.toThrow('known already');
      await expect(log.append(lease, [started('a')])).resolves.toHaveLength(1);
    });

    it('ends an analysis with its terminal frame and takes nothing after it', async () => {
      const lease = await beginIn(log, 's', 'a');
      await log.append(lease, [started('a'), token('a', 0), sampleCompleteBody('a', 'w0 ')]);
      for (const late of [[token('a', 1)], [failed('a')], [sampleCompleteBody('a', 'w0 ')]]) {
        await expect(log.append(lease, late)).rejects.toMatchObject({ name: 'AppendRefused', reason: 'ended' });
      }
      expect((await log.read('s', 0, 100)).map((frame) => frame.type)).toEqual(['started', 'token', 'complete']);
    });

    it('lets exactly one of two terminals that race win', async () => {
      const lease = await beginIn(log, 's', 'a');
      const ends = await Promise.allSettled([
        log.append(lease, [failed('a')]),
        log.append(lease, [sampleCompleteBody('a', '')]),
        log.append(lease, [failed('a')]),
      ]);
      expect(ends.filter((end) => end.status === 'fulfilled')).toHaveLength(1);
      expect(await log.read('s', 0, 100)).toHaveLength(1);
    });

    it('appends all bodies of a call or none', async () => {
      const lease = await beginIn(log, 's', 'a');
      const rung: number[] = [];
      const stop = log.subscribe('s', () => rung.push(1));
      await expect(log.append(lease, [started('a'), failed('a'), token('a', 0)])).rejects.toBeInstanceOf(AppendRefused);
      await expect(log.append(lease, [started('a'), token('b', 0)])).rejects.toBeInstanceOf(AppendRefused);
      expect(await log.read('s', 0, 100)).toEqual([]);
      expect(rung).toEqual([]);
      stop();
    });

    it('refuses an append under a fence that it did not give, or to an analysis that did not begin', async () => {
      const lease = await beginIn(log, 's', 'a');
      await expect(log.append({ ...lease, fence: lease.fence - 1 }, [started('a')])).rejects.toMatchObject({ reason: 'fenced' });
      await expect(log.append({ ...lease, analysis_id: 'nobody' }, [started('nobody')])).rejects.toMatchObject({ reason: 'unknown' });
      await expect(log.append({ ...lease, session_id: 'elsewhere' }, [started('a')])).rejects.toMatchObject({ reason: 'unknown' });
      expect((await log.head('s')).head_seq).toBe(0);
    });

    it('reads from a cursor, at most so many, also of one analysis alone', async () => {
      const [a, b] = [await beginIn(log, 's', 'a'), await beginIn(log, 's', 'b')];
      for (let index = 0; index < 5; index += 1) {
        await log.append(a, [token('a', index)]);
        await log.append(b, [token('b', index)]);
      }
      expect((await log.read('s', 3, 4)).map((frame) => frame.seq)).toEqual([4, 5, 6, 7]);
      expect((await log.read('s', 0, 2, 'b')).map((frame) => frame.seq)).toEqual([2, 4]);
      expect((await log.read('s', 4, 100, 'b')).map((frame) => frame.seq)).toEqual([6, 8, 10]);
      expect(await log.read('s', 10, 100)).toEqual([]);
      expect(await log.read('s', 999, 100)).toEqual([]);
      expect(await log.read('s', 0, 100, 'nobody')).toEqual([]);
    });

    it('gives every reader the same frames, which nobody can change, not even through the body that was appended', async () => {
      const lease = await beginIn(log, 's', 'a');
      const body = sampleCompleteBody('a', 'text');
      await log.append(lease, [body]);
      body.answer = 'changed';
      body.warnings.push({ code: 'X', message: 'changed' });
      const [frame] = await log.read('s', 0, 1);
      expect(frame).toMatchObject({ answer: 'text', warnings: [] });
      expect(() => {
        (frame as { answer: string }).answer = 'changed';
      }).toThrow(TypeError);
      expect((await log.read('s', 0, 1))[0]).toEqual(frame);
    });

    it('says where each analysis stands, in the order in which they began', async () => {
      const a = await beginIn(log, 's', 'a');
      await log.append(a, [started('a')]);
      const b = await beginIn(log, 's', 'b');
      const standing = async () => (await log.analyses('s')).map((each) => [each.analysis_id, each.status, each.first_seq, each.last_seq, each.terminal_delivered]);
      expect(await standing()).toEqual([['a', 'running', 1, 1, false], ['b', 'running', 2, 1, false]]);
      await log.append(b, [started('b'), failed('b')]);
      await log.append(a, [failed('a')]);
      expect(await standing()).toEqual([['a', 'ended', 1, 4, false], ['b', 'ended', 2, 3, false]]);
      expect((await log.analyses('s')).every((each) => typeof each.ended_at === 'number')).toBe(true);
    });

    it('remembers that a terminal frame was delivered, and nothing of the sort while the analysis runs', async () => {
      const lease = await beginIn(log, 's', 'a');
      await log.markDelivered('s', 'a');
      await log.markDelivered('s', 'nobody');
      await log.append(lease, [failed('a')]);
      expect((await log.analyses('s'))[0]?.terminal_delivered).toBe(false);
      await log.markDelivered('s', 'a');
      await log.markDelivered('s', 'a');
      expect((await log.analyses('s'))[0]?.terminal_delivered).toBe(true);
    });

    it('goes on with the epoch that it told a follower of a session that was forgotten, when that one comes back', async () => {
      const lease = await beginIn(log, 's', 'a');
      await log.append(lease, [failed('a')]);
      await log.forgetSession('s');
      const stop = log.subscribe('s', () => {});
      const { epoch } = await log.head('s');
      stop();
      await settle();
      expect(await log.head('s')).toMatchObject({ epoch, head_seq: 0 });
      await beginIn(log, 's', 'b');
      expect((await log.head('s')).epoch).toBe(epoch);
    });

    it('shows a delivery to who asks right after it was noted, before the note is known to be kept', async () => {
      const lease = await beginIn(log, 's', 'a');
      await log.append(lease, [failed('a')]);
      const noted = log.markDelivered('s', 'a');
      expect((await log.analyses('s'))[0]?.terminal_delivered).toBe(true);
      await noted;
    });

    it('rings when frames can be read, only in their session, until it is told to stop', async () => {
      const lease = await beginIn(log, 's', 'a');
      const reads: Array<Promise<number>> = [];
      let other = 0;
      const stop = log.subscribe('s', () => reads.push(log.read('s', 0, 100).then((frames) => frames.length)));
      const stopOther = log.subscribe('t', () => (other += 1));
      await log.append(lease, [started('a'), token('a', 0)]);
      await expect.poll(() => reads.length).toBeGreaterThan(0);
      expect(await reads.at(-1)).toBe(2);
      stop();
      const rings = reads.length;
      await log.append(lease, [token('a', 1)]);
      await log.read('s', 0, 1);
      expect(reads).toHaveLength(rings);
      expect(other).toBe(0);
      stopOther();
    });

    it('takes keys and texts that mean something to a language or a store as plain data', async () => {
      for (const odd of ['__proto__', 'constructor', 'a:b.c', 'toString']) {
        const lease = await beginIn(log, odd, odd);
        const content = '\u0000\u2028\ud83d "quoted" \\ \n <b>';
        await log.append(lease, [{ type: 'token', content, index: 0, analysis_id: odd }]);
        expect(await log.read(odd, 0, 10)).toEqual([{ type: 'token', content, index: 0, analysis_id: odd, seq: 1 }]);
      }
    });

    it('numbers without a gap or a repetition what many append at once', async () => {
      const leases = await Promise.all(['a', 'b', 'c', 'd'].map((analysisId) => beginIn(log, 's', analysisId)));
      const appended = await Promise.all(Array.from({ length: 80 }, (_, count) => {
        const lease = leases[count % 4] as Lease;
        return log.append(lease, [token(lease.analysis_id, Math.floor(count / 4) * 2), token(lease.analysis_id, Math.floor(count / 4) * 2 + 1)]);
      }));
      const frames = await log.read('s', 0, 1000);
      expect(frames.map((frame) => frame.seq)).toEqual(Array.from({ length: 160 }, (_, at) => at + 1));
      expect(appended.flat().sort((one, other) => one.seq - other.seq)).toEqual(frames);
      for (const lease of leases) {
        const own = frames.filter((frame) => frame.analysis_id === lease.analysis_id);
        expect(own.map((frame) => (frame.type === 'token' ? frame.index : -1))).toEqual(Array.from({ length: 40 }, (_, at) => at));
      }
    });

    it('adds nothing when an append of which the outcome is not known is sent again after the end', async () => {
      const lease = await beginIn(log, 's', 'a');
      const end = [sampleCompleteBody('a', '')];
      void log.append(lease, end);
      await expect(log.append(lease, end)).rejects.toMatchObject({ reason: 'ended' });
      expect(await log.read('s', 0, 10)).toHaveLength(1);
    });

    it('begins nothing for a request id that the session has seen within a day, and names the analysis that it began', async () => {
      const asked = { client_request_id: 'r1' };
      await beginIn(log, 's', 'a', asked);
      expect(await log.begin('s', 'b', sampleStart(asked))).toEqual({ repeated: 'a' });
      expect(await log.begin('s', 'a', sampleStart(asked))).toEqual({ repeated: 'a' });
      expect((await log.analyses('s')).map((each) => each.analysis_id)).toEqual(['a']);
      expect(await log.sessionOf('b')).toBeNull();
      await beginIn(log, 't', 'other', asked);
      await clock.advance(24 * HOUR - 1);
      expect(await log.begin('s', 'b', sampleStart(asked))).toEqual({ repeated: 'a' });
      await clock.advance(2);
      await beginIn(log, 's', 'b', asked);
    });

    it('lets exactly one of two requests with one id that race begin', async () => {
      const asked = sampleStart({ client_request_id: 'r1' });
      const begun = await Promise.all([log.begin('s', 'a', asked), log.begin('s', 'b', asked)]);
      expect(begun.map((each) => ('lease' in each ? each.lease.analysis_id : each.repeated))).toEqual(['a', 'a']);
    });

    it('knows the session of an analysis', async () => {
      await beginIn(log, 's', 'a');
      expect([await log.sessionOf('a'), await log.sessionOf('b'), await log.sessionOf('__proto__')]).toEqual(['s', null, null]);
    });

    it('hands over nothing while leases are renewed', async () => {
      const lease = await beginIn(log, 's', 'a');
      for (let beats = 0; beats < 10; beats += 1) {
        await clock.advance(LEASE_TTL_MS - 1);
        expect(await log.takeOver(10)).toEqual([]);
        expect(await log.renew([lease])).toEqual([]);
      }
    });

    it('hands over an analysis whose lease ran out, with all that is needed to go on', async () => {
      const lease = await beginIn(log, 's', 'a', { client_request_id: 'r' });
      await log.append(lease, [started('a'), found('a', 'source_1'), read('a', 'source_1'), found('a', 'source_2')], { notes: { sources: ['source_1'], __proto__: 1 } });
      await log.append(lease, [token('a', 0), token('a', 1)], { notes: { numbering: { source_1: 1 }, sources: ['source_1', 'source_2'] } });
      await clock.advance(LEASE_TTL_MS);
      const [taken, ...others] = await log.takeOver(10);
      expect(others).toEqual([]);
      expect(taken).toMatchObject({ session_id: 's', analysis_id: 'a', attempt: 2, start: sampleStart({ client_request_id: 'r' }) });
      expect(taken?.fence).toBeGreaterThan(lease.fence);
      expect(taken?.notes).toEqual({ numbering: { source_1: 1 }, sources: ['source_1', 'source_2'] });
      expect(taken?.shown).toMatchObject({ text: 'w0 w1 ', next_index: 2, status: 'processing' });
      expect(taken?.logged).toEqual({ started: true, sources: { source_found: ['source_1', 'source_2'], source_read: ['source_1'], source_failed: [] } });
    });

    it('takes nothing from an owner whose analysis was taken over, and tells it so', async () => {
      const lease = await beginIn(log, 's', 'a');
      await log.append(lease, [token('a', 0)]);
      await clock.advance(LEASE_TTL_MS);
      const [taken] = await log.takeOver(1);
      for (const bodies of [[token('a', 1)], [failed('a')], []]) await expect(log.append(lease, bodies)).rejects.toMatchObject({ reason: 'fenced' });
      expect(await log.renew([lease, taken as Lease])).toEqual([lease]);
      expect((await log.append(taken as Lease, [token('a', 1), failed('a')])).map((frame) => frame.seq)).toEqual([2, 3]);
      await expect(log.append(lease, [token('a', 1)])).rejects.toBeInstanceOf(AppendRefused);
    });

    it('hands an analysis over once, and again when that owner too is gone', async () => {
      await beginIn(log, 's', 'a');
      await clock.advance(LEASE_TTL_MS);
      const [first, second] = [await log.takeOver(10), await log.takeOver(10)];
      expect([first.length, second.length]).toEqual([1, 0]);
      await clock.advance(LEASE_TTL_MS);
      expect((await log.takeOver(10))[0]).toMatchObject({ attempt: 3 });
    });

    it('hands over what was released at once, the oldest first, at most so many', async () => {
      const leases = [await beginIn(log, 's', 'c'), await beginIn(log, 't', 'a'), await beginIn(log, 's', 'b')];
      await log.append(await beginIn(log, 's', 'ended'), [failed('ended')]);
      expect(await log.takeOver(10)).toEqual([]);
      await log.release(leases);
      expect((await log.takeOver(2)).map((each) => each.analysis_id)).toEqual(['c', 'a']);
      expect((await log.takeOver(2)).map((each) => each.analysis_id)).toEqual(['b']);
    });

    it('lets an owner that releases write on until somebody takes over', async () => {
      const lease = await beginIn(log, 's', 'a');
      await log.release([lease]);
      await expect(log.append(lease, [token('a', 0)])).resolves.toHaveLength(1);
    });

    it('counts a lease as lost when its analysis is not known, and not when it ended under it', async () => {
      const lease = await beginIn(log, 's', 'a');
      await log.append(lease, [failed('a')]);
      const unknown = { ...lease, analysis_id: 'nobody' };
      expect(await log.renew([lease, unknown])).toEqual([unknown]);
    });

    it('stores notes in the step that stores the bodies, or neither', async () => {
      const lease = await beginIn(log, 's', 'a');
      await expect(log.append(lease, [failed('a'), token('a', 0)], { notes: { lost: true } })).rejects.toBeInstanceOf(AppendRefused);
      expect(await log.append(lease, [], { notes: { alone: null } })).toEqual([]);
      await log.release([lease]);
      expect((await log.takeOver(1))[0]?.notes).toEqual({ alone: null });
    });

    it('passes a request to cancel on to whoever runs the analysis, also after a takeover', async () => {
      const lease = await beginIn(log, 's', 'a');
      let rings = 0;
      const stop = log.subscribe('s', () => (rings += 1));
      expect(await log.cancelRequested([lease])).toEqual([]);
      expect([await log.requestCancel('s', 'a'), await log.requestCancel('s', 'a'), await log.requestCancel('t', 'a'), await log.requestCancel('s', 'b')]).toEqual([true, true, false, false]);
      await expect.poll(() => rings).toBeGreaterThan(0);
      expect(await log.cancelRequested([lease])).toEqual([lease]);
      await log.release([lease]);
      const taken = await log.takeOver(1);
      expect(await log.cancelRequested([lease])).toEqual([]);
      expect(await log.cancelRequested(taken)).toEqual(taken);
      await log.append(taken[0] as Lease, [failed('a')]);
      expect(await log.requestCancel('s', 'a')).toBe(false);
      stop();
    });

    it('folds every analysis up to its newest frame', async () => {
      const [a, b] = [await beginIn(log, 's', 'a'), await beginIn(log, 's', 'b')];
      await beginIn(log, 's', 'c');
      await log.append(a, [started('a'), token('a', 0)]);
      await log.append(b, [token('b', 0), failed('b')]);
      await log.append(a, [token('a', 1)]);
      const snapshots = await log.snapshots('s');
      expect(snapshots.map((each) => [each.analysis_id, each.through_seq, each.answer.status, each.answer.text, each.answer.next_index])).toEqual([
        ['a', 5, 'processing', 'w0 w1 ', 2],
        ['b', 4, 'failed', 'w0 ', 1],
        ['c', 0, 'queued', '', 0],
      ]);
      expect(await log.snapshots('nobody')).toEqual([]);
    });

    it('folds frames of analyses that ended long ago, and says the same of them as before', async () => {
      const [a, b] = [await beginIn(log, 's', 'a'), await beginIn(log, 's', 'b')];
      await log.append(a, [started('a'), token('a', 0)]);
      await log.append(b, [started('b'), token('b', 0), sampleCompleteBody('b', 'w0 ')]);
      await log.append(a, [token('a', 1), sampleCompleteBody('a', 'w0 w1 ')]);
      const [before, standing] = [await log.snapshots('s'), await log.analyses('s')];
      const c = await beginIn(log, 's', 'c');
      await log.append(c, [token('c', 0)]);
      await clock.advance(9 * MINUTE);
      expect((await log.head('s')).oldest_seq).toBe(1);
      await clock.advance(3 * MINUTE);
      expect(await log.head('s')).toMatchObject({ oldest_seq: 8, head_seq: 8 });
      expect((await log.read('s', 0, 100)).map((frame) => frame.seq)).toEqual([8]);
      expect(await log.read('s', 0, 100, 'a')).toEqual([]);
      expect((await log.snapshots('s')).slice(0, 2)).toEqual(before);
      expect((await log.analyses('s')).slice(0, 2)).toEqual(standing);
      await log.append(c, [failed('c')]);
      await clock.advance(12 * MINUTE);
      expect(await log.head('s')).toMatchObject({ oldest_seq: 10, head_seq: 9 });
      expect((await log.append(await beginIn(log, 's', 'd'), [started('d')]))[0]?.seq).toBe(10);
    });

    it('folds no frame behind the first one of an analysis that runs', async () => {
      const [a, b] = [await beginIn(log, 's', 'a'), await beginIn(log, 's', 'b')];
      await log.append(a, [token('a', 0)]);
      await log.append(b, [token('b', 0)]);
      await log.append(a, [failed('a')]);
      await clock.advance(30 * MINUTE);
      expect((await log.read('s', 0, 10)).map((frame) => frame.seq)).toEqual([1, 2, 3]);
      await log.append(b, [failed('b')]);
      await clock.advance(5 * MINUTE);
      expect((await log.read('s', 0, 10)).map((frame) => frame.seq)).toEqual([1, 2, 3, 4]);
    });

    it('forgets one ended analysis; replay starts behind what it was, and those that run beside it stay whole', async () => {
      const [a, b] = [await beginIn(log, 's', 'a', { client_request_id: 'r' }), await beginIn(log, 's', 'b')];
      await log.append(b, [token('b', 0)]);
      await log.append(a, [token('a', 0), failed('a')]);
      await expect(log.forgetAnalysis('s', 'b')).rejects.toMatchObject({ name: 'AnalysisRuns', analysisId: 'b' });
      expect([await log.forgetAnalysis('t', 'a'), await log.forgetAnalysis('s', 'a'), await log.forgetAnalysis('s', 'a')]).toEqual([false, true, false]);
      expect(await log.head('s')).toMatchObject({ oldest_seq: 4, head_seq: 3 });
      expect(await log.read('s', 0, 10)).toEqual([]);
      expect(await log.read('s', 0, 10, 'a')).toEqual([]);
      await log.append(b, [token('b', 1)]);
      expect((await log.read('s', 0, 10)).map((frame) => frame.seq)).toEqual([4]);
      expect((await log.read('s', 0, 10, 'b')).map((frame) => frame.seq)).toEqual([1, 4]);
      expect((await log.snapshots('s')).map((each) => [each.analysis_id, each.answer.text])).toEqual([['b', 'w0 w1 ']]);
      expect(await log.sessionOf('a')).toBeNull();
      await beginIn(log, 's', 'again', { client_request_id: 'r' });
    });

    it('forgets a session, which is another one afterwards, and refuses while something runs in it', async () => {
      const { epoch } = await log.head('s');
      const lease = await beginIn(log, 's', 'a', { client_request_id: 'r' });
      await log.append(lease, [token('a', 0)]);
      await expect(log.forgetSession('s')).rejects.toMatchObject({ name: 'AnalysisRuns', analysisId: 'a' });
      await log.append(lease, [failed('a')]);
      let rings = 0;
      const stop = log.subscribe('s', () => (rings += 1));
      expect([await log.forgetSession('s'), await log.forgetSession('nobody')]).toEqual([true, false]);
      expect(rings).toBeGreaterThan(0);
      expect([await log.read('s', 0, 10), await log.analyses('s'), await log.snapshots('s'), await log.sessionOf('a')]).toEqual([[], [], [], null]);
      expect(await log.head('s')).toMatchObject({ head_seq: 0, oldest_seq: 1 });
      expect((await log.head('s')).epoch).not.toBe(epoch);
      await expect(log.append(lease, [token('a', 1)])).rejects.toMatchObject({ reason: 'unknown' });
      rings = 0;
      await log.append(await beginIn(log, 's', 'a', { client_request_id: 'r' }), [token('a', 0)]);
      await expect.poll(() => rings).toBeGreaterThan(0);
      stop();
    });

    it('keeps a start whose parameters are nested too deeply to be written, without them', async () => {
      const hostile = JSON.parse(`{"own":${'['.repeat(100_000)}${']'.repeat(100_000)}}`) as Record<string, unknown>;
      await log.release([await beginIn(log, 's', 'a', { parameters: hostile })]);
      expect((await log.takeOver(1))[0]?.start).toMatchObject({ query: 'Why?', parameters: {} });
    });

    it('leaves no call back behind when it is closed', async () => {
      const lease = await beginIn(log, 's', 'a');
      log.subscribe('s', () => {});
      await log.append(lease, [token('a', 0)]);
      await log.close();
      await log.close();
      expect(clock.pending).toBe(subject.pendingAfterClose ?? 0);
    });
  });
}
