import { beforeEach, describe, expect, it } from 'vitest';
import { Cursor } from './cursor.js';

const greeting = (epoch: string, head_seq: number) => ({ type: 'connection_established' as const, session_id: 's', timestamp: '', epoch, head_seq });

describe('a cursor', () => {
  let cursor: Cursor;
  beforeEach(() => {
    cursor = new Cursor();
  });

  it('begins at the head that the greeting names', () => {
    expect(cursor.position).toBeNull();
    expect(cursor.greet(greeting('e', 7))).toBe(false);
    expect(cursor.position).toEqual({ epoch: 'e', seq: 7 });
    expect([7, 8, 8, 10, 9].map((seq) => cursor.take(seq))).toEqual(['old', 'new', 'old', 'gap', 'new']);
    expect(cursor.position).toEqual({ epoch: 'e', seq: 9 });
  });

  it('does not judge frames without a number', () => {
    cursor.greet(greeting('e', 7));
    expect(cursor.take(undefined)).toBe('new');
  });

  it('stays where it is over a reconnect, whatever the head is by then', () => {
    cursor.greet(greeting('e', 7));
    cursor.take(8);
    expect(cursor.greet(greeting('e', 20))).toBe(true);
    expect(cursor.take(9)).toBe('new');
  });

  it('notices that frames are missing when the server says that it has sent all', () => {
    cursor.greet(greeting('e', 7));
    expect(cursor.catchUp({ type: 'caught_up', epoch: 'e', seq: 7 })).toBe('new');
    expect(cursor.catchUp({ type: 'caught_up', epoch: 'e', seq: 9 })).toBe('gap');
  });

  it('keeps its old position after a failed resume until the server has caught up', () => {
    cursor.greet(greeting('e1', 7));
    cursor.greet(greeting('e2', 3));
    cursor.fail({ type: 'resume_failed', reason: 'epoch', epoch: 'e2', head_seq: 3 });
    expect(cursor.position).toEqual({ epoch: 'e1', seq: 7 });
    expect(cursor.catchUp({ type: 'caught_up', epoch: 'e2', seq: 3 })).toBe('new');
    expect(cursor.position).toEqual({ epoch: 'e2', seq: 3 });
    expect(cursor.take(4)).toBe('new');
  });

  it('lets everything through from a server of the base protocol, which has no such numbers', () => {
    cursor.greet({ type: 'connection_established', session_id: 's', timestamp: '' });
    expect([5, 5, 9, 1].map((seq) => cursor.take(seq))).toEqual(['new', 'new', 'new', 'new']);
    expect([cursor.numbered, cursor.position]).toEqual([false, null]);
  });
});
