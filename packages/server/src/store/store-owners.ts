import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type Database from 'better-sqlite3';
import type { WireError } from '@groundwire/protocol';
import type { Clock } from '../base/clock.js';
import { newId } from '../base/new-id.js';

/** A process renews its entry this often … */
export const BEAT_MS = 10_000;
/** … and counts as gone when the entry is older than this. */
export const LEASE_MS = 30_000;

const LOST: WireError = { code: 'NODE_LOST', message: 'The server that ran this analysis stopped before it ended. Ask again', recoverable: true };

/** Owners that live in this process: several stores may be open on one file here, and share their process id. */
const ownersHere = new Set<string>();

interface OwnerRow {
  owner: string;
  host: string;
  pid: number;
  beat_at: number;
}

/** One process's claim on the analyses that it runs. */
export interface Ownership {
  readonly owner: string;
  /** Renews the own entry, and ends the analyses of processes that are gone. */
  beat(): void;
  /** Whether the process behind another entry is known to be gone, so that nobody need wait for its leases to run out. */
  isGone(owner: string): boolean;
  /** Gives the claim up; what it still held, and nobody can take over, counts as lost. */
  release(): void;
}

/**
 * Tells analyses that still run from those that a dead process left behind.
 *
 * Every process that opens the file has an entry in `owners` and renews it. A process is gone when its entry has not been
 * renewed for `LEASE_MS`, or at once when it ran on this machine and its process id is free again (or is this process's own,
 * as after a restart in a container). Its unfinished analyses are taken over from the session log; those that the session log
 * does not have as running end in history with `NODE_LOST`. A process that merely slept through its lease loses nothing for
 * good: the end that the log accepts later wins.
 */
export function claimOwnership(database: Database.Database, clock: Clock, boot: string): Ownership {
  const owner = newId('owner');
  const renew = database.prepare('INSERT INTO owners (owner, host, pid, beat_at, boot) VALUES (?, ?, ?, ?, ?) ON CONFLICT (owner) DO UPDATE SET beat_at = excluded.beat_at');
  const others = database.prepare<[string], OwnerRow>('SELECT owner, host, pid, beat_at FROM owners WHERE owner <> ?');
  const find = database.prepare<[string], OwnerRow>('SELECT owner, host, pid, beat_at FROM owners WHERE owner = ?');
  const forget = database.prepare('DELETE FROM owners WHERE owner = ?');
  const failOrphans = database.prepare(
    `UPDATE analyses SET status = 'failed', completed_at = ?, error = ? WHERE status IN ('queued', 'processing') AND owner NOT IN (SELECT owner FROM owners)
     AND NOT EXISTS (SELECT 1 FROM session_analyses WHERE session_analyses.analysis_id = analyses.analysis_id AND session_analyses.status = 'running')`,
  );
  const endOrphans = () => failOrphans.run(new Date(clock.now()).toISOString(), JSON.stringify(LOST));

  const beat = database.transaction(() => {
    renew.run(owner, hostname(), process.pid, clock.now(), boot);
    for (const other of others.all(owner)) if (isGone(other, clock.now())) forget.run(other.owner);
    endOrphans();
  });
  const release = database.transaction(() => {
    forget.run(owner);
    endOrphans();
  });

  ownersHere.add(owner);
  beat.immediate();
  return {
    owner,
    beat: () => beat.immediate(),
    isGone(other) {
      if (ownersHere.has(other)) return false;
      const row = find.get(other);
      return row === undefined || isGone(row, clock.now());
    },
    release: () => {
      ownersHere.delete(owner);
      release.immediate();
    },
  };
}

function isGone({ owner, host, pid, beat_at }: OwnerRow, now: number): boolean {
  if (ownersHere.has(owner)) return false;
  if (now - beat_at > LEASE_MS) return true;
  return host === hostname() && (pid === process.pid || !isRunning(pid));
}

/** Signal 0 only asks. EPERM: the process is there and belongs to someone else. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** A process that was killed, and whose parent has not asked how it ended (as the first process of a container may never do), still has its id (man 5 proc). */
function isZombie(pid: number): boolean {
  if (process.platform !== 'linux') return false;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return /^ [ZX]/.test(stat.slice(stat.lastIndexOf(')') + 1));
  } catch {
    return false;
  }
}
