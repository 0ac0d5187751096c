import { type DependencyList, useCallback, useEffect, useState } from 'react';

export type FetchedValue<T> = { state: 'loading' } | { state: 'there'; value: T } | { state: 'failed'; reason: string };

/** What a call of the server gave; called again when `dependencies` change, and by `again`. A newer call's answer wins. */
export function useFetched<T>(call: () => Promise<T>, dependencies: DependencyList): FetchedValue<T> & { again: () => void } {
  const [fetched, setFetched] = useState<FetchedValue<T>>({ state: 'loading' });
  const [round, setRound] = useState(0);
  useEffect(() => {
    let wanted = true;
    call().then(
      (value) => wanted && setFetched({ state: 'there', value }),
      (thrown: unknown) => wanted && setFetched({ state: 'failed', reason: thrown instanceof Error ? thrown.message : String(thrown) }),
    );
    return () => {
      wanted = false;
    };
  }, [...dependencies, round]);
  const again = useCallback(() => setRound((before) => before + 1), []);
  return { ...fetched, again };
}
