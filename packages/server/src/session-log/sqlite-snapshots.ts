import type Database from 'better-sqlite3';
import { type Answer, emptyAnswer, foldFrame, type Frame } from '@groundwire/protocol';
import type { LogSnapshot } from './session-log.js';
import type { LogStatements } from './sqlite-log-statements.js';

/** The folds of all analyses of a session: what was trimmed, and on from there the frames, at one moment. */
export function snapshotsOf(database: Database.Database, statements: LogStatements, sessionId: string): LogSnapshot[] {
  const look = database.transaction(() => {
    const rows = statements.folds.all(sessionId);
    const answers = new Map(rows.map(({ id, fold }) => [id, fold === null ? emptyAnswer() : (JSON.parse(fold) as Answer)]));
    for (const { analysis, text } of statements.allFrames.iterate(sessionId)) {
      const answer = answers.get(analysis);
      if (answer !== undefined) answers.set(analysis, foldFrame(answer, JSON.parse(text) as Frame));
    }
    return rows.map(({ id, analysis_id, last_seq }) => ({ analysis_id, answer: answers.get(id) ?? emptyAnswer(), through_seq: last_seq }));
  });
  return look.deferred();
}
