import { describe, expect, it } from 'vitest';
import { settle } from '../testing/fake-clock.js';
import { SessionRig } from '../testing/session-rig.js';

describe('the heartbeat of a socket', () => {
  it('pings every 30 s, without a seq', async () => {
    const rig = new SessionRig();
    const socket = rig.open();
    await rig.clock.advance(29_999);
    expect(socket.frames('ping')).toEqual([]);
    await rig.clock.advance(1);
    expect(socket.frames('ping')).toEqual([{ type: 'ping', timestamp: '2025-09-28T12:00:30.000Z' }]);
    await rig.clock.advance(570_000);
    expect(socket.frames('ping')).toHaveLength(20);
    expect(socket.terminated).toBe(false);
  });

  it('ends a socket from which nothing came for 75 s, and pings it no more', async () => {
    const rig = new SessionRig();
    const socket = rig.open('s', { flowing: false });
    await rig.clock.advance(74_999);
    expect(socket.terminated).toBe(false);
    await rig.clock.advance(1);
    expect(socket.terminated).toBe(true);
    expect(rig.sessions.counts()).toEqual({ sockets: 0, analyses: 0 });
    expect(rig.clock.pending).toBe(1); // the log's sweep
  });

  it.each<[string, unknown]>([
    ['a pong', { type: 'pong' }],
    ['a JSON ping', { type: 'ping' }],
    ['the bare text ping', 'ping'],
    ['a message that makes no sense', '{'],
  ])('takes %s as a sign of life', async (_name, message) => {
    const rig = new SessionRig();
    const socket = rig.open('s', { flowing: false });
    for (let count = 0; count < 5; count += 1) {
      await rig.clock.advance(70_000);
      socket.say(message);
    }
    await rig.clock.advance(74_999);
    expect(socket.terminated).toBe(false);
    await rig.clock.advance(1);
    expect(socket.terminated).toBe(true);
  });

  it('is content with the pongs that a browser sends by itself while its page is asleep', async () => {
    const rig = new SessionRig();
    const socket = rig.open();
    await rig.clock.advance(3_600_000);
    expect(socket.terminated).toBe(false);
    expect(socket.frames('ping')).toHaveLength(120);
  });

  it('answers the bare text ping with the bare text pong, and a JSON ping or pong with nothing', async () => {
    const rig = new SessionRig();
    const socket = rig.open();
    socket.say({ type: 'ping' });
    socket.say({ type: 'pong', timestamp: 'x' });
    socket.say('ping');
    await settle();
    expect(socket.received.slice(1)).toEqual(['pong']);
  });

  it('leaves no timer behind when the socket closes', async () => {
    const rig = new SessionRig();
    rig.open().leave();
    expect(rig.clock.pending).toBe(1); // the log's sweep
  });
});
