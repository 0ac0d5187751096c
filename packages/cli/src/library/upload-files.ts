import { type LibraryClient, RequestRefused } from '@groundwire/client';
import type { FileOutcome, LibraryDocument } from '@groundwire/server';
import { findFiles, type NamedFile } from './find-files.js';
import type { Added, AddOptions } from './library-access.js';

type Documents = (collection: string) => AsyncIterable<LibraryDocument>;

/**
 * Sends files to a server's library, one after the other. One that can't be read, or that the server refuses, is reported and stops
 * none behind it; that the server is gone rejects. A document of the same file that was indexed where it lies is replaced.
 */
export async function uploadFiles(client: LibraryClient, documents: Documents, paths: string[], options: AddOptions): Promise<Added> {
  const { checkedCollectionName } = await import('@groundwire/server/library');
  checkedCollectionName(options.collection, { builtin: false });
  const { files, folders, failed, ignored } = await findFiles(paths, options.signal);
  const held = await namesById(documents(options.collection));
  const report: Added = { added: 0, updated: 0, unchanged: 0, removed: 0, failed: [], ignored, left_behind: leftBehind(held, folders, files) };
  const total = failed.length + files.length;
  let done = 0;
  const settle = (file: FileOutcome) => {
    done += 1;
    if (file.outcome === 'failed') report.failed.push({ path: file.path, reason: file.reason });
    else report[file.outcome] += 1;
    options.onProgress({ done, total, file });
  };
  for (const { path, reason } of failed) settle({ path, outcome: 'failed', reason });
  const taken = new Set<string>();
  for (const file of files) {
    options.signal.throwIfAborted();
    settle(taken.has(file.name) ? nameIsTaken(file) : await send(client, file, held, options));
    taken.add(file.name);
  }
  return report;
}

async function send(client: LibraryClient, { path, name }: NamedFile, held: ReadonlyMap<string, string>, { collection, signal }: AddOptions): Promise<FileOutcome> {
  const { documentId } = await import('@groundwire/server/library');
  const bytes = await bytesOf(path);
  if (typeof bytes === 'string') return { path, outcome: 'failed', reason: bytes };
  try {
    const { outcome, document_id, passages, reason } = await client.add(bytes, { name, collection, signal });
    if (outcome === 'failed' || document_id === null) return { path, outcome: 'failed', reason: reason ?? 'The server did not say why' };
    const inPlace = documentId(collection, path);
    if (held.has(inPlace)) await client.remove(inPlace);
    return outcome === 'unchanged' ? { path, outcome, document_id } : { path, outcome, document_id, passages: passages ?? 0 };
  } catch (thrown) {
    if (thrown instanceof RequestRefused) return { path, outcome: 'failed', reason: thrown.message };
    throw thrown;
  }
}

/** The bytes of a file, or why they can't be had. */
async function bytesOf(path: string): Promise<Uint8Array<ArrayBuffer> | string> {
  const { readFileSteady, reasonForFileError } = await import('@groundwire/server/library');
  try {
    const read = await readFileSteady(path);
    return read.ok ? new Uint8Array(read.bytes) : read.reason;
  } catch (thrown) {
    return reasonForFileError(thrown, 'file');
  }
}

function nameIsTaken({ path, name }: NamedFile): FileOutcome {
  return { path, outcome: 'failed', reason: `Another file of this command is called ${name} too, and would be replaced. Add the folder above them, or use another --collection` };
}

async function namesById(documents: AsyncIterable<LibraryDocument>): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for await (const { document_id, path } of documents) names.set(document_id, path);
  return names;
}

function leftBehind(held: ReadonlyMap<string, string>, folders: readonly string[], files: readonly NamedFile[]): string[] {
  const present = new Set(files.map(({ name }) => name));
  return [...held.values()].filter((name) => folders.some((folder) => name.startsWith(`${folder}/`)) && !present.has(name));
}
