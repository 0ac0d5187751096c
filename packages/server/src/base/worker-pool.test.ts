import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from './clock.js';
import { WorkerPool, type WorkerPoolOptions } from './worker-pool.js';

const pools: WorkerPool[] = [];
function poolOf(more: Partial<WorkerPoolOptions> = {}): WorkerPool {
  const pool = new WorkerPool({ script: new URL('./testing/pool-worker.mjs', import.meta.url), name: 'test', clock: systemClock, size: 2, timeLimitMs: 20_000, memoryMib: 32, maxQueued: 3, idleMs: 60_000, ...more });
  pools.push(pool);
  return pool;
}
afterEach(async () => {
  for (const pool of pools.splice(0)) await pool.close();
});

describe('WorkerPool', () => {
  it('gives each task its own answer, with no more threads than it may have', async () => {
    const pool = poolOf({ maxQueued: 50 });
    const values = await Promise.all(Array.from({ length: 20 }, (_, value) => pool.run({ what: 'echo', value })));
    expect(values).toEqual(Array.from({ length: 20 }, (_, value) => value));
    expect(pool.threads).toBe(2);
  });

  it("passes on a task's own error, and keeps the thread", async () => {
    const pool = poolOf({ size: 1 });
    await expect(pool.run({ what: 'fail' })).rejects.toThrow('its own fault');
    expect(await pool.run({ what: 'echo', value: 1 })).toBe(1);
  });

  it.each([
    ['spin', 'timeout'],
    ['exit', 'crash'],
    ['throw', 'crash'],
    ['eat', 'memory'],
  ])('a task that does "%s" costs itself, and the next one is answered', async (what, fault) => {
    const pool = poolOf({ size: 1, timeLimitMs: what === 'spin' ? 300 : 30_000 });
    const bad = expect(pool.run({ what })).rejects.toMatchObject({ name: 'TaskFailed', fault });
    const good = pool.run({ what: 'echo', value: 'still here' });
    await bad;
    expect(await good).toBe('still here');
  });

  it('ends tasks that take all threads for long when others have waited for long, and no others', async () => {
    const pool = poolOf({ crowdedLimitMs: 300 });
    const bad = [1, 2].map(() => expect(pool.run({ what: 'spin' })).rejects.toMatchObject({ fault: 'timeout' }));
    expect(await Promise.all([1, 2].map((value) => pool.run({ what: 'echo', value })))).toEqual([1, 2]);
    await Promise.all(bad);
    // One that is in nobody's way goes on.
    let ended = false;
    const alone = pool.run({ what: 'spin' }).catch(() => void (ended = true));
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(await pool.run({ what: 'echo', value: 3 })).toBe(3);
    expect(ended).toBe(false);
    await pool.close();
    await alone;
  });

  it('ends a thread whose task is given up, and rejects with the reason', async () => {
    const pool = poolOf({ size: 1 });
    const abort = new AbortController();
    const spinning = expect(pool.run({ what: 'spin' }, { signal: abort.signal })).rejects.toThrow('given up');
    const waiting = new AbortController();
    const never = expect(pool.run({ what: 'echo', value: 2 }, { signal: waiting.signal })).rejects.toThrow('not needed');
    waiting.abort(new Error('not needed'));
    abort.abort(new Error('given up'));
    await spinning;
    await never;
    expect(pool.threads).toBe(0);
    expect(await pool.run({ what: 'echo', value: 3 })).toBe(3);
  });

  it('refuses what would wait too long, and all after it was closed', async () => {
    const pool = poolOf({ size: 1, maxQueued: 1 });
    const first = expect(pool.run({ what: 'spin' })).rejects.toMatchObject({ fault: 'closed' });
    const second = expect(pool.run({ what: 'echo' })).rejects.toMatchObject({ fault: 'closed' });
    await expect(pool.run({ what: 'echo' })).rejects.toMatchObject({ fault: 'busy' });
    await pool.close();
    await first;
    await second;
    await expect(pool.run({ what: 'echo' })).rejects.toMatchObject({ fault: 'closed' });
    expect(pool.threads).toBe(0);
  });

  it('ends a thread that has had nothing to do', async () => {
    const pool = poolOf({ idleMs: 20 });
    await pool.run({ what: 'echo' });
    await expect.poll(() => pool.threads).toBe(0);
  });
});
