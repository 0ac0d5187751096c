import { describe, expect, it } from 'vitest';
import { judgeCursor } from './judge-cursor.js';

const head = { epoch: 'e', head_seq: 9, oldest_seq: 4 };

describe('a cursor', () => {
  it.each([
    ['e', 9, 'replay'],
    ['e', 8, 'replay'],
    ['e', 3, 'replay'],
    ['e', 2, 'trimmed'],
    ['e', 0, 'trimmed'],
    ['e', 10, 'ahead'],
    ['e', Number.MAX_SAFE_INTEGER, 'ahead'],
    ['f', 9, 'epoch'],
    ['f', 0, 'epoch'],
    ['f', 99, 'epoch'],
  ] as const)('of epoch %s at %d is judged %s', (epoch, since_seq, verdict) => {
    expect(judgeCursor({ epoch, since_seq }, head)).toBe(verdict);
  });

  it('of nothing is honoured by a log that holds all, and by one that is empty', () => {
    expect(judgeCursor({ epoch: 'e', since_seq: 0 }, { epoch: 'e', head_seq: 5, oldest_seq: 1 })).toBe('replay');
    expect(judgeCursor({ epoch: 'e', since_seq: 0 }, { epoch: 'e', head_seq: 0, oldest_seq: 1 })).toBe('replay');
  });

  it('that knows all is honoured even when everything was trimmed', () => {
    expect(judgeCursor({ epoch: 'e', since_seq: 9 }, { epoch: 'e', head_seq: 9, oldest_seq: 10 })).toBe('replay');
  });
});
