import { describe, expect, it } from 'vitest';
import { closestName } from './closest-name.js';

const names = ['serve', 'ask', 'library add', 'library list', '--collection', '--json'];

describe('guessing the name that was meant', () => {
  it.each([
    ['sevre', 'serve'],
    ['serv', 'serve'],
    ['aks', 'ask'],
    ['libary add', 'library add'],
    ['library lsit', 'library list'],
    ['--colection', '--collection'],
    ['--coll', '--collection'],
  ])('takes %s for %s', (typed, meant) => {
    expect(closestName(typed, names)).toBe(meant);
  });

  it('guesses nothing when nothing is near', () => {
    expect(closestName('banana', names)).toBeNull();
    expect(closestName('x'.repeat(100_000), names)).toBeNull();
  });
});
