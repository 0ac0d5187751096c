/** Are the installed packages those of the lock file? Pure apart from reading files; `recordInstall` writes the answer down. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

const stampFile = (root) => path.join(root, 'node_modules', '.groundwire-install');

/** True when node_modules holds what package-lock.json names, compiled for the Node that runs now. */
export function installIsCurrent(root) {
  const wanted = fingerprint(root);
  const stamp = readOrNull(stampFile(root));
  if (stamp === wanted) return true;
  // Someone ran npm himself: the packages may be right without our stamp. Compiled parts of another Node are not.
  const sameNode = stamp === null || stamp.split(' ')[1] === wanted.split(' ')[1];
  if (!sameNode || !installedMatchesLock(root)) return false;
  recordInstall(root);
  return true;
}

export function recordInstall(root) {
  writeFileSync(stampFile(root), fingerprint(root));
}

/** Hash of the lock file, and the binary interface that native packages were compiled for. */
function fingerprint(root) {
  const lock = createHash('sha256').update(readFileSync(path.join(root, 'package-lock.json'))).digest('hex');
  return `${lock} ${process.platform}-${process.arch}-${process.versions.modules}`;
}

function installedMatchesLock(root) {
  const wanted = packagesOf(path.join(root, 'package-lock.json'));
  const installed = packagesOf(path.join(root, 'node_modules', '.package-lock.json'));
  if (wanted === null || installed === null) return false;
  const compiled = path.join(root, 'node_modules', 'better-sqlite3', 'build', 'Release', 'better_sqlite3.node');
  return existsSync(compiled) && Object.entries(wanted).every(([place, entry]) => isSatisfied(place, entry, installed[place]));
}

/** Optional packages may be absent (another platform's binaries); links are the workspaces. */
function isSatisfied(place, entry, installed) {
  if (!place.startsWith('node_modules/') && !place.includes('/node_modules/')) return true;
  if (entry.link === true) return true;
  if (installed === undefined) return entry.optional === true || entry.devOptional === true;
  return installed.version === entry.version;
}

function packagesOf(file) {
  const text = readOrNull(file);
  return text === null ? null : (JSON.parse(text).packages ?? null);
}

function readOrNull(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}
