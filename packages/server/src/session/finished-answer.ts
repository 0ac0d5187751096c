import { type Answer, foldFrames } from '@groundwire/protocol';
import type { SessionLog } from '../session-log/session-log.js';
import type { AnalysisRecord } from '../store/analysis-store.js';

/** The fold of an analysis's frames, trimmed ones included; null where the log does not know it (any more). */
export async function answerFromLog(log: SessionLog, sessionId: string, analysisId: string): Promise<Answer | null> {
  const snapshots = await log.snapshots(sessionId);
  return snapshots.find((snapshot) => snapshot.analysis_id === analysisId)?.answer ?? null;
}

/** The answer as the store keeps it; null when the record has no end. */
export function answerFromRecord(record: AnalysisRecord): Answer | null {
  if (record.complete !== null) return foldFrames([record.complete]);
  if (record.error === null) return null;
  const { analysis_id, partial_answer, error, completed_at, created_at } = record;
  const shown = partial_answer == null ? [] : [{ type: 'token' as const, content: partial_answer, index: 0, analysis_id }];
  return foldFrames([...shown, { type: 'analysis_error', analysis_id, error, timestamp: completed_at ?? created_at }]);
}

export function isFinal(answer: Answer): boolean {
  return answer.status === 'completed' || answer.status === 'failed';
}
