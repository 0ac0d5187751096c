import type { ErrorCode } from '@groundwire/protocol';
import type { Passage } from '../../ranking/passage.js';
import type { PassagesRequest, SearchResult, SourceQuery } from '../source-provider.js';
import type { AddProgress, AddReport, CollectionSummary, DocumentInput, LibraryDocument, LibraryDocumentText, LibraryHit } from './library.js';

/** What the library's worker does, and what crosses the threads. */
export interface LibraryMethods {
  search(query: SourceQuery): SearchResult;
  passagesFor(request: PassagesRequest): Passage[];
  find(request: { query: string; collection?: string | undefined; limit: number }): LibraryHit[];
  list(request: { collection?: string | undefined; limit: number; offset: number }): { documents: LibraryDocument[]; total: number };
  collections(request: null): CollectionSummary[];
  document(documentId: string): LibraryDocumentText | null;
  check(request: null): null;
  addPaths(request: { paths: string[]; collection: string; builtin: boolean }): AddReport;
  addDocuments(request: { documents: DocumentInput[]; collection: string }): string[];
  remove(selection: { documentIds?: string[] | undefined; paths?: string[] | undefined; collection?: string | undefined }): number;
}
export type LibraryMethod = keyof LibraryMethods;
export type RequestOf<M extends LibraryMethod> = Parameters<LibraryMethods[M]>[0];
export type ReplyOf<M extends LibraryMethod> = ReturnType<LibraryMethods[M]>;

export type LibraryRequest = { [M in LibraryMethod]: { id: number; method: M; request: RequestOf<M> } }[LibraryMethod];
export type ToWorker = LibraryRequest | { cancel: number } | { close: true };

/** `detail` is for the log only. */
export type FromWorker =
  | { id: number; value: unknown }
  | { id: number; progress: AddProgress[] }
  | { id: number; aborted: true }
  | { id: number; error: { code: ErrorCode; message: string; detail: string } };
