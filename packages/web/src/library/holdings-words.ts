import type { LibraryResponse } from '@groundwire/protocol';
import { counted } from '../words.js';

type Collections = ReadonlyArray<Pick<LibraryResponse['collections'][number], 'documents' | 'builtin'>>;

/** How many documents are the reader's own: not Groundwire's documentation, which is in the library too. */
export function ownDocuments(collections: Collections): number {
  return collections.filter(({ builtin }) => !builtin).reduce((sum, { documents }) => sum + documents, 0);
}

/** What the library holds, the same in every view: the reader's own documents, and beside them Groundwire's documentation. */
export function holdingsWords(collections: Collections): string {
  const own = ownDocuments(collections);
  const builtin = collections.filter((collection) => collection.builtin).reduce((sum, { documents }) => sum + documents, 0);
  if (own > 0) return `Your library holds ${counted(own, 'document')}${builtin === 0 ? '' : `, beside ${counted(builtin, 'page')} of Groundwire's own documentation`}.`;
  return builtin === 0 ? 'The library is empty.' : `Your library is empty: until you add documents, Groundwire answers from its own documentation (${counted(builtin, 'page')}).`;
}
