import { GroundwireError } from '../base/errors.js';
import { describeDatabaseError } from '../store/sqlite-database.js';
import { LogFull } from './session-log.js';

const NAME = 'The session log';

/** What SQLite says where the system has no room for a write, but does not say so with ENOSPC (sqlite.org/rescode.html). */
const NO_ROOM: ReadonlySet<string> = new Set(['SQLITE_IOERR_WRITE', 'SQLITE_IOERR_SHMSIZE', 'SQLITE_IOERR_TRUNCATE']);

const codeOf = (thrown: unknown) => (thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '');

export function isFull(thrown: unknown): boolean {
  // A full disk also fails the index of the write-ahead log, and a quota or a limit of file sizes fails the write itself.
  return codeOf(thrown) === 'SQLITE_FULL' || NO_ROOM.has(codeOf(thrown));
}

/** Another process holds the file: trying the same at once again would wait as long again. */
export function isBusy(thrown: unknown): boolean {
  return /^SQLITE_(?:BUSY|LOCKED)/.test(codeOf(thrown));
}

/** Whatever a statement threw, as the error that callers of the log see. */
export function logFailure(thrown: unknown): unknown {
  if (isFull(thrown)) return new LogFull({ cause: thrown });
  if (thrown instanceof TypeError && thrown.message.includes('not open')) return new GroundwireError('LOG_UNAVAILABLE', 'The session log is closed: the server is stopping', { cause: thrown });
  const words = describeDatabaseError(thrown, NAME);
  return words === null ? thrown : new GroundwireError('LOG_UNAVAILABLE', words, { cause: thrown });
}
