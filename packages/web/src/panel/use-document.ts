import type { DocumentResponse } from '@groundwire/protocol';
import { useEffect, useState } from 'react';
import { server } from '../server.js';

export type Fetched = { state: 'none' } | { state: 'loading' } | { state: 'there'; value: DocumentResponse } | { state: 'failed'; reason: string };

/** The text of a document, fetched when its id changes. */
export function useDocument(id: string | null): Fetched {
  const [fetched, setFetched] = useState<{ id: string | null; result: Fetched }>({ id: null, result: { state: 'none' } });
  useEffect(() => {
    if (id === null) return;
    let wanted = true;
    const show = (result: Fetched) => wanted && setFetched({ id, result });
    server.document(id).then(
      (value) => show(value === null ? { state: 'failed', reason: 'The text of this source is no longer kept here.' } : { state: 'there', value }),
      (thrown: unknown) => show({ state: 'failed', reason: String(thrown instanceof Error ? thrown.message : thrown) }),
    );
    return () => {
      wanted = false;
    };
  }, [id]);
  if (id === null) return { state: 'none' };
  return fetched.id === id ? fetched.result : { state: 'loading' };
}
