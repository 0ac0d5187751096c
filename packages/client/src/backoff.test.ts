import { describe, expect, it } from 'vitest';
import { backoffMs } from './backoff.js';

const input = { tried: 0, baseMs: 250, capMs: 15_000, random: 1, wishMs: null };

describe('the wait before the next try', () => {
  it('has a bound that doubles up to 15 s', () => {
    const bounds = [0, 1, 2, 3, 4, 5, 6, 7, 100].map((tried) => backoffMs({ ...input, tried }));
    expect(bounds).toEqual([250, 500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000]);
  });

  it('is anything below the bound, down to nothing', () => {
    expect([0, 0.25, 0.5].map((random) => backoffMs({ ...input, tried: 2, random }))).toEqual([0, 250, 500]);
  });

  it('is what the server asked for and up to half as much again, within reason', () => {
    expect([0, 1].map((random) => backoffMs({ ...input, random, wishMs: 2000 }))).toEqual([2000, 3000]);
    expect(backoffMs({ ...input, random: 0, wishMs: 1e9 })).toBe(60_000);
  });
});
