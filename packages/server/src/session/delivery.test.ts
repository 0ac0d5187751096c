import { describe, expect, it } from 'vitest';
import { MemorySessionLog } from '../session-log/memory-session-log.js';
import { settle } from '../testing/fake-clock.js';
import { outline } from '../testing/outline.js';
import { answering } from '../testing/scripted-engine.js';
import { SessionRig } from '../testing/session-rig.js';

const start = (rig: SessionRig, analysis_id: string, session_id = 's') => rig.start({ analysis_id, session_id });

describe('two sockets on one session', () => {
  it('get the same frames, byte for byte', async () => {
    const rig = new SessionRig({ script: answering('It ', 'rains.') });
    const [first, second] = [rig.open(), rig.open()];
    await start(rig, 'a');
    expect(outline(first)).toBe('a0 a1 a!');
    expect(second.received.slice(1)).toEqual(first.received.slice(1));
  });

  it('both get an analysis that they were open for, even if one has its end before the log tells the other what there is', async () => {
    const rig = new SessionRig({ script: answering('x') });
    const fast = rig.open();
    await settle();
    const { analyses } = rig.log;
    let release = () => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    rig.log.analyses = async (sessionId) => {
      rig.log.analyses = analyses;
      await released;
      return analyses.call(rig.log, sessionId);
    };
    const slow = rig.open();
    await start(rig, 'a');
    expect([outline(fast), outline(slow)]).toEqual(['a0 a!', '']);
    release();
    await settle();
    expect(outline(slow)).toBe('a0 a!');
  });

  it('both get an analysis that they were open for, even if one has its end before the other begins', async () => {
    const rig = new SessionRig({ script: answering('x') });
    const [fast, slow] = [rig.open(), rig.open('s', { flowing: false })];
    await start(rig, 'a');
    expect(outline(fast)).toBe('a0 a!');
    slow.flowing = true;
    expect(outline(slow)).toBe('a0 a!');
  });
});

describe('a log that has forgotten', () => {
  it('leaves no hole: what is lost of an ended analysis is made up for by its end', async () => {
    const rig = new SessionRig({ log: (clock) => new MemorySessionLog(clock, { sessionBytes: 1_500_000 }) });
    const socket = rig.open('s', { flowing: false });
    await start(rig, 'a');
    rig.engine.call.started();
    for (let count = 0; count < 600; count += 1) rig.engine.call.tokens('x'.repeat(1_000));
    await settle();
    rig.engine.call.complete();
    await settle();
    expect((await rig.log.read('s', 0, 1, 'a'))[0]).toMatchObject({ type: 'token', index: expect.any(Number) });
    for (let turn = 0; turn < 10; turn += 1) {
      socket.flush();
      await rig.clock.advance(50);
    }
    const indexes = socket.frames('token').map((frame) => frame.index);
    expect(indexes.length).toBeLessThan(600);
    expect(indexes).toEqual(Array.from(indexes, (_, position) => position));
    expect(socket.frames('complete', 'analysis_error')).toMatchObject([{ type: 'complete', answer: 'x'.repeat(600_000) }]);
  });

  it('says so when nothing is left of an analysis that was asked for again, and goes on with the next', async () => {
    const rig = new SessionRig({ script: answering('x') });
    const query = { type: 'query', query: 'Why?', client_request_id: 'r1' };
    const first = rig.open();
    first.say(query);
    await settle();
    first.leave();
    await rig.clock.advance(3 * 3_600_000);
    const socket = rig.open();
    socket.say(query);
    await settle();
    expect(socket.frames('analysis_error')).toMatchObject([{ analysis_id: first.frames('complete')[0]?.analysis_id, error: { code: 'LOG_UNAVAILABLE' } }]);
    await start(rig, 'b');
    expect(outline(socket)).toMatch(/! b0 b!$/);
  });

  it('closes the socket with 1011 when the log cannot be read', async () => {
    const rig = new SessionRig();
    const socket = rig.open();
    await start(rig, 'a');
    rig.log.read = () => Promise.reject(new Error('connection lost'));
    rig.engine.call.started().tokens('x');
    await settle();
    expect(socket.closedByServer).toMatchObject({ code: 1011 });
    expect(rig.sessions.counts().sockets).toBe(0);
  });
});
