import type { ErrorCode } from '@groundwire/protocol';
import { GroundwireError } from '../base/errors.js';

export interface ApiFailureOptions {
  /** HTTP status, where it is not the one of the code's table. */
  status?: number;
  /** What the client might send instead. */
  suggestions?: string[];
  /** More for `details`, beside `trace_id`. */
  details?: Record<string, unknown>;
  headers?: Record<string, string>;
  retryAfter?: number | undefined;
  cause?: unknown;
}

/** A failure of a REST request that says more than its code and message. */
export class ApiFailure extends GroundwireError {
  readonly #status: number | undefined;
  readonly suggestions: string[] | undefined;
  readonly details: Record<string, unknown>;
  readonly headers: Record<string, string>;

  constructor(code: ErrorCode, message: string, options: ApiFailureOptions = {}) {
    super(code, message, { cause: options.cause, ...(options.retryAfter === undefined ? {} : { retryAfter: options.retryAfter }) });
    this.#status = options.status;
    this.suggestions = options.suggestions;
    this.details = options.details ?? {};
    this.headers = options.headers ?? {};
  }

  override get status(): number {
    return this.#status ?? super.status;
  }
}
