import type { Clock } from './clock.js';
import { LinkedAbort } from './linked-abort.js';

export type InTime<T> = { value: T } | { late: true } | { failure: unknown };

/**
 * What work gives that may take only so long; it is aborted and no longer waited for when the time is over. For helps that are never a
 * condition: rejects only when `signal` aborts.
 */
export async function inTime<T>(work: (signal: AbortSignal) => Promise<T>, { clock, signal, limitMs }: { clock: Clock; signal: AbortSignal; limitMs: number }): Promise<InTime<T>> {
  const late = new LinkedAbort(signal);
  const takeBack = clock.after(limitMs, () => late.abort(new Error('It took too long')));
  const ended = new Promise<InTime<T>>((resolve) => {
    if (late.signal.aborted) resolve({ late: true });
    else late.signal.addEventListener('abort', () => resolve({ late: true }), { once: true });
  });
  try {
    const outcome = await Promise.race([
      work(late.signal).then(
        (value): InTime<T> => ({ value }),
        (failure: unknown): InTime<T> => ({ failure }),
      ),
      ended,
    ]);
    signal.throwIfAborted();
    return outcome;
  } finally {
    takeBack();
    late.release();
  }
}
