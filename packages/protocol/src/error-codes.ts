/**
 * Every error code on the wire: the HTTP status it has on REST routes, whether the same request can succeed
 * later without a change (`recoverable`), and what it means. `docs/errors.md` is checked against this table.
 */
export const ERROR_CODES = {
  INVALID_REQUEST: { status: 400, recoverable: false, meaning: 'The message or body is malformed, has a wrong type, or a value out of range.' },
  QUERY_PARSE_FAILED: { status: 400, recoverable: false, meaning: 'The chat message could not be understood as a question.' },
  FORBIDDEN_ORIGIN: { status: 403, recoverable: false, meaning: 'The browser page that called is not among the allowed origins.' },
  NOT_FOUND: { status: 404, recoverable: false, meaning: 'There is nothing at this address.' },
  ANALYSIS_NOT_FOUND: { status: 404, recoverable: false, meaning: 'No analysis has this id.' },
  DOCUMENT_NOT_FOUND: { status: 404, recoverable: false, meaning: 'The library holds no document with this id.' },
  PAYLOAD_TOO_LARGE: { status: 413, recoverable: false, meaning: 'The body is larger than the server accepts.' },
  RATE_LIMITED: { status: 429, recoverable: true, meaning: 'Too many requests in a short time.' },
  TOO_MANY_ANALYSES: { status: 429, recoverable: true, meaning: 'The session already has as many running analyses as it may.' },
  OVERLOADED: { status: 503, recoverable: true, meaning: 'The server already runs as many analyses as it may.' },
  CANCELLED: { status: 409, recoverable: false, meaning: 'The analysis was cancelled.' },
  ABANDONED: { status: 410, recoverable: true, meaning: 'Nobody followed the analysis for a long time, so it was ended.' },
  DEADLINE_EXCEEDED: { status: 504, recoverable: true, meaning: 'The analysis took longer than it may.' },
  EXTERNAL_API_FAILURE: { status: 502, recoverable: true, meaning: 'Every search service that was asked failed.' },
  LLM_UNAVAILABLE: { status: 502, recoverable: true, meaning: 'The language model could not be reached or answered with a server error.' },
  LLM_TIMEOUT: { status: 504, recoverable: true, meaning: 'The language model did not answer, or stalled, for too long.' },
  LLM_RATE_LIMITED: { status: 429, recoverable: true, meaning: 'The language model refused the call because of its rate limit.' },
  LLM_INTERRUPTED: { status: 502, recoverable: true, meaning: 'The language model broke off in mid-answer; the text so far stands.' },
  LLM_UNAUTHORIZED: { status: 502, recoverable: false, meaning: 'The language model refused the key.' },
  LLM_REJECTED: { status: 502, recoverable: false, meaning: 'The language model refused the request, for example because it has no such model.' },
  LLM_BAD_RESPONSE: { status: 502, recoverable: false, meaning: 'What answers at the model address does not speak the expected protocol.' },
  CONTENT_FILTERED: { status: 502, recoverable: false, meaning: 'The language model withheld the answer because of its content rules.' },
  LIBRARY_UNAVAILABLE: { status: 503, recoverable: true, meaning: 'The library index could not be read.' },
  NODE_LOST: { status: 503, recoverable: true, meaning: 'The server that ran the analysis stopped before it ended.' },
  LOG_UNAVAILABLE: { status: 503, recoverable: true, meaning: 'The session log could not be written.' },
  SERVER_ERROR: { status: 500, recoverable: true, meaning: 'Something unexpected went wrong in the server.' },
} as const satisfies Record<string, { status: number; recoverable: boolean; meaning: string }>;

export type ErrorCode = keyof typeof ERROR_CODES;

export const ERROR_CODE_NAMES = Object.keys(ERROR_CODES) as [ErrorCode, ...ErrorCode[]];
