import type { SourceKind } from '../source-provider.js';
import type { SearchFailure } from './search-failure.js';
import type { PaceLimits } from './service-pace.js';

/*
 * Search services: one small file for each in `services/`, all behind the same interface. A service knows its own wire format and
 * query language, and nothing of pacing, retries, connections or cleaning, which are the same for all of them:
 *
 *   service-provider.ts   what the engine sees: cache, circuit, turn, retry, then the service, then cleaning and filters
 *   search-http.ts        the one place that connects
 *   service-pace.ts, service-standing.ts, circuit.ts, retry-plan.ts, result-cache.ts   when a service is asked, and when not
 *   found-item.ts, filter-found.ts   what becomes of its results
 *   search-words.ts       questions as the words that services match
 */

/** What a search may be narrowed by. */
export type FilterName = 'include_domains' | 'exclude_domains' | 'published_since' | 'countries' | 'language';

/** One search, as a service gets it. Everything in it comes from outside. */
export interface ServiceQuery {
  /** The question, or a part of it, as it was asked. */
  text: string;
  /** Most results, 1 to 50. */
  limit: number;
  include_domains: readonly string[];
  exclude_domains: readonly string[];
  /** ISO day. */
  published_since: string | undefined;
  /** ISO 3166-1 alpha-2, upper case. What the question is about: a service may lean towards them, never insist. */
  countries: readonly string[];
  /** BCP 47 tag, where the question says one. */
  language: string | undefined;
  kinds: readonly SourceKind[];
  /** ISO day. */
  today: string;
}

/** A result as a service shows it: not cleaned, not checked. */
export interface FoundItem {
  /** Addresses of the same thing, the preferred one first. */
  urls: ReadonlyArray<string | null | undefined>;
  title: string | null | undefined;
  /** The fullest text that the service offers. */
  snippet: string | null | undefined;
  /** The date as the service writes it, or null. */
  published: string | null | undefined;
  author: string | null | undefined;
  language: string | null | undefined;
  kind: SourceKind;
  /** Title and snippet are HTML (or XML) rather than plain text. */
  markup: boolean;
}

/** A request, as a service wants it sent. Keys go into `headers` or `parameters`, never into `path`. */
export interface ServiceRequest {
  /** Appended to the service's base address. */
  path: string;
  /** Of the address; those that are undefined are left out. */
  parameters?: Readonly<Record<string, string | number | undefined>>;
  headers?: Readonly<Record<string, string>>;
  /** Sent as JSON with POST; without one the request is a GET. */
  body?: unknown;
  accept?: string;
  /** Fills `{language}` in the base address; `en` where it is missing. */
  language?: string;
}

/** What a service may do while it searches. */
export interface ServiceCall {
  /** Sends when it is the service's turn, tries again where that helps, and gives the body. Rejects with a `GroundwireError`. */
  send(request: ServiceRequest): Promise<string>;
  /** The service asked for a pause: nothing is sent before it is over. */
  holdOff(seconds: number, why: string): void;
}

/** What to call a service and its settings when something is wrong with it. */
export interface ServiceSettings {
  readonly apiKey: string | undefined;
  /** Variable that replaces the service's address, where the operator has set one; else null. For messages. */
  readonly urlVariable: string | null;
  /** E-mail address of the operator, for services that ask whom to write to. */
  readonly contact: string | undefined;
  /** Language of questions that don't show theirs. */
  readonly language: string;
}

export interface SearchService {
  /** As in `parameters.sources`. */
  readonly name: string;
  /** As people call it. */
  readonly title: string;
  readonly kinds: readonly SourceKind[];
  /** What it narrows by itself; the rest is done on its results. */
  readonly honours: readonly FilterName[];
  /** The only domains that its results are on; missing: any. */
  readonly onlyOn?: readonly string[];
  readonly pace: PaceLimits;
  /** Longest answer time, in milliseconds. */
  readonly timeoutMs?: number;
  /** What to do about a 403, where it is not the key. */
  readonly forbiddenHint?: string;
  /** What an error answer means, where its status alone does not say. */
  refusal?(status: number, body: string): SearchFailure | null;
  /** Results best first. Malformed ones are left out; a body that makes no sense is a `malformed` failure. */
  find(query: ServiceQuery, call: ServiceCall): Promise<FoundItem[]>;
}
