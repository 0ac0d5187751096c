import Database from 'better-sqlite3';

/*
 * Opens SQLite files, the same way for all that keep data in one.
 *
 * Owns the settings (write-ahead log, waiting for other processes, foreign keys) and the schema version. Must not know
 * what the tables hold. Called by the stores and the library's worker.
 */

/** How long a statement waits for another process that writes. */
const BUSY_TIMEOUT_MS = 10_000;

/** The file was written by a later version of Groundwire. */
export class NewerSchemaError extends Error {
  constructor(found: number, known: number) {
    super(`The file has schema version ${found}; this version of Groundwire knows ${known}`);
    this.name = 'NewerSchemaError';
  }
}

/**
 * Opens `file` (created if absent; `:memory:` for none) and brings its schema up to date. Migration n takes version n to n + 1; each
 * runs once, in a transaction, also when two processes open the file at the same moment. The caller closes it.
 *
 * With WAL and `synchronous = NORMAL` a killed process loses nothing that was committed; a power cut may lose the last
 * commits, but leaves the file intact (sqlite.org/pragma.html#pragma_synchronous). Throws `NewerSchemaError`, or SQLite's
 * own error, which `describeDatabaseError` puts in words.
 */
export function openDatabase({ file, migrations, busyTimeoutMs = BUSY_TIMEOUT_MS }: { file: string; migrations: readonly string[]; busyTimeoutMs?: number }): Database.Database {
  const database = new Database(file, { timeout: busyTimeoutMs });
  try {
    useWriteAheadLog(database);
    database.pragma('synchronous = NORMAL');
    database.pragma('foreign_keys = ON');
    migrate(database, migrations);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** SQLite does not wait for a lock when it changes the journal mode, and two processes may create the file at once. */
function useWriteAheadLog(database: Database.Database): void {
  for (let tries = 1; ; tries += 1) {
    try {
      database.pragma('journal_mode = WAL');
      return;
    } catch (error) {
      if (codeOf(error) !== 'SQLITE_BUSY' || tries === 50) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}

function migrate(database: Database.Database, migrations: readonly string[]): void {
  const version = () => database.pragma('user_version', { simple: true }) as number;
  if (version() > migrations.length) throw new NewerSchemaError(version(), migrations.length);
  if (version() === migrations.length) return;
  const run = database.transaction(() => {
    // Read again under the write lock: another process may have been first.
    for (let next = version(); next < migrations.length; next += 1) {
      database.exec(migrations[next] ?? '');
      database.pragma(`user_version = ${next + 1}`);
    }
  });
  run.immediate();
}

/** Throws `NewerSchemaError` where a file was written by a later version. Changes nothing; what else may be wrong with the file shows when it is opened. */
export function refuseNewer(file: string, migrations: readonly string[]): void {
  let found: number;
  try {
    const database = new Database(file, { readonly: true, fileMustExist: true });
    found = database.pragma('user_version', { simple: true }) as number;
    database.close();
  } catch {
    return;
  }
  if (found > migrations.length) throw new NewerSchemaError(found, migrations.length);
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

const CAUSES: ReadonlyArray<[RegExp, string]> = [
  [/^SQLITE_(?:BUSY|LOCKED)/, 'is locked by another process for too long. Wait until that is done, or stop it, and try again'],
  [/^(?:SQLITE_FULL|ENOSPC|EDQUOT)/, 'can not be written because the disk is full. Free some space and try again'],
  [/^SQLITE_(?:CORRUPT|NOTADB)/, 'is damaged or is no SQLite file. Move it away (with its -wal and -shm files); a new one is made at the next start'],
  [/^(?:SQLITE_READONLY|SQLITE_CANTOPEN|SQLITE_PERM|SQLITE_AUTH|EACCES|EPERM|EROFS|ENOTDIR|ENOENT|EEXIST|EISDIR)/, 'can not be opened for writing. Check the owner and the permissions of the file and of GROUNDWIRE_DATA_DIR'],
  [/^SQLITE_IOERR/, 'can not be read or written: the disk reports an error. Check the disk'],
];

/** What is wrong with `name` ("The library index") and what to do, as sentences without paths; null for an error that is not the database's. */
export function describeDatabaseError(error: unknown, name: string): string | null {
  if (error instanceof NewerSchemaError) return `${name} was written by a newer version of Groundwire. Use that version, or another GROUNDWIRE_DATA_DIR`;
  // better-sqlite3 looks for the folder itself, and reports it without a code.
  if (error instanceof TypeError && error.message.includes('directory does not exist')) return `${name} can not be made: its folder does not exist. Check GROUNDWIRE_DATA_DIR`;
  const cause = CAUSES.find(([pattern]) => pattern.test(codeOf(error)));
  if (cause !== undefined) return `${name} ${cause[1]}`;
  return codeOf(error).startsWith('SQLITE_') ? `${name} failed (${codeOf(error)})` : null;
}
