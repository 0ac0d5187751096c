import { completeFrameSchema, foldFrames, type ServerFrame, serverFrameSchema } from '@groundwire/protocol';
import { describe, expect, it } from 'vitest';
import type { AnalysisRecord } from '../store/analysis-store.js';
import { createMemoryAnalysisStore } from '../store/memory-analysis-store.js';
import { settle } from '../testing/fake-clock.js';
import { LogRig } from '../testing/log-rig.js';
import { sampleCompleteBody } from '../testing/sample-bodies.js';
import { type AnalysisEvent, type Followed, followAnalysis } from './follow-analysis.js';

async function follow(rig: LogRig, analysisId = 'a', after = 0, store = createMemoryAnalysisStore()) {
  const stop = new AbortController();
  const followed = await followAnalysis(analysisId, { log: rig.log, store, unloggedEnd: () => undefined, clock: rig.clock, after, signal: stop.signal });
  const batches: AnalysisEvent[][] = [];
  let over = false;
  const collected = collect(followed, (batch) => batches.push(batch)).then(() => (over = true));
  await settle();
  const outline = () => batches.flat().map(({ type, seq }) => `${type}@${seq}`).join(' ');
  return { followed, stop, batches, collected, outline, isOver: () => over, frames: () => batches.flat().map(({ text }) => JSON.parse(text) as ServerFrame) };
}

async function collect(followed: Followed, take: (batch: AnalysisEvent[]) => void): Promise<void> {
  if (followed.state === 'recorded') take(followed.events);
  if (followed.state === 'followed') for await (const batch of followed.batches) take(batch);
}

const record = (change: Partial<AnalysisRecord>): AnalysisRecord => ({
  analysis_id: 'a',
  session_id: 's',
  query_text: 'Why?',
  parameters: {},
  status: 'completed',
  created_at: '2025-09-28T12:00:00.000Z',
  completed_at: '2025-09-28T12:00:09.000Z',
  complete: null,
  error: null,
  partial_answer: null,
  ...change,
});

describe('one who follows an analysis', () => {
  it('gets its frames as the log has them, live, none of any other, and the end last', async () => {
    const rig = new LogRig();
    const socket = rig.open('s', { version: 2 });
    await settle();
    await rig.begin('a');
    const reader = await follow(rig);
    await rig.begin('b');
    await rig.tokens('a', 'x');
    await rig.tokens('b', 'y');
    await rig.complete('b');
    expect(reader.outline()).toBe('started@1 token@3');
    await rig.complete('a');
    expect(reader.outline()).toBe('started@1 token@3 complete@6');
    expect(reader.isOver()).toBe(true);
    const own = socket.texts.filter((text) => /"analysis_id":"a".*"seq":\d/.test(text));
    expect(reader.batches.flat().map(({ text }) => text)).toEqual(own);
  });

  it('gets only what is behind its cursor', async () => {
    const rig = new LogRig();
    await rig.answer('a', 'x', 'y');
    expect((await follow(rig, 'a', 2)).outline()).toBe('token@3 complete@4');
  });

  it('that has everything is told so, also by the cursor of its whole session', async () => {
    const rig = new LogRig();
    await rig.answer('a', 'x');
    await rig.answer('b', 'x');
    expect((await follow(rig, 'a', 3)).followed).toEqual({ state: 'over' });
    expect((await follow(rig, 'a', 6)).followed).toEqual({ state: 'over' });
  });

  it('is told when nobody knows the analysis', async () => {
    expect((await follow(new LogRig(), 'nobody')).followed).toEqual({ state: 'unknown' });
  });

  it('whose cursor is ahead of the log gets a snapshot in place of what it had, then goes on', async () => {
    const rig = new LogRig();
    await rig.begin('a');
    await rig.tokens('a', 'x', 'y');
    const reader = await follow(rig, 'a', 40);
    await rig.tokens('a', 'z');
    await rig.complete('a');
    expect(reader.outline()).toBe('snapshot@3 token@4 complete@5');
    expect(reader.frames()[0]).toMatchObject({ content: 'xy', through_index: 1, through_seq: 3, status: 'processing' });
  });

  it('of an analysis whose frames were folded gets a snapshot, and the end as it was', async () => {
    const rig = new LogRig();
    const socket = rig.open('s', { version: 2 });
    await settle();
    await rig.answer('a', 'x', 'y');
    await rig.begin('b');
    await rig.fail('b');
    socket.leave();
    // An hour without anybody would forget the session.
    await rig.clock.advance(40 * 60_000);
    expect((await rig.log.read('s', 0, 10)).length).toBe(0);
    const [done, failed] = [await follow(rig, 'a', 2), await follow(rig, 'b')];
    expect([done.outline(), failed.outline()]).toEqual(['snapshot@4 complete@4', 'snapshot@6 analysis_error@6']);
    expect(done.frames()[0]).toMatchObject({ content: 'xy', through_index: 1, status: 'completed' });
    expect(done.frames()[1]).toEqual(socket.frames('complete')[0]);
    expect(failed.frames()[1]).toEqual(socket.frames('analysis_error')[0]);
  });

  it('gets what history has when the log has forgotten everything', async () => {
    const store = createMemoryAnalysisStore();
    await store.create(record({ complete: sampleCompleteBody('a', 'It rains.') }));
    await store.create(record({ analysis_id: 'b', status: 'failed', error: { code: 'LLM_TIMEOUT', message: 'late', recoverable: true } }));
    await store.create(record({ analysis_id: 'c', status: 'processing', completed_at: null }));
    const [done, failed, lost] = [await follow(new LogRig(), 'a', 7, store), await follow(new LogRig(), 'b', 0, store), await follow(new LogRig(), 'c', 0, store)];
    expect([done.outline(), failed.outline()]).toEqual(['snapshot@null complete@null', 'snapshot@null analysis_error@null']);
    expect(foldFrames(done.frames())).toMatchObject({ status: 'completed', text: 'It rains.' });
    expect(failed.frames()[1]).toMatchObject({ error: { code: 'LLM_TIMEOUT' }, timestamp: '2025-09-28T12:00:09.000Z' });
    expect(lost.followed).toEqual({ state: 'unknown' });
    serverFrameSchema.parse(done.frames()[0]);
    completeFrameSchema.parse({ ...done.frames()[1], seq: 1, epoch: 'e' });
  });

  it('that is slow and finds a hole gets a snapshot in its place', async () => {
    const rig = new LogRig();
    await rig.begin('a');
    const stop = new AbortController();
    const followed = await followAnalysis('a', { log: rig.log, store: createMemoryAnalysisStore(), unloggedEnd: () => undefined, clock: rig.clock, after: 0, signal: stop.signal });
    if (followed.state !== 'followed') throw new Error(followed.state);
    const first = await followed.batches.next();
    await rig.tokens('a', 'x', 'y');
    await rig.complete('a');
    await rig.clock.advance(40 * 60_000);
    const rest = await followed.batches.next();
    expect([first, rest].map(({ value }) => (value ?? []).map(({ type }) => type))).toEqual([['started'], ['snapshot', 'complete']]);
    expect((await followed.batches.next()).done).toBe(true);
  });

  it('ends when the session is forgotten', async () => {
    const rig = new LogRig();
    await rig.answer('a', 'x');
    const reader = await follow(rig, 'a', 2);
    expect(reader.isOver()).toBe(true);
    await rig.begin('b');
    const other = await follow(rig, 'b');
    rig.log.analyses = async () => [];
    await rig.clock.advance(1_000);
    expect(other.isOver()).toBe(true);
  });

  it('gets an empty batch every 15 s in which nothing happens', async () => {
    const rig = new LogRig();
    await rig.begin('a');
    const reader = await follow(rig);
    await rig.clock.advance(31_000);
    expect(reader.batches.map((batch) => batch.length)).toEqual([1, 0, 0]);
    reader.stop.abort();
  });

  it('misses nothing for more than a second when doorbells are lost', async () => {
    const rig = new LogRig();
    rig.log.subscribe = () => () => {};
    await rig.begin('a');
    const reader = await follow(rig);
    await rig.tokens('a', 'x');
    expect(reader.outline()).toBe('started@1');
    await rig.clock.advance(1_000);
    expect(reader.outline()).toBe('started@1 token@2');
    reader.stop.abort();
  });

  it('can leave at any time, and leaves nothing behind', async () => {
    const rig = new LogRig();
    let rings = 0;
    rig.log.subscribe = () => {
      rings += 1;
      return () => void (rings -= 1);
    };
    await rig.begin('a');
    const before = rig.clock.pending;
    const reader = await follow(rig);
    expect(rings).toBe(1);
    reader.stop.abort();
    await reader.collected;
    expect([rings, rig.clock.pending]).toEqual([0, before]);
  });
});
