import { describe, expect, it } from 'vitest';
import { FloodGuard, type FloodVerdict } from './flood-guard.js';

function judge(guard: FloodGuard, times: number[]): Record<FloodVerdict, number> {
  const counts = { accept: 0, refuse: 0, ignore: 0, close: 0 };
  for (const time of times) counts[guard.judge(time)] += 1;
  return counts;
}

const every = (ms: number, count: number, from = 0) => Array.from({ length: count }, (_, index) => from + index * ms);

describe('FloodGuard', () => {
  it('takes 20 messages a second for as long as they come', () => {
    expect(judge(new FloodGuard(0), every(50, 20_000))).toMatchObject({ accept: 20_000 });
  });

  it('takes 60 at once and refuses the rest, saying so once a second', () => {
    const guard = new FloodGuard(0);
    expect(judge(guard, every(0, 100))).toEqual({ accept: 60, refuse: 1, ignore: 39, close: 0 });
    expect(judge(guard, every(10, 100, 1000))).toMatchObject({ refuse: 1, close: 0 });
  });

  it('closes on a flood that does not end', () => {
    const guard = new FloodGuard(0);
    const counts = judge(guard, every(1, 2_000));
    expect(counts.close).toBeGreaterThan(0);
    expect(counts.accept).toBeLessThanOrEqual(100);
  });

  it('forgives a burst after a pause', () => {
    const guard = new FloodGuard(0);
    for (let second = 0; second < 100; second += 1) expect(judge(guard, every(0, 200, second * 10_000)).close).toBe(0);
  });
});
