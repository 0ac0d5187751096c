import type { Frame, LoggedBody } from '@groundwire/protocol';
import type { Clock } from '../base/clock.js';
import type { Logger } from '../base/logger.js';
import type { SqliteData } from '../store/sqlite-data.js';
import { terminalOf } from './append-rules.js';
import { logFailure } from './database-failure.js';
import { Doorbells } from './doorbells.js';
import { FrameJournal } from './frame-journal.js';
import { GroupCommit } from './group-commit.js';
import { LogReserve, RESERVE_BYTES } from './log-reserve.js';
import { LEASE_TTL_MS } from './log-times.js';
import { type CachedSession, SessionCache } from './session-cache.js';
import { type AnalysisStart, type AppendOptions, type Lease, type LoggedAnalysis, LogFull, type LogHead, type LogSnapshot, type SessionLog, type TakenOver } from './session-log.js';
import { ForeignWrites } from './sqlite-foreign-writes.js';
import { type LogStatements, prepareLogStatements } from './sqlite-log-statements.js';
import { SqliteLogSteps } from './sqlite-log-steps.js';
import { SqliteLogUpkeep, type UpkeepOptions } from './sqlite-log-upkeep.js';
import { snapshotsOf } from './sqlite-snapshots.js';
import { emptyHead, headOf, listed, readAll, readOne } from './sqlite-reads.js';
import { StoredFrames } from './stored-frames.js';
import { noteTexts, startText } from './takeover-state.js';
import { TailRing } from './tail-ring.js';

export interface SqliteLogOptions extends Partial<UpkeepOptions> {
  data: SqliteData;
  clock: Clock;
  logger: Logger;
  /** How long the tokens of many streams may wait for each other; for tests. */
  gatherMs?: number | undefined;
  /** Room put by for the ends of analyses; for tests. */
  reserveBytes?: number | undefined;
}

const DAY_MS = 24 * 3_600_000;
const DEFAULTS: UpkeepOptions = { retentionMs: 30 * DAY_MS, sessionBytes: 64 * 1024 * 1024, emptyMs: 3_600_000, forgottenMs: 30_000 };

/**
 * The session log in an SQLite file, shared with history. What was appended survives kill -9; several processes may have the file open,
 * each with one such log. All appends of one turn of the event loop are one transaction. `data` is closed by its
 * opener, after this. A file that can't be written rejects with `LogFull` or a `GroundwireError` `LOG_UNAVAILABLE`.
 */
export class SqliteSessionLog implements SessionLog {
  readonly #data: SqliteData;
  readonly #clock: Clock;
  readonly #statements: LogStatements;
  readonly #journal: FrameJournal;
  readonly #frames: StoredFrames;
  readonly #cache: SessionCache;
  readonly #bells = new Doorbells();
  readonly #writes: GroupCommit;
  readonly #reserve: LogReserve;
  readonly #upkeep: SqliteLogUpkeep;
  readonly #foreign: ForeignWrites;
  readonly #steps: SqliteLogSteps;
  /** Sessions whose readers are to be rung after the commit. */
  readonly #toRing = new Set<string>();
  /** Notes of deliveries that are not committed. */
  #notesWaiting = 0;
  #settling = false;
  #fresh = false;
  #closed = false;

  constructor({ data, clock, logger, reserveBytes = RESERVE_BYTES, gatherMs, ...upkeep }: SqliteLogOptions) {
    this.#data = data;
    this.#clock = clock;
    this.#statements = prepareLogStatements(data.database);
    this.#journal = new FrameJournal(data.database);
    this.#frames = new StoredFrames(this.#statements, this.#journal);
    this.#cache = new SessionCache(this.#statements, this.#journal);
    this.#reserve = new LogReserve(data.database, clock, reserveBytes);
    this.#writes = new GroupCommit(data.database, {
      begun: () => void this.#steps.refresh(),
      done: () => this.#journal.write(),
      undone: () => this.#undone(),
      committed: () => this.#committed(),
      freeReserve: () => this.#reserve.free(),
    }, gatherMs);
    this.#foreign = new ForeignWrites({ clock, logger, statements: this.#statements, frames: this.#frames, owner: data.ownership.owner, bells: this.#bells, look: () => this.#steps.refresh() });
    const host = {
      database: data.database,
      clock,
      logger,
      isFollowed: (sessionId: string) => this.#bells.has(sessionId),
      folded: (sessionId: string, seq: number) => this.#folded(sessionId, seq),
      forgotten: (sessionId: string) => this.#cache.forget(sessionId),
      settle: () => {
        this.#steps.refresh();
        this.#journal.settle();
      },
      undone: () => this.#undone(),
    };
    this.#upkeep = new SqliteLogUpkeep(host, { ...DEFAULTS, ...upkeep });
    this.#steps = new SqliteLogSteps({ data, clock, statements: this.#statements, cache: this.#cache, journal: this.#journal, frames: this.#frames, reserve: this.#reserve, upkeep: this.#upkeep });
  }

  async head(sessionId: string): Promise<LogHead> {
    this.#upkeep.touch(sessionId);
    const known = this.#look(() => this.#cache.session(sessionId));
    if (known !== null) return headOf(known);
    const promised = this.#steps.promised(sessionId);
    if (promised !== undefined) return emptyHead(promised);
    try {
      return headOf(await this.#writes.run(() => this.#steps.open(sessionId)));
    } catch (thrown) {
      if (!(thrown instanceof LogFull)) throw thrown;
      // Who only listens is let in, and told what is wrong when it asks.
      return emptyHead(this.#steps.promise(sessionId));
    }
  }

  begin(sessionId: string, analysisId: string, start: AnalysisStart, most?: number): Promise<{ lease: Lease } | { repeated: string }> {
    this.#upkeep.touch(sessionId);
    const text = startText(start);
    return this.#writes.run(() => this.#steps.begin(sessionId, analysisId, start, { text, most }));
  }

  async append(lease: Lease, bodies: LoggedBody[], options: AppendOptions = {}): Promise<Frame[]> {
    const essential = terminalOf(bodies) !== null;
    const notes = noteTexts(options.notes);
    return this.#writes.run(() => this.#steps.append(lease, bodies, notes, essential), {
      essential,
      stream: bodies.every(isLaterToken) ? lease.analysis_id : undefined,
      published: (frames) => this.#publish(lease.session_id, frames, essential),
    });
  }

  async read(sessionId: string, after: number, limit: number, analysisId?: string): Promise<Frame[]> {
    return this.#look(() => {
      const session = this.#cache.session(sessionId);
      if (session === null || after >= session.headSeq) return [];
      return analysisId === undefined ? readAll(this.#frames, session, after, limit) : readOne(this.#frames, session, this.#cache.analysis(session, analysisId), after, limit);
    });
  }

  async analyses(sessionId: string): Promise<LoggedAnalysis[]> {
    // A client that closed its socket and opens the next at once is not sent again what it has, because a note still waits.
    if (this.#notesWaiting > 0) this.#writes.flush();
    return this.#look(() => this.#statements.analyses.all(sessionId).map((row) => listed(this.#frames.standing(row))));
  }

  async snapshots(sessionId: string): Promise<LogSnapshot[]> {
    const look = this.#data.database.transaction(() => {
      this.#steps.refresh();
      return snapshotsOf(this.#statements, this.#frames, sessionId);
    });
    return this.#look(() => look.deferred());
  }

  async sessionOf(analysisId: string): Promise<string | null> {
    return this.#look(() => this.#statements.sessionOf.get(analysisId) ?? null);
  }

  async markDelivered(sessionId: string, analysisId: string): Promise<void> {
    this.#notesWaiting += 1;
    try {
      await this.#writes.run(() => this.#statements.delivered.run(analysisId, sessionId));
    } finally {
      this.#notesWaiting -= 1;
    }
  }

  subscribe(sessionId: string, ring: () => void): () => void {
    const stop = this.#bells.add(sessionId, ring);
    this.#upkeep.touch(sessionId);
    this.#foreign.watch();
    return () => {
      stop();
      this.#upkeep.touch(sessionId);
      const session = this.#cache.peek(sessionId);
      if (session !== undefined && !this.#bells.has(sessionId)) this.#letGo(session);
      if (this.#upkeep.wasForgotten(sessionId) && !this.#bells.has(sessionId) && !this.#closed) void this.#writes.run(() => this.#bells.has(sessionId) || this.#steps.removeIfForgotten(sessionId)).catch(() => {});
    };
  }

  async renew(leases: Lease[]): Promise<Lease[]> {
    if (leases.length === 0) return [];
    const until = this.#clock.now() + LEASE_TTL_MS;
    return this.#writes.run(() => leases.filter((lease) => this.#statements.extendLease.run(until, lease.analysis_id, lease.fence).changes === 0));
  }

  async release(leases: Lease[]): Promise<void> {
    if (leases.length === 0) return;
    await this.#writes.run(() => {
      for (const lease of leases) this.#statements.extendLease.run(this.#clock.now(), lease.analysis_id, lease.fence);
    });
  }

  onReleased(look: () => void): () => void {
    return this.#foreign.onReleased(look);
  }

  async takeOver(limit: number): Promise<TakenOver[]> {
    // Asked many times for every time that there is something: a look costs less than a write.
    if (this.#look(() => this.#steps.orphans(limit)).length === 0) return [];
    return this.#writes.run(() => this.#steps.orphans(limit).map((row) => this.#steps.takeOver(row)));
  }

  async requestCancel(sessionId: string, analysisId: string): Promise<boolean> {
    return this.#writes.run(() => this.#statements.requestCancel.run(analysisId, sessionId).changes > 0, {
      published: (runs) => {
        if (runs) this.#toRing.add(sessionId);
      },
    });
  }

  async cancelRequested(leases: Lease[]): Promise<Lease[]> {
    return this.#look(() => leases.filter((lease) => this.#statements.cancelRequested.get(lease.analysis_id, lease.fence) !== undefined));
  }

  async check(): Promise<void> {
    if (this.#reserve.spent) this.#reserve.restore();
    if (this.#reserve.spent || this.#reserve.diskFull) throw new LogFull();
    await this.#writes.run(() => this.#statements.noteCheck.run(String(this.#clock.now())));
  }

  forgetSession(sessionId: string): Promise<boolean> {
    return this.#writes.run(() => this.#steps.forgetSession(sessionId), { published: () => this.#toRing.add(sessionId) });
  }

  forgetAnalysis(sessionId: string, analysisId: string): Promise<boolean> {
    return this.#writes.run(() => this.#steps.forgetAnalysis(sessionId, analysisId));
  }

  /** Writes what waits, lets the own leases run out, and stops the clock. The file stays open. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#writes.flush();
    this.#foreign.close();
    this.#reserve.close();
    this.#upkeep.close();
    await this.#writes.run(() => this.#statements.expireLeases.run(this.#clock.now(), this.#data.ownership.owner)).catch(() => {});
    this.#bells.clear();
    this.#cache.clear();
  }

  #publish(sessionId: string, frames: Frame[], ended: boolean): void {
    const [first] = frames;
    if (first === undefined) return;
    const session = this.#cache.peek(sessionId);
    if (session !== undefined) {
      session.tail ??= new TailRing(first.seq - 1);
      session.tail.push(frames);
      if (ended && !this.#bells.has(sessionId)) this.#letGo(session);
    }
    this.#upkeep.touch(sessionId);
    if (ended) this.#upkeep.ended(sessionId);
    this.#foreign.seen(sessionId, frames.at(-1)?.seq ?? 0);
    this.#toRing.add(sessionId);
  }

  /** A look at what is committed. */
  #look<T>(look: () => T): T {
    try {
      if (!this.#fresh) this.#steps.refresh();
      return look();
    } catch (thrown) {
      throw logFailure(thrown);
    }
  }

  #undone(): void {
    this.#fresh = false;
    this.#cache.clear();
    this.#journal.undone();
    this.#reserve.ask();
  }

  #committed(): void {
    this.#stayFresh();
    this.#ringAll();
    if (!this.#journal.full || this.#settling) return;
    this.#settling = true;
    setImmediate(() => {
      this.#settling = false;
      if (!this.#closed) this.#upkeep.settle();
    });
  }

  /** What was seen in this transaction holds for all who are woken by it, up to the end of the turn: they need not ask again. */
  #stayFresh(): void {
    this.#fresh = true;
    queueMicrotask(() => process.nextTick(() => (this.#fresh = false)));
  }

  #ringAll(): void {
    const sessions = [...this.#toRing];
    this.#toRing.clear();
    for (const sessionId of sessions) this.#bells.ring(sessionId);
  }

  #folded(sessionId: string, seq: number): void {
    const session = this.#cache.peek(sessionId);
    if (session === undefined) return;
    session.oldestSeq = Math.max(session.oldestSeq, seq);
    session.tail?.dropBelow(seq);
  }

  /** Nobody follows the session any more: its newest frames need not be kept in memory, unless an analysis here goes on. */
  #letGo(session: CachedSession): void {
    const running = [...session.analyses.values()].some(({ status }) => status === 'running');
    if (!running) session.tail = null;
  }
}

/** Somebody reads the analysis already: a moment is not noticed, as it would be before the first word. */
function isLaterToken(body: LoggedBody): boolean {
  return body.type === 'token' && body.index > 0;
}
