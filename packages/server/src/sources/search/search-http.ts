import { parseUrl } from '@groundwire/protocol/parse-url';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { Agent, request, type Dispatcher } from 'undici';
import type { Clock } from '../../base/clock.js';
import { LinkedAbort } from '../../base/linked-abort.js';
import { connectionFailure, type NamedService, networkCode, SearchFailure, statusFailure, timeoutFailure, tooLarge } from './search-failure.js';
import { retryAfterOf } from './retry-plan.js';
import type { ServiceRequest } from './search-service.js';

/** One connection pool for all search services. Its own time limits are off: the caller's clock rules. Redirects are not followed by it. */
const connections = new Agent({ headersTimeout: 0, bodyTimeout: 0, connect: { timeout: 5_000 }, keepAliveTimeout: 30_000 });

/** Most of an answer that is taken, on the wire and unpacked. */
const MAX_BODY = 2 * 1024 * 1024;
const MOST_REDIRECTS = 3;
/** Of an error answer, for the operator's log. */
const MAX_CAUSE = 300;

/** A service and how it is reached. */
export interface Endpoint extends NamedService {
  /** May hold `{language}`. */
  baseUrl: string;
  apiKey: string | undefined;
  userAgent: string;
  timeoutMs: number;
  clock: Clock;
  /** What an error answer means, where its status alone does not say; null: what the status says. */
  refusal?: ((status: number, body: string) => SearchFailure | null) | undefined;
  /** Sees the path and the body of every 2xx answer: for recording. */
  onAnswer?: ((path: string, body: string) => void) | undefined;
}

/**
 * The one place of the search services that connects. Sends a request and gives the body of a 2xx answer, unpacked, at most 2 MB.
 * Redirects are followed within the host only. Rejects with a `SearchFailure`, or with the signal's reason when aborted; either
 * way the connection is closed. No message holds more of the address than its host: keys may stand in the rest.
 */
export async function sendToService(endpoint: Endpoint, call: ServiceRequest, signal: AbortSignal): Promise<string> {
  signal.throwIfAborted();
  const linked = new LinkedAbort(signal);
  const cancel = endpoint.clock.after(endpoint.timeoutMs, () => linked.abort(timeoutFailure(endpoint, endpoint.timeoutMs)));
  let begun = false;
  try {
    const answer = await openAnswer(endpoint, call, linked.signal);
    begun = true;
    const body = await readBody(endpoint, answer);
    if (answer.statusCode >= 200 && answer.statusCode < 300) {
      endpoint.onAnswer?.(call.path, body);
      return body;
    }
    throw endpoint.refusal?.(answer.statusCode, body) ?? statusFailure(endpoint, answer.statusCode, { retryAfter: retryAfterOf(answer.headers, endpoint.clock.now()), cause: said(body, endpoint.apiKey) });
  } catch (thrown) {
    if (linked.signal.aborted) throw linked.signal.reason;
    throw thrown instanceof SearchFailure ? thrown : connectionFailure(endpoint, networkCode(thrown), begun, said(thrown instanceof Error ? thrown.message : '', endpoint.apiKey));
  } finally {
    cancel();
    linked.release();
  }
}

/** The address of a request: the base address with the path and parameters behind it. */
export function addressOf(baseUrl: string, { path, parameters = {}, language = 'en' }: Pick<ServiceRequest, 'path' | 'parameters' | 'language'>): URL {
  const url = new URL(baseUrl.replaceAll('{language}', /^[a-z]{2,3}$/.test(language) ? language : 'en'));
  url.pathname = url.pathname.replace(/\/+$/, '') + path;
  url.username = '';
  url.password = '';
  url.hash = '';
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) url.searchParams.set(name, String(value));
  return url;
}

async function openAnswer(endpoint: Endpoint, call: ServiceRequest, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
  let url = addressOf(endpoint.baseUrl, call);
  let body = call.body === undefined ? null : JSON.stringify(call.body);
  for (let redirects = 0; ; redirects += 1) {
    const headers = {
      accept: call.accept ?? 'application/json',
      'accept-encoding': 'gzip, deflate, br',
      'user-agent': endpoint.userAgent,
      ...call.headers,
      ...(body === null ? {} : { 'content-type': 'application/json' }),
    };
    const answer = await request(url, { method: body === null ? 'GET' : 'POST', headers, body, signal, dispatcher: connections });
    // An abort between two reads must not become an uncaught 'error' event.
    answer.body.on('error', () => undefined);
    const next = redirects < MOST_REDIRECTS ? redirectWithin(url, answer) : null;
    if (next === null) return answer;
    answer.body.destroy();
    if (answer.statusCode === 303 || (body !== null && answer.statusCode < 303)) body = null;
    url = next;
  }
}

/** Where an answer redirects to, if that is the same host and no step down from https. */
function redirectWithin(url: URL, { statusCode, headers }: Dispatcher.ResponseData): URL | null {
  const location = Array.isArray(headers.location) ? headers.location[0] : headers.location;
  if (![301, 302, 303, 307, 308].includes(statusCode) || location === undefined) return null;
  const next = parseUrl(location, url);
  if (next === null) return null;
  const sameHost = next.hostname === url.hostname && (next.port === url.port || next.protocol !== url.protocol);
  const noStepDown = next.protocol === url.protocol || next.protocol === 'https:';
  return sameHost && noStepDown ? next : null;
}

const UNPACK: Readonly<Record<string, (data: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>>> = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
};

async function readBody(endpoint: Endpoint, { body, headers }: Dispatcher.ResponseData): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of body as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MAX_BODY) {
      body.destroy();
      throw tooLarge(endpoint);
    }
    parts.push(part);
  }
  const packed = Buffer.concat(parts);
  const encoding = String(headers['content-encoding'] ?? '').trim().toLowerCase();
  const unpack = UNPACK[encoding];
  if (unpack === undefined || packed.length === 0) return packed.toString('utf8');
  try {
    return (await unpack(packed, { maxOutputLength: MAX_BODY })).toString('utf8');
  } catch (thrown) {
    throw networkCode(thrown) === 'ERR_BUFFER_TOO_LARGE' ? tooLarge(endpoint) : connectionFailure(endpoint, 'damaged compression', true);
  }
}

/** What a service said, as an error for the log: one line, without the key, without a stack of its own. */
function said(text: string, apiKey: string | undefined): Error | undefined {
  const clean = (apiKey === undefined || apiKey === '' ? text : text.replaceAll(apiKey, '[key]').replaceAll(encodeURIComponent(apiKey), '[key]')).replace(/[\p{C}\s]+/gu, ' ').trim();
  if (clean === '') return undefined;
  const cause = new Error(clean.slice(0, MAX_CAUSE));
  cause.name = 'ServiceSaid';
  cause.stack = `ServiceSaid: ${cause.message}`;
  return cause;
}
