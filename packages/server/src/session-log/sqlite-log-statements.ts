import type Database from 'better-sqlite3';
import { query, valueQuery } from './query.js';
import type { LoggedAnalysis } from './session-log.js';

export interface SessionRow {
  id: number;
  epoch: string;
  oldest_seq: number;
  head_seq: number;
}

export interface AnalysisRow {
  id: number;
  analysis_id: string;
  status: 'running' | 'ended';
  fence: number;
  first_seq: number;
  last_seq: number | null;
}

export type ListedRow = Omit<LoggedAnalysis, 'terminal_delivered'> & { id: number; terminal_delivered: number; fold: string | null };

export interface RunningRow {
  id: number;
  analysis_id: string;
  session: number;
  session_id: string;
  owner: string;
  lease_until: number;
  fence: number;
  attempt: number;
  start: string;
}

export interface FrameRow {
  seq: number;
  analysis: number;
  text: string;
}

/** The newest seq of the frames in their places, whatever the journal has: of the last frame, or what `oldest_seq` says where that one is gone. */
const HEAD = 'max(oldest_seq - 1, ifnull((SELECT seq FROM frames WHERE session = sessions.id ORDER BY seq DESC LIMIT 1), 0))';
/** An analysis that runs does not note its newest seq at every append; it is looked for from the end. */
const LAST = 'ifnull(a.last_seq, ifnull((SELECT seq FROM frames f WHERE f.session = a.session AND f.seq >= a.first_seq AND f.analysis = a.id ORDER BY f.seq DESC LIMIT 1), a.first_seq - 1))';

/** Every statement of the session log but those of its upkeep. */
export function prepareLogStatements(database: Database.Database) {
  return {
    dataVersion: valueQuery<[], number>(database, 'PRAGMA data_version'),
    session: query<[string], SessionRow>(database, `SELECT id, epoch, oldest_seq, ${HEAD} AS head_seq FROM sessions WHERE session_id = ?`),
    sessionOf: valueQuery<[string], string>(database, 'SELECT session_id FROM sessions JOIN session_analyses a ON a.session = sessions.id WHERE a.analysis_id = ?'),
    addSession: query<[string, string, number]>(database, 'INSERT INTO sessions (session_id, epoch, oldest_seq, touched_at) VALUES (?, ?, 1, ?)'),
    removeSession: query<[number]>(database, 'DELETE FROM sessions WHERE id = ?'),
    removeFrames: query<[number]>(database, 'DELETE FROM frames WHERE session = ?'),
    raiseOldest: query<[{ session: number; seq: number }]>(database, 'UPDATE sessions SET oldest_seq = max(oldest_seq, @seq) WHERE id = @session'),
    knownAnalysis: valueQuery<[string], number>(database, 'SELECT 1 FROM session_analyses WHERE analysis_id = ?'),
    analysis: query<[number, string], AnalysisRow>(database, 'SELECT id, analysis_id, status, fence, first_seq, last_seq FROM session_analyses WHERE session = ? AND analysis_id = ?'),
    addAnalysis: query<[{ analysis_id: string; session: number; owner: string; lease_until: number; start: string; first_seq: number }]>(
      database,
      `INSERT INTO session_analyses (analysis_id, session, status, fence, owner, lease_until, attempt, cancel_requested, start, first_seq, terminal_delivered, folded_seq)
       VALUES (@analysis_id, @session, 'running', 1, @owner, @lease_until, 1, 0, @start, @first_seq, 0, @first_seq - 1)`,
    ),
    removeAnalysis: query<[number]>(database, 'DELETE FROM session_analyses WHERE id = ?'),
    removeAnalysisFrames: query<[{ session: number; analysis: number; first_seq: number; last_seq: number }]>(
      database,
      'DELETE FROM frames WHERE session = @session AND seq BETWEEN @first_seq AND @last_seq AND analysis = @analysis',
    ),
    analyses: query<[string], ListedRow>(
      database,
      `SELECT a.id, a.analysis_id, a.status, a.first_seq, ${LAST} AS last_seq, a.ended_at, a.terminal_delivered, NULL AS fold
       FROM sessions JOIN session_analyses a ON a.session = sessions.id WHERE sessions.session_id = ? ORDER BY a.id`,
    ),
    folds: query<[string], ListedRow>(
      database,
      `SELECT a.id, a.analysis_id, a.status, a.first_seq, ${LAST} AS last_seq, a.ended_at, a.terminal_delivered, a.fold
       FROM sessions JOIN session_analyses a ON a.session = sessions.id WHERE sessions.session_id = ? ORDER BY a.id`,
    ),
    frames: valueQuery<[number, number, number, number], string>(database, 'SELECT text FROM frames WHERE session = ? AND seq > ? AND seq < ? ORDER BY seq LIMIT ?'),
    framesOf: valueQuery<[{ session: number; after: number; last_seq: number; analysis: number; limit: number }], string>(
      database,
      'SELECT text FROM frames WHERE session = @session AND seq > @after AND seq <= @last_seq AND analysis = @analysis ORDER BY seq LIMIT @limit',
    ),
    allFrames: query<[number, number], FrameRow>(database, 'SELECT seq, analysis, text FROM frames WHERE session = ? AND seq < ? ORDER BY seq'),
    end: query<[{ id: number; last_seq: number; ended_at: number }]>(
      database,
      "UPDATE session_analyses SET status = 'ended', last_seq = @last_seq, ended_at = @ended_at, start = NULL WHERE id = @id",
    ),
    delivered: query<[string, string]>(
      database,
      "UPDATE session_analyses SET terminal_delivered = 1 WHERE analysis_id = ? AND session = (SELECT id FROM sessions WHERE session_id = ?) AND status = 'ended' AND terminal_delivered = 0",
    ),
    note: query<[number, string, string]>(database, 'INSERT INTO notes (analysis, key, value) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value'),
    notes: query<[number], { key: string; value: string }>(database, 'SELECT key, value FROM notes WHERE analysis = ? ORDER BY key'),
    removeNotes: query<[number]>(database, 'DELETE FROM notes WHERE analysis = ?'),
    repeated: valueQuery<[number, string, number], string>(
      database,
      'SELECT a.analysis_id FROM request_ids r JOIN session_analyses a ON a.id = r.analysis WHERE r.session = ? AND r.client_request_id = ? AND r.seen_at > ?',
    ),
    addRequest: query<[number, string, number | bigint, number]>(database, 'INSERT OR REPLACE INTO request_ids (session, client_request_id, analysis, seen_at) VALUES (?, ?, ?, ?)'),
    extendLease: query<[number, string, number]>(database, 'UPDATE session_analyses SET lease_until = ? WHERE analysis_id = ? AND fence = ?'),
    expireLeases: query<[number, string]>(database, "UPDATE session_analyses SET lease_until = min(lease_until, ?) WHERE status = 'running' AND owner = ?"),
    noteCheck: query<[string]>(database, "INSERT INTO meta (key, value) VALUES ('checked_at', ?) ON CONFLICT DO UPDATE SET value = excluded.value"),
    running: query<[], RunningRow>(
      database,
      `SELECT a.id, a.analysis_id, a.session, sessions.session_id, a.owner, a.lease_until, a.fence, a.attempt, a.start
       FROM session_analyses a JOIN sessions ON sessions.id = a.session WHERE a.status = 'running' ORDER BY a.id`,
    ),
    released: valueQuery<[number], number>(database, "SELECT 1 FROM session_analyses WHERE status = 'running' AND lease_until <= ? LIMIT 1"),
    takeOver: query<[string, number, number]>(database, 'UPDATE session_analyses SET fence = fence + 1, attempt = attempt + 1, owner = ?, lease_until = ? WHERE id = ?'),
    runningIn: valueQuery<[number], string>(database, "SELECT analysis_id FROM session_analyses WHERE session = ? AND status = 'running' ORDER BY id LIMIT 1"),
    countRunningIn: valueQuery<[number], number>(database, "SELECT count(*) FROM session_analyses WHERE session = ? AND status = 'running'"),
    requestCancel: query<[string, string]>(
      database,
      "UPDATE session_analyses SET cancel_requested = 1 WHERE analysis_id = ? AND session = (SELECT id FROM sessions WHERE session_id = ?) AND status = 'running'",
    ),
    cancelRequested: valueQuery<[string, number], number>(database, "SELECT 1 FROM session_analyses WHERE analysis_id = ? AND fence = ? AND status = 'running' AND cancel_requested = 1"),
    cancelledSessions: valueQuery<[string], string>(
      database,
      "SELECT sessions.session_id FROM session_analyses a JOIN sessions ON sessions.id = a.session WHERE a.status = 'running' AND a.cancel_requested = 1 AND a.owner = ?",
    ),
  };
}

export type LogStatements = ReturnType<typeof prepareLogStatements>;
