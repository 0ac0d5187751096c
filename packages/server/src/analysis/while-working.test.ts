import { describe, expect, it } from 'vitest';
import { whileWorking } from './while-working.js';

async function collect<Told, Result>(generator: AsyncGenerator<Told, Result, void>): Promise<{ told: Told[]; result: Result }> {
  const told: Told[] = [];
  for (;;) {
    const next = await generator.next();
    if (next.done === true) return { told, result: next.value };
    told.push(next.value);
  }
}

const never = new AbortController().signal;

describe('whileWorking', () => {
  it('yields what is told at once, later, and in the last moment, then gives the result', async () => {
    const work = whileWorking<number, string>(never, async (tell) => {
      tell(1);
      tell(2);
      await new Promise(setImmediate);
      tell(3);
      await Promise.resolve();
      tell(4);
      return 'done';
    });
    expect(await collect(work)).toEqual({ told: [1, 2, 3, 4], result: 'done' });
  });

  it('throws what the work throws, behind what it told', async () => {
    const told: number[] = [];
    const run = async () => {
      for await (const item of whileWorking<number, void>(never, async (tell) => (tell(7), Promise.reject(new Error('broken'))))) told.push(item);
    };
    await expect(run()).rejects.toThrow('broken');
    expect(told).toEqual([7]);
  });

  it('ends the work when the consumer leaves', async () => {
    let aborted = false;
    const work = whileWorking<number, void>(never, (tell, signal) => {
      tell(1);
      return new Promise((resolve) => signal.addEventListener('abort', () => ((aborted = true), resolve()), { once: true }));
    });
    await work.next();
    await work.return();
    expect(aborted).toBe(true);
  });

  it('hands the abort of the caller on', async () => {
    const outer = new AbortController();
    const work = whileWorking<number, void>(outer.signal, (_tell, signal) => new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })));
    const next = work.next();
    outer.abort(new Error('cancelled'));
    await expect(next).rejects.toThrow('cancelled');
  });
});
