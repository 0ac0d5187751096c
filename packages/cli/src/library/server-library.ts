import type { LibraryClient } from '@groundwire/client';
import type { LibraryDocument } from '@groundwire/server';
import type { LibraryAccess } from './library-access.js';
import { selectDocuments } from './select-documents.js';
import { uploadFiles } from './upload-files.js';

const PAGE = 200;

/** The library of a server, over its routes. Files are sent to it under their names, and it keeps copies. */
export function openServerLibrary(url: string, client: LibraryClient): LibraryAccess {
  const documents = (collection?: string) => allDocuments(client, collection);
  return {
    url,
    documents,
    add: (paths, options) => uploadFiles(client, documents, paths, options),
    collections: async () => (await client.list({ limit: 1 })).collections,
    async find(query, options) {
      const hits = await client.search(query, options);
      return hits.map(({ document_id, title, url: address, name, ...hit }) => ({ document_id, title, url: address, path: name, ...hit }));
    },
    async remove(words) {
      let removed = 0;
      for (const id of await selectDocuments(words, documents())) if (await client.remove(id)) removed += 1;
      return removed;
    },
    removeCollection: (collection) => client.removeCollection(collection),
    close: () => Promise.resolve(),
  };
}

async function* allDocuments(client: LibraryClient, collection: string | undefined): AsyncGenerator<LibraryDocument> {
  for (let offset = 0; ; ) {
    const { documents, has_more } = await client.list({ collection, limit: PAGE, offset });
    for (const { document_id, collection: of, name, ...rest } of documents) yield { document_id, collection: of, path: name, ...rest };
    if (!has_more || documents.length === 0) return;
    offset += documents.length;
  }
}
