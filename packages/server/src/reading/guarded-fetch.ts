import { isUtf8 } from 'node:buffer';
import { parseUrl } from '@groundwire/protocol/parse-url';
import { Agent, type Dispatcher, errors } from 'undici';
import type { Clock } from '../base/clock.js';
import { LinkedAbort } from '../base/linked-abort.js';
import { parseRetryAfter } from '../base/retry-after.js';
import { type AddressPolicy, judgeUrl } from './address-policy.js';
import { type ContentType, mayBeReadable, parseContentType } from './content-kind.js';
import { BlockedAddress, guardedConnector, type Lookup, UnknownHost } from './guarded-connector.js';
import type { ReadFailureCode } from './page-reader.js';
import { ACCEPTED_ENCODINGS, BodyTooLarge, BodyUnreadable, readBody } from './read-body.js';

/**
 * GETs an address that came from outside. Every hop is judged anew, the connection goes to the address that was checked,
 * and nothing a site sends can cost more than the limits say.
 */
export interface GuardedFetchOptions {
  policy: AddressPolicy;
  lookup: Lookup;
  userAgent: string;
  limits: FetchLimits;
  clock: Clock;
}

export interface FetchLimits {
  connectMs: number;
  /** From the request to the headers of the answer. */
  headersMs: number;
  /** Between two pieces of the body. */
  stallMs: number;
  /** All hops together, without what `enter` waits for. */
  totalMs: number;
  redirects: number;
  /** Bytes of a page, on the wire and unpacked. */
  pageBytes: number;
  /** Bytes of a PDF or DOCX. */
  documentBytes: number;
}

export const FETCH_LIMITS: FetchLimits = { connectMs: 3000, headersMs: 6000, stallMs: 4000, totalMs: 15_000, redirects: 5, pageBytes: 5 * 2 ** 20, documentBytes: 20 * 2 ** 20 };

export interface Fetched {
  /** Where it was found in the end. */
  url: URL;
  status: number;
  /** Empty for 304. */
  body: Uint8Array;
  type: ContentType;
  etag: string | null;
  lastModified: string | null;
}

export type FetchOutcome = { ok: true; fetched: Fetched } | FetchFailure;

export interface FetchFailure {
  ok: false;
  code: ReadFailureCode;
  reason: string;
  /** The site asks to be left alone: for so many seconds, or (null) without saying how long. */
  pauseS?: number | null;
}

export interface FetchRequest {
  signal: AbortSignal;
  accept: string;
  /** Of an earlier answer: the server may say that nothing changed. */
  etag?: string | null;
  lastModified?: string | null;
  /** Take no more of the body than so many bytes; the rest is left, and is no fault. */
  cutAt?: number;
  /** Asked before each hop, the first one too: calls `ask` when the hop's host may be asked, or says why it may not. */
  enter: (url: URL, ask: () => Promise<Step>) => Promise<Step>;
  /** Take a body of any type, as `robots.txt` has to. */
  anyType?: boolean;
}

/** What came of one hop: an address that it leads to, or the end. */
export type Step = FetchOutcome | { leadsTo: string };

export class GuardedFetch {
  readonly #options: GuardedFetchOptions;
  readonly #agent: Agent;

  constructor(options: GuardedFetchOptions) {
    const { policy, lookup, limits } = options;
    this.#options = options;
    this.#agent = new Agent({
      connect: guardedConnector({ policy, lookup, timeoutMs: limits.connectMs }),
      headersTimeout: limits.headersMs,
      bodyTimeout: limits.stallMs,
      keepAliveTimeout: 4000,
      keepAliveMaxTimeout: 10_000,
      maxHeaderSize: 32 * 1024,
      pipelining: 1,
    });
  }

  /** Never rejects for what a site does. Rejects with the signal's reason when aborted. */
  async get(address: string, request: FetchRequest): Promise<FetchOutcome> {
    const time = { leftMs: this.#options.limits.totalMs };
    let next = address;
    for (let hop = 0; hop <= this.#options.limits.redirects; hop += 1) {
      const judged = judgeUrl(next, this.#options.policy);
      if (!judged.ok) return failed(judged.inward ? 'blocked_address' : 'bad_address', hop === 0 ? judged.reason : `It redirects to an address that is not read: ${judged.reason.charAt(0).toLowerCase()}${judged.reason.slice(1)}`);
      const step = await request.enter(judged.url, () => this.#hop(judged.url, request, time));
      if (!('leadsTo' in step)) return step;
      next = step.leadsTo;
    }
    return failed('too_many_redirects', 'It leads from address to address without end');
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  async #hop(url: URL, request: FetchRequest, time: { leftMs: number }): Promise<Step> {
    const limit = AbortSignal.timeout(Math.max(1, Math.round(time.leftMs)));
    const linked = new LinkedAbort(request.signal, limit);
    const began = performance.now();
    try {
      const response = await this.#request(url, request, linked.signal);
      const target = redirectTarget(response, url);
      if (target === null) return await this.#take(url, response, request);
      discard(response);
      return { leadsTo: target };
    } catch (error) {
      request.signal.throwIfAborted();
      return limit.aborted ? failed('timeout', 'The site took too long to answer') : describe(error, this.#options.limits);
    } finally {
      linked.release();
      time.leftMs -= performance.now() - began;
    }
  }

  #request(url: URL, { accept, etag, lastModified }: FetchRequest, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    const conditions = { ...(etag ? { 'if-none-match': etag } : {}), ...(lastModified ? { 'if-modified-since': lastModified } : {}) };
    return this.#agent.request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: 'GET',
      headers: { 'user-agent': this.#options.userAgent, accept, 'accept-encoding': ACCEPTED_ENCODINGS, 'accept-language': 'en, *;q=0.8', ...conditions },
      signal,
    });
  }

  async #take(url: URL, response: Dispatcher.ResponseData, request: FetchRequest): Promise<FetchOutcome> {
    const { statusCode: status, headers } = response;
    const header = (name: string) => [headers[name]].flat()[0] ?? null;
    const type = parseContentType(header('content-type') ?? undefined);
    const fetched = (body: Uint8Array): FetchOutcome => ({ ok: true, fetched: { url, status, body, type, etag: bounded(header('etag')), lastModified: bounded(header('last-modified')) } });
    const pauseS = parseRetryAfter(header('retry-after') ?? undefined, this.#options.clock.now()) ?? null;
    const refusal = status === 304 ? null : (ofStatus(status, pauseS) ?? (request.anyType === true || mayBeReadable(type) ? null : failed('unsupported_type', `It is ${type.type}, which is not read as text`)));
    if (status === 304 || refusal !== null) {
      discard(response);
      return refusal ?? fetched(new Uint8Array());
    }
    const { pageBytes, documentBytes } = this.#options.limits;
    const limit = /^(?:application\/(?!xhtml))/.test(type.type) ? documentBytes : pageBytes;
    if (request.cutAt === undefined && Number(header('content-length') ?? 0) > limit) {
      discard(response);
      return tooLarge(this.#options.limits);
    }
    return fetched(await readBody(response.body, header('content-encoding') ?? undefined, limit, request.cutAt));
  }
}

/** Validators are sent back as they came; nobody's are this long. */
function bounded(value: string | null): string | null {
  return value !== null && value.length <= 500 && /^[\x20-\x7e]*$/.test(value) ? value : null;
}

function redirectTarget({ statusCode, headers }: Dispatcher.ResponseData, from: URL): string | null {
  const header = [headers['location']].flat()[0];
  if (![301, 302, 303, 307, 308].includes(statusCode) || header === undefined) return null;
  // Headers are read a character for each byte; sites that escape nothing write UTF-8.
  const bytes = Buffer.from(header, 'latin1');
  const location = isUtf8(bytes) ? bytes.toString('utf8') : header;
  return parseUrl(location, from)?.href ?? location;
}

/** Ends the connection rather than reading what nobody wants. */
function discard(response: Dispatcher.ResponseData): void {
  response.body.on('error', () => {});
  response.body.destroy();
}

function ofStatus(status: number, pauseS: number | null): FetchFailure | null {
  if (status >= 200 && status < 300) return null;
  if (status === 404 || status === 410) return failed('not_found', `The page does not exist (${status})`);
  if (status === 429) return { ...failed('refused', `The site asks to be left alone for a while (429${pauseS === null ? '' : `, ${pauseS} s`})`), pauseS };
  if (status >= 500) return { ...failed('server_error', `The site has a fault (${status})`), ...(status === 503 && pauseS !== null ? { pauseS } : {}) };
  return failed('refused', `The site refuses to show the page (${status})`);
}

function describe(error: unknown, limits: FetchLimits): FetchFailure {
  for (const cause of causesOf(error)) {
    if (cause instanceof BlockedAddress) return failed('blocked_address', cause.message);
    if (cause instanceof UnknownHost) return failed('unreachable', 'The host is not known, or this machine has no network');
    if (cause instanceof BodyTooLarge) return tooLarge(limits);
    if (cause instanceof BodyUnreadable) return failed('unreadable', `What the site sends can't be unpacked (${cause.message})`);
    if (cause instanceof errors.ConnectTimeoutError || cause instanceof errors.HeadersTimeoutError || cause instanceof errors.BodyTimeoutError) return failed('timeout', 'The site took too long to answer');
    if (cause instanceof errors.HeadersOverflowError) return failed('unreadable', 'The site sends more headers than any page needs');
    if (cause instanceof errors.HTTPParserError) return failed('unreadable', 'What the site sends is not HTTP');
  }
  const code = causesOf(error).map((cause) => (cause as { code?: unknown }).code).find((value) => typeof value === 'string') as string | undefined;
  if (code !== undefined && /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code)) return failed('unreachable', 'The site can not prove who it is: its certificate is not valid');
  return failed('unreachable', 'No connection to the site came about, or it broke off');
}

function causesOf(error: unknown): unknown[] {
  const causes: unknown[] = [];
  for (let cause = error; cause != null && causes.length < 5; cause = (cause as { cause?: unknown }).cause) causes.push(cause);
  return causes;
}

function tooLarge({ pageBytes, documentBytes }: FetchLimits): FetchFailure {
  const megabytes = (bytes: number) => `${Math.round(bytes / 2 ** 18) / 4} MB`;
  return failed('too_large', `It is larger than what is read: ${megabytes(pageBytes)} of a page, ${megabytes(documentBytes)} of a PDF or Word document`);
}

function failed(code: ReadFailureCode, reason: string): FetchFailure {
  return { ok: false, code, reason };
}
