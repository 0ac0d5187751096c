import { mkdir, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import { randomBytes } from 'node:crypto';
import { GroundwireError } from '../../base/errors.js';

/** Longest name of a file or folder, in bytes: what file systems allow, less some room for the name it has while it is written. */
const MAX_NAME_BYTES = 200;
const MAX_FOLDERS = 20;
/** What the folder of uploads is called in a data folder. */
export const UPLOADS = 'uploads';

/**
 * Keeps the files that were uploaded, below one folder, so that they can be indexed again and opened as they were. Owns where a
 * name leads: never out of the folder. Called by the routes of the library.
 */
export interface UploadFolder {
  /** Writes a file, whole or not at all, and gives its path. Throws `INVALID_REQUEST` for a name that can be none. */
  save(collection: string, name: string, bytes: Uint8Array): Promise<string>;
  /** Deletes the file if it was uploaded; other files of the library are their owner's. */
  forget(path: string): Promise<void>;
  /**
   * How to call files of the library by names that tell nobody where they lie: what was uploaded by the name that it was given,
   * any other file by the last part of its path.
   */
  naming(): Promise<(path: string) => string>;
}

export function createUploadFolder(root: string): UploadFolder {
  // The library knows files by their real path.
  const roots = async () => [root, await realpath(root).catch(() => root)];
  return {
    async save(collection, name, bytes) {
      const path = join(root, ...safeParts(collection), ...safeParts(name));
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const unfinished = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}`);
      try {
        await writeFile(unfinished, bytes, { mode: 0o600 });
        await rename(unfinished, path);
      } catch (thrown) {
        await rm(unfinished, { force: true });
        throw thrown;
      }
      return path;
    },
    async forget(path) {
      if (below(await roots(), path) !== null) await rm(path, { force: true });
    },
    async naming() {
      const folders = await roots();
      // The first part is the collection.
      return (path) => below(folders, path)?.split(sep).slice(1).join('/') || basename(path);
    },
  };
}

/** The rest of a path that lies in one of the folders, else null. */
function below(folders: readonly string[], path: string): string | null {
  const folder = folders.find((candidate) => path.startsWith(candidate + sep));
  return folder === undefined ? null : path.slice(folder.length + 1);
}

/** The parts of a name, each of which can only be the name of something in its folder. */
function safeParts(name: string): string[] {
  const parts = name.normalize('NFC').split(/[\\/]+/).filter((part) => part !== '' && part !== '.');
  if (parts.length === 0 || parts.length > MAX_FOLDERS || !parts.every(isSafe)) {
    throw new GroundwireError('INVALID_REQUEST', `The name of the file can't be used. It may have folders in it, but no "..", no hidden names, no control characters, and at most ${MAX_NAME_BYTES} bytes for each part`);
  }
  return parts;
}

function isSafe(part: string): boolean {
  return !part.startsWith('.') && !/[\p{Cc}\p{Cs}:]|[ .]$/u.test(part) && Buffer.byteLength(part) <= MAX_NAME_BYTES;
}
