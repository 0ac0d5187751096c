import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';
import { passedOverAs } from '@groundwire/protocol';
import type { DocumentFormat } from '../../extraction/extract-document.js';
import { isPassingFileError, reasonForFileError } from './file-reasons.js';

/** File kinds that are read, by extension. */
const FORMATS: ReadonlyMap<string, DocumentFormat> = new Map<string, DocumentFormat>([
  ['.md', 'markdown'],
  ['.markdown', 'markdown'],
  ['.txt', 'text'],
  ['.text', 'text'],
  ['.html', 'html'],
  ['.htm', 'html'],
  ['.xhtml', 'html'],
  ['.pdf', 'pdf'],
  ['.docx', 'docx'],
]);

export interface WalkedFile {
  path: string;
  format: DocumentFormat;
}

export interface Walk {
  /** In the order of their paths, each once. */
  files: WalkedFile[];
  /** Folders that were walked. Files known from before that are in one of them, and not in `files`, are gone unless they were passed over. */
  folders: string[];
  /** Folders that could not be read: nothing is known of what is in them. */
  unreadable: string[];
  failed: Array<{ path: string; reason: string }>;
  /** How many files were left alone: by extension, or by what they are. */
  ignored: Map<string, number>;
  /** Paths that were passed over for their name, and what they are, the key of `leftAlone`. */
  passedOver: Map<string, string>;
}

/** Keys of `leftAlone` that are no extension. */
const LINK_OUT = 'links out of the folder';
const LINK_TO_FOLDER = 'links to folders';
const NO_FILE = 'devices and pipes';

export function formatOf(path: string): DocumentFormat | null {
  return FORMATS.get(extname(path).toLowerCase()) ?? null;
}

/**
 * Finds the files in `paths`, each a file or a folder.
 *
 * In folders, hidden files and folders and `node_modules` are passed over, and counted. A link to a file is followed where the file
 * lies in the same folder given (a link planted in a folder must not bring in files from elsewhere), once per file; links
 * to folders are not followed, so no loop is possible. A path that is given itself may be a link, hidden or anything.
 */
export async function walkPaths(paths: string[], signal: AbortSignal): Promise<Walk> {
  const walk: Walk = { files: [], folders: [], unreadable: [], failed: [], ignored: new Map(), passedOver: new Map() };
  const seen = new Set<string>();
  for (const path of paths) await walkGiven(resolve(path), walk, seen, signal);
  walk.files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return walk;
}

async function walkGiven(path: string, walk: Walk, seen: Set<string>, signal: AbortSignal): Promise<void> {
  try {
    const real = await realpath(path);
    const state = await stat(real);
    if (state.isDirectory()) {
      walk.folders.push(real);
      return await walkFolder(real, walk, seen, signal);
    }
    const format = formatOf(path);
    if (!state.isFile()) walk.failed.push({ path, reason: 'It is neither a file nor a folder' });
    else if (format === null) walk.failed.push({ path, reason: unsupported() });
    else addFile(walk, seen, { path: real, format });
  } catch (error) {
    signal.throwIfAborted();
    walk.failed.push({ path, reason: reasonForFileError(error, 'given') });
  }
}

function unsupported(): string {
  return `Files of this kind are not read. Known kinds: ${[...FORMATS.keys()].join(' ')}`;
}

async function walkFolder(root: string, walk: Walk, seen: Set<string>, signal: AbortSignal): Promise<void> {
  const waiting = [root];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    signal.throwIfAborted();
    try {
      for (const entry of await readdir(folder, { withFileTypes: true })) {
        const path = join(folder, entry.name);
        const passedOver = passedOverAs(entry.name, entry.isDirectory());
        if (passedOver !== null) walk.passedOver.set(path, passedOver);
        else if (entry.isDirectory()) waiting.push(path);
        else if (entry.isSymbolicLink()) await followLink(path, root, walk, seen);
        else if (entry.isFile()) addOrIgnore(path, walk, seen);
        else ignore(walk, NO_FILE);
      }
    } catch (error) {
      walk.unreadable.push(folder);
      walk.failed.push({ path: folder, reason: reasonForFileError(error, 'folder') });
    }
  }
}

/**
 * Is a file that the walk did not come upon still where it was? Then it was added by its own name, or with a hidden folder.
 * A link in its place, or above it, is something else.
 */
export async function isStillThere(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isFile() && (await realpath(path)) === path;
  } catch (error) {
    return isPassingFileError(error);
  }
}

async function followLink(path: string, root: string, walk: Walk, seen: Set<string>): Promise<void> {
  try {
    const target = await realpath(path);
    const inside = target === root || target.startsWith(root.endsWith(sep) ? root : root + sep);
    if (!inside) return ignore(walk, LINK_OUT);
    const state = await lstat(target);
    if (state.isFile()) addOrIgnore(target, walk, seen);
    else ignore(walk, state.isDirectory() ? LINK_TO_FOLDER : NO_FILE);
  } catch (error) {
    if (formatOf(path) !== null) walk.failed.push({ path, reason: reasonForFileError(error, 'link') });
  }
}

function addOrIgnore(path: string, walk: Walk, seen: Set<string>): void {
  const format = formatOf(path);
  if (format === null) ignore(walk, extname(path).toLowerCase() || 'no extension');
  else addFile(walk, seen, { path, format });
}

function addFile(walk: Walk, seen: Set<string>, file: WalkedFile): void {
  if (seen.has(file.path)) return;
  seen.add(file.path);
  walk.files.push(file);
}

/** How much was left alone, by extension or by what it is. */
export function leftAlone({ ignored, passedOver }: Walk): Record<string, number> {
  const counts = new Map(ignored);
  for (const kind of passedOver.values()) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return Object.fromEntries(counts);
}

function ignore(walk: Walk, kind: string): void {
  walk.ignored.set(kind, (walk.ignored.get(kind) ?? 0) + 1);
}
