import type { Block } from '../../extraction/extracted-document.js';
import type { Passage } from '../../ranking/passage.js';
import type { PassagesRequest, SourceProvider } from '../source-provider.js';

/** A document of the library, without its text. */
export interface LibraryDocument {
  /** `doc_` and a hash of collection and path: the same file keeps its id when it is indexed again. */
  document_id: string;
  collection: string;
  /** Absolute path of the file, or the caller's own key for a document that was put in as text. */
  path: string;
  title: string;
  url: string | null;
  published_at: string | null;
  author: string | null;
  language: string | null;
  content_hash: string;
  /** ISO 8601. */
  indexed_at: string;
  words: number;
  passages: number;
}

/** A document with its cleaned text. */
export interface LibraryDocumentText extends LibraryDocument {
  /** When the document says that it was last changed. */
  modified_at: string | null;
  text: string;
  blocks: Block[];
}

/** A document given as text instead of a file. `format` says how `content` is read. */
export interface DocumentInput {
  /** Identity within the collection: adding the same key again replaces the document. */
  key: string;
  content: string;
  format: 'markdown' | 'text' | 'html';
  /** These win over what the content says of itself. */
  title?: string | undefined;
  url?: string | undefined;
  published_at?: string | undefined;
  author?: string | undefined;
}

/** What happened to one file while folders were indexed. */
export type FileOutcome =
  | { path: string; outcome: 'added' | 'updated'; document_id: string; passages: number }
  | { path: string; outcome: 'unchanged'; document_id: string }
  | { path: string; outcome: 'removed'; document_id: string }
  /** `reason` is a sentence for a reader: what is wrong with the file and what to do. */
  | { path: string; outcome: 'failed'; reason: string };

export interface AddProgress {
  /** Files looked at so far, and in all once the folders are walked (null before that). */
  done: number;
  total: number | null;
  file: FileOutcome;
}

export interface AddReport {
  added: number;
  updated: number;
  unchanged: number;
  removed: number;
  failed: Array<{ path: string; reason: string }>;
  /** What was left alone: files by extension, `{ ".png": 12 }`, and `hidden files`, `hidden folders` and the like. */
  ignored: Record<string, number>;
}

/** One hit of `groundwire library search`. */
export interface LibraryHit {
  document_id: string;
  title: string;
  url: string | null;
  path: string;
  collection: string;
  published_at: string | null;
  heading: string;
  text: string;
  start: number;
  end: number;
  score: number;
}

export interface CollectionSummary {
  collection: string;
  documents: number;
  passages: number;
  /** True for the collection of Groundwire's own documentation, which is searched only while there is no other. */
  builtin: boolean;
}

/**
 * The user's own documents, indexed. Safe for several processes at once, and against kill -9 at any moment.
 * All methods reject with a `GroundwireError` whose message says what to do.
 */
export interface Library extends SourceProvider {
  /**
   * Indexes files and folders (recursively) into a collection. Files that are unchanged since the last time are not read
   * again; files that vanished from a folder that was indexed are forgotten. Hidden files and folders are passed over unless
   * they are given by name; then they stay until they vanish or are removed. Files that can't be read are reported, and
   * the rest goes on.
   */
  addPaths(paths: string[], options: { collection: string; builtin?: boolean; onProgress?: (progress: AddProgress) => void; signal?: AbortSignal }): Promise<AddReport>;
  /** Adds or replaces documents that are given as text. Gives their ids in the same order. */
  addDocuments(documents: DocumentInput[], options: { collection: string }): Promise<string[]>;
  passagesFor(request: PassagesRequest, signal: AbortSignal): Promise<Passage[]>;
  /** Passages that match, best first, with a score (higher is better; comparable within one answer only). */
  find(query: string, options: { collection?: string | undefined; limit: number }): Promise<LibraryHit[]>;
  list(options: { collection?: string | undefined; limit: number; offset: number }): Promise<{ documents: LibraryDocument[]; total: number }>;
  collections(): Promise<CollectionSummary[]>;
  document(documentId: string): Promise<LibraryDocumentText | null>;
  /** Forgets documents: by id, by path (a folder counts for all in it), or a whole collection. Gives how many went. */
  remove(selection: { documentIds?: string[]; paths?: string[]; collection?: string }): Promise<number>;
  /** Throws when the index is unusable. */
  check(): Promise<void>;
  close(): Promise<void>;
}
