import { existsSync } from 'node:fs';
import type Database from 'better-sqlite3';

const COLUMNS = 'analysis_id, session_id, query_text, parameters, status, created_at, completed_at, complete, error, owner';
const DONE = 'earlier_history';

/**
 * Takes over the history of versions that kept it in a file of its own, once. The old file stays as it is. Both
 * files have the same columns, since the first version of this schema was that file's.
 */
export function copyEarlierHistory(database: Database.Database, earlierFile: string): void {
  const done = database.prepare('SELECT 1 FROM meta WHERE key = ?');
  if (done.get(DONE) !== undefined || !existsSync(earlierFile)) return;
  database.prepare('ATTACH ? AS earlier').run(earlierFile);
  try {
    const copy = database.transaction(() => {
      // Asked again under the write lock: another process may have been first.
      if (done.get(DONE) !== undefined) return;
      database.exec(`INSERT OR IGNORE INTO main.analyses (${COLUMNS}) SELECT ${COLUMNS} FROM earlier.analyses ORDER BY position`);
      database.prepare("INSERT INTO meta (key, value) VALUES (?, 'copied')").run(DONE);
    });
    if (hasHistory(database)) copy.immediate();
  } finally {
    database.exec('DETACH earlier');
  }
}

function hasHistory(database: Database.Database): boolean {
  return database.prepare("SELECT 1 FROM earlier.sqlite_schema WHERE type = 'table' AND name = 'analyses'").get() !== undefined;
}
