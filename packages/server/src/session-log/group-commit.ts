import type Database from 'better-sqlite3';
import { AnalysisKnown } from './append-rules.js';
import { isBusy, isFull, logFailure } from './database-failure.js';
import { AnalysisRuns, AppendRefused, LogFull } from './session-log.js';

/*
 * One transaction for all writes of one turn of the event loop: a hundred analyses that each append a token cost one
 * commit. Writes run in the order in which they were asked for.
 */

interface Job {
  step: () => unknown;
  essential: boolean;
  published: (value: unknown) => void;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
  outcome: { value: unknown } | { refusal: unknown } | null;
}

export interface GroupCommitHooks {
  /** The transaction has begun, and no step has run. */
  begun(): void;
  /** All steps have run, and nothing is committed. */
  done(): void;
  /** What the steps remembered of the database is wrong: their transaction was undone. */
  undone(): void;
  /** Called once after each commit, when all has been published. */
  committed(): void;
  /** Frees what was put by for essential writes, inside the transaction that needs it. */
  freeReserve(): void;
}

export interface WriteOptions<T> {
  /** May use the reserve when the disk is full. */
  essential?: boolean;
  /** Called after the commit, before the promise resolves. Must not throw. */
  published?: (value: T) => void;
}

export class GroupCommit {
  readonly #hooks: GroupCommitHooks;
  readonly #begin: Database.Statement;
  readonly #commit: Database.Statement;
  readonly #rollback: Database.Statement;
  readonly #database: Database.Database;
  #jobs: Job[] = [];

  constructor(database: Database.Database, hooks: GroupCommitHooks) {
    this.#database = database;
    this.#hooks = hooks;
    this.#begin = database.prepare('BEGIN IMMEDIATE');
    this.#commit = database.prepare('COMMIT');
    this.#rollback = database.prepare('ROLLBACK');
  }

  /**
   * Runs `step` in the transaction of this turn, and resolves with what it gave when that is committed. A step refuses by throwing one
   * of the log's own errors before it has written anything; that spoils nothing for the others. A failure of
   * the database does: then each step gets a transaction of its own, and only those that fail again reject.
   */
  run<T>(step: () => T, { essential = false, published }: WriteOptions<T> = {}): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#jobs.length === 0) setImmediate(() => this.flush());
      this.#jobs.push({ step, essential, published: (value) => published?.(value as T), resolve: resolve as (value: unknown) => void, reject, outcome: null });
    });
  }

  /** Commits now what waits for the end of the turn. */
  flush(): void {
    const jobs = this.#jobs;
    this.#jobs = [];
    if (jobs.length === 0) return;
    const failure = this.#transact(jobs);
    if (failure === null) return;
    if (jobs.length === 1 || isBusy(failure.thrown)) for (const job of jobs) this.#giveUp(job, failure.thrown);
    else for (const job of jobs) this.#alone(job);
  }

  #alone(job: Job): void {
    const failure = this.#transact([job]);
    if (failure !== null) this.#giveUp(job, failure.thrown);
  }

  /** The last try of an essential write goes to the reserve. */
  #giveUp(job: Job, thrown: unknown): void {
    const failure = job.essential && isFull(thrown) ? this.#transact([job], () => this.#hooks.freeReserve()) : { thrown };
    if (failure !== null) job.reject(logFailure(failure.thrown));
  }

  /** Gives null when all of it is committed and told, or what stopped it, with nothing changed. */
  #transact(jobs: Job[], before: () => void = () => {}): { thrown: unknown } | null {
    try {
      this.#begin.run();
      this.#hooks.begun();
      before();
      for (const job of jobs) job.outcome = outcomeOf(job.step);
      this.#hooks.done();
      this.#commit.run();
    } catch (thrown) {
      // A full disk may have ended the transaction already.
      if (this.#database.inTransaction) this.#rollback.run();
      this.#hooks.undone();
      return { thrown };
    }
    for (const job of jobs) if (job.outcome !== null && 'value' in job.outcome) job.published(job.outcome.value);
    for (const { outcome, resolve, reject } of jobs) {
      if (outcome !== null && 'value' in outcome) resolve(outcome.value);
      else reject(outcome?.refusal);
    }
    this.#hooks.committed();
    return null;
  }
}

function outcomeOf(step: () => unknown): { value: unknown } | { refusal: unknown } {
  try {
    return { value: step() };
  } catch (thrown) {
    if (thrown instanceof AppendRefused || thrown instanceof AnalysisRuns || thrown instanceof AnalysisKnown || thrown instanceof LogFull) return { refusal: thrown };
    throw thrown;
  }
}
