import type Database from 'better-sqlite3';
import type { Clock } from '../base/clock.js';
import { GroundwireError } from '../base/errors.js';
import type { Logger } from '../base/logger.js';
import type { AnalysisRecord, AnalysisStore } from './analysis-store.js';
import { describeDatabaseError, openDatabase } from './sqlite-database.js';
import { BEAT_MS, claimOwnership, type Ownership } from './store-owners.js';

/** One entry per schema version. Only ever append. */
const MIGRATIONS = [
  `CREATE TABLE analyses (
     position INTEGER PRIMARY KEY,
     analysis_id TEXT NOT NULL UNIQUE,
     session_id TEXT NOT NULL,
     query_text TEXT NOT NULL,
     parameters TEXT NOT NULL,
     status TEXT NOT NULL,
     created_at TEXT NOT NULL,
     completed_at TEXT,
     complete TEXT,
     error TEXT,
     owner TEXT NOT NULL
   ) STRICT;
   CREATE INDEX analyses_by_age ON analyses (created_at, position);
   CREATE INDEX analyses_by_status ON analyses (status, created_at, position);
   CREATE INDEX analyses_by_session ON analyses (session_id, created_at, position);
   CREATE TABLE owners (owner TEXT PRIMARY KEY, host TEXT NOT NULL, pid INTEGER NOT NULL, beat_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;`,
];

interface AnalysisRow {
  analysis_id: string;
  session_id: string;
  query_text: string;
  parameters: string;
  status: AnalysisRecord['status'];
  created_at: string;
  completed_at: string | null;
  complete: string | null;
  error: string | null;
}

/** `complete` and `error` as text for a column. */
const jsonOrNull = (value: unknown) => (value === null ? null : JSON.stringify(value));

/** Clients may send keys of their own, nested so deeply that writing them overflows the stack: such parameters are left out, the record is kept. */
function parametersText(parameters: AnalysisRecord['parameters']): string {
  try {
    return JSON.stringify(parameters);
  } catch (thrown) {
    if (thrown instanceof RangeError) return '{}';
    throw thrown;
  }
}

/**
 * The analyses of record in one SQLite file, which outlives the process and kill -9. Several processes may have the file open.
 * Opening it ends what a dead process left unfinished, with `NODE_LOST`; see `store-owners.ts`. A file that can't be opened throws a
 * `GroundwireError` whose message says what is wrong with it. Passes `analysis-store.contract.ts`.
 */
export function createSqliteAnalysisStore({ file, clock, logger }: { file: string; clock: Clock; logger: Logger }): AnalysisStore {
  const { database, ownership } = open(file, clock);
  const stopBeating = keepBeating(ownership, clock, logger);
  const statements = prepareStatements(database);

  const merge = database.transaction((analysisId: string, change: Partial<AnalysisRecord>) => {
    const row = statements.get.get(analysisId);
    if (row === undefined) return;
    const record = { ...recordOf(row), ...change };
    statements.update.run({ ...record, parameters: parametersText(record.parameters), complete: jsonOrNull(record.complete), error: jsonOrNull(record.error) });
  });

  return {
    async create(record) {
      statements.insert.run({ ...record, parameters: parametersText(record.parameters), complete: jsonOrNull(record.complete), error: jsonOrNull(record.error), owner: ownership.owner });
    },
    async update(analysisId, change) {
      merge.immediate(analysisId, change);
    },
    async get(analysisId) {
      const row = statements.get.get(analysisId);
      return row === undefined ? null : recordOf(row);
    },
    async list({ limit, offset, status }) {
      const rows = status === undefined ? statements.list.all(limit, offset) : statements.listByStatus.all(status, limit, offset);
      const count = status === undefined ? statements.count.get() : statements.countByStatus.get(status);
      return { records: rows.map(recordOf), total: count ?? 0 };
    },
    async turns(sessionId, limit) {
      return statements.turns.all(sessionId, limit).reverse();
    },
    async close() {
      if (!database.open) return;
      stopBeating();
      ownership.release();
      database.close();
    },
  };
}

/** Statements run on the main thread: a wait for another process's write must stay short. */
const BUSY_TIMEOUT_MS = 2_000;

function open(file: string, clock: Clock): { database: Database.Database; ownership: Ownership } {
  try {
    const database = openDatabase({ file, migrations: MIGRATIONS, busyTimeoutMs: BUSY_TIMEOUT_MS });
    return { database, ownership: claimOwnership(database, clock) };
  } catch (thrown) {
    const words = describeDatabaseError(thrown, `The history file ${file}`);
    throw words === null ? thrown : new GroundwireError('SERVER_ERROR', words, { cause: thrown });
  }
}

const COLUMNS = 'analysis_id, session_id, query_text, parameters, status, created_at, completed_at, complete, error';

function prepareStatements(database: Database.Database) {
  return {
    insert: database.prepare(`INSERT INTO analyses (${COLUMNS}, owner) VALUES (@analysis_id, @session_id, @query_text, @parameters, @status, @created_at, @completed_at, @complete, @error, @owner)`),
    update: database.prepare(
      'UPDATE analyses SET parameters = @parameters, status = @status, completed_at = @completed_at, complete = @complete, error = @error WHERE analysis_id = @analysis_id',
    ),
    get: database.prepare<[string], AnalysisRow>(`SELECT ${COLUMNS} FROM analyses WHERE analysis_id = ?`),
    list: database.prepare<[number, number], AnalysisRow>(`SELECT ${COLUMNS} FROM analyses ORDER BY created_at DESC, position DESC LIMIT ? OFFSET ?`),
    listByStatus: database.prepare<[string, number, number], AnalysisRow>(`SELECT ${COLUMNS} FROM analyses WHERE status = ? ORDER BY created_at DESC, position DESC LIMIT ? OFFSET ?`),
    count: database.prepare<[], number>('SELECT count(*) FROM analyses').pluck(),
    countByStatus: database.prepare<[string], number>('SELECT count(*) FROM analyses WHERE status = ?').pluck(),
    turns: database.prepare<[string, number], { question: string; answer: string }>(
      `SELECT query_text AS question, json_extract(complete, '$.answer') AS answer FROM analyses
       WHERE session_id = ? AND status = 'completed' AND json_extract(complete, '$.outcome') = 'answered' ORDER BY created_at DESC, position DESC LIMIT ?`,
    ),
  };
}

function recordOf(row: AnalysisRow): AnalysisRecord {
  return {
    ...row,
    parameters: JSON.parse(row.parameters) as AnalysisRecord['parameters'],
    complete: row.complete === null ? null : (JSON.parse(row.complete) as AnalysisRecord['complete']),
    error: row.error === null ? null : (JSON.parse(row.error) as AnalysisRecord['error']),
  };
}

/** A beat that fails (a busy file, a full disk) is tried again at the next one: the lease is three beats long. */
function keepBeating(ownership: Ownership, clock: Clock, logger: Logger): () => void {
  let stop = clock.after(BEAT_MS, next);
  function next() {
    try {
      ownership.beat();
    } catch (thrown) {
      logger.warn({ err: thrown }, 'the history file could not be written');
    }
    stop = clock.after(BEAT_MS, next);
  }
  return () => stop();
}
