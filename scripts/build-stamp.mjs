/** Is what was built made from the sources as they are now? The answer is kept in `out/build-stamp`. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const PACKAGES = ['protocol', 'server', 'client', 'cli', 'web'];
/** What must be there besides a stamp that fits, should somebody have emptied a dist folder. */
const BUILT = ['protocol/dist/index.js', 'server/dist/index.js', 'client/dist/index.js', 'cli/dist/main.js', 'web/dist/index.html'];
const NOT_SOURCES = new Set(['node_modules', 'dist', 'dist-types']);

const stampFile = (root) => path.join(root, 'out', 'build-stamp');

export function buildIsCurrent(root) {
  if (!BUILT.every((file) => existsSync(path.join(root, 'packages', file)))) return false;
  return existsSync(stampFile(root)) && readFileSync(stampFile(root), 'utf8') === buildFingerprint(root);
}

export function recordBuild(root, fingerprint) {
  mkdirSync(path.dirname(stampFile(root)), { recursive: true });
  writeFileSync(stampFile(root), fingerprint);
}

/** Names, sizes and times of all sources: changes when one is edited, added or deleted. */
export function buildFingerprint(root) {
  const hash = createHash('sha256');
  const files = ['tsconfig.base.json', 'package-lock.json', ...PACKAGES.flatMap((name) => filesUnder(root, path.join('packages', name)))];
  for (const file of files.sort()) {
    const { size, mtimeMs } = statSync(path.join(root, file));
    hash.update(`${file}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

function filesUnder(root, folder) {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const place = path.join(folder, entry.name);
    if (entry.isDirectory()) return NOT_SOURCES.has(entry.name) ? [] : filesUnder(root, place);
    return entry.isFile() && !entry.name.endsWith('.test.ts') ? [place] : [];
  });
}
