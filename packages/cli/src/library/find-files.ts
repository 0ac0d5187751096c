import { realpath } from 'node:fs/promises';
import { basename, relative, resolve, sep } from 'node:path';

/** A file, and the name under which it is uploaded. */
export interface NamedFile {
  /** With links resolved. */
  path: string;
  name: string;
}

export interface FoundFiles {
  files: NamedFile[];
  /** Names of the folders that were walked. */
  folders: string[];
  failed: Array<{ path: string; reason: string }>;
  /** What was left alone, as in `AddReport`. */
  ignored: Record<string, number>;
}

/** The files in `paths`, each a file or a folder: the same ones that the library itself would find there. */
export async function findFiles(paths: readonly string[], signal: AbortSignal): Promise<FoundFiles> {
  const { leftAlone, walkPaths } = await import('@groundwire/server/library');
  const found: FoundFiles = { files: [], folders: [], failed: [], ignored: {} };
  const seen = new Set<string>();
  for (const given of paths) {
    const walk = await walkPaths([given], signal);
    for (const { path } of walk.files) if (!seen.has(path)) found.files.push({ path, name: nameBelow(given, walk.folders[0], path) });
    for (const { path } of walk.files) seen.add(path);
    found.folders.push(...walk.folders.map(() => nameOf(given)));
    found.failed.push(...walk.failed);
    for (const [kind, count] of Object.entries(leftAlone(walk))) found.ignored[kind] = (found.ignored[kind] ?? 0) + count;
  }
  return found;
}

/** What a file or folder that was named on the command line is called in a server's library: by its last part, as in the page. */
export function nameOf(given: string): string {
  return visible([basename(resolve(given))]);
}

/** A path with its links resolved; as it is where nothing is there. */
export async function realPath(path: string): Promise<string> {
  return realpath(path).catch(() => resolve(path));
}

function nameBelow(given: string, folder: string | undefined, path: string): string {
  return folder === undefined ? nameOf(given) : visible([basename(resolve(given)), ...relative(folder, path).split(sep)]);
}

/** Hidden names, which are indexed when they are named, are no names for a server. */
function visible(parts: readonly string[]): string {
  return parts.map((part) => part.replace(/^\.+/, '')).filter((part) => part !== '').join('/');
}
