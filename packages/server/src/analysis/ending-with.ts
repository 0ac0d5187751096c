export interface Ending<T> {
  /** Told of each value before it goes out. */
  passed(value: T): void;
  /** The last value, where what was thrown stands instead of an end. */
  failed(thrown: unknown): T;
}

/**
 * The values of a generator, where a failure is a last value and nothing is ever thrown. By hand: a generator around a generator would cost
 * each token a few more turns of the microtask queue.
 */
export function endingWith<T>(values: AsyncGenerator<T, void, void>, { passed, failed }: Ending<T>): AsyncGenerator<T, void, void> {
  const pass = (next: IteratorResult<T, void>): IteratorResult<T, void> => {
    if (next.done !== true) passed(next.value);
    return next;
  };
  const end = (thrown: unknown): IteratorResult<T, void> => ({ done: false, value: failed(thrown) });
  return around(values, (next) => next.then(pass, end));
}

/** The values of a generator, each as `change` gives it. */
export function changed<T>(values: AsyncGenerator<T, void, void>, change: (value: T) => T): AsyncGenerator<T, void, void> {
  const pass = (next: IteratorResult<T, void>): IteratorResult<T, void> => (next.done === true ? next : { done: false, value: change(next.value) });
  return around(values, (next) => next.then(pass));
}

function around<T>(values: AsyncGenerator<T, void, void>, settle: (next: Promise<IteratorResult<T, void>>) => Promise<IteratorResult<T, void>>): AsyncGenerator<T, void, void> {
  return {
    next: () => settle(values.next()),
    return: () => values.return(),
    throw: (thrown: unknown) => settle(values.throw(thrown)),
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
