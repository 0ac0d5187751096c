import type { Frame, LoggedBody } from '@groundwire/protocol';

/** Where a log stands. `head_seq` is the newest seq (0 when empty), `oldest_seq` the oldest that is still there. */
export interface LogHead {
  epoch: string;
  head_seq: number;
  oldest_seq: number;
}

/** What is known of an analysis from its session's log. */
export interface LoggedAnalysis {
  analysis_id: string;
  status: 'running' | 'ended';
  first_seq: number;
  last_seq: number;
  /** Milliseconds since the Unix epoch; null while it runs. */
  ended_at: number | null;
  /** Whether any socket has been handed the terminal frame. */
  terminal_delivered: boolean;
}

/**
 * The ordered, append-only store of a session's frames. It alone gives a frame its `seq` (1, 2, 3, … without gaps), and
 * a frame is readable exactly when its append resolved. Readers read from a cursor; `subscribe` is only a doorbell, it
 * carries no data. Every backend passes `session-log.contract.ts`.
 */
export interface SessionLog {
  head(sessionId: string): Promise<LogHead>;
  /** Makes the analysis known and gives the fence that its appends must carry. Rejects if the id is known already. */
  begin(sessionId: string, analysisId: string): Promise<number>;
  /**
   * Appends bodies in order, in one atomic step. A terminal body ends the analysis in that same step; appending to an
   * analysis that ended, or under an old fence, rejects with `AppendRefused` and changes nothing.
   */
  append(sessionId: string, analysisId: string, fence: number, bodies: LoggedBody[]): Promise<Frame[]>;
  /** Frames with seq > `after`, in order, at most `limit`; of one analysis only where `analysisId` is given. */
  read(sessionId: string, after: number, limit: number, analysisId?: string): Promise<Frame[]>;
  /** The session's analyses in the order in which they began. */
  analyses(sessionId: string): Promise<LoggedAnalysis[]>;
  markDelivered(sessionId: string, analysisId: string): Promise<void>;
  /** Rings after each append to the session. Rings may be merged; a reader must read until it finds nothing new. Gives the way to stop. */
  subscribe(sessionId: string, ring: () => void): () => void;
}

/** An append that came too late: the analysis has ended, or another owner holds the fence. */
export class AppendRefused extends Error {
  constructor(readonly reason: 'ended' | 'fenced' | 'unknown') {
    super(`Append refused: ${reason}`);
    this.name = 'AppendRefused';
  }
}
