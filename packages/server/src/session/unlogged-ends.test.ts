/** What those who wait are told when the log can't even take an end; on a real full disk: `test/e2e/full-disk.test.ts`. */
import { describe, expect, it } from 'vitest';
import { LogFull } from '../session-log/session-log.js';
import { MemorySessionLog } from '../session-log/memory-session-log.js';
import { settle } from '../testing/fake-clock.js';
import { SessionRig } from '../testing/session-rig.js';
import { SocketPair } from '../testing/socket-pair.js';
import { type AnalysisEvent, followAnalysis } from './follow-analysis.js';

/** A log on a disk that can be filled to the last block, and emptied. */
class FillableLog extends MemorySessionLog {
  full = false;

  override async append(...call: Parameters<MemorySessionLog['append']>): ReturnType<MemorySessionLog['append']> {
    if (this.full) throw new LogFull();
    return super.append(...call);
  }
}

async function fullInMidAnswer() {
  let log!: FillableLog;
  const rig = new SessionRig({ log: (clock) => (log = new FillableLog(clock)) });
  const base = rig.open('s');
  const numbered = new SocketPair();
  rig.sessions.attach('s', numbered, { version: 2 });
  const analysis_id = await rig.start({ client_request_id: 'r1' });
  rig.engine.call.started().tokens('It ', 'rains');
  await settle();
  log.full = true;
  return { rig, log, base, numbered, analysis_id };
}

const ends = (socket: SocketPair) => socket.received.filter((frame) => (frame as { type: string }).type === 'analysis_error') as Array<{ seq?: number; analysis_id: string; error: { code: string; recoverable: boolean; message: string } }>;

describe('an analysis whose end the log can not take', () => {
  it('[END-8] is told to every socket at once, as a recoverable error without a seq that says what the operator can do', async () => {
    const { rig, base, numbered, analysis_id } = await fullInMidAnswer();
    rig.engine.call.tokens(' today');
    await rig.clock.advance(1_000);
    for (const socket of [base, numbered]) {
      expect(ends(socket)).toEqual([expect.objectContaining({ analysis_id, error: expect.objectContaining({ code: 'LOG_UNAVAILABLE', recoverable: true, partial: true }) })]);
      expect(ends(socket)[0]).not.toHaveProperty('seq');
      expect(ends(socket)[0]?.error.message).toMatch(/free some space/);
    }
    expect(rig.engine.call.context.signal.aborted).toBe(true);
  });

  it('[END-8] is told to those who wait over REST, and to event streams', async () => {
    const { rig, log, analysis_id } = await fullInMidAnswer();
    const finished = rig.sessions.finished(analysis_id);
    const followed = await followAnalysis(analysis_id, { log, store: rig.store, unloggedEnd: (id) => rig.sessions.unloggedEnd(id), clock: rig.clock, after: 0, signal: new AbortController().signal });
    if (followed.state !== 'followed') throw new Error(followed.state);
    const events: AnalysisEvent[] = [];
    const over = (async () => {
      for await (const batch of followed.batches) events.push(...batch);
    })();
    rig.engine.call.tokens(' today');
    await rig.clock.advance(1_000);
    await over;
    expect(events.map(({ type, seq }) => `${type}@${seq}`)).toEqual(['started@1', 'token@2', 'token@3', 'analysis_error@null']);
    expect(await finished).toMatchObject({ status: 'failed', text: 'It rains', error: { code: 'LOG_UNAVAILABLE', recoverable: true } });
  });

  it('[END-8] has that very end in the log as soon as there is room, and nothing else becomes of it', async () => {
    const { rig, log, base, numbered, analysis_id } = await fullInMidAnswer();
    rig.sessions.takeOverLost();
    rig.engine.call.tokens(' today');
    await rig.clock.advance(20_000);
    log.full = false;
    await rig.clock.advance(1_000);
    const frames = await log.read('s', 0, 100, analysis_id);
    expect(frames.map(({ type }) => type)).toEqual(['started', 'token', 'token', 'analysis_error']);
    expect(frames.at(-1)).toMatchObject({ error: { code: 'LOG_UNAVAILABLE' } });
    expect(ends(base)).toHaveLength(1);
    expect(ends(numbered).map(({ seq }) => seq)).toEqual([undefined, 4]);
    expect(await rig.store.get(analysis_id)).toMatchObject({ status: 'failed', partial_answer: 'It rains' });
    expect(rig.engine.calls).toHaveLength(1);
    expect(rig.sessions.counts().analyses).toBe(0);
    expect(rig.sessions.unloggedEnd(analysis_id)).toBeUndefined();
  });

  it('[END-8] says so too when all was written but the completion, which is not given out as if it were kept', async () => {
    const { rig, base, analysis_id } = await fullInMidAnswer();
    rig.engine.call.complete();
    await rig.clock.advance(1_000);
    expect(ends(base)).toMatchObject([{ analysis_id, error: { code: 'LOG_UNAVAILABLE', partial: true } }]);
    expect(base.received.filter((frame) => (frame as { type: string }).type === 'complete')).toEqual([]);
  });

  it('does not keep the server from stopping', async () => {
    const { rig } = await fullInMidAnswer();
    rig.engine.call.tokens(' today');
    await rig.clock.advance(1_000);
    const closed = rig.sessions.close();
    await rig.clock.advance(10_000);
    await closed;
    expect(rig.sessions.counts().analyses).toBe(0);
  });
});
