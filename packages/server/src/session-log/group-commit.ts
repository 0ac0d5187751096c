import type Database from 'better-sqlite3';
import { AnalysisKnown } from './append-rules.js';
import { isBusy, isFull, logFailure } from './database-failure.js';
import { AnalysisRuns, AppendRefused, LogFull, TooManyRun } from './session-log.js';
import { StreamCount } from './stream-count.js';

/*
 * One transaction for all writes of one turn of the event loop: a hundred analyses that each append a token cost one
 * commit. Where many streams are written, those that can wait do so for a moment, until all of them are there or the moment is over. Writes
 * run in the order in which they were asked for.
 */

/** How long a write waits for those of other streams, at most. */
const GATHER_MS = 5;
/** With fewer streams than this there is nothing to wait for. */
const MANY_STREAMS = 8;

interface Job {
  step: () => unknown;
  essential: boolean;
  published: ((value: unknown) => void) | undefined;
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
  /** The write is one of many to come of the stream of this name, and can wait a moment. */
  stream?: string | undefined;
  /** Called after the commit, before the promise resolves. Must not throw. */
  published?: (value: T) => void;
}

export class GroupCommit {
  readonly #hooks: GroupCommitHooks;
  readonly #gatherMs: number;
  readonly #begin: Database.Statement;
  readonly #commit: Database.Statement;
  readonly #rollback: Database.Statement;
  readonly #database: Database.Database;
  #jobs: Job[] = [];
  readonly #streams = new StreamCount();
  #soon: NodeJS.Immediate | null = null;
  #later: NodeJS.Timeout | null = null;

  constructor(database: Database.Database, hooks: GroupCommitHooks, gatherMs = GATHER_MS) {
    this.#gatherMs = gatherMs;
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
  run<T>(step: () => T, { essential = false, stream, published }: WriteOptions<T> = {}): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#jobs.push({ step, essential, published: published as Job['published'], resolve: resolve as (value: unknown) => void, reject, outcome: null });
      this.#schedule(stream);
    });
  }

  #schedule(stream: string | undefined): void {
    if (stream !== undefined) this.#streams.note(stream, performance.now());
    if (this.#soon !== null) return;
    const { streams } = this.#streams;
    if (stream === undefined || streams < MANY_STREAMS || this.#jobs.length >= streams) this.#soon = setImmediate(() => this.flush());
    else this.#later ??= setTimeout(() => this.flush(), this.#gatherMs);
  }

  /** Commits now what waits. */
  flush(): void {
    if (this.#soon !== null) clearImmediate(this.#soon);
    if (this.#later !== null) clearTimeout(this.#later);
    this.#soon = null;
    this.#later = null;
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
    for (const job of jobs) if (job.outcome !== null && 'value' in job.outcome) job.published?.(job.outcome.value);
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
    if (thrown instanceof AppendRefused || thrown instanceof AnalysisRuns || thrown instanceof AnalysisKnown || thrown instanceof TooManyRun || thrown instanceof LogFull) return { refusal: thrown };
    throw thrown;
  }
}
