import type Database from 'better-sqlite3';
import { isSameBoot } from './machine-boot.js';

/**
 * Whether the machine was restarted while a process had the file open. With `synchronous = NORMAL` a killed process loses nothing, but a
 * loss of power may undo the last commits (sqlite.org/pragma.html#pragma_synchronous): then clients have seen frames that are gone,
 * and their numbers are given again, to other frames. Under a new epoch no cursor of that time means anything, and clients begin anew.
 *
 * A process leaves an entry in `owners`, with the boot it ran under, unless it closed the file in order, which brings all to the disk.
 * To be called inside a transaction, before this process makes its own entry. Gives how many sessions have a new epoch.
 */
export function renewEpochsAfterPowerLoss(database: Database.Database, boot: string): number {
  // Entries of earlier versions say nothing of this.
  const left = database.prepare<[], { owner: string; boot: string }>('SELECT owner, boot FROM owners WHERE boot IS NOT NULL').all();
  const lost = left.filter((entry) => !isSameBoot(entry.boot, boot));
  if (lost.length === 0) return 0;
  for (const { owner } of lost) database.prepare('DELETE FROM owners WHERE owner = ?').run(owner);
  return renewEpochs(database);
}

/** Each session's own: they say which log a cursor belongs to. */
export function renewEpochs(database: Database.Database): number {
  return database.prepare('UPDATE sessions SET epoch = lower(hex(randomblob(9)))').run().changes;
}
