import { describe, expect, it } from 'vitest';
import { isSameBoot, machineBoot } from './machine-boot.js';

describe('the identity of a run of the machine', () => {
  it('is there, and the same each time', () => {
    expect(machineBoot()).not.toBe('');
    expect(isSameBoot(machineBoot(), machineBoot())).toBe(true);
  });

  it.each([
    ['a3f0', 'a3f0', true],
    ['a3f0', 'b1c2', false],
    ['started:1795772992', 'started:1795772950', true],
    ['started:1795772992', 'started:1795782992', false],
    ['a3f0', 'started:1795772992', false],
  ])('%s and %s: the same is %s', (one, other, same) => {
    expect(isSameBoot(one, other)).toBe(same);
  });
});
