import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ApiError } from '@groundwire/protocol';
import { type Clock, isoTimestamp } from '../base/clock.js';
import { GroundwireError, toGroundwireError } from '../base/errors.js';
import { ApiFailure } from './api-failure.js';

/**
 * What a client is told when a request fails. Owns the two forms of errors: that of `/api/*` and everything newer, and that of
 * `/research`, which its clients know. Nothing that is not a `GroundwireError` has its words sent: those go to the log.
 */

/** Errors of the HTTP layer, by their code, in words for the caller. */
const HTTP_FAULTS = new Map<string, (bodyLimit?: number) => GroundwireError>([
  ['FST_ERR_CTP_INVALID_MEDIA_TYPE', () => new GroundwireError('INVALID_REQUEST', 'The body must be JSON. Send it with the header content-type: application/json')],
  ['FST_ERR_CTP_EMPTY_JSON_BODY', () => new GroundwireError('INVALID_REQUEST', 'The body is empty. Send a JSON object')],
  ['FST_ERR_CTP_INVALID_JSON_BODY', () => new GroundwireError('INVALID_REQUEST', 'The body is not valid JSON')],
  ['FST_ERR_CTP_BODY_TOO_LARGE', (limit) => new GroundwireError('PAYLOAD_TOO_LARGE', limit === undefined ? 'The body is too large. Send a shorter one' : `The body is larger than the ${sizeWords(limit)} that may be sent here`)],
  ['FST_ERR_CTP_INVALID_CONTENT_LENGTH', () => new GroundwireError('INVALID_REQUEST', 'The body is not as long as its Content-Length header says')],
  ['FST_ERR_BAD_URL', () => new GroundwireError('INVALID_REQUEST', 'The address holds a percent sign that is not part of a valid percent-encoding')],
]);

function sizeWords(bytes: number): string {
  return bytes >= 1024 * 1024 ? `${Math.floor(bytes / (1024 * 1024))} MB` : `${Math.floor(bytes / 1024)} KB`;
}

/** Any error that a route or Fastify threw, as the one that the client may see. `bodyLimit` is that of the route, in bytes. */
export function asGroundwireError(thrown: unknown, bodyLimit?: number): GroundwireError {
  if (thrown instanceof GroundwireError) return thrown;
  const { code, statusCode } = (typeof thrown === 'object' && thrown !== null ? thrown : {}) as { code?: unknown; statusCode?: unknown };
  const known = typeof code === 'string' ? HTTP_FAULTS.get(code) : undefined;
  if (known !== undefined) return known(bodyLimit);
  // Fastify's JSON parser reports forbidden keys such as "__proto__" as a bare error with status 400.
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500) return new GroundwireError('INVALID_REQUEST', 'The request could not be understood. Check its body and headers');
  return toGroundwireError(thrown);
}

export function apiErrorBody(error: GroundwireError, traceId: string, clock: Clock): ApiError {
  const extras = error instanceof ApiFailure ? error : null;
  return {
    success: false,
    error: error.message,
    code: error.code,
    details: { ...extras?.details, recoverable: error.recoverable, ...(error.retryAfter === undefined ? {} : { retry_after: error.retryAfter }), trace_id: traceId },
    timestamp: isoTimestamp(clock),
    ...(extras?.suggestions === undefined ? {} : { suggestions: extras.suggestions }),
  };
}

/** Answers with the error form and the code's HTTP status. */
export function replyWithError(error: GroundwireError, request: FastifyRequest, reply: FastifyReply, clock: Clock): FastifyReply {
  if (error instanceof ApiFailure) void reply.headers(error.headers);
  if (error.retryAfter !== undefined) void reply.header('retry-after', String(Math.ceil(error.retryAfter)));
  // Set by the request guards as a rule, but not for addresses that Fastify itself could not read.
  void reply.header('x-trace-id', request.id);
  return reply.code(error.status).type('application/json; charset=utf-8').send(apiErrorBody(error, request.id, clock));
}

/** Logs what the client is not told. */
export function logFailure(error: GroundwireError, request: FastifyRequest): void {
  if (error.code === 'SERVER_ERROR') request.log.error({ err: error.cause ?? error }, 'the request failed unexpectedly');
}
