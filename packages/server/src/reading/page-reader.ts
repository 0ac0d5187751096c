import type { ExtractedDocument } from '../extraction/extracted-document.js';

/*
 * Reading: an address on the web in, the clean text of what stands there out.
 *
 * Owns every outgoing connection to an address that came from outside: which addresses may be reached, how much is taken
 * from them and for how long, politeness, the cache. Must not search, rank or judge. Called by the engine's reading step.
 */

/** A page, or a file, that was read. */
export interface ReadPage {
  /** Address where it was found in the end, after redirects. */
  url: string;
  document: ExtractedDocument;
  /** `doc_web_` and a hash: the document's page on this server is `/documents/{id}`. */
  document_id: string;
  /** `sha256:` and the hex digest of the cleaned text. */
  content_hash: string;
  /** When the bytes were fetched, or last confirmed by the server, ISO 8601. */
  retrieved_at: string;
  /** True where no byte was fetched for it now. */
  from_cache: boolean;
}

/** Why a page could not be read. The words for a reader are in `reason`. */
export type ReadFailureCode =
  /** The address, or one that it leads to, must not be reached from here. */
  | 'blocked_address'
  /** It is no address, or its host has no name that can be looked up. */
  | 'bad_address'
  | 'robots'
  | 'not_found'
  /** The site refuses: 401, 403, 407, 429, 451, or a page that only asks to prove that one is human. */
  | 'refused'
  | 'timeout'
  | 'too_large'
  /** Neither text, HTML, PDF nor DOCX. */
  | 'unsupported_type'
  | 'unreachable'
  | 'server_error'
  | 'too_many_redirects'
  /** Nothing could be made of the bytes: damaged, hostile, without text. */
  | 'unreadable'
  /** Only a notice: a paywall, a consent dialog, a login. */
  | 'paywall'
  | 'consent';

export type ReadOutcome =
  | { ok: true; page: ReadPage }
  /** `reason` is a sentence without a full stop, for a reader. It holds no text of the page. */
  | { ok: false; code: ReadFailureCode; reason: string };

export interface Refusal {
  reason: string;
  inward: boolean;
}

export interface PageReader {
  /**
   * Reads one page. Never rejects for what a site does: that is an outcome. Rejects only with the signal's reason when
   * aborted; then connections and workers of this call are ended at once.
   */
  read(url: string, signal: AbortSignal): Promise<ReadOutcome>;
  /** There will be something to read in a moment: what that takes is made ready meanwhile. */
  prepare(): void;
  /** Why an address is not asked, as far as it can be told without looking anything up, as a reason of `read`; else null. `inward`: what `READ_ALLOW` may allow. */
  refusal(url: string): Refusal | null;
  /** Text of a page that was read, for `/documents/{id}`; null when it is not, or no longer, kept. */
  document(documentId: string): Promise<ReadPage | null>;
  /** These documents are cited now: their text is kept longer than that of pages that were only read. */
  cited(documentIds: readonly string[]): void;
  /** Throws when pages can't be read or kept at all. */
  check(): Promise<void>;
  close(): Promise<void>;
}
