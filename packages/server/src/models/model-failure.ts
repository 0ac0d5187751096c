import type { ErrorCode } from '@groundwire/protocol';
import { GroundwireError } from '../base/errors.js';
import { field } from './json-shape.js';
import type { ModelEndpoint } from './model-endpoint.js';
import { cleanForeignText, kindOf, messageOf, wordsOfErrorBody } from './upstream-words.js';

/**
 * Turns everything that can go wrong with a model server into one error. Its message is our sentence alone (what
 * happened, which variable to mend), of parts that the operator set or that can hold nothing else: it goes to clients.
 * What the server itself said, which may be a stack trace with paths and passwords, is only in `cause`, for the
 * operator's log. Pure.
 */
export class ModelFailure extends GroundwireError {
  /** The same call may well succeed in a moment. */
  readonly transient: boolean;
  /** Nothing answers at the address. */
  readonly unreached: boolean;

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; retryAfter?: number | undefined; transient?: boolean; unreached?: boolean } = {}) {
    super(code, message, { cause: options.cause, ...(options.retryAfter === undefined ? {} : { retryAfter: options.retryAfter }) });
    this.transient = options.transient ?? false;
    this.unreached = options.unreached ?? false;
  }
}

export interface ErrorAnswer {
  status: number;
  retryAfter: number | undefined;
  /** Where a redirect points, as the server gave it. */
  location?: string | undefined;
  body: string;
}

/** An answer whose status is not 2xx. */
export function failureOfStatus(endpoint: ModelEndpoint, answer: ErrorAnswer): ModelFailure {
  const { status, retryAfter } = answer;
  const failure = (code: ErrorCode, sentence: string, options: { retryAfter?: number | undefined; transient?: boolean } = {}): ModelFailure =>
    new ModelFailure(code, sentence, { ...options, cause: upstreamCause(saidInAnswer(endpoint, answer)) });
  const host = endpoint.baseUrl.host;
  if (status < 400) return failure('LLM_BAD_RESPONSE', `${host} redirects (${status}), and redirects are not followed${urlHint(endpoint, ': put the final address into')}`);
  if (status === 401) return failure('LLM_UNAUTHORIZED', keySentence(endpoint));
  if (status === 403) return failure('LLM_UNAUTHORIZED', `${host} refused access (403): check ${endpoint.keyVariable}, and that its account may use the model "${endpoint.model}"`);
  if (status === 408) return failure('LLM_TIMEOUT', `${host} gave up waiting (408)`, { retryAfter });
  if (status === 429 && isOutOfCredit(answer.body)) return failure('LLM_REJECTED', `The account behind ${endpoint.keyVariable} has no credit left at ${host}`);
  if (status === 429) return failure('LLM_RATE_LIMITED', rateSentence(host, retryAfter), { retryAfter, transient: retryAfter !== undefined });
  if (status >= 500) return failure('LLM_UNAVAILABLE', `${host} answered with a server error (${status}); try again later${urlHint(endpoint, ', or check')}`, { retryAfter, transient: status !== 501 && status !== 505 });
  if (status === 404 || status === 405) return failure('LLM_REJECTED', notFoundSentence(endpoint, status));
  return failure('LLM_REJECTED', `${host} refused the request (${status}): check that ${endpoint.modelVariable} ("${endpoint.model}") is one that it can ${endpoint.modelVariable === 'MODEL' ? 'chat' : 'make embeddings'} with`);
}

/** An error that the server sent inside an answer that had begun with 200. */
export function failureOfErrorEvent(endpoint: ModelEndpoint, event: unknown): ModelFailure {
  const kind = kindOf(event);
  const cause = upstreamCause(cleanForeignText(messageOf(event) ?? '', endpoint.apiKey));
  const host = endpoint.baseUrl.host;
  if (/content_filter|content_policy/.test(kind)) return new ModelFailure('CONTENT_FILTERED', `${host} withheld the answer because of its content rules`, { cause });
  if (/rate_limit|too_many_requests|\b429\b/.test(kind)) return new ModelFailure('LLM_RATE_LIMITED', rateSentence(host, undefined), { cause });
  if (/authentication|permission|invalid_api_key|\b40[13]\b/.test(kind)) return new ModelFailure('LLM_UNAUTHORIZED', keySentence(endpoint), { cause });
  if (/overloaded|unavailable|server_error|api_error|timeout|\b5\d\d\b/.test(kind)) return new ModelFailure('LLM_UNAVAILABLE', `${host} reported a server error in mid-answer; try again later`, { cause, transient: true });
  if (/invalid_request|not_found|context_length|\b4\d\d\b/.test(kind)) return new ModelFailure('LLM_REJECTED', `${host} refused the request: check MODEL ("${endpoint.model}")`, { cause });
  return new ModelFailure('LLM_INTERRUPTED', `${host} broke off the answer with an error`, { cause });
}

/** Refused, or the name is not known: what was meant may be elsewhere. */
const UNREACHED = /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN)$/;

/** The connection could not be made, or broke. `begun`: the answer's headers had arrived. */
export function failureOfConnection(endpoint: ModelEndpoint, thrown: unknown, begun: boolean): ModelFailure {
  const code = networkCode(thrown);
  const { host, hostname } = endpoint.baseUrl;
  const mend = urlHint(endpoint, ': check');
  // The HTTP client's errors can hold bytes that the server sent: only their words are kept.
  const cause = upstreamCause(cleanForeignText(thrown instanceof Error ? thrown.message : '', endpoint.apiKey));
  const unavailable = (sentence: string, transient: boolean): ModelFailure => new ModelFailure('LLM_UNAVAILABLE', sentence, { cause, transient, unreached: UNREACHED.test(code) });
  if (begun) return new ModelFailure('LLM_INTERRUPTED', `The connection to ${host} broke off in mid-answer (${code})`, { cause, transient: true });
  if (code === 'UND_ERR_INVALID_ARG') return new ModelFailure('LLM_UNAUTHORIZED', `${endpoint.keyVariable} holds characters that no key has (a line break, perhaps): set it again`, { cause });
  if (code === 'ECONNREFUSED') return unavailable(`Nothing answers at ${hostAndPort(endpoint.baseUrl)}: is the model server running? ${refusedHint(endpoint)}`, true);
  if (code === 'ENOTFOUND') return unavailable(`The host name ${hostname} is not known here${urlHint(endpoint, ': check')}, and that this machine has a working name service`, false);
  if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code)) return unavailable(`No secure connection to ${host} could be made (${code})${urlHint(endpoint, ': check')} and the server's certificate`, false);
  return unavailable(`${host} could not be reached (${code})${mend === '' ? ': check that this machine has a way to it' : mend}`, true);
}

export function timeoutFailure(endpoint: ModelEndpoint, begun: boolean, ms: number): ModelFailure {
  const seconds = Math.round(ms / 100) / 10;
  const host = endpoint.baseUrl.host;
  if (begun) return new ModelFailure('LLM_TIMEOUT', `${host} stalled: nothing came for ${seconds} s in mid-answer. Try again; a smaller ${endpoint.modelVariable} may help`);
  return new ModelFailure('LLM_TIMEOUT', `${host} did not begin to answer within ${seconds} s. It may still be loading the model, or be too slow for it: try again, or set a smaller ${endpoint.modelVariable}`);
}

export function badResponse(endpoint: ModelEndpoint, what: string): ModelFailure {
  const mend = endpoint.urlVariable === null ? 'something between here and there may be answering in its place' : `check ${endpoint.urlVariable}${versionHint(endpoint)}`;
  return new ModelFailure('LLM_BAD_RESPONSE', `What answers at ${endpoint.baseUrl.host} does not speak the ${endpoint.provider === 'anthropic' ? 'Anthropic' : 'OpenAI'} protocol (${what}): ${mend}`);
}

export function interrupted(endpoint: ModelEndpoint, what: string): ModelFailure {
  return new ModelFailure('LLM_INTERRUPTED', `${endpoint.baseUrl.host} broke off in mid-answer: ${what}`);
}

export function contentFiltered(endpoint: ModelEndpoint): ModelFailure {
  return new ModelFailure('CONTENT_FILTERED', `The model "${endpoint.model}" withheld the answer because of its content rules; put the question in other words, or ask another model`);
}

/** The network error code behind an error, also where several addresses were tried. */
export function networkCode(thrown: unknown): string {
  for (let error: unknown = thrown, depth = 0; error instanceof Error && depth < 5; error = error.cause, depth++) {
    const code = field(error, 'code') ?? (error instanceof AggregateError ? field(error.errors[0], 'code') : undefined);
    // The HTTP client's own codes mean nothing to a reader.
    if (typeof code === 'string' && !code.startsWith('UND_ERR_SOCKET')) return code;
  }
  return 'connection lost';
}

/** What the server said, as an error without a stack of its own; undefined where it said nothing. `words` are cleaned. */
function upstreamCause(words: string): Error | undefined {
  if (words === '') return undefined;
  const cause = new Error(words);
  cause.name = 'UpstreamError';
  // Where it was made tells an operator nothing.
  cause.stack = `UpstreamError: ${words}`;
  return cause;
}

function saidInAnswer(endpoint: ModelEndpoint, answer: ErrorAnswer): string {
  const target = answer.status < 400 ? cleanForeignText(answer.location ?? '', endpoint.apiKey) : '';
  return target === '' ? wordsOfErrorBody(answer.body, endpoint.apiKey) : `redirects to ${target}`;
}

function urlHint(endpoint: ModelEndpoint, lead: string): string {
  return endpoint.urlVariable === null ? '' : `${lead} ${endpoint.urlVariable}`;
}

function versionHint(endpoint: ModelEndpoint): string {
  return endpoint.provider !== 'anthropic' && !/\/v\d/.test(endpoint.baseUrl.pathname) ? ', which for most servers ends in /v1' : '';
}

function hostAndPort(url: URL): string {
  return url.port === '' ? `${url.hostname}:${url.protocol === 'https:' ? 443 : 80}` : url.host;
}

function refusedHint(endpoint: ModelEndpoint): string {
  const check = endpoint.urlVariable === null ? 'Check that this machine has a way to it' : `Check ${endpoint.urlVariable}`;
  if (!/^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(endpoint.baseUrl.hostname)) return check;
  return `${check}; inside a container localhost is the container itself: use host.docker.internal there`;
}

function keySentence(endpoint: ModelEndpoint): string {
  const { host } = endpoint.baseUrl;
  return endpoint.apiKey === undefined ? `${host} wants a key: set ${endpoint.keyVariable}` : `${host} refused the key: check ${endpoint.keyVariable}`;
}

function rateSentence(host: string, retryAfter: number | undefined): string {
  const wait = retryAfter === undefined ? 'try again later' : `try again in ${Math.ceil(retryAfter)} s`;
  return `${host} takes no more requests for now (429): ${wait}`;
}

function notFoundSentence(endpoint: ModelEndpoint, status: number): string {
  const address = endpoint.urlVariable === null ? '' : `, or the address is wrong: check ${endpoint.urlVariable}${versionHint(endpoint)}`;
  return `${endpoint.baseUrl.host} answered ${status}: it has no model "${endpoint.model}" (check ${endpoint.modelVariable})${address}`;
}

function isOutOfCredit(body: string): boolean {
  return /insufficient_quota|billing_hard_limit|credit balance/i.test(body);
}
