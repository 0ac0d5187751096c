import type { LoggedBody } from '@groundwire/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleCompleteBody } from '../testing/sample-bodies.js';
import { AppendRefused, type SessionLog } from './session-log.js';

export interface LogUnderTest {
  log: SessionLog;
  close(): void | Promise<void>;
}

const started = (analysis_id: string): LoggedBody => ({ type: 'started', analysis_id, query: 'Why?' });
const token = (analysis_id: string, index: number): LoggedBody => ({ type: 'token', content: `w${index} `, index, analysis_id });
const failed = (analysis_id: string): LoggedBody => ({
  type: 'analysis_error',
  analysis_id,
  error: { code: 'CANCELLED', message: 'cancelled', recoverable: false },
  timestamp: '2025-09-28T12:00:00.000Z',
});

/** What every session log must do. Each backend's test calls this with a way to make a fresh, empty log. */
export function sessionLogContract(name: string, create: () => LogUnderTest | Promise<LogUnderTest>): void {
  describe(`the session log contract: ${name}`, () => {
    let subject: LogUnderTest;
    let log: SessionLog;

    beforeEach(async () => {
      subject = await create();
      log = subject.log;
    });
    afterEach(() => subject.close());

    it('numbers frames 1, 2, 3, … within a session, whatever the analysis', async () => {
      const first = await log.begin('s', 'a');
      const second = await log.begin('s', 'b');
      await log.append('s', 'a', first, [started('a'), token('a', 0)]);
      await log.append('s', 'b', second, [started('b')]);
      const [frame] = await log.append('s', 'a', first, [token('a', 1)]);
      expect(frame).toEqual({ ...token('a', 1), seq: 4 });
      expect((await log.read('s', 0, 100)).map((each) => [each.seq, each.analysis_id])).toEqual([[1, 'a'], [2, 'a'], [3, 'b'], [4, 'a']]);
      expect(await log.head('s')).toMatchObject({ head_seq: 4, oldest_seq: 1 });
    });

    it('keeps sessions apart', async () => {
      await log.append('s', 'a', await log.begin('s', 'a'), [started('a')]);
      expect(await log.read('t', 0, 100)).toEqual([]);
      expect(await log.analyses('t')).toEqual([]);
      await log.append('t', 'a', await log.begin('t', 'a'), [started('a')]);
      expect((await log.read('t', 0, 100))[0]?.seq).toBe(1);
      expect((await log.head('t')).epoch).not.toBe((await log.head('s')).epoch);
    });

    it('keeps the epoch that it gave for a session that was still empty', async () => {
      const { epoch, head_seq, oldest_seq } = await log.head('s');
      expect([head_seq, oldest_seq]).toEqual([0, 1]);
      const [end] = await log.append('s', 'a', await log.begin('s', 'a'), [failed('a')]);
      expect(end).toEqual({ ...failed('a'), seq: 1, epoch });
      expect((await log.head('s')).epoch).toBe(epoch);
    });

    it('refuses to begin an analysis twice', async () => {
      const fence = await log.begin('s', 'a');
      await expect(log.begin('s', 'a')).rejects.toThrow();
      await expect(log.append('s', 'a', fence, [started('a')])).resolves.toHaveLength(1);
    });

    it('ends an analysis with its terminal frame and takes nothing after it', async () => {
      const fence = await log.begin('s', 'a');
      await log.append('s', 'a', fence, [started('a'), token('a', 0), sampleCompleteBody('a', 'w0 ')]);
      for (const late of [[token('a', 1)], [failed('a')], [sampleCompleteBody('a', 'w0 ')]]) {
        await expect(log.append('s', 'a', fence, late)).rejects.toMatchObject({ name: 'AppendRefused', reason: 'ended' });
      }
      expect((await log.read('s', 0, 100)).map((frame) => frame.type)).toEqual(['started', 'token', 'complete']);
    });

    it('lets exactly one of two terminals that race win', async () => {
      const fence = await log.begin('s', 'a');
      const ends = await Promise.allSettled([
        log.append('s', 'a', fence, [failed('a')]),
        log.append('s', 'a', fence, [sampleCompleteBody('a', '')]),
        log.append('s', 'a', fence, [failed('a')]),
      ]);
      expect(ends.filter((end) => end.status === 'fulfilled')).toHaveLength(1);
      expect(await log.read('s', 0, 100)).toHaveLength(1);
    });

    it('appends all bodies of a call or none', async () => {
      const fence = await log.begin('s', 'a');
      const rung: number[] = [];
      const stop = log.subscribe('s', () => rung.push(1));
      await expect(log.append('s', 'a', fence, [started('a'), failed('a'), token('a', 0)])).rejects.toBeInstanceOf(AppendRefused);
      await expect(log.append('s', 'a', fence, [started('a'), token('b', 0)])).rejects.toBeInstanceOf(AppendRefused);
      expect(await log.read('s', 0, 100)).toEqual([]);
      expect(rung).toEqual([]);
      stop();
    });

    it('refuses an append under a fence that it did not give, or to an analysis that did not begin', async () => {
      const fence = await log.begin('s', 'a');
      await expect(log.append('s', 'a', fence - 1, [started('a')])).rejects.toMatchObject({ reason: 'fenced' });
      await expect(log.append('s', 'nobody', fence, [started('nobody')])).rejects.toMatchObject({ reason: 'unknown' });
      expect((await log.head('s')).head_seq).toBe(0);
    });

    it('reads from a cursor, at most so many, also of one analysis alone', async () => {
      const [a, b] = [await log.begin('s', 'a'), await log.begin('s', 'b')];
      for (let index = 0; index < 5; index += 1) {
        await log.append('s', 'a', a, [token('a', index)]);
        await log.append('s', 'b', b, [token('b', index)]);
      }
      expect((await log.read('s', 3, 4)).map((frame) => frame.seq)).toEqual([4, 5, 6, 7]);
      expect((await log.read('s', 0, 2, 'b')).map((frame) => frame.seq)).toEqual([2, 4]);
      expect((await log.read('s', 4, 100, 'b')).map((frame) => frame.seq)).toEqual([6, 8, 10]);
      expect(await log.read('s', 10, 100)).toEqual([]);
      expect(await log.read('s', 999, 100)).toEqual([]);
      expect(await log.read('s', 0, 100, 'nobody')).toEqual([]);
    });

    it('gives every reader the same frames, which nobody can change, not even through the body that was appended', async () => {
      const fence = await log.begin('s', 'a');
      const body = sampleCompleteBody('a', 'text');
      await log.append('s', 'a', fence, [body]);
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
      const a = await log.begin('s', 'a');
      await log.append('s', 'a', a, [started('a')]);
      const b = await log.begin('s', 'b');
      const standing = async () => (await log.analyses('s')).map((each) => [each.analysis_id, each.status, each.first_seq, each.last_seq, each.terminal_delivered]);
      expect(await standing()).toEqual([['a', 'running', 1, 1, false], ['b', 'running', 2, 1, false]]);
      await log.append('s', 'b', b, [started('b'), failed('b')]);
      await log.append('s', 'a', a, [failed('a')]);
      expect(await standing()).toEqual([['a', 'ended', 1, 4, false], ['b', 'ended', 2, 3, false]]);
      expect((await log.analyses('s')).every((each) => typeof each.ended_at === 'number')).toBe(true);
    });

    it('remembers that a terminal frame was delivered, and nothing of the sort while the analysis runs', async () => {
      const fence = await log.begin('s', 'a');
      await log.markDelivered('s', 'a');
      await log.markDelivered('s', 'nobody');
      await log.append('s', 'a', fence, [failed('a')]);
      expect((await log.analyses('s'))[0]?.terminal_delivered).toBe(false);
      await log.markDelivered('s', 'a');
      await log.markDelivered('s', 'a');
      expect((await log.analyses('s'))[0]?.terminal_delivered).toBe(true);
    });

    it('rings when frames can be read, only in their session, until it is told to stop', async () => {
      const fence = await log.begin('s', 'a');
      const reads: Array<Promise<number>> = [];
      let other = 0;
      const stop = log.subscribe('s', () => reads.push(log.read('s', 0, 100).then((frames) => frames.length)));
      const stopOther = log.subscribe('t', () => (other += 1));
      await log.append('s', 'a', fence, [started('a'), token('a', 0)]);
      await expect.poll(() => reads.length).toBeGreaterThan(0);
      expect(await reads.at(-1)).toBe(2);
      stop();
      const rings = reads.length;
      await log.append('s', 'a', fence, [token('a', 1)]);
      await log.read('s', 0, 1);
      expect(reads).toHaveLength(rings);
      expect(other).toBe(0);
      stopOther();
    });

    it('takes keys and texts that mean something to a language or a store as plain data', async () => {
      for (const odd of ['__proto__', 'constructor', 'a:b.c', 'toString']) {
        const fence = await log.begin(odd, odd);
        const content = '\u0000\u2028\ud83d "quoted" \\ \n <b>';
        await log.append(odd, odd, fence, [{ type: 'token', content, index: 0, analysis_id: odd }]);
        expect(await log.read(odd, 0, 10)).toEqual([{ type: 'token', content, index: 0, analysis_id: odd, seq: 1 }]);
      }
    });
  });
}
