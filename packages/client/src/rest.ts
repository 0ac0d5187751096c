import type { AnalysisParameters } from '@groundwire/protocol';
import { AnalysisFailed, ConnectionFailed, ConnectionLost, ProtocolMismatch } from './errors.js';
import { type IncomingFrame, readFrame, wireError } from './read-frame.js';
import { restUrl } from './web-socket.js';

/** How this package calls the server over HTTP; `fetch` is injected so that tests and odd runtimes can bring their own. */
export interface RestAccess {
  baseUrl: URL;
  fetch: typeof globalThis.fetch;
}

export interface StartRequest {
  query_text: string;
  session_id: string;
  parameters: AnalysisParameters;
  client_request_id: string;
}

/**
 * Starts an analysis over REST and gives its id; a repeated `client_request_id` gives the id of the analysis that it started.
 * Rejects with `ConnectionFailed` when the server can't be asked, `AnalysisFailed` when it refuses, `ProtocolMismatch` when
 * its answer makes no sense.
 */
export async function startAnalysis(access: RestAccess, request: StartRequest): Promise<string> {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(request) };
  const response = await call(access, '/api/analysis/execute', init).catch((thrown: unknown) => {
    throw new ConnectionFailed(`The question could not be handed to ${access.baseUrl.origin} (${String(thrown)}). Is the server still running?`);
  });
  const body = await jsonObject(response);
  if (response.ok && typeof body.analysis_id === 'string') return body.analysis_id;
  if (response.ok) throw new ProtocolMismatch(`${access.baseUrl.origin} took the question without naming an analysis`);
  throw new AnalysisFailed(errorOfBody(response, body), '', null);
}

/** Cancels over REST, for when no socket is open. Never rejects: whoever cancels is not waiting for news. */
export async function cancelAnalysis(access: RestAccess, analysis_id: string): Promise<void> {
  await call(access, `/api/analysis/${encodeURIComponent(analysis_id)}/cancel`, { method: 'POST' }).catch(() => undefined);
}

/** The frames of an analysis behind `after` as an event stream, not read yet. Rejects when there is no connection. */
export function openEvents(access: RestAccess, analysis_id: string, after: number, signal: AbortSignal): Promise<Response> {
  return call(access, `/api/analysis/${encodeURIComponent(analysis_id)}/events?after=${after}`, { headers: { accept: 'text/event-stream' }, cache: 'no-store', signal });
}

/**
 * The end of an analysis that ended while no socket was there to see it, as the terminal frame it would have been; null
 * while it still runs, or when the server can't be asked right now. Rejects with `ConnectionLost` when the server no
 * longer knows the analysis.
 */
export async function endedAnalysis(access: RestAccess, analysis_id: string, partialText: string): Promise<IncomingFrame | null> {
  const response = await call(access, `/api/analysis/${encodeURIComponent(analysis_id)}`, {}).catch(() => null);
  if (response === null) return null;
  if (response.status === 404) throw new ConnectionLost('The server no longer knows this analysis; it was probably restarted. Ask again', partialText, analysis_id);
  const body = await jsonObject(response);
  if (!response.ok) return null;
  if (body.status === 'completed') return readFrame(JSON.stringify({ ...(body.results as object), type: 'complete', analysis_id }));
  if (body.status === 'failed' || body.status === 'cancelled') return readFrame(JSON.stringify({ type: 'analysis_error', analysis_id, error: body.error }));
  return null;
}

/** Why no socket came about, as far as the server's plain HTTP side tells. `serves`: it answers, so that plain HTTP may do. */
export interface Diagnosis {
  serves: boolean;
  error: ConnectionFailed;
}

/** Whether nothing answers at the address at all, or only a proxy for a server that is gone. Never rejects. */
export async function nothingAnswers(access: RestAccess): Promise<boolean> {
  const response = await call(access, '/health', { signal: AbortSignal.timeout(3000) }).catch(() => null);
  if (response === null) return true;
  return [502, 503, 504].includes(response.status) && typeof (await jsonObject(response)).services !== 'object';
}

/** `complaint` is what the socket said. Never rejects. */
export async function diagnose(access: RestAccess, complaint: string): Promise<Diagnosis> {
  const address = access.baseUrl.origin;
  const failed = (serves: boolean, message: string): Diagnosis => ({ serves, error: new ConnectionFailed(message) });
  const response = await call(access, '/health', { signal: AbortSignal.timeout(3000) }).catch(() => null);
  if (response === null) return failed(false, `No server answers at ${address} (${complaint}). Start one with "groundwire serve", or check the address${originHint(address)}`);
  const health = await jsonObject(response);
  if (typeof health.services !== 'object') {
    return failed(false, `Something answers at ${address}, but it is no Groundwire server (${complaint}). Check the address and the port`);
  }
  return failed(
    true,
    `The server at ${address} runs, but refused the WebSocket (${complaint}). ` +
      'Likely causes: a proxy in front of it that does not pass WebSockets on, or a page whose origin is not in CORS_ORIGINS',
  );
}

/** A browser tells a page that may not call a server no more than that there is none. */
function originHint(address: string): string {
  const page = (globalThis as { location?: { origin?: string } }).location?.origin;
  return page === undefined || page === address ? '' : `; if it runs, CORS_ORIGINS in its settings must name this page's origin, ${page}`;
}

function call(access: RestAccess, path: string, init: RequestInit): Promise<Response> {
  return access.fetch(restUrl(access.baseUrl, path), init);
}

async function jsonObject(response: Response): Promise<Record<string, unknown>> {
  const value: unknown = await response.json().catch(() => null);
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function errorOfBody(response: Response, body: Record<string, unknown>): ReturnType<typeof wireError> {
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  return wireError({
    code: body.code,
    message: typeof body.error === 'string' ? body.error : `The server answered ${response.status} without saying why`,
    recoverable: response.status === 429 || response.status >= 500,
    ...(Number.isFinite(retryAfter) ? { retry_after: retryAfter } : {}),
  });
}
