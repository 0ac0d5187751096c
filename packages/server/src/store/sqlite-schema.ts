/**
 * The schema of the one file that holds history and the session log, so that the end of an analysis is one transaction in
 * both. One entry per schema version; only ever append.
 */
export const MIGRATIONS: readonly string[] = [
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
  // Frames have no foreign keys and one index, their place: an append pays for nothing else. The newest seq is that of the last
  // frame, or oldest_seq - 1, so that appending a token changes no other row. AUTOINCREMENT: the number of a session that was
  // forgotten never means another one to a process that still remembers it.
  `CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE sessions (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     session_id TEXT NOT NULL UNIQUE,
     epoch TEXT NOT NULL,
     oldest_seq INTEGER NOT NULL,
     touched_at INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX sessions_by_touch ON sessions (touched_at);
   CREATE TABLE session_analyses (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     analysis_id TEXT NOT NULL UNIQUE,
     session INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
     status TEXT NOT NULL,
     fence INTEGER NOT NULL,
     owner TEXT NOT NULL,
     lease_until INTEGER NOT NULL,
     attempt INTEGER NOT NULL,
     cancel_requested INTEGER NOT NULL,
     start TEXT,
     first_seq INTEGER NOT NULL,
     last_seq INTEGER,
     ended_at INTEGER,
     terminal_delivered INTEGER NOT NULL,
     folded_seq INTEGER NOT NULL,
     fold TEXT
   ) STRICT;
   CREATE INDEX session_analyses_by_session ON session_analyses (session, id);
   CREATE INDEX session_analyses_running ON session_analyses (id) WHERE status = 'running';
   CREATE INDEX session_analyses_whole ON session_analyses (ended_at) WHERE status = 'ended' AND folded_seq < last_seq;
   CREATE TABLE frames (session INTEGER NOT NULL, seq INTEGER NOT NULL, analysis INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (session, seq)) STRICT, WITHOUT ROWID;
   CREATE TABLE notes (
     analysis INTEGER NOT NULL REFERENCES session_analyses (id) ON DELETE CASCADE,
     key TEXT NOT NULL,
     value TEXT NOT NULL,
     PRIMARY KEY (analysis, key)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE request_ids (
     session INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
     client_request_id TEXT NOT NULL,
     analysis INTEGER NOT NULL REFERENCES session_analyses (id) ON DELETE CASCADE,
     seen_at INTEGER NOT NULL,
     PRIMARY KEY (session, client_request_id)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX request_ids_by_age ON request_ids (seen_at);
   CREATE INDEX request_ids_by_analysis ON request_ids (analysis);
   CREATE TABLE reserve (id INTEGER PRIMARY KEY, filler BLOB NOT NULL) STRICT;`,
  'ALTER TABLE analyses ADD COLUMN partial_answer TEXT;',
  'ALTER TABLE owners ADD COLUMN boot TEXT;',
  // Frames are written here first, all of one commit in one row, and brought to their places in `frames` many at a time.
  'CREATE TABLE journal (id INTEGER PRIMARY KEY, frames TEXT NOT NULL) STRICT;',
];
