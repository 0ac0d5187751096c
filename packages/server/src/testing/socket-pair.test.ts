import { describe, expect, it } from 'vitest';
import { SocketPair } from './socket-pair.js';

describe('SocketPair', () => {
  it('queues until it is flushed, and counts what is queued', () => {
    const pair = new SocketPair({ flowing: false });
    let arrived = 0;
    pair.send('{"a":1}');
    pair.probe(() => (arrived += 1));
    pair.send('é');
    expect([pair.received, pair.bufferedBytes]).toEqual([[], 11]);
    pair.flush(1);
    expect([pair.received, pair.bufferedBytes, arrived]).toEqual([[{ a: 1 }], 4, 0]);
    pair.flowing = true;
    expect([pair.received, pair.bufferedBytes, arrived]).toEqual([[{ a: 1 }, 'é'], 0, 1]);
    pair.send('now');
    expect(pair.received).toHaveLength(3);
  });

  it('tells once how it ended, and takes nothing afterwards', () => {
    for (const [end, handshake] of [['leave', true], ['reset', false], ['terminate', false]] as const) {
      const pair = new SocketPair({ flowing: false });
      const ends: boolean[] = [];
      pair.onClose((value) => ends.push(value));
      pair.send('lost');
      pair[end]();
      pair.reset();
      pair.send('late');
      pair.flush();
      expect([pair.received, ends]).toEqual([[], [handshake]]);
    }
  });

  it('closes in order behind what was sent before', () => {
    const pair = new SocketPair({ flowing: false });
    const ends: boolean[] = [];
    pair.onClose((value) => ends.push(value));
    pair.send('before');
    pair.close(1001, 'bye');
    pair.send('after');
    expect(ends).toEqual([]);
    pair.flush();
    expect([pair.received, ends, pair.closedByServer]).toEqual([['before'], [true], { code: 1001, reason: 'bye' }]);
  });
});
