import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Library, LibraryDocument } from '@groundwire/server';
import { findFiles } from './find-files.js';
import { type AddOptions, isDocumentId, type LibraryAccess } from './library-access.js';

const PAGE = 500;

/** The library of the data folder. A server that runs on the same folder sees the changes: the index is safe for several processes at once. */
export async function openFolderLibrary(environment: Readonly<Record<string, string | undefined>>): Promise<LibraryAccess> {
  const { openLibrary } = await import('../local-library.js');
  const { library, uploads } = await openLibrary(environment);
  return {
    url: null,
    async add(paths, options) {
      const report = await library.addPaths(paths, options);
      await forgetUploads(library, uploads, paths, options);
      return { ...report, left_behind: [] };
    },
    collections: () => library.collections(),
    documents: (collection) => allDocuments(library, collection),
    find: (query, options) => library.find(query, options),
    async remove(words) {
      const documentIds = words.filter(isDocumentId);
      const paths = words.filter((word) => !isDocumentId(word)).map((path) => resolve(path));
      const byId = documentIds.length > 0 ? await library.remove({ documentIds }) : 0;
      return byId + (paths.length > 0 ? await library.remove({ paths }) : 0);
    },
    removeCollection: (collection) => library.remove({ collection }),
    close: () => library.close(),
  };
}

/** What a server was sent earlier of the same files would stand in the library twice. */
async function forgetUploads(library: Library, uploads: string, paths: string[], { collection, signal }: AddOptions): Promise<void> {
  const place = join(uploads, collection);
  if (!existsSync(place)) return;
  const { createUploadFolder } = await import('@groundwire/server/library');
  const folder = createUploadFolder(uploads);
  for (const { name } of (await findFiles(paths, signal)).files) {
    const copy = join(place, name);
    if (!existsSync(copy)) continue;
    await library.remove({ paths: [copy] });
    await folder.forget(copy);
  }
}

async function* allDocuments(library: Library, collection: string | undefined): AsyncGenerator<LibraryDocument> {
  for (let offset = 0; ; offset += PAGE) {
    const { documents, total } = await library.list({ collection, limit: PAGE, offset });
    yield* documents;
    if (documents.length === 0 || offset + documents.length >= total) return;
  }
}
