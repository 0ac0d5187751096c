import type { Clock } from '../base/clock.js';
import type { LanguageModel } from './language-model.js';

/** What a caller says about a model server. */
export interface ModelOptions {
  /** Where the API starts. For OpenAI-compatible servers that usually ends in `/v1`; for Anthropic it does not. */
  baseUrl: string;
  apiKey?: string | undefined;
  model: string;
  /** Longest wait for the first byte of the answer's body, from the moment of the call. Default 60 s: a local server may have to load the model first. */
  headersTimeoutMs?: number | undefined;
  /** Longest silence between two chunks of the answer. Default 30 s. */
  stallTimeoutMs?: number | undefined;
  clock?: Clock | undefined;
  /** How it goes on with an answer that was cut off, where that is known to be otherwise than usual for its kind of server. */
  continuation?: LanguageModel['continuation'] | 'reattach' | undefined;
}

/** A model server, and what to call it and its settings when something is wrong with it. */
export interface ModelEndpoint {
  readonly provider: LanguageModel['provider'];
  readonly baseUrl: URL;
  readonly apiKey: string | undefined;
  readonly model: string;
  readonly headersTimeoutMs: number;
  readonly stallTimeoutMs: number;
  readonly clock: Clock;
  /** Variable that holds the address; null where the address is the provider's own. */
  readonly urlVariable: 'MODEL_BASE_URL' | 'EMBEDDING_BASE_URL' | null;
  readonly keyVariable: 'MODEL_API_KEY' | 'OPENAI_API_KEY' | 'ANTHROPIC_API_KEY' | 'EMBEDDING_API_KEY';
  readonly modelVariable: 'MODEL' | 'EMBEDDING_MODEL';
}

export const DEFAULT_HEADERS_TIMEOUT_MS = 60_000;
export const DEFAULT_STALL_TIMEOUT_MS = 30_000;

/** The address of one route. Keeps a path and a query (`?api-version=…`) that the base address has. */
export function endpointUrl(baseUrl: URL, path: string): URL {
  const url = new URL(baseUrl);
  url.pathname = url.pathname.replace(/\/+$/, '') + path;
  url.username = '';
  url.password = '';
  url.hash = '';
  return url;
}
