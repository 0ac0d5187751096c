import { GroundwireError, toGroundwireError } from '../../base/errors.js';
import { LONGEST_ASKED_PAUSE_MS } from '../../base/retry-after.js';

/** What went wrong with a search service; decides whether it is asked again, and when. */
export type FailureKind =
  /** The key is missing or refused. */
  | 'unauthorized'
  | 'limited'
  /** It refuses this request: asking again would change nothing. */
  | 'rejected'
  | 'server'
  | 'timeout'
  | 'unreachable'
  | 'interrupted'
  | 'malformed'
  | 'too_large';

/** Seconds. */
const MOST_BELIEVED = LONGEST_ASKED_PAUSE_MS / 1000;

/** What a message names: the service and its settings. Never the key itself. */
export interface NamedService {
  /** As people call it. */
  title: string;
  host: string;
  keyVariable: string | null;
  hasKey: boolean;
  /** Variable that replaces its address, where the operator has set one; null for the service's own address. */
  urlVariable: string | null;
  forbiddenHint?: string | undefined;
}

/**
 * Everything that can go wrong with a search service as one error. The message is our own sentence alone: what happened, the
 * likely cause, the mend. What the service said is in `cause`, for the operator's log.
 */
export class SearchFailure extends GroundwireError {
  readonly kind: FailureKind;
  /** The same request may well succeed in a moment. */
  readonly transient: boolean;
  /** Nothing answers at the address: refused, or the name is not known. */
  readonly unreached: boolean;
  /** The message as it is still true later: without how long to wait. */
  readonly lasting: string;

  /** `retryAfter`: seconds that the service asks for. They are believed up to `LONGEST_ASKED_PAUSE_MS`. */
  constructor(kind: FailureKind, message: string, options: { cause?: unknown; retryAfter?: number | undefined; permanent?: boolean; unreached?: boolean; lasting?: string } = {}) {
    super('EXTERNAL_API_FAILURE', message, { cause: options.cause, ...(options.retryAfter === undefined ? {} : { retryAfter: Math.min(options.retryAfter, MOST_BELIEVED) }) });
    this.name = 'SearchFailure';
    this.kind = kind;
    this.unreached = options.unreached ?? false;
    this.lasting = options.lasting ?? message;
    this.transient = options.permanent !== true && (kind === 'limited' || kind === 'server' || kind === 'unreachable' || kind === 'interrupted');
  }
}

export function statusFailure(service: NamedService, status: number, options: { retryAfter?: number | undefined; cause?: unknown } = {}): SearchFailure {
  const { title, host } = service;
  if (status < 400) return new SearchFailure('malformed', `${title} redirects to another host (${status}), which is not followed${addressHint(service)}`, options);
  if (status === 401 || status === 407) return unauthorized(service, options);
  if (status === 403) return service.forbiddenHint === undefined ? unauthorized(service, options) : new SearchFailure('unauthorized', `${title} refused access (403): ${service.forbiddenHint}`, options);
  if (status === 402) return new SearchFailure('unauthorized', `The account at ${title} has no credit left (402)${service.keyVariable === null ? '' : `: top it up, or unset ${service.keyVariable}`}`, options);
  if (status === 408 || status === 504) return new SearchFailure('timeout', `${title} gave up waiting for an answer of its own (${status}); try again later`, options);
  if (status === 429 || (status === 503 && options.retryAfter !== undefined)) return limited(service, status, options);
  if (status >= 500) return new SearchFailure('server', `${title} answered with a server error (${status}); try again later${addressHint(service, ', or check')}`, options);
  if (status === 404 || status === 405 || status === 410) return new SearchFailure('malformed', `${host} answered ${status}: ${title} is not there${addressHint(service)}`, options);
  return new SearchFailure('rejected', `${title} refused the query (${status}); other words may help`, options);
}

export function limited(service: Pick<NamedService, 'title' | 'keyVariable' | 'hasKey'>, status: number | null, options: { retryAfter?: number | undefined; cause?: unknown } = {}): SearchFailure {
  const again = options.retryAfter === undefined ? 'it is asked again in a while' : `${options.retryAfter > MOST_BELIEVED ? 'it says that it may' : 'it may'} be asked again in ${waitInWords(options.retryAfter)}`;
  const mend = service.keyVariable !== null && !service.hasKey ? `. A key of your own (${service.keyVariable}) raises the limit` : '';
  const what = `${service.title} takes no more requests for now${status === null ? '' : ` (${status})`}`;
  // A pause that is cut short is told with what was asked for, also later.
  const asked = (options.retryAfter ?? 0) > MOST_BELIEVED ? `, and asked for a pause of ${waitInWords(options.retryAfter ?? 0)}` : '';
  return new SearchFailure('limited', `${what}: ${again}${mend}`, { ...options, lasting: what + asked + mend });
}

const UNREACHED = /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN)$/;

/** The connection could not be made, or broke; `code` is the system's name for why. `begun`: the answer had begun. */
export function connectionFailure(service: NamedService, code: string, begun: boolean, cause?: unknown): SearchFailure {
  const { title, host } = service;
  if (begun) return new SearchFailure('interrupted', `The connection to ${title} broke off in mid-answer${code === LOST ? '' : ` (${code})`}`, { cause });
  if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code)) {
    return new SearchFailure('unreachable', `No secure connection to ${host} could be made (${code})${addressHint(service)}; something between here and there may be answering in its place`, { cause, permanent: true });
  }
  const mend = service.urlVariable === null ? 'check its network connection and name service, or turn web search off with SEARCH=off' : `check ${service.urlVariable}${localHint(host)}`;
  // A name that is not known now is not known in a second.
  return new SearchFailure('unreachable', `This machine does not reach ${host} (${code}): ${mend}`, { cause, permanent: code === 'ENOTFOUND', unreached: UNREACHED.test(code) });
}

/** How a failure is told of when the time for searching was over before the next try. */
export function waitingToAskAgain(thrown: unknown): GroundwireError {
  return saying(thrown, 'It was waiting to be asked again when the time for searching was over');
}

/** … and when it was over before the next try had an answer. */
export function askedAgain(thrown: unknown): GroundwireError {
  return saying(thrown, 'Asked again, it had not answered when the time for searching was over');
}

function saying(thrown: unknown, more: string): GroundwireError {
  const { code, message, retryAfter } = toGroundwireError(thrown);
  return new GroundwireError(code, `${message}. ${more}`, { cause: thrown, ...(retryAfter === undefined ? {} : { retryAfter }) });
}

export function timeoutFailure(service: NamedService, ms: number): SearchFailure {
  return new SearchFailure('timeout', `${service.title} did not answer within ${Math.round(ms / 100) / 10} s`);
}

export function tooLarge(service: Pick<NamedService, 'title'>): SearchFailure {
  return new SearchFailure('too_large', `${service.title} sent more than 2 MB, which no search result is: the answer was not used`);
}

export function malformed(service: Pick<NamedService, 'title' | 'urlVariable'>, what: string): SearchFailure {
  const mend = service.urlVariable === null ? 'its interface may have changed, or something between here and there answers in its place' : `check ${service.urlVariable}`;
  return new SearchFailure('malformed', `${service.title} answered with something other than search results (${what}): ${mend}`);
}

/** Where the system has no name for it. */
const LOST = 'connection lost';

/** The network error code behind an error, also where several addresses were tried. */
export function networkCode(thrown: unknown): string {
  for (let error: unknown = thrown, depth = 0; error instanceof Error && depth < 5; error = error.cause, depth += 1) {
    const code = codeOf(error) ?? (error instanceof AggregateError ? codeOf(error.errors[0]) : undefined);
    if (code !== undefined && !code.startsWith('UND_ERR_SOCKET')) return code;
  }
  return LOST;
}

function codeOf(error: unknown): string | undefined {
  const code: unknown = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

function unauthorized({ title, keyVariable, hasKey }: NamedService, options: { cause?: unknown }): SearchFailure {
  if (keyVariable === null) return new SearchFailure('unauthorized', `${title} refuses requests from here; it may have blocked this machine's address`, options);
  return new SearchFailure('unauthorized', hasKey ? `${title} refused the key: check ${keyVariable}` : `${title} wants a key: set ${keyVariable}`, options);
}

function addressHint({ urlVariable }: NamedService, lead = ': check'): string {
  return urlVariable === null ? '' : `${lead} ${urlVariable}`;
}

function localHint(host: string): string {
  return /^(?:localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?$/.test(host) ? '; inside a container localhost is the container itself: use host.docker.internal there' : '';
}

function waitInWords(seconds: number): string {
  if (seconds < 120) return `${Math.max(1, Math.ceil(seconds))} s`;
  return seconds < 7_200 ? `${Math.ceil(seconds / 60)} minutes` : `${Math.ceil(seconds / 3_600)} hours`;
}
