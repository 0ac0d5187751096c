/**
 * The session log: the ordered, append-only store of a session's frames, and the only way from an analysis to a socket.
 *
 * Owns: the numbering of frames, the end of an analysis, and what is kept for how long. Must not: know sockets, clients or
 * what an answer means. Called by `session/`: runs append, attachments read.
 */
import type { Frame, LoggedBody } from '@groundwire/protocol';

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

/**
 * It alone gives a frame its `seq` (1, 2, 3, … without gaps), and a frame is readable exactly when its append resolved.
 * Frames are immutable; terminal frames also carry the log's `epoch`. Readers read from a cursor; `subscribe` is only a
 * doorbell, it carries no data. A log may forget ended analyses, oldest first and whole or from their front; it never
 * forgets a frame of one that runs. Every backend passes `session-log.contract.ts`.
 */
export interface SessionLog {
  /** Of a session that nobody wrote to: an empty log, whose epoch is already the one its frames will carry. */
  head(sessionId: string): Promise<LogHead>;
  /** Makes the analysis known and gives the fence that its appends must carry. Rejects if the id is known already. */
  begin(sessionId: string, analysisId: string): Promise<number>;
  /**
   * Appends bodies in order, in one atomic step. A terminal body ends the analysis in that same step and must be the last
   * one; appending to an analysis that ended, or under an old fence, rejects with `AppendRefused` and changes nothing.
   */
  append(sessionId: string, analysisId: string, fence: number, bodies: LoggedBody[]): Promise<Frame[]>;
  /** Frames with seq > `after`, in order, at most `limit`; of one analysis only where `analysisId` is given. */
  read(sessionId: string, after: number, limit: number, analysisId?: string): Promise<Frame[]>;
  /** The session's analyses in the order in which they began. */
  analyses(sessionId: string): Promise<LoggedAnalysis[]>;
  /** Idempotent; does nothing for an analysis that is not known or still runs. */
  markDelivered(sessionId: string, analysisId: string): Promise<void>;
  /**
   * Rings after each append to the session. Rings may be merged; a reader must read until it finds nothing new. `ring`
   * must return at once and not throw. Gives the way to stop.
   */
  subscribe(sessionId: string, ring: () => void): () => void;
}

/** An append that came too late: the analysis has ended, or another owner holds the fence. */
export class AppendRefused extends Error {
  constructor(readonly reason: 'ended' | 'fenced' | 'unknown') {
    super(`Append refused: ${reason}`);
    this.name = 'AppendRefused';
  }
}
