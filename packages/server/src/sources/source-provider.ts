import type { Read } from '@groundwire/protocol';
import type { GroundwireError } from '../base/errors.js';
import type { Passage, TermStatistics } from '../ranking/passage.js';

/** What kind of material a provider is good for; `parameters.sources` may name a kind or a provider. */
export type SourceKind = 'library' | 'web' | 'news' | 'academic' | 'discussion';

/** What the engine asks a provider for. */
export interface SourceQuery {
  /** The question as the user asked it. */
  question: string;
  /** Queries to run, the plain question first. */
  queries: string[];
  /** Most sources to return. */
  limit: number;
  collection?: string | undefined;
  include_domains: string[];
  exclude_domains: string[];
  /** Only sources published on or after this ISO day. */
  published_since?: string | undefined;
  /** With `published_since`: nothing that says it was published after this ISO day. A day ahead is a matter of time zones. */
  published_until?: string | undefined;
  countries: string[];
  language?: string | undefined;
  /** Kinds that the question names in `parameters.sources`; empty when it names none. */
  kinds: SourceKind[];
  /**
   * Longest wait for a service's turn, or for another try, that is still of use, in milliseconds. A service that would need
   * longer is skipped and says so. Default 2,000.
   */
  patience_ms?: number | undefined;
}

/** Cleaned text of a source, as far as the engine needs it: the passages that may answer. */
export interface SourceText {
  read: Read;
  /** `sha256:` and hex digest of the whole cleaned text. */
  content_hash: string;
  /** When the text was obtained, ISO 8601. */
  retrieved_at: string;
  /** Length of the whole text, in UTF-16 units and in words. */
  length: number;
  words: number;
  passages: Passage[];
}

/** A source that a provider named. */
export interface FoundSource {
  /** Stable identity within an analysis: the document's id, or the canonical URL. */
  source_id: string;
  provider: string;
  kind: SourceKind;
  /** Canonical URL; null for a document of the library that has none. */
  url: string | null;
  title: string;
  /** Host without `www.`; `library` where there is no URL. */
  domain: string;
  published_at: string | null;
  /** When the document says that it was last changed; absent where nobody looked. */
  modified_at?: string | null;
  author: string | null;
  language: string | null;
  /** Position in the provider's answer, from 1. */
  rank: number;
  /** What the provider showed of it. */
  snippet: string | null;
  /** The text, where the provider already holds it; otherwise the reading step gets it. */
  text: SourceText | null;
  /** Id of the document in the library, for its page `/documents/{id}`. */
  document_id: string | null;
}

export interface SearchResult {
  sources: FoundSource[];
  statistics: TermStatistics | null;
  /** The library holds nothing but Groundwire's own documentation, and nobody named that. */
  builtin?: true | undefined;
}

/** How a provider fares, as far as is known without asking it. `detail` is a sentence for an operator. */
export interface ProviderState {
  status: 'healthy' | 'degraded' | 'unhealthy' | 'unknown';
  detail: string | null;
}

/** Statements that a document may hold elsewhere than in the passages that were found for the question. */
export interface PassagesRequest {
  document_id: string;
  /** Of the document as it was found. */
  content_hash: string;
  statements: string[];
}

/**
 * A place where sources are found: the library, or a search service.
 *
 * `search` gives sources best first, at most `query.limit`. It rejects with a `GroundwireError` when the place can't be
 * asked (the engine then goes on with the others), with a `Skipped` (`base/skipped.ts`) when it was not tried, and with the
 * signal's reason when aborted. Meanwhile it says with `hindered` what keeps it from answering, and with null that nothing does: whoever
 * ends the call knows by that why there was no answer.
 */
export interface SourceProvider {
  readonly name: string;
  /** As people call it; missing: by its name. */
  readonly title?: string;
  /** What it is good for. */
  readonly kinds: readonly SourceKind[];
  search(query: SourceQuery, signal: AbortSignal, hindered?: (why: GroundwireError | null) => void): Promise<SearchResult>;
  /** Of the library: passages of one document, a few with the words of each statement. None where the document is gone or has changed. */
  passagesFor?(request: PassagesRequest, signal: AbortSignal): Promise<Passage[]>;
  /** Of search services: is it worth asking, where the question names no sources? Missing: always. Says nothing about whether it can be reached. */
  suits?(query: SourceQuery): boolean;
  /** Of search services: what came of the last calls. */
  state?(): ProviderState;
  /** Of search services: asks for one result, for `groundwire doctor`. Rejects as `search` does. */
  probe?(signal: AbortSignal): Promise<void>;
}
