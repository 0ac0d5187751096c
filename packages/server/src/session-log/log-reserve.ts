import type Database from 'better-sqlite3';
import type { Clock } from '../base/clock.js';
import { type Query, query, valueQuery } from './query.js';

/** Room for the ends of many analyses and for one large one, with its record in history. */
export const RESERVE_BYTES = 1024 * 1024;
/** How often it is tried to put the reserve by again. */
const RESTORE_MS = 5_000;

/**
 * Room in the file that is put by for the ends of analyses, for the day on which the disk is full. Once it is spent only ends are
 * taken, until there is room to put it by again: otherwise the next tokens would eat what the ends were to have.
 */
export class LogReserve {
  readonly #clock: Clock;
  readonly #present: Query<[], number>;
  readonly #remove: Query<[]>;
  readonly #insert: Query<[number]>;
  readonly #bytes: number;
  #spent: boolean | null = null;
  #stop: (() => void) | null = null;

  constructor(database: Database.Database, clock: Clock, bytes: number) {
    this.#clock = clock;
    this.#bytes = bytes;
    this.#present = valueQuery<[], number>(database, 'SELECT count(*) FROM reserve');
    this.#remove = query<[]>(database, 'DELETE FROM reserve');
    this.#insert = query<[number]>(database, 'INSERT OR IGNORE INTO reserve (id, filler) VALUES (1, zeroblob(?))');
    this.#restore();
  }

  /** Whether only ends may be written. */
  get spent(): boolean {
    this.#spent ??= this.#present.get() === 0;
    if (this.#spent) this.#stop ??= this.#clock.after(RESTORE_MS, () => this.#restore());
    return this.#spent;
  }

  /** Inside the transaction that needs the room. */
  free(): void {
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

  #restore(): void {
    this.#stop = null;
    try {
      if (this.#present.get() === 0) this.#insert.run(this.#bytes);
      this.#spent = false;
    } catch {
      // Still full, or busy: tried again when somebody next wants to write.
      this.#spent = null;
    }
  }
}
