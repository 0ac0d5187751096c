/**
 * The sessions: named places whose questions run here, and whose sockets follow their log.
 *
 * Owns who is here, what runs, and what each socket is sent. Must not know HTTP, `ws`, or how an answer is made. Called by
 * `transport/`; drives the engine through `StreamAnalysis`.
 */
import type { AnalysisErrorBody, AnalysisParameters, AnalysisProgress, AnalysisStatus, Answer } from '@groundwire/protocol';
import type { SocketPort } from './socket-port.js';
import type { SocketWish } from './socket-wish.js';

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
  /** True when `client_request_id` or `analysis_id` named an analysis that was started before; nothing new was started then. */
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
 * `LOG_UNAVAILABLE`. An `analysis_id` or a `client_request_id` that is known starts nothing new (`repeated`). An analysis goes on when
 * all its sockets leave, and when its process is killed: another one, or this one after its restart, takes it over. Only a
 * cancel, its deadline, the orphan limit and deletion end it early.
 */
export interface Sessions {
  start(request: StartRequest): Promise<StartedAnalysis>;
  /**
   * Resolves with the fold of the analysis's frames once it has ended, in whichever process; rejects with `ANALYSIS_NOT_FOUND` for
   * an unknown id, and with `NODE_LOST` when this process stops before the end.
   */
  finished(analysisId: string): Promise<Answer>;
  /** The end of an analysis that runs here and whose log can't take it at present; see `UnloggedEnds`. */
  unloggedEnd(analysisId: string): AnalysisErrorBody | undefined;
  /** Null when it does not run here (any more). */
  running(analysisId: string): RunningAnalysis | null;
  /** Cancels what runs here; the analysis ends with `CANCELLED`. Idempotent. Gives false when no such analysis runs in this process. */
  cancel(analysisId: string): boolean;
  /**
   * Cancels an analysis in whichever process it runs, and gives its status afterwards: that of its end where it has ended, else
   * `processing`. Idempotent: one that ended before is left as it is. Rejects with `ANALYSIS_NOT_FOUND` for an unknown id.
   */
  cancelAnywhere(analysisId: string): Promise<AnalysisStatus>;
  /** Cancels the analysis if it runs, and forgets it: frames and record. Rejects with `ANALYSIS_NOT_FOUND` for an unknown id. */
  forgetAnalysis(analysisId: string): Promise<void>;
  /** The same for all of a session; its sockets are closed. Gives the number of analyses that were forgotten. */
  forgetSession(sessionId: string): Promise<number>;
  /**
   * Attaches a socket to a session and serves it until it closes. Throws `RATE_LIMITED` when the session has too many
   * sockets, and `OVERLOADED` when the server is stopping; the socket is then the caller's to close. Without a wish it is a
   * base socket.
   */
  attach(sessionId: string, socket: SocketPort, wish?: SocketWish): void;
  /** Throws `OVERLOADED` when the server is stopping: nobody is let in any more. */
  refuseWhenStopping(): void;
  /** Somebody follows the session otherwise than by a socket (an event stream), so it is no orphan. Gives the way to leave. */
  attend(sessionId: string): () => void;
  /** Open sockets and running analyses, of the whole process or of one session. */
  counts(sessionId?: string): { sockets: number; analyses: number };
  /** From now on goes on with analyses whose process is gone: looks at once, then every second. To be called when the server listens. */
  takeOverLost(): void;
  /**
   * Takes nothing new, tells the sockets, gives what runs the drain time to end, and hands the rest over to the next process;
   * then closes all sockets with 1012. Idempotent.
   */
  close(): Promise<void>;
}
