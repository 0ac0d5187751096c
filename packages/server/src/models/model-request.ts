import { Agent, type Dispatcher } from 'undici';
import { CallGuard } from './call-guard.js';
import { endpointUrl, type ModelEndpoint } from './model-endpoint.js';
import { failureOfConnection, failureOfStatus, type ModelFailure, timeoutFailure } from './model-failure.js';
import { ResponseBody } from './response-body.js';
import { parseRetryAfter } from '../base/retry-after.js';

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

/** An answer whose headers have arrived. Whoever has one must take it to the end or call `finish` or `close`. One reader. */
export interface ModelResponse {
  readonly status: number;
  readonly contentType: string;
  /** The next chunk of the body if it has come; null at its end; undefined: wait. Throws a `GroundwireError` (stall, cut) or the caller's own reason. */
  take(): Uint8Array | null | undefined;
  /** Resolves when `take` has something to say. The wait is bounded. */
  arrival(): Promise<void>;
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
  const opening = new OpenCall(endpoint, signal);
  opening.send(call);
  await opening.headers;
  return opening;
}

/** The failure behind an answer that is not 2xx; reads (and lets go of) its body. */
export async function failureBehind(response: ModelResponse): Promise<ModelFailure> {
  return response.failure(await response.text(MAX_ERROR_BODY));
}

/** One call, from its sending to the last byte of its answer: what `undici` calls back, and what the reader asks. */
class OpenCall implements ModelResponse, Dispatcher.DispatchHandler {
  status = 0;
  contentType = '';
  /** Resolves when the headers are there. */
  readonly headers: Promise<void>;
  readonly #endpoint: ModelEndpoint;
  readonly #guard: CallGuard;
  readonly #body = new ResponseBody();
  #settleHeaders: { resolve(): void; reject(reason: unknown): void } = { resolve() {}, reject() {} };
  #controller: Dispatcher.DispatchController | null = null;
  #head: Record<string, string | string[] | undefined> = {};
  #waitMs: number;
  /** A byte of the body has come. */
  #begun = false;
  #released = false;
  #stopped: { reason: unknown } | null = null;
  readonly #stalled = () => timeoutFailure(this.#endpoint, true, this.#waitMs);

  constructor(endpoint: ModelEndpoint, signal: AbortSignal) {
    this.#endpoint = endpoint;
    this.#waitMs = endpoint.stallTimeoutMs;
    this.headers = new Promise((resolve, reject) => (this.#settleHeaders = { resolve, reject }));
    this.#guard = new CallGuard(endpoint.clock, signal, (reason) => this.#stop(reason));
    // The wait for the first chunk of the body is part of the wait that begins with the call.
    this.#guard.waitAtMost(endpoint.headersTimeoutMs, () => timeoutFailure(endpoint, false, endpoint.headersTimeoutMs));
  }

  send(call: ModelCall): void {
    const body = call.body === undefined ? null : JSON.stringify(call.body);
    const headers = { ...call.headers, 'accept-encoding': 'identity', 'user-agent': 'groundwire', ...(body === null ? {} : { 'content-type': 'application/json' }) };
    const url = endpointUrl(this.#endpoint.baseUrl, call.path);
    for (const [name, value] of Object.entries(call.query ?? {})) url.searchParams.set(name, value);
    connections.dispatch({ origin: url.origin, path: url.pathname + url.search, method: call.method, headers, body }, this);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#stopped !== null) return controller.abort(asError(this.#stopped.reason));
    this.#body.opened(controller);
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: Record<string, string | string[] | undefined>): void {
    // Informational answers go before the one that counts.
    if (status < 200) return;
    this.status = status;
    this.#head = headers;
    this.contentType = this.#header('content-type')?.toLowerCase() ?? '';
    this.#settleHeaders.resolve();
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Uint8Array): void {
    this.#begun = true;
    this.#guard.stopWaiting();
    this.#body.push(chunk);
  }

  onResponseEnd(): void {
    this.#controller = null;
    this.#guard.stopWaiting();
    this.#body.end();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#controller = null;
    this.#guard.dispose();
    this.#settleHeaders.reject(failureOfConnection(this.#endpoint, error, false));
    this.#body.fail(failureOfConnection(this.#endpoint, error, true));
  }

  take(): Uint8Array | null | undefined {
    const chunk = this.#body.take();
    if (chunk === null) this.#guard.dispose();
    return chunk;
  }

  async arrival(): Promise<void> {
    if (this.#begun) this.#guard.waitAtMost(this.#waitMs, this.#stalled);
    await this.#body.arrival();
    this.#guard.stopWaiting();
  }

  async text(limit: number): Promise<string> {
    const parts: Uint8Array[] = [];
    let size = 0;
    while (size < limit) {
      const chunk = this.take();
      if (chunk === null) break;
      if (chunk === undefined) {
        await this.arrival();
        continue;
      }
      parts.push(chunk);
      size += chunk.length;
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
    this.#hangUp(new Error('The answer was no longer needed'));
  }

  async #drain(): Promise<void> {
    this.#guard.dispose();
    const giveUp = this.#endpoint.clock.after(DRAIN_MS, () => this.#hangUp(new Error('The server did not end its answer')));
    try {
      for (let chunk = this.#body.take(); chunk !== null; chunk = this.#body.take()) if (chunk === undefined) await this.#body.arrival();
    } catch {
      // The answer was whole already: how the connection ends no longer matters.
    }
    giveUp();
  }

  /** Somebody wants the call ended: its reader hears of that before the connection does. */
  #stop(reason: unknown): void {
    this.#settleHeaders.reject(reason);
    this.#hangUp(reason);
  }

  #hangUp(reason: unknown): void {
    this.#stopped ??= { reason };
    this.#body.abort(reason);
    this.#controller?.abort(asError(reason));
  }

  #header(name: string): string | undefined {
    const value = this.#head[name];
    return Array.isArray(value) ? value[0] : value;
  }
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('The call was ended', { cause: reason });
}
