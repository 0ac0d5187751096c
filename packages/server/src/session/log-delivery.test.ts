import { type ServerFrame, serverFrameSchema } from '@groundwire/protocol';
import { sampleCitation } from '@groundwire/protocol/testing';
import { describe, expect, it } from 'vitest';
import { GroundwireError } from '../base/errors.js';
import { settle } from '../testing/fake-clock.js';
import { LogRig } from '../testing/log-rig.js';
import { SocketPair } from '../testing/socket-pair.js';
import type { Cursor, SocketWish } from './socket-wish.js';

const at = (epoch: string, since_seq: number): SocketWish => ({ version: 2, cursor: { epoch, since_seq } });
const V2: SocketWish = { version: 2 };

/** What a v2 socket got, short: `4` for the frame with seq 4, else the type of the frame. */
function story(socket: SocketPair): string {
  return socket.frames().map((frame) => ('seq' in frame && frame.type !== 'caught_up' ? String(frame.seq) : short(frame))).join(' ');
}

function short(frame: ServerFrame): string {
  switch (frame.type) {
    case 'connection_established':
      return `hello(${frame.oldest_seq}-${frame.head_seq}${(frame.active ?? []).map(({ analysis_id, next_index }) => ` ${analysis_id}@${next_index}`).join('')})`;
    case 'caught_up':
      return `caught_up(${frame.seq})`;
    case 'resume_failed':
      return `${frame.reason}(${frame.head_seq})`;
    case 'snapshot':
      return `${frame.analysis_id}:${frame.status}[${frame.content}]${frame.through_index}@${frame.through_seq}`;
    default:
      return frame.type;
  }
}

async function opened(rig: LogRig, wish: SocketWish = V2): Promise<SocketPair> {
  const socket = rig.open('s', wish);
  await settle();
  return socket;
}

const epochOf = async (rig: LogRig) => (await rig.log.head('s')).epoch;

describe('a v2 socket without a cursor', () => {
  it('is told where the log stands, and that it has caught up', async () => {
    const rig = new LogRig();
    const socket = await opened(rig);
    expect(socket.received).toEqual([
      { type: 'connection_established', session_id: 's', timestamp: '2025-09-28T12:00:00.000Z', epoch: await epochOf(rig), head_seq: 0, oldest_seq: 1, active: [] },
      { type: 'caught_up', seq: 0, epoch: await epochOf(rig) },
    ]);
  });

  it('begins at the head, with a snapshot of what runs and of nothing else', async () => {
    const rig = new LogRig();
    await rig.answer('a', 'x');
    await rig.begin('b');
    await rig.tokens('b', 'It ', 'rains');
    await rig.begin('c');
    const socket = await opened(rig);
    expect(story(socket)).toBe('hello(1-7 b@2 c@0) b:processing[It rains]1@6 c:processing[]-1@7 caught_up(7)');
    await rig.tokens('c', 'x');
    await rig.tokens('b', '.');
    expect(story(socket)).toMatch(/caught_up\(7\) 8 9$/);
  });

  it('[CLM-3] is shown in the snapshot the claims that are settled', async () => {
    const rig = new LogRig();
    await rig.begin('a');
    await rig.tokens('a', 'It rains. [1] ');
    const claim = { start: 0, end: 13, citations: ['c1'], support: 'full' as const, reason: 'x' };
    await rig.append('a', { type: 'citation', analysis_id: 'a', index: 0, claim, citations: [sampleCitation()] });
    const [, snapshot] = (await opened(rig)).received;
    expect(serverFrameSchema.parse(snapshot)).toMatchObject({ type: 'snapshot', claims: [claim], citations: [{ id: 'c1' }] });
  });

  it('gets every durable frame of all analyses, interleaved, with seq 1, 2, 3, …', async () => {
    const rig = new LogRig();
    const socket = await opened(rig);
    await rig.begin('a');
    await rig.append('a', { type: 'source_found', analysis_id: 'a', source_id: 'd', provider: 'library', url: null, title: 't', domain: 'library', published_at: null }, { type: 'source_read', analysis_id: 'a', source_id: 'd', words: 3 });
    await rig.begin('b');
    await rig.append('b', { type: 'source_failed', analysis_id: 'b', source_id: 'e', reason: 'gone' });
    await rig.tokens('a', 'x');
    await rig.tokens('b', 'y');
    await rig.fail('b');
    await rig.complete('a');
    expect(story(socket)).toBe('hello(1-0) caught_up(0) 1 2 3 4 5 6 7 8 9');
    expect(socket.frames().slice(2).map(({ type }) => type)).toEqual(['started', 'source_found', 'source_read', 'started', 'source_failed', 'token', 'token', 'analysis_error', 'complete']);
    for (const frame of socket.received) serverFrameSchema.parse(frame);
  });

  it('sees the same bytes as any other socket of the session, and none of another session', async () => {
    const rig = new LogRig();
    const [first, stranger] = [await opened(rig), rig.open('t', V2)];
    await rig.begin('a');
    const second = rig.open('s', at(await epochOf(rig), 0));
    await rig.tokens('a', 'x', 'y');
    await rig.complete('a');
    const frames = (socket: SocketPair) => socket.texts.filter((text) => text.includes('"seq":') && !text.includes('caught_up'));
    expect(frames(second)).toEqual(frames(first));
    expect(frames(first)).toHaveLength(4);
    expect(story(stranger)).toBe('hello(1-0) caught_up(0)');
  });

  it('marks an end as received, so that a base socket that opens later does not get it again', async () => {
    const rig = new LogRig();
    await opened(rig);
    await rig.answer('a', 'x');
    expect((await rig.log.analyses('s'))[0]?.terminal_delivered).toBe(true);
    const base = rig.open();
    await settle();
    expect(base.frames()).toHaveLength(1);
  });
});

describe('a cursor', () => {
  it('at the head is answered with caught_up', async () => {
    const rig = new LogRig();
    await rig.answer('a', 'x', 'y');
    const socket = await opened(rig, at(await epochOf(rig), 4));
    expect(story(socket)).toBe('hello(1-4) caught_up(4)');
    await rig.begin('b');
    expect(story(socket)).toBe('hello(1-4) caught_up(4) 5');
  });

  it('inside is answered with what is behind it, then caught_up, then live frames, without a seam', async () => {
    const rig = new LogRig();
    await rig.answer('a', 'x', 'y');
    await rig.begin('b');
    const socket = rig.open('s', at(await epochOf(rig), 2));
    await rig.tokens('b', 'z');
    await rig.complete('b');
    expect(story(socket)).toMatch(/^hello\(1-\d b@\d\) 3 4 5 (6 caught_up\(6\)|caught_up\(5\) 6) 7$/);
  });

  it('of nothing gets everything', async () => {
    const rig = new LogRig();
    await rig.answer('a', 'x');
    expect(story(await opened(rig, at(await epochOf(rig), 0)))).toBe('hello(1-3) 1 2 3 caught_up(3)');
  });

  it('of another epoch, or ahead of the log, fails: no frame, but snapshots of all that is kept', async () => {
    const rig = new LogRig();
    await rig.answer('a', 'x', 'y');
    await rig.begin('b');
    await rig.tokens('b', 'z');
    const all = 'a:completed[xy]1@4 b:processing[z]0@6 caught_up(6)';
    expect(story(await opened(rig, at('another', 3)))).toBe(`hello(1-6 b@1) epoch(6) ${all}`);
    expect(story(await opened(rig, at(await epochOf(rig), 7)))).toBe(`hello(1-6 b@1) ahead(6) ${all}`);
    const socket = await opened(rig, at('another', 0));
    await rig.tokens('b', '!');
    expect(story(socket)).toMatch(/caught_up\(6\) 7$/);
  });

  it('whose frames were trimmed fails with snapshots, and never gets a part', async () => {
    const rig = new LogRig();
    await rig.answer('a', 'x', 'y');
    await rig.answer('b', 'z');
    await rig.log.forgetAnalysis('s', 'a');
    const { oldest_seq, epoch } = await rig.log.head('s');
    expect(oldest_seq).toBe(5);
    expect(story(await opened(rig, at(epoch, 3)))).toBe('hello(5-7) trimmed(7) b:completed[z]0@7 caught_up(7)');
    expect(story(await opened(rig, at(epoch, 4)))).toBe('hello(5-7) 5 6 7 caught_up(7)');
  });

  it('replays ten thousand frames in bounded batches, in order', async () => {
    const rig = new LogRig();
    await rig.begin('a');
    await rig.tokens('a', ...Array.from({ length: 10_000 }, (_, index) => `${index} `));
    const limits: number[] = [];
    const read = rig.log.read.bind(rig.log);
    rig.log.read = (sessionId, after, limit, analysisId) => {
      limits.push(limit);
      return read(sessionId, after, limit, analysisId);
    };
    const socket = rig.open('s', at(await epochOf(rig), 1));
    for (let turn = 0; turn < 100; turn += 1) await settle();
    expect(socket.frames('token').map(({ seq }) => seq)).toEqual(Array.from({ length: 10_000 }, (_, index) => index + 2));
    expect(story(socket)).toMatch(/10001 caught_up\(10001\)$/);
    expect(Math.max(...limits)).toBe(256);
  });
});

describe('the resume command', () => {
  const resume = (cursor: Cursor) => ({ type: 'resume', ...cursor });

  it('sets the cursor anew at any time, backwards and forwards', async () => {
    const rig = new LogRig();
    await rig.answer('a', 'x', 'y');
    const epoch = await epochOf(rig);
    const socket = await opened(rig);
    socket.say(resume({ epoch, since_seq: 1 }));
    await settle();
    expect(story(socket)).toBe('hello(1-4) caught_up(4) 2 3 4 caught_up(4)');
    socket.say(resume({ epoch, since_seq: 4 }));
    socket.say(resume({ epoch, since_seq: 9 }));
    await settle();
    expect(story(socket)).toMatch(/ahead\(4\) a:completed\[xy\]1@4 caught_up\(4\)$/);
    await rig.begin('b');
    expect(story(socket)).toMatch(/caught_up\(4\) 5$/);
  });

  it('that comes before the greeting is heard after it', async () => {
    const rig = new LogRig();
    await rig.answer('a', 'x', 'y');
    const socket = rig.open('s', V2);
    socket.say(resume({ epoch: await epochOf(rig), since_seq: 3 }));
    await settle();
    expect(story(socket)).toBe('hello(1-4) caught_up(4) 4 caught_up(4)');
  });

  it('in the middle of a replay ends it and begins the other', async () => {
    const rig = new LogRig();
    await rig.begin('a');
    await rig.tokens('a', ...Array.from({ length: 600 }, () => 'x'.repeat(1_000)));
    const epoch = await epochOf(rig);
    const socket = rig.open('s', at(epoch, 0), { flowing: false });
    await settle();
    socket.say(resume({ epoch, since_seq: 599 }));
    for (let turn = 0; turn < 5; turn += 1) {
      socket.flush();
      await rig.clock.advance(50);
    }
    expect(story(socket)).toMatch(/^hello\(1-601 a@600\) 1 2 3 .* 2\d\d 600 601 caught_up\(601\)$/);
  });

  it('is refused on a base socket, in the words of the base protocol', async () => {
    const rig = new LogRig();
    const socket = rig.open();
    socket.say(resume({ epoch: 'e', since_seq: 0 }));
    await settle();
    expect(socket.received.slice(1)).toMatchObject([{ type: 'analysis_error', analysis_id: null, error: { code: 'INVALID_REQUEST', message: expect.stringContaining('v=2') } }]);
  });
});

describe('a v2 socket whose reader is slow', () => {
  const BIG = 'x'.repeat(10_000);

  it('is told when the log lost what it had not read, in place of a hole', async () => {
    const rig = new LogRig();
    const epoch = await epochOf(rig);
    await rig.begin('a');
    await rig.tokens('a', ...Array.from({ length: 100 }, () => BIG));
    await rig.complete('a');
    await rig.answer('b', 'z');
    const socket = rig.open('s', at(epoch, 0), { flowing: false });
    await settle();
    await rig.log.forgetAnalysis('s', 'a');
    for (let turn = 0; turn < 10; turn += 1) {
      socket.flush();
      await rig.clock.advance(50);
    }
    expect(story(socket)).toMatch(/^hello\(1-105\) 1 2 .*\d+ trimmed\(105\) b:completed\[z\]0@105 caught_up\(105\)$/);
    const seqs = socket.frames('token', 'started').map(({ seq }) => seq);
    expect(seqs).toEqual(Array.from(seqs, (_, position) => position + 1));
    await rig.begin('c');
    socket.flush();
    expect(story(socket)).toMatch(/caught_up\(105\) 106$/);
  });

  it('is told so too when nothing is left behind what it had read', async () => {
    const rig = new LogRig();
    const socket = rig.open('s', V2, { flowing: false });
    await settle();
    await rig.begin('a');
    await rig.tokens('a', ...Array.from({ length: 100 }, () => BIG));
    await rig.complete('a');
    await rig.log.forgetAnalysis('s', 'a');
    for (let turn = 0; turn < 10; turn += 1) {
      socket.flush();
      await rig.clock.advance(50);
    }
    expect(story(socket)).toMatch(/^hello\(1-0\) caught_up\(0\) 1 2 .*\d+ trimmed\(102\) caught_up\(102\)$/);
  });

  it('is closed with 4008 when it reads nothing for a minute', async () => {
    const rig = new LogRig();
    const socket = rig.open('s', V2, { flowing: false });
    await rig.begin('a');
    await rig.tokens('a', ...Array.from({ length: 100 }, () => BIG));
    await rig.clock.advance(61_000);
    expect(socket.closedByServer?.code).toBe(4008);
    expect(socket.bufferedBytes).toBeLessThanOrEqual(256 * 1024 + 1_000);
  });
});

describe('a session that is begun anew under an open socket', () => {
  it('closes it with 4009, and never mixes two logs', async () => {
    const rig = new LogRig();
    const socket = await opened(rig);
    await rig.answer('a', 'x');
    await rig.log.forgetSession('s');
    for (const id of ['b', 'c', 'd']) await rig.answer(id, 'y');
    await rig.clock.advance(20_000);
    expect(socket.closedByServer?.code).toBe(4009);
    expect(story(socket)).toBe('hello(1-0) caught_up(0) 1 2 3');
    expect(rig.attachments.size).toBe(0);
  });
});

describe('doorbells that are lost', () => {
  const deaf = () => {
    const rig = new LogRig();
    rig.log.subscribe = () => () => {};
    return rig;
  };

  it('cost at most a second while something runs', async () => {
    const rig = deaf();
    await rig.begin('a');
    const [socket, base] = [await opened(rig), rig.open()];
    await settle();
    await rig.tokens('a', 'x');
    expect(story(socket)).toMatch(/caught_up\(1\)$/);
    await rig.clock.advance(1_000);
    expect(story(socket)).toMatch(/caught_up\(1\) 2$/);
    expect(base.frames('token')).toHaveLength(1);
  });

  it('cost at most 15 s while nothing did, and a second where this process itself starts an analysis', async () => {
    const rig = deaf();
    const far = await opened(rig);
    const near = new SocketPair();
    const attachment = rig.attach(near, 's', V2);
    await settle();
    attachment.expect('a');
    await rig.begin('a');
    await rig.clock.advance(1_000);
    expect([story(near), story(far)]).toEqual(['hello(1-0) caught_up(0) 1', 'hello(1-0) caught_up(0)']);
    await rig.clock.advance(14_000);
    expect(story(far)).toBe('hello(1-0) caught_up(0) 1');
  });
});

describe('what a v2 client says', () => {
  it('is refused with an error frame that names the message', async () => {
    const rig = new LogRig();
    const socket = await opened(rig);
    socket.say({ type: 'query', query: ' ', client_request_id: 'r1' });
    socket.say({ type: 'query', query: 'Why?', client_request_id: 'r2' });
    socket.say({ type: 'cancel', analysis_id: 'nobody' });
    socket.say('{');
    socket.say({ type: 'resume', epoch: 'e', since_seq: -1 });
    await settle();
    const errors = socket.frames('error');
    expect(errors.map(({ error, ref }) => [error.code, ref])).toEqual(expect.arrayContaining([['INVALID_REQUEST', 'r1'], ['OVERLOADED', 'r2'], ['ANALYSIS_NOT_FOUND', undefined], ['INVALID_REQUEST', undefined]]));
    expect(errors).toHaveLength(5);
    for (const frame of errors) serverFrameSchema.parse(frame);
    expect(socket.frames('analysis_error')).toEqual([]);
    expect(socket.alive).toBe(true);
  });

  it('twice is answered with a snapshot of what the first began, so that the client learns its id', async () => {
    const rig = new LogRig({ commands: { start: async () => ({ analysis_id: 'a', created_at: '', repeated: true }) } });
    await rig.answer('a', 'x', 'y');
    const socket = await opened(rig);
    socket.say({ type: 'query', query: 'Why?', client_request_id: 'r1' });
    await settle();
    expect(socket.frames('snapshot')).toEqual([{ type: 'snapshot', analysis_id: 'a', content: 'xy', through_index: 1, through_seq: 4, status: 'completed', client_request_id: 'r1' }]);
  });

  it('twice is told where the answer may be when the log has forgotten it', async () => {
    const rig = new LogRig({ commands: { start: async () => ({ analysis_id: 'a', created_at: '', repeated: true }) } });
    const socket = await opened(rig);
    socket.say({ type: 'query', query: 'Why?', client_request_id: 'r1' });
    await settle();
    expect(socket.frames('error')).toMatchObject([{ ref: 'r1', error: { code: 'LOG_UNAVAILABLE', message: expect.stringContaining('/api/analysis/a') } }]);
  });

  it('before it is greeted waits, but not without bound', async () => {
    const rig = new LogRig();
    const head = rig.log.head.bind(rig.log);
    let release = () => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    rig.log.head = async (sessionId) => {
      await released;
      return head(sessionId);
    };
    const [patient, flood] = [rig.open('s', V2), rig.open('s', V2)];
    patient.say('{');
    for (let count = 0; count < 101; count += 1) flood.say('{');
    await rig.clock.advance(31_000);
    expect(patient.received).toEqual([]);
    expect(flood.closedByServer?.code).toBe(4501);
    release();
    await settle();
    expect(patient.frames().map(({ type }) => type)).toEqual(['connection_established', 'error', 'caught_up']);
  });
});

describe('a server that stops', () => {
  it('tells v2 sockets when to come back, and base sockets nothing', async () => {
    const rig = new LogRig();
    const [v2, base] = [new SocketPair(), new SocketPair()];
    const attachments = [rig.attach(v2, 's', V2), rig.attach(base, 's')];
    await settle();
    for (const attachment of attachments) attachment.announceEnd(2_000);
    expect(v2.received.at(-1)).toEqual({ type: 'going_away', reconnect_in_ms: 2_000 });
    expect(base.received).toHaveLength(1);
  });
});

describe('a v2 socket that ends', () => {
  it('leaves nothing behind, whenever it ends', async () => {
    const rig = new LogRig();
    let rings = 0;
    const subscribe = rig.log.subscribe.bind(rig.log);
    rig.log.subscribe = (sessionId, ring) => {
      rings += 1;
      const stop = subscribe(sessionId, ring);
      return () => {
        rings -= 1;
        stop();
      };
    };
    const early = rig.open('s', V2);
    early.reset();
    const late = await opened(rig);
    await rig.answer('a', 'x');
    const stalled = rig.open('s', at(await epochOf(rig), 0), { flowing: false });
    late.leave();
    stalled.reset();
    await settle();
    expect([rings, rig.attachments.size]).toEqual([0, 0]);
  });

  it('is closed with 1011 when the log cannot be read, and says so in the server log', async () => {
    const rig = new LogRig();
    const socket = await opened(rig);
    rig.log.read = () => Promise.reject(new GroundwireError('LOG_UNAVAILABLE', 'disk'));
    await rig.begin('a');
    expect(socket.closedByServer?.code).toBe(1011);
  });
});
