import type { LoggedBody } from '@groundwire/protocol';
import { describe, expect, it } from 'vitest';
import { FakeClock } from '../testing/fake-clock.js';
import { sampleCompleteBody } from '../testing/sample-bodies.js';
import { frameText } from './frame-text.js';
import { type MemoryLogLimits, MemorySessionLog } from './memory-session-log.js';
import { beginIn, sessionLogContract } from './session-log.contract.js';

const HOUR = 3_600_000;

sessionLogContract('memory', () => {
  const clock = new FakeClock();
  const log = new MemorySessionLog(clock, { idleMs: 48 * HOUR });
  return { log, clock, close: () => log.close() };
});

function newLog(limits: Partial<MemoryLogLimits> = {}) {
  const clock = new FakeClock();
  return { clock, log: new MemorySessionLog(clock, limits) };
}

const token = (analysis_id: string, index: number, content = 'x'.repeat(100)): LoggedBody => ({ type: 'token', content, index, analysis_id });

async function wholeAnalysis(log: MemorySessionLog, sessionId: string, analysisId: string, tokens: number): Promise<void> {
  const lease = await beginIn(log, sessionId, analysisId);
  for (let index = 0; index < tokens; index += 1) await log.append(lease, [token(analysisId, index)]);
  await log.append(lease, [sampleCompleteBody(analysisId, 'x')]);
}

describe('MemorySessionLog', () => {
  it('makes the text of a frame once and shares it, but not with copies of the frame', async () => {
    const { log } = newLog();
    const lease = await beginIn(log, 's', 'a');
    const [appended] = await log.append(lease, [token('a', 0)]);
    const [read] = await log.read('s', 0, 1);
    expect(read).toBe(appended);
    expect(JSON.parse(frameText(read!))).toEqual(read);
    expect(frameText({ ...read!, seq: 9 })).toContain('"seq":9');
  });

  it('forgets a session that was idle for an hour, and gives it a new epoch afterwards', async () => {
    const { clock, log } = newLog();
    await wholeAnalysis(log, 's', 'a', 1);
    const { epoch } = await log.head('s');
    await clock.advance(HOUR - 120_000);
    expect(await log.analyses('s')).toHaveLength(1);
    await clock.advance(240_000);
    expect(log.size()).toEqual({ sessions: 0, bytes: 0 });
    expect(clock.pending).toBe(0);
    expect(await log.head('s')).not.toMatchObject({ epoch });
    expect(await log.head('s')).toMatchObject({ head_seq: 0 });
  });

  it('never forgets a session in which an analysis runs, or that somebody reads', async () => {
    const { clock, log } = newLog({ sessions: 2 });
    await log.append(await beginIn(log, 'running', 'a'), [token('a', 0)]);
    const stop = log.subscribe('read', () => {});
    await log.head('read');
    for (let count = 0; count < 20; count += 1) await log.head(`s${count}`);
    await clock.advance(3 * HOUR);
    expect(await log.read('running', 0, 10)).toHaveLength(1);
    expect(log.size().sessions).toBe(2);
    stop();
    await clock.advance(2 * HOUR);
    expect(log.size().sessions).toBe(1);
  });

  it('holds at most so many sessions and forgets the one used longest ago', async () => {
    const { log } = newLog({ sessions: 3 });
    for (const session of ['one', 'two', 'three']) await wholeAnalysis(log, session, `analysis of ${session}`, 1);
    await log.head('one');
    await log.head('four');
    expect(log.size().sessions).toBe(3);
    expect(await log.read('two', 0, 10)).toEqual([]);
    expect(await log.read('one', 0, 10)).toHaveLength(2);
  });

  it('holds at most so many bytes over all sessions', async () => {
    const { log } = newLog({ bytes: 100_000 });
    for (let count = 0; count < 50; count += 1) await wholeAnalysis(log, `s${count}`, `a${count}`, 20);
    expect(log.size().bytes).toBeLessThanOrEqual(100_000);
    expect(await log.read('s49', 0, 100)).toHaveLength(21);
    expect(await log.read('s0', 0, 100)).toEqual([]);
  });

  it('folds the oldest ended analyses of a session that grew too large, and not a frame of one that runs', async () => {
    const { log } = newLog({ sessionBytes: 50_000 });
    const stop = log.subscribe('s', () => {});
    await wholeAnalysis(log, 's', 'old', 60);
    const lease = await beginIn(log, 's', 'running');
    for (let index = 0; index < 300; index += 1) await log.append(lease, [token('running', index)]);
    expect(await log.read('s', 0, 10, 'old')).toEqual([]);
    expect((await log.snapshots('s'))[0]).toMatchObject({ analysis_id: 'old', answer: { status: 'completed', text: 'x' } });
    const frames = await log.read('s', 0, 1000, 'running');
    expect(frames).toHaveLength(300);
    expect(await log.head('s')).toMatchObject({ oldest_seq: frames[0]?.seq, head_seq: frames.at(-1)?.seq });
    await log.append(lease, [sampleCompleteBody('running', 'x')]);
    expect(log.size().bytes).toBeLessThanOrEqual(100_000);
    stop();
  });

  it('forgets the oldest analyses of a session whose folds alone are too large', async () => {
    const { log } = newLog({ sessionBytes: 50_000 });
    for (const name of ['first', 'second', 'third']) {
      const lease = await beginIn(log, 's', name);
      await log.append(lease, [sampleCompleteBody(name, 'x'.repeat(20_000))]);
    }
    expect(await log.sessionOf('first')).toBeNull();
    expect((await log.analyses('s')).at(-1)?.analysis_id).toBe('third');
    expect(log.size().bytes).toBeLessThanOrEqual(100_000);
  });
});
