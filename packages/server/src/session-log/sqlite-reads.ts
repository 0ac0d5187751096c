import type { Frame } from '@groundwire/protocol';
import { sealFrame } from './frame-text.js';
import type { CachedSession } from './session-cache.js';
import type { LoggedAnalysis, LogHead } from './session-log.js';
import type { AnalysisRow, ListedRow } from './sqlite-log-statements.js';
import type { StoredFrames } from './stored-frames.js';

const NO_LIMIT = Number.MAX_SAFE_INTEGER;

/** Frames of the session with seq > `after`: from memory where it has them. */
export function readAll(stored: StoredFrames, session: CachedSession, after: number, limit: number): Frame[] {
  const from = Math.max(after, session.oldestSeq - 1);
  if (session.tail?.covers(from) === true) return session.tail.read(from, limit);
  return stored.after(session.id, from, Math.min(limit, NO_LIMIT)).map(sealFrame);
}

/** Those of one analysis; none of one that the session does not know. */
export function readOne(stored: StoredFrames, session: CachedSession, analysis: AnalysisRow | undefined, after: number, limit: number): Frame[] {
  if (analysis === undefined) return [];
  const from = Math.max(after, analysis.first_seq - 1);
  if (session.tail?.covers(from) === true) return session.tail.read(from, limit, analysis.analysis_id);
  const last_seq = analysis.last_seq ?? NO_LIMIT;
  return stored.of(session.id, analysis.id, { after: from, last_seq, limit: Math.min(limit, NO_LIMIT) }).map(sealFrame);
}

/** An analysis as the log tells of it. */
export function listed({ id: _, fold: __, ...row }: ListedRow): LoggedAnalysis {
  return { ...row, terminal_delivered: row.terminal_delivered === 1 };
}

/** Where a session stands. */
export function headOf(session: CachedSession): LogHead {
  return { epoch: session.epoch, head_seq: session.headSeq, oldest_seq: session.oldestSeq };
}

/** Where a session stands that has no row yet: at its beginning, under the epoch that it will have. */
export function emptyHead(epoch: string): LogHead {
  return { epoch, head_seq: 0, oldest_seq: 1 };
}
