import type { LibraryHitEntry, LibraryResponse, LibraryUploadResponse } from '@groundwire/protocol';
import { callApi, queryOf } from './call-api.js';
import type { RestAccess } from './rest.js';

export interface UploadOptions {
  /** What the file is called, folders included: `notes/plan.md`. The same name in the same collection replaces the document. */
  name: string;
  /** Default: `documents`. */
  collection?: string | undefined;
  signal?: AbortSignal | undefined;
}

/** The server's library of documents. Each method rejects with `ConnectionFailed`, or with `RequestRefused` where the server says no. */
export interface LibraryClient {
  /** Documents, in the order of their collections and paths, and all collections. */
  list(options?: { collection?: string | undefined; limit?: number | undefined; offset?: number | undefined }): Promise<LibraryResponse>;
  /** Passages that match, best first. */
  search(q: string, options?: { collection?: string | undefined; limit?: number | undefined }): Promise<LibraryHitEntry[]>;
  /** Indexes one file. One that can't be read is no rejection: its `outcome` is `failed`, with the reason. */
  add(file: Blob | Uint8Array<ArrayBuffer>, options: UploadOptions): Promise<LibraryUploadResponse>;
  /** Forgets a document. Gives whether it was there. */
  remove(document_id: string): Promise<boolean>;
  /** Forgets a collection. Gives the number of its documents. */
  removeCollection(collection: string): Promise<number>;
  /** Questions that the library's documents answer, at most six. */
  examples(): Promise<string[]>;
}

export function createLibraryClient(access: RestAccess): LibraryClient {
  return {
    list: (options = {}) => callApi(access, `/api/library${queryOf({ ...options })}`),
    search: async (q, options = {}) => (await callApi<{ hits: LibraryHitEntry[] }>(access, `/api/library/search${queryOf({ q, ...options })}`)).hits,
    add: (file, { name, collection, signal }) => callApi(access, `/api/library${queryOf({ name, collection })}`, { method: 'POST', body: file, signal }),
    remove: async (id) => (await callApi<{ removed: number } | null>(access, `/api/library/${encodeURIComponent(id)}`, { method: 'DELETE', missing: null })) !== null,
    removeCollection: async (collection) => (await callApi<{ removed: number }>(access, `/api/library${queryOf({ collection })}`, { method: 'DELETE' })).removed,
    examples: async () => (await callApi<{ questions: string[] }>(access, '/api/library/examples')).questions,
  };
}
