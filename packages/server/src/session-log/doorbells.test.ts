import { describe, expect, it } from 'vitest';
import { Doorbells } from './doorbells.js';

describe('Doorbells', () => {
  it('tells a seq that was rung for from a newer one', () => {
    const bells = new Doorbells();
    bells.add('s', () => {});
    expect([bells.noteNewest('s', 3), bells.noteNewest('s', 3), bells.noteNewest('s', 4)]).toEqual([true, false, true]);
  });

  it('keeps nothing of sessions that nobody follows', () => {
    const bells = new Doorbells();
    expect(bells.noteNewest('s', 3)).toBe(false);
    const stops = [bells.add('s', () => {}), bells.add('s', () => {})];
    bells.noteNewest('s', 3);
    for (const stop of stops) stop();
    expect(bells.size).toBe(0);
    bells.add('s', () => {});
    expect(bells.noteNewest('s', 3), 'as if it had never been followed').toBe(true);
  });
});
