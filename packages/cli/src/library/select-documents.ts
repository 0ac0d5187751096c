import type { LibraryDocument } from '@groundwire/server';
import { findFiles, nameOf, realPath } from './find-files.js';
import { isDocumentId } from './library-access.js';

type Listed = Pick<LibraryDocument, 'document_id' | 'collection' | 'path'>;

/**
 * Ids of the documents in a server's library that words of a command line stand for: an id; a path of this machine that was indexed
 * where it lies; else a name as the server lists it; else the name that the path has when it is added. A folder counts for all in it.
 * Rejects where one name stands for several documents.
 */
export async function selectDocuments(words: readonly string[], documents: AsyncIterable<Listed>): Promise<Set<string>> {
  const listed: Listed[] = [];
  for await (const document of documents) listed.push(document);
  const chosen = new Set<string>();
  for (const word of words) for (const { document_id } of await meant(word, listed)) chosen.add(document_id);
  return chosen;
}

async function meant(word: string, listed: readonly Listed[]): Promise<readonly Listed[]> {
  if (isDocumentId(word)) return listed.filter(({ document_id }) => document_id === word);
  const lying = await indexedInPlace(word, listed);
  const sent = called(word.replace(/\\/g, '/').replace(/^(\.\/)+|\/+$/g, ''), listed);
  const others = sent.length > 0 ? sent : lying.length > 0 ? [] : called(nameOf(word), listed);
  return [...lying, ...others];
}

async function indexedInPlace(word: string, listed: readonly Listed[]): Promise<Listed[]> {
  const { documentId } = await import('@groundwire/server/library');
  const { files } = await findFiles([word], new AbortController().signal);
  const paths = [await realPath(word), ...files.map(({ path }) => path)];
  const collections = [...new Set(listed.map(({ collection }) => collection))];
  const ids = new Set(paths.flatMap((path) => collections.map((collection) => documentId(collection, path))));
  return listed.filter(({ document_id }) => ids.has(document_id));
}

function called(name: string, listed: readonly Listed[]): Listed[] {
  const folder = listed.filter(({ path }) => path.startsWith(`${name}/`));
  const exact = listed.filter(({ path }) => path === name);
  if (exact.length > 1) throw new Error(`${exact.length} documents are called ${name}. Say which by their ids: ${exact.map(({ document_id }) => document_id).join(', ')}`);
  return [...exact, ...folder];
}
