import { Agent, request, type Dispatcher } from 'undici';
import { CallGuard } from './call-guard.js';
import { endpointUrl, type ModelEndpoint } from './model-endpoint.js';
import { failureOfConnection, failureOfStatus, type ModelFailure, timeoutFailure } from './model-failure.js';
import { parseRetryAfter } from './retry-policy.js';

/** One connection pool for all model calls. Its own time limits are off: the guard's clock rules. Redirects are not followed. */
const connections = new Agent({ headersTimeout: 0, bodyTimeout: 0, connect: { timeout: 10_000 }, keepAliveTimeout: 60_000 });

/** Most of an error answer that is read. */
const MAX_ERROR_BODY = 16 * 1024;
/** After the answer is whole: how long to wait for the server to end it, so that the connection can serve the next call. */
const DRAIN_MS = 1_000;

export interface ModelCall {
  method: 'GET' | 'POST';
  path: string;
  query?: Record<string, string> | undefined;
  headers: Record<string, string>;
  body?: unknown;
}

/** An answer whose headers have arrived. Whoever has one must read `chunks` to the end or call `close`. */
export interface ModelResponse {
  readonly status: number;
  readonly contentType: string;
  /** The body as it comes. Throws a `GroundwireError` (stall, cut) or the caller's own reason; leaving the loop early closes the connection. */
  chunks(): AsyncGenerator<Uint8Array, void, void>;
  /** The body's first `limit` bytes as text. */
  text(limit: number): Promise<string>;
  /** For an answer that is not 2xx. */
  failure(body: string): ModelFailure;
  /** From now on wait no longer than this for each further chunk. */
  shortenWaits(ms: number): void;
  /** The answer is whole, or of no more use. Tries for a moment to keep the connection for the next call. */
  finish(): void;
  /** Closes the connection at once. Idempotent. */
  close(): void;
}

/**
 * Calls a model server and gives its answer once the headers are there, whatever the status. The time to the first byte
 * of the body and between chunks is bounded. When `signal` aborts, the connection is closed at once and its reason is thrown.
 */
export async function openModelCall(endpoint: ModelEndpoint, call: ModelCall, signal: AbortSignal): Promise<ModelResponse> {
  signal.throwIfAborted();
  const guard = new CallGuard(endpoint.clock, signal);
  guard.waitAtMost(endpoint.headersTimeoutMs, () => timeoutFailure(endpoint, false, endpoint.headersTimeoutMs));
  try {
    return new OpenResponse(endpoint, guard, await send(endpoint, call, guard.signal));
  } catch (thrown) {
    const reason: unknown = guard.signal.aborted ? guard.signal.reason : failureOfConnection(endpoint, thrown, false);
    guard.dispose();
    throw reason;
  }
}

/** The failure behind an answer that is not 2xx; reads (and lets go of) its body. */
export async function failureBehind(response: ModelResponse): Promise<ModelFailure> {
  return response.failure(await response.text(MAX_ERROR_BODY));
}

function send(endpoint: ModelEndpoint, call: ModelCall, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
  const body = call.body === undefined ? null : JSON.stringify(call.body);
  const headers = { ...call.headers, 'accept-encoding': 'identity', 'user-agent': 'groundwire', ...(body === null ? {} : { 'content-type': 'application/json' }) };
  const url = endpointUrl(endpoint.baseUrl, call.path);
  for (const [name, value] of Object.entries(call.query ?? {})) url.searchParams.set(name, value);
  return request(url, { method: call.method, headers, body, signal, dispatcher: connections });
}

class OpenResponse implements ModelResponse {
  readonly status: number;
  readonly contentType: string;
  readonly #endpoint: ModelEndpoint;
  readonly #guard: CallGuard;
  readonly #headers: Dispatcher.ResponseData['headers'];
  readonly #body: Dispatcher.ResponseData['body'];
  readonly #iterator: AsyncIterator<Uint8Array>;
  #waitMs: number;
  #begun = false;
  #released = false;

  constructor(endpoint: ModelEndpoint, guard: CallGuard, data: Dispatcher.ResponseData) {
    this.#endpoint = endpoint;
    this.#guard = guard;
    this.#headers = data.headers;
    this.#body = data.body;
    this.#waitMs = endpoint.stallTimeoutMs;
    this.status = data.statusCode;
    this.contentType = this.#header('content-type')?.toLowerCase() ?? '';
    // An abort between two reads must not become an uncaught 'error' event.
    this.#body.on('error', () => undefined);
    this.#iterator = this.#body[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  }

  async *chunks(): AsyncGenerator<Uint8Array, void, void> {
    try {
      for (;;) {
        const next = await this.#next();
        if (next.done === true) return;
        yield next.value;
      }
    } finally {
      this.close();
    }
  }

  async text(limit: number): Promise<string> {
    const parts: Uint8Array[] = [];
    let size = 0;
    while (size < limit) {
      const next = await this.#next();
      if (next.done === true) break;
      parts.push(next.value);
      size += next.value.length;
    }
    this.finish();
    return new TextDecoder().decode(Buffer.concat(parts).subarray(0, limit));
  }

  failure(body: string): ModelFailure {
    const retryAfter = parseRetryAfter(this.#header('retry-after'), this.#endpoint.clock.now());
    return failureOfStatus(this.#endpoint, { status: this.status, retryAfter, location: this.#header('location'), body });
  }

  shortenWaits(ms: number): void {
    this.#waitMs = Math.min(this.#waitMs, ms);
  }

  finish(): void {
    if (this.#released) return;
    this.#released = true;
    void this.#drain();
  }

  close(): void {
    if (this.#released) return;
    this.#released = true;
    this.#guard.dispose();
    this.#body.destroy();
  }

  /** The next chunk. The wait for the first one is part of the wait that began with the call. */
  async #next(): Promise<IteratorResult<Uint8Array>> {
    if (this.#begun) this.#guard.waitAtMost(this.#waitMs, () => timeoutFailure(this.#endpoint, true, this.#waitMs));
    try {
      const next = await this.#iterator.next();
      this.#begun = true;
      return next as IteratorResult<Uint8Array>;
    } catch (thrown) {
      throw this.#guard.signal.aborted ? this.#guard.signal.reason : failureOfConnection(this.#endpoint, thrown, true);
    } finally {
      this.#guard.stopWaiting();
    }
  }

  async #drain(): Promise<void> {
    this.#guard.dispose();
    const giveUp = this.#endpoint.clock.after(DRAIN_MS, () => this.#body.destroy());
    try {
      while ((await this.#iterator.next()).done !== true);
    } catch {
      // The answer was whole already: how the connection ends no longer matters.
    }
    giveUp();
  }

  #header(name: string): string | undefined {
    const value = this.#headers[name];
    return Array.isArray(value) ? value[0] : value;
  }
}
