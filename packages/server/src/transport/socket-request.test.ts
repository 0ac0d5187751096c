import { describe, expect, it } from 'vitest';
import { socketWish } from './socket-request.js';

describe('the address of a socket', () => {
  it.each([
    [{}, { version: 1 }],
    [{ v: '1' }, { version: 1 }],
    [{ v: '3' }, { version: 1 }],
    [{ v: ['2', '2'] }, { version: 1 }],
    [{ epoch: 'e', since: 'x' }, { version: 1 }],
    [{ v: '2' }, { version: 2 }],
    [{ v: '2', epoch: 'e', since: '0' }, { version: 2, cursor: { epoch: 'e', since_seq: 0 } }],
    [{ v: '2', epoch: 'e', since: '12345', other: '1' }, { version: 2, cursor: { epoch: 'e', since_seq: 12_345 } }],
  ])('%j asks for %j', (parameters, wish) => {
    expect(socketWish(parameters)).toEqual(wish);
  });

  it.each([{ epoch: 'e' }, { since: '1' }, { epoch: '', since: '1' }, { epoch: 'e', since: '' }, { epoch: 'e', since: '-1' }, { epoch: 'e', since: '1.5' }, { epoch: 'e', since: '1e3' }, { epoch: 'e', since: '0x1' }, { epoch: 'e', since: '9'.repeat(16) }, { epoch: ['e', 'e'], since: '1' }, { epoch: 'e'.repeat(201), since: '1' }])(
    'is refused with the cursor %j',
    (cursor) => {
      expect(() => socketWish({ v: '2', ...cursor })).toThrow(expect.objectContaining({ code: 'INVALID_REQUEST' }));
    },
  );
});
