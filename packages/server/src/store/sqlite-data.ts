import type Database from 'better-sqlite3';
import type { AnalysisErrorBody, CompleteBody } from '@groundwire/protocol';
import type { Clock } from '../base/clock.js';
import { GroundwireError } from '../base/errors.js';
import type { Logger } from '../base/logger.js';
import { copyEarlierHistory } from './earlier-history.js';
import { recordOfEnd } from './record-of-end.js';
import { describeDatabaseError, openDatabase } from './sqlite-database.js';
import { MIGRATIONS } from './sqlite-schema.js';
import { machineBoot } from './machine-boot.js';
import { renewEpochsAfterPowerLoss } from './power-loss.js';
import { BEAT_MS, claimOwnership, type Ownership } from './store-owners.js';

/*
 * The file that history and the session log share.
 *
 * Owns the connection, the schema, and this process's entry among those that have the file open. Must not know frames or
 * sessions. Opened and closed by `compose.ts`; `sqlite-analysis-store.ts` and `session-log/sqlite-session-log.ts` work on it.
 */

export interface SqliteData {
  readonly database: Database.Database;
  readonly ownership: Ownership;
  /**
   * Writes the end of an analysis to its record, if there is one that says otherwise. For the session log, to be called inside the
   * transaction that appends the terminal frame: so history and log can't disagree, whenever the process dies or loses its lease.
   * `partialAnswer`: the text that was shown of an analysis that did not complete.
   */
  recordEnd(terminal: CompleteBody | AnalysisErrorBody, analysisId: string, partialAnswer: string | null): void;
  /** Writes a consistent copy to `file` while everything goes on. Rejects with a `GroundwireError`; a copy that failed is not left behind as if it were whole. */
  backup(file: string): Promise<void>;
  /** To be called after both users of the file are closed. May be called twice. */
  close(): void;
}

export interface SqliteDataOptions {
  /** `:memory:` for none. */
  file: string;
  /** Where earlier versions kept history: copied once, if it is there. */
  earlierHistory?: string | undefined;
  clock: Clock;
  logger: Logger;
  /** The run of the machine; for tests. */
  boot?: string | undefined;
}

/** Statements run on the main thread: a wait for another process's write must stay short. */
const BUSY_TIMEOUT_MS = 2_000;

/**
 * Opens the file, made if it is missing, its schema brought up to date. It outlives the process and kill -9; several processes may have
 * it open. A file that can't be opened throws a `GroundwireError` whose message says what is wrong with it and what to do.
 */
export function openSqliteData(options: SqliteDataOptions): SqliteData {
  const { clock, logger } = options;
  const { database, ownership } = open(options);
  const stopBeating = keepBeating(ownership, clock, logger);
  const end = database.prepare(
    `UPDATE analyses SET status = @status, completed_at = @completed_at, complete = @complete, error = @error, partial_answer = @partial_answer
     WHERE analysis_id = @analysis_id AND (status IS NOT @status OR complete IS NOT @complete OR error IS NOT @error OR partial_answer IS NOT @partial_answer)`,
  );
  return {
    database,
    ownership,
    recordEnd(terminal, analysisId, partialAnswer) {
      end.run({ ...recordOfEnd(terminal, new Date(clock.now()).toISOString()), partial_answer: partialAnswer, analysis_id: analysisId });
    },
    async backup(file) {
      try {
        await database.backup(file);
      } catch (thrown) {
        throw asStartFailure(thrown, `The copy ${file}`);
      }
    },
    close() {
      if (!database.open) return;
      stopBeating();
      releaseQuietly(ownership, logger);
      database.close();
    },
  };
}

function open({ file, earlierHistory, clock, logger, boot = machineBoot() }: SqliteDataOptions): { database: Database.Database; ownership: Ownership } {
  let database: Database.Database | null = null;
  try {
    database = openDatabase({ file, migrations: MIGRATIONS, busyTimeoutMs: BUSY_TIMEOUT_MS });
    if (earlierHistory !== undefined) copyHistory(database, earlierHistory);
    return { database, ownership: claim(database, { clock, logger, boot }) };
  } catch (thrown) {
    database?.close();
    throw asStartFailure(thrown, `The history file ${file}`);
  }
}

/** The own entry must be on the disk before anything that depends on it: only this commit waits for that. */
function claim(database: Database.Database, { clock, logger, boot }: Required<Pick<SqliteDataOptions, 'clock' | 'logger' | 'boot'>> & { boot: string }): Ownership {
  database.pragma('synchronous = FULL');
  try {
    const renewed = database.transaction(() => renewEpochsAfterPowerLoss(database, boot)).immediate();
    if (renewed > 0) logger.warn({ sessions: renewed }, 'the machine was restarted while a server ran: the last frames may be lost, so sessions begin a new epoch');
    return claimOwnership(database, clock, boot);
  } finally {
    database.pragma('synchronous = NORMAL');
  }
}

function copyHistory(database: Database.Database, earlierHistory: string): void {
  try {
    copyEarlierHistory(database, earlierHistory);
  } catch (thrown) {
    throw asStartFailure(thrown, `The history file of an earlier version ${earlierHistory}`);
  }
}

function asStartFailure(thrown: unknown, name: string): unknown {
  const words = describeDatabaseError(thrown, name);
  return words === null ? thrown : new GroundwireError('SERVER_ERROR', words, { cause: thrown });
}

/** A disk that is full must not keep the server from stopping: the next process finds this one gone. */
function releaseQuietly(ownership: Ownership, logger: Logger): void {
  try {
    ownership.release();
  } catch (thrown) {
    logger.warn({ err: thrown }, 'the history file could not be written at the end');
  }
}

/** A beat that fails (a busy file, a full disk) is tried again at the next one: the lease is three beats long. */
function keepBeating(ownership: Ownership, clock: Clock, logger: Logger): () => void {
  let stop = clock.after(BEAT_MS, next);
  function next() {
    try {
      ownership.beat();
    } catch (thrown) {
      logger.warn({ err: thrown }, 'the history file could not be written');
    }
    stop = clock.after(BEAT_MS, next);
  }
  return () => stop();
}
