import { describe, expect, it } from 'vitest';
import { isSkipped } from '../../base/skipped.js';
import { FakeClock, settle } from '../../testing/fake-clock.js';
import { ServicePace } from './service-pace.js';

function rig(limits: { intervalMs: number; atOnce: number }) {
  const clock = new FakeClock(0);
  const pace = new ServicePace('Service', limits, clock);
  const began: Array<[string, number]> = [];
  const leaves = new Map<string, () => void>();
  const enter = async (name: string, patienceMs = 60_000, signal = new AbortController().signal): Promise<unknown> =>
    pace.enter(patienceMs, signal).then(
      (leave) => {
        began.push([name, clock.now()]);
        leaves.set(name, leave);
        return 'began';
      },
      (thrown: unknown) => thrown,
    );
  return { clock, pace, began, leaves, enter };
}

describe('ServicePace', () => {
  it('[SRCH-5] lets requests begin in order, no closer than the interval', async () => {
    const { clock, began, enter } = rig({ intervalMs: 3_000, atOnce: 9 });
    void enter('a');
    void enter('b');
    void enter('c');
    await clock.advance(10_000);
    expect(began).toEqual([['a', 0], ['b', 3_000], ['c', 6_000]]);
    void enter('d');
    await clock.advance(0);
    expect(began.at(-1)).toEqual(['d', 10_000]);
    expect(clock.pending).toBe(0);
  });

  it('[SRCH-5] lets no more in at once than may be', async () => {
    const { clock, began, leaves, enter } = rig({ intervalMs: 0, atOnce: 2 });
    for (const name of 'abc') void enter(name);
    await settle();
    expect(began.map(([name]) => name)).toEqual(['a', 'b']);
    leaves.get('b')?.();
    leaves.get('b')?.();
    await settle();
    expect(began.map(([name]) => name)).toEqual(['a', 'b', 'c']);
    void enter('d');
    await settle();
    expect(began).toHaveLength(3);
    leaves.get('a')?.();
    await settle();
    expect(began).toHaveLength(4);
    expect(clock.pending).toBe(0);
  });

  it('[SRCH-5] sends away at once who would wait in vain, and says until when', async () => {
    const { enter } = rig({ intervalMs: 3_000, atOnce: 9 });
    void enter('a');
    await settle();
    const skipped = await enter('b', 2_000);
    expect(isSkipped(skipped)).toBe(true);
    expect(skipped).toMatchObject({ code: 'EXTERNAL_API_FAILURE', retryAfter: 3, message: 'Service was not asked: its limits allow the next request in about 3 s, which is too late for this answer' });
  });

  it('[SRCH-5] sends away who has waited in vain because others take long', async () => {
    const { clock, enter } = rig({ intervalMs: 0, atOnce: 1 });
    void enter('a');
    const late = enter('b', 2_000);
    await clock.advance(2_001);
    expect(isSkipped(await late)).toBe(true);
    expect(clock.pending).toBe(0);
  });

  it('lets go of who is aborted, and lets the next one in', async () => {
    const { clock, began, leaves, enter } = rig({ intervalMs: 1_000, atOnce: 1 });
    const stop = new AbortController();
    void enter('a');
    const aborted = enter('b', 60_000, stop.signal);
    void enter('c');
    const reason = new Error('gone');
    stop.abort(reason);
    expect(await aborted).toBe(reason);
    leaves.get('a')?.();
    await clock.advance(1_000);
    expect(began.map(([name]) => name)).toEqual(['a', 'c']);
    await expect(enter('d', 60_000, stop.signal)).resolves.toBe(reason);
  });

  it('[SRCH-5] holds everybody off for as long as the service asks', async () => {
    const { clock, pace, began, enter } = rig({ intervalMs: 0, atOnce: 9 });
    pace.holdOffUntil(5_000);
    void enter('a');
    await clock.advance(4_999);
    expect(began).toEqual([]);
    await clock.advance(1);
    expect(began).toEqual([['a', 5_000]]);
  });

  it('keeps the queue short', async () => {
    const { enter } = rig({ intervalMs: 0, atOnce: 1 });
    const results = Array.from({ length: 25 }, (_value, index) => enter(String(index)));
    await settle();
    const sentAway = await Promise.all(results.slice(21));
    expect(sentAway.every(isSkipped)).toBe(true);
  });
});
