/**
 * An async iterator that can also be asked what is there already. Where values come in bursts, the rest of a burst is taken with
 * `ready` without a turn of the microtask queue for each. Both may be called in any order, by one reader, and not while a `next` runs.
 */
export interface ReadyIterator<T> extends AsyncIterableIterator<T, undefined, undefined> {
  next(): Promise<IteratorResult<T, undefined>>;
  /** The next value if it has come; undefined otherwise, at the end, and when the next thing is a failure: `next` tells those apart. */
  ready(): T | undefined;
  return(): Promise<IteratorResult<T, undefined>>;
}

export function isReadyIterator<T>(values: AsyncIterator<T, unknown> | AsyncIterable<T>): values is ReadyIterator<T> {
  return 'ready' in values && typeof values.ready === 'function';
}
