import type { ErrorCode, WireError } from '@groundwire/protocol';

/** No connection came about. The message names the likely cause and what to do about it. */
export class ConnectionFailed extends Error {
  override readonly name = 'ConnectionFailed';
}

/** The connection broke before the answer ended, and could not be restored. `partialText` is what had arrived. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
  constructor(
    message: string,
    readonly partialText: string,
    readonly analysis_id: string | null,
  ) {
    super(message);
  }
}

/** The server ended the analysis with an error, or refused to start it. */
export class AnalysisFailed extends Error {
  override readonly name = 'AnalysisFailed';
  readonly code: ErrorCode;
  /** The same question can succeed later without a change. */
  readonly recoverable: boolean;
  /** Seconds to wait before another try, where the server said so. */
  readonly retryAfter: number | undefined;

  constructor(
    error: WireError,
    readonly partialText: string,
    readonly analysis_id: string | null,
    /** It was cancelled here, and the server did not confirm that in time: there the answer may go on. */
    readonly unconfirmed = false,
  ) {
    super(error.message);
    this.code = error.code;
    this.recoverable = error.recoverable;
    this.retryAfter = error.retry_after;
  }
}

/**
 * Thrown by a loop over an answer, never by `done`: the server lost the end of what it had said, and the pieces handed over
 * no longer join to the answer's text. Throw them away and loop again: the new loop begins with `text`.
 */
export class AnswerReplaced extends Error {
  override readonly name = 'AnswerReplaced';
  constructor(readonly text: string) {
    super('The server lost the end of what it had said; read the answer again from its start');
  }
}

/** What answers at the address does not speak this protocol. */
export class ProtocolMismatch extends Error {
  override readonly name = 'ProtocolMismatch';
}

/** The server said no to a call about its records or its library. The message is a sentence for a person. */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused';
  /** Of HTTP. */
  readonly status: number;
  /** Out of the error table; null where the answer had none. */
  readonly code: string | null;
  constructor(message: string, { status, code }: { status: number; code: string | null }) {
    super(message);
    this.status = status;
    this.code = code;
  }
}
