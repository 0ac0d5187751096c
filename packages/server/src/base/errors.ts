import { ERROR_CODES, type ErrorCode, type WireError } from '@groundwire/protocol';

/**
 * The one error class whose message may reach a client. Everything else that is thrown is a bug or a foreign error: it is
 * logged whole, and the client is told `SERVER_ERROR` in general words, so that no stack trace, path or secret leaks.
 */
export class GroundwireError extends Error {
  readonly code: ErrorCode;
  /** Seconds to wait before another try, where the cause said so. */
  readonly retryAfter: number | undefined;

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; retryAfter?: number } = {}) {
    super(message, { cause: options.cause });
    this.name = 'GroundwireError';
    this.code = code;
    this.retryAfter = options.retryAfter;
  }

  get recoverable(): boolean {
    return ERROR_CODES[this.code].recoverable;
  }

  get status(): number {
    return ERROR_CODES[this.code].status;
  }
}

/** Any thrown value as the error that a client may see. */
export function toGroundwireError(thrown: unknown): GroundwireError {
  if (thrown instanceof GroundwireError) return thrown;
  return new GroundwireError('SERVER_ERROR', 'Something unexpected went wrong in the server; its log has the details', { cause: thrown });
}

/** The `error` object of `analysis_error`. `partial`: text was already streamed, and stands. */
export function toWireError(error: GroundwireError, partial: boolean): WireError {
  return {
    code: error.code,
    message: error.message,
    recoverable: error.recoverable,
    ...(error.retryAfter === undefined ? {} : { retry_after: error.retryAfter }),
    ...(partial ? { partial } : {}),
  };
}
