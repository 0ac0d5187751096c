import type Database from 'better-sqlite3';
import type { Clock } from '../base/clock.js';
import type { Logger } from '../base/logger.js';
import type { AnalysisRecord, AnalysisStore, HistoryFilter } from './analysis-store.js';
import { openSqliteData, type SqliteData } from './sqlite-data.js';

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
  partial_answer: string | null;
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
 * The analyses of record in an SQLite file, which outlives the process and kill -9. Several processes may have the file open. Works on
 * `data`, which its opener closes; given a `file` it opens that for itself, and throws what `openSqliteData` throws. What a dead
 * process left unfinished ends with `NODE_LOST` unless it can be taken over; see `store-owners.ts`. Passes `analysis-store.contract.ts`.
 */
export function createSqliteAnalysisStore(options: { data: SqliteData } | { file: string; clock: Clock; logger: Logger }): AnalysisStore {
  const data = 'data' in options ? options.data : openSqliteData(options);
  const { database, ownership } = data;
  const statements = prepareStatements(database);
  const listings = new Map<string, ReturnType<typeof prepareListing>>();

  const listing = (where: string) => {
    const known = listings.get(where) ?? prepareListing(database, where);
    listings.set(where, known);
    return known;
  };

  const merge = database.transaction((analysisId: string, change: Partial<AnalysisRecord>) => {
    const row = statements.get.get(analysisId);
    if (row === undefined) return;
    const record = { ...recordOf(row), ...change };
    statements.update.run({ ...record, parameters: parametersText(record.parameters), complete: jsonOrNull(record.complete), error: jsonOrNull(record.error) });
  });

  return {
    async create(record) {
      statements.insert.run({ ...record, partial_answer: record.partial_answer ?? null, parameters: parametersText(record.parameters), complete: jsonOrNull(record.complete), error: jsonOrNull(record.error), owner: ownership.owner });
    },
    async update(analysisId, change) {
      merge.immediate(analysisId, change);
    },
    async get(analysisId) {
      const row = statements.get.get(analysisId);
      return row === undefined ? null : recordOf(row);
    },
    async list({ limit, offset, ...filter }) {
      const { where, values } = conditionsOf(filter);
      const { rows, count } = listing(where);
      return { records: rows.all(...values, limit, offset).map(recordOf), total: count.get(...values) ?? 0 };
    },
    async turns(sessionId, limit, replaced) {
      return statements.turns.all({ session_id: sessionId, limit, replaced: replaced ?? '' }).reverse();
    },
    async remove(analysisId) {
      return statements.remove.run(analysisId).changes > 0;
    },
    async removeSession(sessionId) {
      return statements.removeSession.run(sessionId).changes;
    },
    async removeOlder(before, limit) {
      return statements.removeOlder.run(before, limit).changes;
    },
    async close() {
      if (!('data' in options)) data.close();
    },
  };
}

const COLUMNS = 'analysis_id, session_id, query_text, parameters, status, created_at, completed_at, complete, error, partial_answer';

/** The filter as a condition for SQL, with the values for its question marks: each combination finds its index. */
function conditionsOf({ status, session_id, text }: HistoryFilter): { where: string; values: string[] } {
  const parts = [
    ...(status === undefined ? [] : [{ sql: 'status = ?', value: status }]),
    ...(session_id === undefined ? [] : [{ sql: 'session_id = ?', value: session_id }]),
    ...(text === undefined ? [] : [{ sql: "query_text LIKE ? ESCAPE '\\'", value: `%${text.replace(/[\\%_]/g, '\\$&')}%` }]),
  ];
  return { where: parts.length === 0 ? '' : `WHERE ${parts.map(({ sql }) => sql).join(' AND ')}`, values: parts.map(({ value }) => value) };
}

function prepareListing(database: Database.Database, where: string) {
  return {
    rows: database.prepare<unknown[], AnalysisRow>(`SELECT ${COLUMNS} FROM analyses ${where} ORDER BY created_at DESC, position DESC LIMIT ? OFFSET ?`),
    count: database.prepare<unknown[], number>(`SELECT count(*) FROM analyses ${where}`).pluck(),
  };
}

function prepareStatements(database: Database.Database) {
  return {
    insert: database.prepare(`INSERT INTO analyses (${COLUMNS}, owner) VALUES (@analysis_id, @session_id, @query_text, @parameters, @status, @created_at, @completed_at, @complete, @error, @partial_answer, @owner)`),
    update: database.prepare(
      'UPDATE analyses SET parameters = @parameters, status = @status, completed_at = @completed_at, complete = @complete, error = @error, partial_answer = @partial_answer WHERE analysis_id = @analysis_id',
    ),
    get: database.prepare<[string], AnalysisRow>(`SELECT ${COLUMNS} FROM analyses WHERE analysis_id = ?`),
    remove: database.prepare<[string]>('DELETE FROM analyses WHERE analysis_id = ?'),
    removeSession: database.prepare<[string]>('DELETE FROM analyses WHERE session_id = ?'),
    removeOlder: database.prepare<[string, number]>(
      `DELETE FROM analyses WHERE position IN
       (SELECT position FROM analyses WHERE created_at < ? AND status NOT IN ('queued', 'processing') ORDER BY created_at LIMIT ?)`,
    ),
    turns: database.prepare<{ session_id: string; limit: number; replaced: string }, { question: string; answer: string }>(
      `SELECT query_text AS question, json_extract(complete, '$.answer') AS answer FROM analyses
       WHERE session_id = @session_id AND status = 'completed' AND json_extract(complete, '$.outcome') = 'answered' AND analysis_id <> @replaced
         AND analysis_id NOT IN (SELECT json_extract(parameters, '$.replaces') FROM analyses WHERE session_id = @session_id AND json_extract(parameters, '$.replaces') IS NOT NULL)
       ORDER BY created_at DESC, position DESC LIMIT @limit`,
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
