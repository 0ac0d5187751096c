import { type Answer, emptyAnswer, foldFrame, foldFrames } from '@groundwire/protocol';
import type { SessionLog } from '../session-log/session-log.js';
import type { AnalysisRecord } from '../store/analysis-store.js';
import { READ_BATCH } from './session-limits.js';

/** The fold of an analysis's frames. Its status says whether the log still held its end. */
export async function answerFromLog(log: SessionLog, sessionId: string, analysisId: string): Promise<Answer> {
  let answer = emptyAnswer();
  for (let after = 0; ; ) {
    const frames = await log.read(sessionId, after, READ_BATCH, analysisId);
    for (const frame of frames) answer = foldFrame(answer, frame);
    const last = frames.at(-1);
    if (last === undefined || frames.length < READ_BATCH) return answer;
    after = last.seq;
  }
}

/** The answer as the store keeps it; null when the record has no end. */
export function answerFromRecord(record: AnalysisRecord): Answer | null {
  if (record.complete !== null) return foldFrames([record.complete]);
  if (record.error === null) return null;
  return foldFrames([{ type: 'analysis_error', analysis_id: record.analysis_id, error: record.error, timestamp: record.completed_at ?? record.created_at }]);
}

export function isFinal(answer: Answer): boolean {
  return answer.status === 'completed' || answer.status === 'failed';
}
