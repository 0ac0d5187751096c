import { afterEach, describe, expect, it } from 'vitest';
import { FakeClock } from '../testing/fake-clock.js';
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

/** A task that never ends, and whether its thread has begun it. */
function spinning(): { task: { what: string; begun: Uint8Array }; begun(): number | undefined } {
  const begun = new Uint8Array(new SharedArrayBuffer(1));
  return { task: { what: 'spin', begun }, begun: () => begun[0] };
}

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
    const pool = poolOf({ size: 1, timeLimitMs: what === 'spin' ? 2000 : 30_000 });
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
    const { task, begun } = spinning();
    const endless = expect(pool.run(task, { signal: abort.signal })).rejects.toThrow('given up');
    await expect.poll(begun).toBe(1);
    const waiting = new AbortController();
    const never = expect(pool.run({ what: 'echo', value: 2 }, { signal: waiting.signal })).rejects.toThrow('not needed');
    waiting.abort(new Error('not needed'));
    abort.abort(new Error('given up'));
    await endless;
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

  it('counts the time of a task from when its thread has loaded, which has a time of its own', async () => {
    const clock = new FakeClock();
    const pool = poolOf({ size: 1, clock, timeLimitMs: 1_000 });
    const { task, begun } = spinning();
    let fault: unknown = null;
    const ended = pool.run(task).catch((thrown: unknown) => void (fault = thrown));
    clock.skip(900);
    await expect.poll(begun).toBe(1);
    await clock.advance(900);
    expect(fault).toBeNull();
    await clock.advance(100);
    await ended;
    expect(fault).toMatchObject({ fault: 'timeout' });
    const late = expect(pool.run({ what: 'echo' })).rejects.toMatchObject({ fault: 'timeout' });
    await clock.advance(1_000);
    await late;
  });

  it('does not end a task for those that wait sooner than another thread would have loaded', async () => {
    const clock = new FakeClock();
    const pool = poolOf({ size: 1, clock, crowdedLimitMs: 300 });
    const { task, begun } = spinning();
    let fault: unknown = null;
    const ended = pool.run(task).catch((thrown: unknown) => void (fault = thrown));
    clock.skip(1_000);
    await expect.poll(begun).toBe(1);
    const waiting = pool.run({ what: 'echo', value: 1 });
    await clock.advance(999);
    expect(fault).toBeNull();
    await clock.advance(1);
    await ended;
    expect(fault).toMatchObject({ fault: 'timeout' });
    expect(await waiting).toBe(1);
  });

  it('starts threads before there is a task, and ends them when none comes', async () => {
    const pool = poolOf({ size: 3 });
    pool.prepare(2);
    expect(pool.threads).toBe(2);
    expect(await Promise.all([1, 2].map((value) => pool.run({ what: 'echo', value })))).toEqual([1, 2]);
    expect(pool.threads).toBe(2);
    pool.prepare(9);
    expect(pool.threads).toBe(3);
    const idle = poolOf({ idleMs: 20 });
    idle.prepare(1);
    await expect.poll(() => idle.threads).toBe(0);
  });

  it('keeps a thread that is loading when its task is given up, for the next one', async () => {
    const pool = poolOf({ size: 1 });
    const abort = new AbortController();
    const given = expect(pool.run({ what: 'spin' }, { signal: abort.signal })).rejects.toThrow('given up');
    const next = pool.run({ what: 'echo', value: 1 });
    abort.abort(new Error('given up'));
    await given;
    expect(pool.threads).toBe(1);
    expect(await next).toBe(1);
  });

  it('ends a thread that has had nothing to do', async () => {
    const pool = poolOf({ idleMs: 20 });
    await pool.run({ what: 'echo' });
    await expect.poll(() => pool.threads).toBe(0);
  });
});
