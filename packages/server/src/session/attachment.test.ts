import { serverFrameSchema } from '@groundwire/protocol';
import { describe, expect, it } from 'vitest';
import type { MemorySessionLog } from '../session-log/memory-session-log.js';
import { settle } from '../testing/fake-clock.js';
import { outline } from '../testing/outline.js';
import { answering } from '../testing/scripted-engine.js';
import { SessionRig } from '../testing/session-rig.js';

const start = (rig: SessionRig, analysis_id: string, session_id = 's') => rig.start({ analysis_id, session_id });

describe('a base socket', () => {
  it('is greeted before anything else', async () => {
    const rig = new SessionRig();
    await start(rig, 'a');
    rig.engine.call.started().tokens('x');
    await settle();
    const socket = rig.open();
    expect(socket.received).toEqual([{ type: 'connection_established', session_id: 's', timestamp: '2025-09-28T12:00:00.000Z' }]);
    await settle();
    expect(outline(socket)).toBe('a0');
  });

  it('gets only frames of the base types, each valid', async () => {
    const rig = new SessionRig();
    const socket = rig.open();
    await start(rig, 'a');
    rig.engine.call
      .started()
      .progress('searching', 10)
      .yield({ type: 'source_found', analysis_id: 'a', source_id: 'd', provider: 'library', url: null, title: 't', domain: 'library', published_at: null })
      .yield({ type: 'source_read', analysis_id: 'a', source_id: 'd', words: 5 })
      .tokens('It ', 'rains.')
      .complete();
    await rig.clock.advance(30_000);
    expect(socket.received.map((frame) => serverFrameSchema.parse(frame).type)).toEqual(['connection_established', 'analysis_progress', 'token', 'token', 'complete', 'ping']);
    expect(socket.frames('token')[0]).toEqual({ type: 'token', content: 'It ', index: 0, analysis_id: 'a', seq: 4 });
    expect(Object.keys(socket.frames('analysis_progress')[0] ?? {})).not.toContain('seq');
    expect(socket.frames('complete')[0]).toMatchObject({ seq: 6, epoch: (await rig.log.head('s')).epoch, answer: 'It rains.' });
  });

  it('gets each token as soon as the log has it, and none before', async () => {
    const rig = new SessionRig();
    const socket = rig.open();
    await start(rig, 'a');
    rig.engine.call.started();
    for (let count = 0; count < 5; count += 1) {
      rig.engine.call.tokens(`w${count} `);
      await settle();
      expect(socket.frames('token')).toHaveLength(count + 1);
      expect((await rig.log.head('s')).head_seq).toBe(count + 2);
    }
  });

  it('gets two analyses one after the other, each whole, in the order of their start', async () => {
    const rig = new SessionRig();
    const socket = rig.open();
    await start(rig, 'a');
    await start(rig, 'b');
    rig.engine.callFor('b').started().tokens('x', 'y').complete();
    await settle();
    expect(outline(socket)).toBe('');
    rig.engine.callFor('a').started().tokens('x');
    await settle();
    expect(outline(socket)).toBe('a0');
    await start(rig, 'c');
    rig.engine.callFor('c').started().tokens('x');
    rig.engine.callFor('a').tokens('y').complete();
    await settle();
    expect(outline(socket)).toBe('a0 a1 a! b0 b1 b! c0');
    rig.engine.callFor('c').fail('LLM_UNAVAILABLE');
    await settle();
    expect(outline(socket)).toBe('a0 a1 a! b0 b1 b! c0 c!');
  });

  it('is sent the progress also of an analysis that it waits for, thinned out, and none after the end', async () => {
    const rig = new SessionRig();
    const [socket, other] = [rig.open(), rig.open('t')];
    await start(rig, 'a');
    await start(rig, 'b');
    for (let percent = 0; percent < 30; percent += 1) rig.engine.callFor('b').progress('reading', percent);
    rig.engine.callFor('b').started().progress('writing', 90).complete();
    await rig.clock.advance(3_000);
    const progress = socket.frames('analysis_progress');
    expect(progress.map((frame) => frame.progress.completion_percentage)).toEqual([0, 29, 90]);
    expect(other.frames('analysis_progress')).toEqual([]);
  });

  it('does not see the frames of another session', async () => {
    const rig = new SessionRig({ script: answering('secret') });
    const socket = rig.open('t');
    await start(rig, 'a', 's');
    expect(socket.received).toHaveLength(1);
  });
});

describe('a socket that opens late', () => {
  it('gets whole what still runs, then goes on live without a seam', async () => {
    const rig = new SessionRig();
    await start(rig, 'a');
    rig.engine.call.started().tokens('0', '1', '2');
    await settle();
    const socket = rig.open();
    rig.engine.call.tokens('3');
    await settle();
    rig.engine.call.tokens('4').complete();
    await settle();
    expect(outline(socket)).toBe('a0 a1 a2 a3 a4 a!');
  });

  it('gets whole what ended within 120 s if no socket has received its end', async () => {
    const rig = new SessionRig({ script: answering('x', 'y') });
    await start(rig, 'a');
    await start(rig, 'b');
    await rig.clock.advance(120_000);
    const socket = rig.open();
    await settle();
    expect(outline(socket)).toBe('a0 a1 a! b0 b1 b!');
  });

  it('gets nothing that ended longer ago', async () => {
    const rig = new SessionRig({ script: answering('x') });
    await start(rig, 'a');
    await rig.clock.advance(120_001);
    const socket = rig.open();
    await start(rig, 'b');
    expect(outline(socket)).toBe('b0 b!');
  });

  it('gets nothing whose end another socket has received', async () => {
    const rig = new SessionRig({ script: answering('x') });
    rig.open();
    await start(rig, 'a');
    const late = rig.open();
    await start(rig, 'b');
    expect(outline(late)).toBe('b0 b!');
  });

  it('gets what ended while the only socket was broken off, even if the end was written to that socket', async () => {
    const rig = new SessionRig({ script: answering('x') });
    const gone = rig.open('s', { flowing: false });
    await start(rig, 'a');
    const meanwhile = rig.open();
    await settle();
    expect(outline(meanwhile)).toBe('a0 a!');
    gone.reset();
    expect(outline(gone)).toBe('');
  });

  it('gets nothing again that a client received just before it closed', async () => {
    const rig = new SessionRig({ script: answering('x') });
    const first = rig.open('s', { flowing: false });
    await start(rig, 'a');
    first.flush(3); // greeting, token, complete; the proof of arrival is still on its way
    expect(outline(first)).toBe('a0 a!');
    first.leave();
    await settle();
    const late = rig.open();
    await settle();
    expect(outline(late)).toBe('');
  });

  it('gets what it asks for again by the client_request_id of its lost socket, once', async () => {
    const rig = new SessionRig({ script: answering('x') });
    const query = { type: 'query', query: 'Why?', client_request_id: 'r1' };
    const first = rig.open();
    first.say(query);
    await settle();
    const second = rig.open();
    second.say(query);
    second.say(query);
    await settle();
    const analysisId = first.frames('complete')[0]?.analysis_id ?? '';
    expect(outline(second, { [analysisId]: 'a' })).toBe('a0 a!');
    expect(rig.engine.calls).toHaveLength(1);
  });

  it('gets it whole even when its frames were folded since', async () => {
    const rig = new SessionRig({ script: answering('It ', 'rains.') });
    const query = { type: 'query', query: 'Why?', client_request_id: 'r1' };
    const first = rig.open();
    first.say(query);
    await settle();
    first.leave();
    await rig.clock.advance(40 * 60_000);
    expect(await rig.log.read('s', 0, 10)).toEqual([]);
    const second = rig.open();
    second.say(query);
    await settle();
    expect(second.frames('token')).toMatchObject([{ index: 0, content: 'It rains.' }]);
    expect(second.frames('complete')).toEqual(first.frames('complete'));
    second.received.forEach((frame) => serverFrameSchema.parse(frame));
    expect(rig.engine.calls).toHaveLength(1);
  });
});

describe('a socket that is not read', () => {
  const BIG = 'x'.repeat(1000);

  it('costs bounded memory, delays nobody, and gets everything when it is read again', async () => {
    const rig = new SessionRig();
    const [stalled, reader] = [rig.open('s', { flowing: false }), rig.open()];
    await start(rig, 'a');
    rig.engine.call.started();
    let most = 0;
    for (let count = 0; count < 2_000; count += 1) {
      rig.engine.call.tokens(BIG);
      if (count % 100 === 0) await settle();
      most = Math.max(most, stalled.bufferedBytes);
    }
    await settle();
    expect(reader.frames('token')).toHaveLength(2_000);
    expect(most).toBeGreaterThan(200_000);
    expect(most).toBeLessThanOrEqual(256 * 1024 + 100);
    rig.engine.call.complete();
    for (let turn = 0; turn < 40; turn += 1) {
      stalled.flush();
      await rig.clock.advance(50);
    }
    expect(stalled.frames('token').map((frame) => frame.index)).toEqual(Array.from({ length: 2_000 }, (_, index) => index));
    expect(stalled.frames('complete')).toHaveLength(1);
  });

  it('is closed with 4008 after a minute, gets nothing more, and is ended by force 2 s later', async () => {
    const rig = new SessionRig();
    const stalled = rig.open('s', { flowing: false });
    await start(rig, 'a');
    rig.engine.call.started();
    for (let count = 0; count < 400; count += 1) rig.engine.call.tokens(BIG);
    await settle();
    await rig.clock.advance(59_000);
    expect(stalled.closedByServer).toBeNull();
    await rig.clock.advance(1_050);
    expect(stalled.closedByServer).toMatchObject({ code: 4008 });
    const queued = stalled.bufferedBytes;
    rig.engine.call.tokens(BIG).progress('writing', 50);
    await rig.clock.advance(1_900);
    expect(stalled.bufferedBytes).toBe(queued);
    expect(stalled.terminated).toBe(false);
    await rig.clock.advance(100);
    expect(stalled.terminated).toBe(true);
    const again = rig.open();
    rig.engine.call.complete();
    await settle();
    expect(again.frames('token')).toHaveLength(401);
    expect(again.frames('complete')).toHaveLength(1);
  });

  it('is not flooded with answers to what its client goes on asking', async () => {
    const rig = new SessionRig();
    const stalled = rig.open('s', { flowing: false });
    for (let second = 0; second < 200; second += 1) {
      for (let count = 0; count < 20; count += 1) stalled.say('{');
      await rig.clock.advance(1_000);
    }
    expect(stalled.bufferedBytes).toBeLessThan(300 * 1024);
  });

  it('gets a frame larger than the bound when nothing else is queued', async () => {
    const rig = new SessionRig();
    const socket = rig.open('s', { flowing: false });
    socket.flush();
    await start(rig, 'a');
    rig.engine.call.started().tokens('x'.repeat(300 * 1024), 'y').complete();
    for (let turn = 0; turn < 5; turn += 1) {
      await rig.clock.advance(50);
      socket.flush();
    }
    expect(outline(socket)).toBe('a0 a1 a!');
  });
});

describe('the sockets of a session', () => {
  it('are at most sixteen', () => {
    const rig = new SessionRig();
    for (let count = 0; count < 16; count += 1) rig.open();
    expect(() => rig.open()).toThrow(expect.objectContaining({ code: 'RATE_LIMITED' }));
    expect(rig.sessions.counts('s').sockets).toBe(16);
    rig.open('t');
  });

  it('leave nothing behind: no timer, no subscriber, no count', async () => {
    const rig = new SessionRig({ script: answering('x') });
    const sockets = [rig.open(), rig.open(), rig.open('t')];
    await start(rig, 'a');
    for (const socket of sockets) socket.leave();
    await settle();
    expect(rig.sessions.counts()).toEqual({ sockets: 0, analyses: 0 });
    await rig.clock.advance(3 * 3_600_000);
    expect(rig.clock.pending).toBe(0);
    expect((rig.log as MemorySessionLog).size()).toEqual({ sessions: 0, bytes: 0 });
  });
});
