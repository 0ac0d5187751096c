import type { Snapshot } from '@groundwire/protocol';
import type { LogHead, LogSnapshot, SessionLog } from '../session-log/session-log.js';
import { SNAPSHOT_CHARACTERS } from './socket-limits.js';

/** A session's log at one moment. */
export interface LogMoment extends LogHead {
  /** What runs, in the order in which it began; empty unless asked for or something runs. */
  snapshots: LogSnapshot[];
}

/** `all`: with the snapshots of ended analyses too. */
export async function readMoment(log: SessionLog, sessionId: string, all: boolean): Promise<LogMoment> {
  const head = await log.head(sessionId);
  const known = await log.analyses(sessionId);
  // One that ended behind the head was running at it: its frames are yet to come, without their beginning.
  if (!all && known.every(({ status, last_seq }) => status === 'ended' && last_seq <= head.head_seq)) return { ...head, snapshots: [] };
  const snapshots = await log.snapshots(sessionId);
  // Whatever was appended since `head` was read belongs to an analysis, and is in its snapshot.
  const head_seq = snapshots.reduce((most, { through_seq }) => Math.max(most, through_seq), head.head_seq);
  return { ...head, head_seq, snapshots: all ? snapshots : snapshots.filter(isRunning) };
}

export function isRunning({ answer }: LogSnapshot): boolean {
  return answer.status === 'queued' || answer.status === 'processing';
}

/** A snapshot as v2 sockets and event streams get it. Pure. */
export function snapshotFrame({ analysis_id, answer, through_seq }: LogSnapshot): Snapshot {
  const status = answer.status === 'queued' ? 'processing' : answer.status;
  const settled = status === 'processing' && answer.claims.length > 0 ? { claims: answer.claims, citations: answer.citations } : {};
  return { type: 'snapshot', analysis_id, content: answer.text, through_index: answer.next_index - 1, through_seq, status, ...settled };
}

/** All that run, and of the others the newest whose texts together are not too long; the order stays. Pure. */
export function worthShowing(snapshots: readonly LogSnapshot[]): LogSnapshot[] {
  let left = SNAPSHOT_CHARACTERS;
  const shown = [...snapshots].reverse().filter((snapshot) => {
    if (isRunning(snapshot)) return true;
    left -= snapshot.answer.text.length;
    return left >= 0;
  });
  return shown.reverse();
}
