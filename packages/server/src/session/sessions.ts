/**
 * The sessions: named places whose questions run here, and whose sockets follow their log.
 *
 * Owns who is here, what runs, and what each socket is sent. Must not know HTTP, `ws`, or how an answer is made. Called by
 * `transport/`; drives the engine through `StreamAnalysis`.
 */
import type { AnalysisParameters, AnalysisProgress, AnalysisStatus, Answer } from '@groundwire/protocol';
import type { SocketPort } from './socket-port.js';

/** What a transport asks for when it starts an analysis. */
export interface StartRequest {
  session_id: string;
  query: string;
  parameters: AnalysisParameters;
  client_request_id?: string | undefined;
  /** Given where the id was already promised to the client (chat). */
  analysis_id?: string | undefined;
  /** False where nobody watches the words arrive (`/research`, `?stream=false`): no pacing. */
  paced: boolean;
}

export interface StartedAnalysis {
  analysis_id: string;
  /** ISO 8601. */
  created_at: string;
  /** True when `client_request_id` named an analysis that was started before; nothing new was started then. */
  repeated: boolean;
}

/** Where an analysis stands that is still running in this process. */
export interface RunningAnalysis {
  status: Extract<AnalysisStatus, 'queued' | 'processing'>;
  progress: AnalysisProgress['progress'];
}

/**
 * Who is here and what is running: the only thing that transports talk to.
 *
 * Starting rejects with a `GroundwireError`: `TOO_MANY_ANALYSES` (session), `OVERLOADED` (process, or it is stopping),
 * `LOG_UNAVAILABLE`. An `analysis_id` or a `client_request_id` that is known starts nothing new (`repeated`). An analysis goes on when all
 * its sockets leave; only `cancel`, its deadline and `close` end it early.
 */
export interface Sessions {
  start(request: StartRequest): Promise<StartedAnalysis>;
  /** Resolves with the fold of the analysis's frames once it has ended; rejects with `ANALYSIS_NOT_FOUND` for an unknown id. */
  finished(analysisId: string): Promise<Answer>;
  /** Null when it does not run here (any more). */
  running(analysisId: string): RunningAnalysis | null;
  /** Cancels; the analysis ends with `CANCELLED`. Idempotent. Gives false when no such analysis runs. */
  cancel(analysisId: string): boolean;
  /**
   * Attaches a socket to a session and serves it until it closes. Throws `RATE_LIMITED` when the session has too many
   * sockets, and `OVERLOADED` when the server is stopping; the socket is then the caller's to close.
   */
  attach(sessionId: string, socket: SocketPort): void;
  /** Open sockets and running analyses, of the whole process or of one session. */
  counts(sessionId?: string): { sockets: number; analyses: number };
  /** Ends all analyses with `NODE_LOST` (recoverable) and closes all sockets with 1001. Resolves when the analyses have ended. Idempotent. */
  close(): Promise<void>;
}
