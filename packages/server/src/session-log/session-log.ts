/**
 * The session log: the ordered, append-only store of a session's frames, and the only way from an analysis to a socket.
 *
 * Owns: the numbering of frames, the end of an analysis, and what is kept for how long. Must not: know sockets, clients or
 * what an answer means. Called by `session/`: runs append, attachments read.
 */
import type { AnalysisParameters, Answer, Frame, LoggedBody } from '@groundwire/protocol';
import { GroundwireError } from '../base/errors.js';

/** Where a log stands. `head_seq` is the newest seq (0 when empty), `oldest_seq` the oldest that is still there (`head_seq` + 1 when none is). */
export interface LogHead {
  /** The identity of this log: another epoch means that the log was lost and begun anew, and that old cursors mean nothing. */
  epoch: string;
  head_seq: number;
  oldest_seq: number;
}

/** What is known of an analysis from its session's log. */
export interface LoggedAnalysis {
  analysis_id: string;
  status: 'running' | 'ended';
  /** No frame of the analysis has a lower seq. Fixed when it begins. */
  first_seq: number;
  /** Seq of its newest frame; below `first_seq` while it has none. */
  last_seq: number;
  /** Milliseconds since the Unix epoch; null while it runs. */
  ended_at: number | null;
  /** Whether any socket has been handed the terminal frame. */
  terminal_delivered: boolean;
}

/** What a run is given at its start, kept so that another process can take it over. Plain JSON. */
export interface AnalysisStart {
  query: string;
  parameters: AnalysisParameters;
  client_request_id?: string | undefined;
  history: Array<{ question: string; answer: string }>;
  paced: boolean;
  /** ISO 8601. */
  created_at: string;
}

/** The right to append: granted by `begin` or `takeOver`, kept by `renew`, lost when it runs out and somebody takes over. */
export interface Lease {
  session_id: string;
  analysis_id: string;
  /** Grows with every owner; an append under an older one is refused. */
  fence: number;
}

/** An analysis whose owner is gone, and all that is needed to go on with it. */
export interface TakenOver extends Lease {
  start: AnalysisStart;
  /** 2 for the first takeover, and so on. */
  attempt: number;
  /** What the engine noted, by key; see `AppendOptions.notes`. */
  notes: Record<string, unknown>;
  /** The analysis's logged frames folded: the text that was shown, the index of the next token. */
  shown: Answer;
  /** `source_id`s that have a `source_found`, `source_read` or `source_failed` frame, by type; and whether `started` is there. */
  logged: { started: boolean; sources: Record<'source_found' | 'source_read' | 'source_failed', string[]> };
}

export interface AppendOptions {
  /**
   * Facts that a takeover needs and no client sees (the frozen sources, the numbering of citations), stored in the same
   * atomic step as the bodies. A key that is there already is replaced. Gone when the analysis ends.
   */
  notes?: Record<string, unknown> | undefined;
}

/** What stands in for frames that were trimmed: the fold of all frames of one analysis up to `through_seq`. */
export interface LogSnapshot {
  analysis_id: string;
  answer: Answer;
  through_seq: number;
}

/**
 * It alone gives a frame its `seq` (1, 2, 3, … without gaps), and a frame is readable exactly when its append resolved.
 * Frames are immutable; terminal frames also carry the log's `epoch`. Readers read from a cursor; `subscribe` is only a
 * doorbell, it carries no data. A log may trim ended analyses, oldest first; it keeps a fold of what it removed and never
 * trims a frame of one that runs. Every backend passes `session-log.contract.ts`, which knows no backend's name.
 */
export interface SessionLog {
  /** Of a session that nobody wrote to: an empty log, whose epoch is already the one its frames will carry. */
  head(sessionId: string): Promise<LogHead>;
  /**
   * Makes the analysis known and leases it to this log's owner. Rejects if the id is known already. With a
   * `client_request_id` that the session has seen in the last 24 hours nothing begins, and the analysis it named is given. Where
   * `most` analyses of the session run already, whoever runs them, it rejects with `TooManyRun`.
   */
  begin(sessionId: string, analysisId: string, start: AnalysisStart, most?: number): Promise<{ lease: Lease } | { repeated: string }>;
  /**
   * Appends bodies in order, in one atomic step. A terminal body ends the analysis in that same step and must be the last
   * one; appending to an analysis that ended, or under an old fence, rejects with `AppendRefused` and changes nothing.
   * A backend whose disk is full rejects with `LogFull`, and still takes the terminal body of a running analysis where it can.
   */
  append(lease: Lease, bodies: LoggedBody[], options?: AppendOptions): Promise<Frame[]>;
  /** Frames with seq > `after`, in order, at most `limit`; of one analysis only where `analysisId` is given. */
  read(sessionId: string, after: number, limit: number, analysisId?: string): Promise<Frame[]>;
  /** The session's analyses in the order in which they began, with every delivery that was noted before the call. */
  analyses(sessionId: string): Promise<LoggedAnalysis[]>;
  /** The fold of each analysis that runs or is still kept, frames and trimmed part together, at one moment; in the order in which they began. */
  snapshots(sessionId: string): Promise<LogSnapshot[]>;
  /** The session of an analysis, or null where it is not known (any more). */
  sessionOf(analysisId: string): Promise<string | null>;
  /** Idempotent; does nothing for an analysis that is not known or still runs. */
  markDelivered(sessionId: string, analysisId: string): Promise<void>;
  /**
   * Rings after each append to the session, by whichever process. Rings may be merged; a reader must read until it finds
   * nothing new. `ring` must return at once and not throw. Gives the way to stop.
   */
  subscribe(sessionId: string, ring: () => void): () => void;

  /** Extends the leases by their time to live. Gives those that were lost meanwhile; their owner must stop at once. */
  renew(leases: Lease[]): Promise<Lease[]>;
  /** Lets the leases run out now, so that another process takes over without waiting. */
  release(leases: Lease[]): Promise<void>;
  /**
   * Calls back when another owner may have let go of leases, so that a takeover need not wait for the next look. A hint: it may
   * come for nothing, and it may not come, where nobody here follows a session. `look` must return at once and not throw. Gives the way to stop.
   */
  onReleased(look: () => void): () => void;
  /** Takes running analyses whose lease ran out, or whose owner is known to be dead, under a new fence; at most `limit`. */
  takeOver(limit: number): Promise<TakenOver[]>;
  /** Asks whoever runs the analysis to cancel it. False when it does not run. */
  requestCancel(sessionId: string, analysisId: string): Promise<boolean>;
  /** Of the given leases those whose cancel was asked for. Ringing `subscribe` also announces a request. */
  cancelRequested(leases: Lease[]): Promise<Lease[]>;

  /** Resolves when the log can be written to; else rejects with a `GroundwireError` or `LogFull` that says why not. */
  check(): Promise<void>;
  /** Forgets a session with all its frames, or one ended analysis of it (its frames become a hole in front of which replay starts). Gives whether it was there. A running analysis is refused with `AnalysisRuns`. */
  forgetSession(sessionId: string): Promise<boolean>;
  forgetAnalysis(sessionId: string, analysisId: string): Promise<boolean>;
  close(): Promise<void>;
}

/** An append that came too late: the analysis has ended, or another owner holds the fence. */
export class AppendRefused extends Error {
  constructor(readonly reason: 'ended' | 'fenced' | 'unknown') {
    super(`Append refused: ${reason}`);
    this.name = 'AppendRefused';
  }
}

/** The backend has no room for more frames. The message is for whoever asks, and for the operator. */
export class LogFull extends GroundwireError {
  constructor(options?: ErrorOptions) {
    super('LOG_UNAVAILABLE', 'The session log has no room left on its disk. Its operator can free some space, or raise the limit or quota; then ask again', options);
    this.name = 'LogFull';
  }
}

/** The session runs as many analyses as it may. */
export class TooManyRun extends Error {
  constructor() {
    super('The session runs as many analyses as it may at once');
    this.name = 'TooManyRun';
  }
}

/** What was to be forgotten still runs. */
export class AnalysisRuns extends Error {
  constructor(readonly analysisId: string) {
    super('The analysis still runs');
    this.name = 'AnalysisRuns';
  }
}
