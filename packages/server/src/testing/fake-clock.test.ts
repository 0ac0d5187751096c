import { describe, expect, it } from 'vitest';
import { FakeClock } from './fake-clock.js';

describe('FakeClock', () => {
  it('runs what falls due in order of time, then of asking, at its own time', async () => {
    const clock = new FakeClock(1000);
    const seen: string[] = [];
    clock.after(20, () => seen.push(`late ${clock.now()}`));
    clock.after(10, () => seen.push(`first ${clock.now()}`));
    clock.after(10, () => seen.push(`second ${clock.now()}`));
    await clock.advance(15);
    expect(seen).toEqual(['first 1010', 'second 1010']);
    await clock.advance(5);
    expect(seen.at(-1)).toBe('late 1020');
    expect(clock.now()).toBe(1020);
    expect(clock.pending).toBe(0);
  });

  it('runs a callback that was asked for within the span, also behind a promise', async () => {
    const clock = new FakeClock(0);
    let rounds = 0;
    const again = () => {
      rounds += 1;
      void Promise.resolve().then(() => clock.after(10, again));
    };
    clock.after(10, again);
    await clock.advance(100);
    expect(rounds).toBe(10);
  });

  it('does not run a callback that was taken back', async () => {
    const clock = new FakeClock(0);
    const takeBack = clock.after(1, () => expect.unreachable());
    takeBack();
    await clock.advance(10);
    expect(clock.pending).toBe(0);
  });
});
