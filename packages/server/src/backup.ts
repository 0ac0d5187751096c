import { existsSync, mkdtempSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import Database from 'better-sqlite3';
import { dataFiles } from './data-folder.js';
import { UPLOADS } from './sources/library/upload-folder.js';
import { StartFailure } from './start-failure.js';
import { describeDatabaseError } from './store/sqlite-database.js';
import { renewEpochs } from './store/power-loss.js';
import { type TarEntry, writeTar } from './tar-file.js';

export interface BackupOptions {
  dataDir: string;
  /** The archive to write. It must not be there yet. */
  file: string;
}

/** How long a copy waits for a process that writes. */
const BUSY_TIMEOUT_MS = 10_000;

/**
 * Writes history, sessions and library, with the files that were uploaded, into one tar archive, also while a server runs on the folder. Each data file is copied as it is
 * at one moment (SQLite's `VACUUM INTO`, which reads in one transaction); the archive appears under its name only once it is whole and on
 * disk. It is unpacked into an empty data folder. Throws `StartFailure`, whose message says what is wrong.
 */
export async function backupData({ dataDir, file }: BackupOptions): Promise<void> {
  const target = resolve(file);
  const present = presentFiles(dataDir);
  if (present.length === 0) throw new StartFailure(`There is nothing to back up in ${dataDir}: set GROUNDWIRE_DATA_DIR to the folder that the server uses`);
  if (existsSync(target)) throw new StartFailure(`${target} is there already. Choose another name, or move it away`);
  const workplace = makeWorkplace(target);
  try {
    const copies = present.map((path) => copyOf(path, workplace));
    const archive = join(workplace, 'archive.tar');
    await writeTar(archive, [...copies, ...uploadsOf(dataDir, workplace)]);
    renameSync(archive, target);
  } catch (thrown) {
    throw asFailure(thrown, target);
  } finally {
    rmSync(workplace, { recursive: true, force: true });
  }
}

function presentFiles(dataDir: string): string[] {
  const { data, library, analyses } = dataFiles(dataDir);
  // What earlier versions kept apart is in `data` once a server has run on the folder.
  const history = existsSync(data) ? [data] : [analyses];
  return [...history, library].filter((path) => existsSync(path));
}

/** Beside the archive, so that it can be moved to its name in one step. */
function makeWorkplace(target: string): string {
  try {
    return mkdtempSync(join(dirname(target), `.${basename(target)}-`));
  } catch (thrown) {
    throw new StartFailure(`The folder of ${target} can't be written to. Choose another place`, { cause: thrown });
  }
}

function copyOf(path: string, workplace: string): TarEntry {
  const name = basename(path);
  const copy = join(workplace, name);
  const source = new Database(path, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
  try {
    source.prepare('VACUUM INTO ?').run(copy);
  } finally {
    source.close();
  }
  beginEpochs(copy);
  return { name, path: copy };
}

/**
 * The files that the copied library has of uploads, as they are now. In the copy they are named by their place in the data folder,
 * which is another one when it is restored; the library finds them there when it opens.
 */
function uploadsOf(dataDir: string, workplace: string): TarEntry[] {
  const { library, uploads } = dataFiles(resolve(dataDir));
  const copy = join(workplace, basename(library));
  if (!existsSync(copy) || !existsSync(uploads)) return [];
  const folder = realpathSync(uploads) + sep;
  const database = new Database(copy);
  try {
    const name = (path: string) => `${UPLOADS}/${path.slice(folder.length).split(sep).join('/')}`;
    const paths = database.prepare<[string, string], string>('SELECT path FROM documents WHERE file_size IS NOT NULL AND substr(path, 1, length(?)) = ?').pluck().all(folder, folder);
    const rename = database.prepare('UPDATE documents SET path = ? WHERE path = ?');
    database.transaction(() => paths.forEach((path) => rename.run(name(path), path)))();
    return [...new Set(paths)].map((path) => ({ name: name(path), path, mayBeGone: true }));
  } finally {
    database.close();
  }
}

/**
 * A log that was restored goes on from an earlier place, so that a number given after the copy will be given again, to another frame.
 * Under a new epoch no cursor of that time means anything, and clients begin anew.
 */
function beginEpochs(copy: string): void {
  const database = new Database(copy);
  try {
    database.pragma('journal_mode = DELETE');
    const hasSessions = database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'sessions'").get() !== undefined;
    if (hasSessions) renewEpochs(database);
  } finally {
    database.close();
  }
}

function asFailure(thrown: unknown, target: string): unknown {
  if (thrown instanceof StartFailure) return thrown;
  const words = describeDatabaseError(thrown, 'A data file, or the copy of it,');
  return words === null ? new StartFailure(`${target} could not be written: ${thrown instanceof Error ? thrown.message : String(thrown)}`, { cause: thrown }) : new StartFailure(words, { cause: thrown });
}
