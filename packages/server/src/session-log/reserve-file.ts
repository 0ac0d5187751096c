import { randomBytes } from 'node:crypto';
import { closeSync, openSync, statfsSync, statSync, truncateSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Written at once. */
const PIECE_BYTES = 256 * 1024;

/**
 * Blocks of the disk that are taken while there are some, and given back when there are none: room in the database's own file is
 * of no use on a full disk, because the write-ahead log in front of it has to grow first. All processes on a database share the file. Its
 * content is random, so that no file system saves it away.
 */
export class ReserveFile {
  readonly #path: string | null;
  readonly #bytes: number;

  /** `path`: null for a database that is on no disk. */
  constructor(path: string | null, bytes: number) {
    this.#path = path;
    this.#bytes = bytes;
  }

  /** Takes the room, if it is not taken already. Gives false, and takes nothing, where the disk has not twice as much left: what was given back is to be of use for a while. */
  take(): boolean {
    if (this.#path === null || this.#isTaken()) return true;
    if (this.freeBytes() < 2 * this.#bytes) return false;
    try {
      this.#fill(this.#path);
      return true;
    } catch {
      this.giveBack();
      return false;
    }
  }

  /** Never throws. */
  giveBack(): void {
    try {
      if (this.#path !== null) truncateSync(this.#path, 0);
    } catch {
      // There was nothing to give back.
    }
  }

  /** What the disk has left for this user; infinite where that is not known. */
  freeBytes(): number {
    if (this.#path === null) return Number.POSITIVE_INFINITY;
    try {
      const { bavail, bsize } = statfsSync(dirname(this.#path));
      return bavail * bsize;
    } catch {
      return Number.POSITIVE_INFINITY;
    }
  }

  #isTaken(): boolean {
    return this.#path !== null && (statSync(this.#path, { throwIfNoEntry: false })?.size ?? 0) >= this.#bytes;
  }

  #fill(path: string): void {
    const file = openSync(path, 'w', 0o600);
    try {
      for (let written = 0; written < this.#bytes; ) written += writeSync(file, randomBytes(Math.min(PIECE_BYTES, this.#bytes - written)));
    } finally {
      closeSync(file);
    }
  }
}
