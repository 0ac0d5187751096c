import { describe, expect, it } from 'vitest';
import { settle } from '../testing/fake-clock.js';
import { outline } from '../testing/outline.js';
import { answering } from '../testing/scripted-engine.js';
import { SessionRig } from '../testing/session-rig.js';

const start = (rig: SessionRig, analysis_id: string, session_id = 's') => rig.start({ analysis_id, session_id });

describe('what a client says', () => {
  it('starts an analysis that is paced, with its parameters', async () => {
    const rig = new SessionRig();
    const socket = rig.open();
    socket.say({ type: 'query', query: 'Why?', parameters: { days: 7, odd: 1 }, client_request_id: 'r1' });
    await settle();
    expect(rig.engine.call.params).toMatchObject({ query: 'Why?', parameters: { days: 7, odd: 1 }, client_request_id: 'r1', history: [] });
    expect(rig.engine.call.context.wordPaceMs).toBe(15);
    expect(rig.engine.call.sessionId).toBe('s');
  });

  it.each<[string, unknown]>([
    ['no JSON', '{"type":'],
    ['an array', []],
    ['an unknown type', { type: 'launch' }],
    ['no type', { query: 'Why?' }],
    ['a type that is no text', { type: { a: 1 } }],
    ['a type of the prototype', { type: '__proto__' }],
    ['no query', { type: 'query' }],
    ['a blank query', { type: 'query', query: ' \n ' }],
    ['a query over 500 characters', { type: 'query', query: 'x'.repeat(501) }],
    ['parameters of the wrong type', { type: 'query', query: 'Why?', parameters: { days: 'seven' } }],
    ['an empty message', ''],
    ['deeply nested JSON', `${'['.repeat(20_000)}`],
  ])('is refused when it is %s, with no analysis and no seq, and the socket stays open', async (_name, message) => {
    const rig = new SessionRig();
    const socket = rig.open();
    socket.say(message);
    await settle();
    expect(socket.received.slice(1)).toEqual([{ type: 'analysis_error', analysis_id: null, error: { code: 'INVALID_REQUEST', message: expect.any(String), recoverable: false }, timestamp: expect.any(String) }]);
    expect(rig.engine.calls).toEqual([]);
    expect(socket.closedByServer).toBeNull();
  });

  it('is told the real reason when an analysis may not start', async () => {
    const rig = new SessionRig({ limits: { analysesPerSession: 1 } });
    const socket = rig.open();
    socket.say({ type: 'query', query: 'One?' });
    socket.say({ type: 'query', query: 'Two?' });
    await settle();
    expect(socket.frames('analysis_error')).toMatchObject([{ analysis_id: null, error: { code: 'TOO_MANY_ANALYSES', recoverable: true, retry_after: 5 } }]);
  });

  it('does not let parameters reach into prototypes', async () => {
    const rig = new SessionRig();
    rig.open().say('{"type":"query","query":"Why?","parameters":{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}}');
    await settle();
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect((rig.engine.calls[0]?.params.parameters as { polluted?: boolean } | undefined)?.polluted).toBeUndefined();
  });

  it('does no harm with parameters that are nested as deeply as a message can hold', async () => {
    const rig = new SessionRig({ script: answering('x') });
    const socket = rig.open();
    const nested = `${'['.repeat(30_000)}${']'.repeat(30_000)}`;
    socket.say(`{"type":"query","query":"Why?","parameters":{"odd":${nested}}}`);
    await settle();
    expect(socket.frames('complete', 'analysis_error')).toHaveLength(1);
    await start(rig, 'b');
    expect(outline(socket)).toMatch(/b0 b!$/);
  });

  it('cancels an analysis of its own session, and no other', async () => {
    const rig = new SessionRig();
    const [owner, stranger] = [rig.open('s'), rig.open('t')];
    await start(rig, 'a');
    rig.engine.call.started();
    stranger.say({ type: 'cancel', analysis_id: 'a' });
    stranger.say({ type: 'cancel', analysis_id: 'nobody' });
    await settle();
    const codes = stranger.frames('analysis_error').map((frame) => frame.error);
    expect(codes.map((error) => error.code)).toEqual(['ANALYSIS_NOT_FOUND', 'ANALYSIS_NOT_FOUND']);
    expect(codes[0]?.message.replace('"a"', '"nobody"')).toBe(codes[1]?.message);
    expect(rig.sessions.running('a')).not.toBeNull();
    owner.say({ type: 'cancel', analysis_id: 'a' });
    await rig.clock.advance(2_000);
    owner.say({ type: 'cancel', analysis_id: 'a' });
    await settle();
    expect(owner.frames('analysis_error')).toMatchObject([{ analysis_id: 'a', error: { code: 'CANCELLED' } }]);
  });

  it('goes on without it: an analysis does not end when all sockets leave', async () => {
    const rig = new SessionRig();
    const socket = rig.open();
    socket.say({ type: 'query', query: 'Why?' });
    await settle();
    const { analysis_id } = rig.engine.call.params;
    rig.engine.call.started().tokens('x');
    await settle();
    socket.reset();
    rig.engine.call.tokens('y').complete();
    expect(await rig.sessions.finished(analysis_id)).toMatchObject({ status: 'completed', text: 'xy' });
  });

  it('is ignored beyond its rate, with one RATE_LIMITED a second, and closed with 4501 when it never stops', async () => {
    const rig = new SessionRig();
    const socket = rig.open();
    for (let count = 0; count < 200; count += 1) socket.say({ type: 'pong' });
    expect(socket.frames('analysis_error')).toMatchObject([{ analysis_id: null, error: { code: 'RATE_LIMITED', recoverable: true, retry_after: 1 } }]);
    for (let count = 0; count < 2_000; count += 1) socket.say({ type: 'pong' });
    expect(socket.closedByServer).toMatchObject({ code: 4501 });
    expect(rig.sessions.counts().sockets).toBe(0);
  });

  it('is closed with 1003 when it is binary', async () => {
    const rig = new SessionRig();
    const socket = rig.open();
    socket.sayBinary();
    expect(socket.closedByServer).toMatchObject({ code: 1003 });
  });

  it('is not listened to once the socket is closing', async () => {
    const rig = new SessionRig();
    const socket = rig.open('s', { flowing: false });
    socket.sayBinary();
    socket.say({ type: 'query', query: 'Why?' });
    await settle();
    expect(rig.engine.calls).toEqual([]);
  });
});
