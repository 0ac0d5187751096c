import { LinkedAbort } from '../base/linked-abort.js';

/**
 * Runs work that happens on several tracks at once, and yields what it tells meanwhile, in order, as it happens. Ends with what
 * the work gives, or throws what it throws once all that was told has been yielded. A consumer that stops early aborts the
 * signal that the work was given.
 */
export async function* whileWorking<Told, Result>(signal: AbortSignal, work: (tell: (told: Told) => void, signal: AbortSignal) => Promise<Result>): AsyncGenerator<Told, Result, void> {
  const stop = new LinkedAbort(signal);
  const told: Told[] = [];
  let wake: () => void = () => {};
  let ended = false;
  const result = work((item) => {
    told.push(item);
    wake();
  }, stop.signal);
  const settled = result.then(
    () => undefined,
    () => undefined,
  );
  void settled.then(() => {
    ended = true;
    wake();
  });
  try {
    for (;;) {
      for (let next = told.shift(); next !== undefined; next = told.shift()) yield next;
      if (ended) return await result;
      await new Promise<void>((resolve) => {
        wake = resolve;
        // What was told between the loop above and here must not wait for the next.
        if (told.length > 0 || ended) resolve();
      });
    }
  } finally {
    if (ended) stop.release();
    else stop.abort(new Error('Nobody waits for this work any more'));
  }
}
