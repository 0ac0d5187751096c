import { type Answer, emptyAnswer, foldFrame, type Frame } from '@groundwire/protocol';
import type { LogSnapshot } from './session-log.js';
import type { LogStatements } from './sqlite-log-statements.js';
import type { StoredFrames } from './stored-frames.js';

/** The folds of all analyses of a session: what was trimmed, and on from there the frames. To be called in a transaction that has seen what others wrote. */
export function snapshotsOf(statements: LogStatements, frames: StoredFrames, sessionId: string): LogSnapshot[] {
  const session = statements.session.get(sessionId);
  if (session === undefined) return [];
  const rows = statements.folds.all(sessionId).map((row) => frames.standing(row));
  const answers = new Map(rows.map(({ id, fold }) => [id, fold === null ? emptyAnswer() : (JSON.parse(fold) as Answer)]));
  for (const { analysis, text } of frames.all(session.id)) {
    const answer = answers.get(analysis);
    if (answer !== undefined) answers.set(analysis, foldFrame(answer, JSON.parse(text) as Frame));
  }
  return rows.map(({ id, analysis_id, last_seq }) => ({ analysis_id, answer: answers.get(id) ?? emptyAnswer(), through_seq: last_seq }));
}
