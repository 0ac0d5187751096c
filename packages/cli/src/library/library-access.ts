import type { AddProgress, AddReport, CollectionSummary, LibraryDocument, LibraryHit } from '@groundwire/server';

export interface AddOptions {
  collection: string;
  signal: AbortSignal;
  onProgress: (progress: AddProgress) => void;
}

/** `left_behind`: documents of the folders whose files are no longer there, and which stay until they are removed. */
export interface Added extends AddReport {
  left_behind: string[];
}

/**
 * What the commands do with a library, the same whether a server has it or the data folder. All methods reject with a message for the
 * user. `path` of a document is where its file lies, or over a server the name that it goes by there.
 */
export interface LibraryAccess {
  /** The server that has it; null for the data folder. */
  readonly url: string | null;
  /** Indexes files and folders. Rejects with the signal's reason when aborted; what was done stays. */
  add(paths: string[], options: AddOptions): Promise<Added>;
  collections(): Promise<CollectionSummary[]>;
  /** All documents, page by page, so that a large library does not have to fit in memory. */
  documents(collection?: string): AsyncIterable<LibraryDocument>;
  find(query: string, options: { collection?: string | undefined; limit: number }): Promise<LibraryHit[]>;
  /** Forgets documents by what stands for them on a command line: ids, paths (a folder counts for all in it), and over a server names. Gives how many. */
  remove(words: readonly string[]): Promise<number>;
  removeCollection(collection: string): Promise<number>;
  close(): Promise<void>;
}

export function isDocumentId(word: string): boolean {
  return /^doc_[0-9a-f]{16}$/.test(word);
}
