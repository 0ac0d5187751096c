import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { isDeepStrictEqual } from 'node:util';
import type { Finding } from './doctor.js';
import { dataFolderFailure, listenFailure } from './start-failure.js';
import { describeDatabaseError } from './store/sqlite-database.js';

/** What `groundwire doctor` looks at on this machine. Nothing here writes. */

const OLDEST_NODE = [20, 19];
/** SQLite fails in mid-write below this; */
const LEAST_BYTES = 50 * 1024 * 1024;
/** and a library or a history grows into this. */
const LITTLE_BYTES = 500 * 1024 * 1024;

export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const oldEnough = major > (OLDEST_NODE[0] ?? 0) || (major === OLDEST_NODE[0] && minor >= (OLDEST_NODE[1] ?? 0));
  if (oldEnough) return { check: 'Node.js', status: 'ok', message: `Node.js ${version}`, mend: null };
  return { check: 'Node.js', status: 'broken', message: `Node.js ${version} is too old`, mend: `Install Node.js ${OLDEST_NODE.join('.')} or newer` };
}

/** Is the folder there, or can it be made, may it be written to, and is there room? */
export async function checkDataFolder(folder: string): Promise<Finding> {
  const present = existsSync(folder);
  const place = present ? folder : nearestFolder(folder);
  try {
    if (!statSync(place).isDirectory()) return brokenFolder(`The data folder ${folder} is, or lies in, a file`, 'Set GROUNDWIRE_DATA_DIR to a folder');
    accessSync(place, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (thrown) {
    const [message = '', ...mend] = dataFolderFailure(thrown, folder).message.split('. ');
    return brokenFolder(message, mend.join('. '));
  }
  const free = await freeBytes(place);
  if (free === 'none') return brokenFolder(`The data folder ${folder} lies where nothing can be kept: ${place} is no disk`, 'Set GROUNDWIRE_DATA_DIR to a folder that can be written to');
  const there = present ? `${folder} can be written to` : `${folder} is made at the first start`;
  if (free === null) return { check: 'data folder', status: 'ok', message: there, mend: null };
  const words = `${there}; ${megabytes(free)} free`;
  const mend = 'Free some space, set RETENTION_DAYS, or move GROUNDWIRE_DATA_DIR to a larger disk';
  if (free < LEAST_BYTES) return brokenFolder(`The disk of ${folder} is full: ${megabytes(free)} free`, mend);
  return { check: 'data folder', status: free < LITTLE_BYTES ? 'warning' : 'ok', message: words, mend: free < LITTLE_BYTES ? mend : null };
}

function brokenFolder(message: string, mend: string): Finding {
  return { check: 'data folder', status: 'broken', message, mend };
}

function nearestFolder(folder: string): string {
  let place = folder;
  while (!existsSync(place) && dirname(place) !== place) place = dirname(place);
  return place;
}

/** `none`: it is no disk, for example `/proc`. */
async function freeBytes(folder: string): Promise<number | 'none' | null> {
  try {
    const { blocks, bavail, bsize } = await statfs(folder);
    return blocks === 0 ? 'none' : bavail * bsize;
  } catch {
    return null;
  }
}

function megabytes(bytes: number): string {
  return bytes >= 1024 ** 3 ? `${Math.floor(bytes / 1024 ** 3)} GB` : `${Math.floor(bytes / 1024 ** 2)} MB`;
}

/** Can the data file be opened and read, and is it whole? Also while a server has it open. */
export function checkFile(check: string, file: string): Finding {
  if (!existsSync(file)) return { check, status: 'ok', message: 'Nothing is kept yet; the file is made when it is needed', mend: null };
  try {
    const database = new Database(file, { readonly: true, fileMustExist: true, timeout: 2_000 });
    try {
      const faults = database.pragma('quick_check(1)') as Array<{ quick_check: string }>;
      if (isDeepStrictEqual(faults, [{ quick_check: 'ok' }])) return { check, status: 'ok', message: `The file is whole (${megabytes(statSync(file).size)})`, mend: null };
      return { check, status: 'broken', message: `${file} is damaged`, mend: 'Stop the server, move the file away with its -wal and -shm files, and restore a backup (docs/deployment.md)' };
    } finally {
      database.close();
    }
  } catch (thrown) {
    const [message = '', ...mend] = (describeDatabaseError(thrown, file) ?? `${file} can't be read`).split('. ');
    return { check, status: 'broken', message, mend: mend.length === 0 ? 'Check the file and its permissions' : mend.join('. ') };
  }
}

/** Can a server listen there? */
export function checkPort({ host, port }: { host: string; port: number }): Promise<Finding> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => {
      const [message = '', ...mend] = listenFailure(error, { host, port }).message.split(/(?<=[^A-Z\d])\. /);
      resolve({ check: 'port', status: 'broken', message, mend: mend.join('. ') || null });
    });
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve({ check: 'port', status: 'ok', message: port === 0 ? 'Any free port is taken' : `Port ${port} of ${host} is free`, mend: null })));
  });
}
