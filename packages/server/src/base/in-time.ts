import type { Clock } from './clock.js';

export type InTime<T> = { value: T } | { late: true } | { failure: unknown };

/**
 * What work gives that may take only so long; it is aborted and no longer waited for when the time is over. For helps that are never a
 * condition: rejects only when `signal` aborts.
 */
export async function inTime<T>(work: (signal: AbortSignal) => Promise<T>, { clock, signal, limitMs }: { clock: Clock; signal: AbortSignal; limitMs: number }): Promise<InTime<T>> {
  const late = new AbortController();
  const takeBack = clock.after(limitMs, () => late.abort(new Error('It took too long')));
  const both = AbortSignal.any([signal, late.signal]);
  const ended = new Promise<InTime<T>>((resolve) => {
    if (both.aborted) resolve({ late: true });
    else both.addEventListener('abort', () => resolve({ late: true }), { once: true });
  });
  try {
    const outcome = await Promise.race([
      work(both).then(
        (value): InTime<T> => ({ value }),
        (failure: unknown): InTime<T> => ({ failure }),
      ),
      ended,
    ]);
    signal.throwIfAborted();
    return outcome;
  } finally {
    takeBack();
  }
}
