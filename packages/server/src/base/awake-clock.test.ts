import { describe, expect, it } from 'vitest';
import { FakeClock } from '../testing/fake-clock.js';
import { AwakeClock } from './awake-clock.js';

/** Time that passed on the awake clock while `how` went on, with two timers of a second waiting. */
async function passed(how: (clock: FakeClock) => Promise<void>): Promise<{ ms: number; fired: number }> {
  const clock = new FakeClock();
  const awake = new AwakeClock(clock);
  let fired = 0;
  for (const ms of [1_000, 1_200]) awake.after(ms, () => (fired += 1));
  const began = awake.now();
  await how(clock);
  return { ms: awake.now() - began, fired };
}

describe('AwakeClock', () => {
  it('goes as any clock while its timers are in time', async () => {
    expect(await passed((clock) => clock.advance(5_000))).toEqual({ ms: 5_000, fired: 2 });
  });

  it('does not count the time in which the process stood still, once for all timers', async () => {
    const stood = await passed(async (clock) => {
      await clock.advance(500);
      clock.skip(60_000);
      await clock.advance(100);
    });
    // Up to when the first timer was due nothing shows that it stood still.
    expect(stood).toEqual({ ms: 1_100, fired: 2 });
  });

  it('takes a short delay for what it is', async () => {
    const busy = await passed(async (clock) => {
      clock.skip(1_900);
      await clock.advance(0);
    });
    expect(busy.ms).toBe(1_900);
  });
});
