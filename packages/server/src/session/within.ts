import type { Clock } from '../base/clock.js';

/** The promise's result, or a rejection that names `what` when it takes longer than `ms`. The promise itself goes on. */
export function within<T>(clock: Clock, ms: number, what: string, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = clock.after(ms, () => reject(new Error(`${what} took longer than ${ms} ms`)));
    promise.then(resolve, reject).finally(stop);
  });
}
