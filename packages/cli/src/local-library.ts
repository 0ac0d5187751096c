import type { Library, LibraryDocument } from '@groundwire/server';

/** Where documents go that are added without naming a collection. */
export const DEFAULT_COLLECTION = 'default';

/**
 * Opens the library of the data folder, does the work and closes it, whatever happens. A server that runs on the same
 * folder sees the change: the index is safe for several processes at once.
 */
export async function withLibrary<T>(environment: Readonly<Record<string, string | undefined>>, work: (library: Library) => Promise<T>): Promise<T> {
  const { openLibrary } = await import('./local-server.js');
  const library = await openLibrary(environment);
  try {
    return await work(library);
  } finally {
    await library.close();
  }
}

const PAGE = 500;

/** All documents, page by page, so that a large library does not have to fit in memory. */
export async function* allDocuments(library: Library, collection: string | undefined): AsyncGenerator<LibraryDocument> {
  for (let offset = 0; ; offset += PAGE) {
    const { documents, total } = await library.list({ collection, limit: PAGE, offset });
    yield* documents;
    if (documents.length === 0 || offset + documents.length >= total) return;
  }
}
