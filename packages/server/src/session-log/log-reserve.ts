import type Database from 'better-sqlite3';
import type { Clock } from '../base/clock.js';
import { type Query, query, valueQuery } from './query.js';
import { ReserveFile } from './reserve-file.js';

/** Room for the ends of many analyses and for one large one, with its record in history. */
export const RESERVE_BYTES = 1024 * 1024;
/** A write goes to the write-ahead log first, whole pages at a time: an end costs several times there of what it holds. */
const FILE_SHARE = 4;
/** How often it is tried to put the reserve by again. */
const RESTORE_MS = 5_000;
/** A disk with less than this is full: a page and what the file system needs for it. */
const FULL_BYTES = 64 * 1024;

/**
 * Room that is put by for the ends of analyses, for the day on which the disk is full: pages in the database's file, which matter where
 * it may not grow, and a file beside it, which matters where nothing on the disk may. Once it is spent only ends are
 * taken, until there is room to put it by again: otherwise the next tokens would eat what the ends were to have.
 *
 * The row in the database says to all processes whether it is spent.
 */
export class LogReserve {
  readonly #clock: Clock;
  readonly #present: Query<[], number>;
  readonly #remove: Query<[]>;
  readonly #insert: Query<[number]>;
  readonly #bytes: number;
  readonly #file: ReserveFile;
  #spent: boolean | null = null;
  #stop: (() => void) | null = null;

  constructor(database: Database.Database, clock: Clock, bytes: number) {
    this.#clock = clock;
    this.#present = valueQuery<[], number>(database, 'SELECT count(*) FROM reserve');
    this.#remove = query<[]>(database, 'DELETE FROM reserve');
    this.#insert = query<[number]>(database, 'INSERT OR IGNORE INTO reserve (id, filler) VALUES (1, zeroblob(?))');
    this.#bytes = bytes;
    this.#file = new ReserveFile(database.memory ? null : `${database.name}-reserve`, bytes * FILE_SHARE);
    this.restore();
  }

  /** Whether only ends may be written. */
  get spent(): boolean {
    this.#spent ??= this.#present.get() === 0;
    if (this.#spent) this.#stop ??= this.#clock.after(RESTORE_MS, () => this.restore());
    return this.#spent;
  }

  /** Whether the disk has nothing left but what is put by. */
  get diskFull(): boolean {
    return this.#file.freeBytes() < FULL_BYTES;
  }

  /** Inside the transaction that needs the room. */
  free(): void {
    this.#file.giveBack();
    this.#remove.run();
    this.#spent = null;
  }

  /** What was known may be wrong: another process wrote, or a transaction was undone. */
  ask(): void {
    this.#spent = null;
  }

  close(): void {
    this.#stop?.();
  }

  /** Puts the reserve by again, where there is room for it. */
  restore(): void {
    this.#stop?.();
    this.#stop = null;
    try {
      const room = this.#file.take();
      if (room && this.#present.get() === 0) this.#insert.run(this.#bytes);
      this.#spent = !room && this.#present.get() === 0;
    } catch {
      // Still full, or busy: tried again when somebody next wants to write.
      this.#spent = null;
    }
  }
}
