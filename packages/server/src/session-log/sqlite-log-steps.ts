import { randomBytes } from 'node:crypto';
import type { Frame, LoggedBody } from '@groundwire/protocol';
import type { Clock } from '../base/clock.js';
import type { SqliteData } from '../store/sqlite-data.js';
import { AnalysisKnown, frameOf, refusalOf, terminalOf } from './append-rules.js';
import type { FrameJournal } from './frame-journal.js';
import { frameText, sealFrame } from './frame-text.js';
import type { LogReserve } from './log-reserve.js';
import { LEASE_TTL_MS, REQUEST_ID_MS } from './log-times.js';
import type { CachedSession, SessionCache } from './session-cache.js';
import { AnalysisRuns, AppendRefused, type AnalysisStart, type Lease, LogFull, type TakenOver, TooManyRun } from './session-log.js';
import type { LogStatements, RunningRow } from './sqlite-log-statements.js';
import type { SqliteLogUpkeep } from './sqlite-log-upkeep.js';
import type { StoredFrames } from './stored-frames.js';
import { parsedNotes, stateOf } from './takeover-state.js';

export interface SqliteLogStepsOptions {
  data: SqliteData;
  clock: Clock;
  statements: LogStatements;
  cache: SessionCache;
  journal: FrameJournal;
  frames: StoredFrames;
  reserve: LogReserve;
  upkeep: SqliteLogUpkeep;
}

/** A promise that is forgotten costs a client a new beginning, of nothing. */
const MAX_PROMISED = 10_000;

/**
 * What the log writes, each method one step inside a transaction that `group-commit.ts` opened, after what others wrote was seen. A step that refuses does so before it
 * has written anything.
 */
export class SqliteLogSteps {
  readonly #data: SqliteData;
  readonly #clock: Clock;
  readonly #statements: LogStatements;
  readonly #cache: SessionCache;
  readonly #journal: FrameJournal;
  readonly #frames: StoredFrames;
  readonly #reserve: LogReserve;
  readonly #upkeep: SqliteLogUpkeep;
  #foreignChanges = 0;
  /** Epochs of sessions that somebody follows and that could not be written down. */
  readonly #promised = new Map<string, string>();

  constructor({ data, clock, statements, cache, journal, frames, reserve, upkeep }: SqliteLogStepsOptions) {
    this.#data = data;
    this.#clock = clock;
    this.#statements = statements;
    this.#cache = cache;
    this.#journal = journal;
    this.#frames = frames;
    this.#reserve = reserve;
    this.#upkeep = upkeep;
  }

  /** Drops what other processes have made wrong. Gives how often they were seen to have written. */
  refresh(): number {
    const changes = this.#cache.refresh();
    if (changes !== this.#foreignChanges) this.#reserve.ask();
    this.#foreignChanges = changes;
    return changes;
  }

  open(sessionId: string): CachedSession {
    const known = this.#cache.session(sessionId);
    if (known !== null) return known;
    this.#refuseWhenFull();
    this.#statements.addSession.run(sessionId, this.#promised.get(sessionId) ?? newEpoch(), this.#clock.now());
    this.#promised.delete(sessionId);
    this.#upkeep.madeEmpty(sessionId);
    return this.#cache.session(sessionId) as CachedSession;
  }

  /** A session that was forgotten and that somebody looked at since has a row again, with nothing in it: it goes with its last follower, who may come back and was told an epoch. */
  removeIfForgotten(sessionId: string): void {
    const epoch = this.#cache.session(sessionId)?.epoch;
    if (!this.#upkeep.wasForgotten(sessionId) || !this.#upkeep.removeEmpty(sessionId)) return;
    this.#cache.forget(sessionId);
    this.promise(sessionId, epoch);
  }

  /** The epoch that was promised to a session that has no row. */
  promised(sessionId: string): string | undefined {
    return this.#promised.get(sessionId);
  }

  /** Gives a session that has no row, and is to get none for now, the epoch that it will have. */
  promise(sessionId: string, epoch: string = newEpoch()): string {
    if (this.#promised.size >= MAX_PROMISED) this.#promised.clear();
    this.#promised.set(sessionId, epoch);
    return epoch;
  }

  /** `text`: the start, as it is kept. `most`: so many of the session may run. */
  begin(sessionId: string, analysisId: string, start: AnalysisStart, { text, most }: { text: string; most?: number | undefined }): { lease: Lease } | { repeated: string } {
    const now = this.#clock.now();
    const requestId = start.client_request_id;
    const known = this.#cache.session(sessionId);
    const repeated = known === null || requestId === undefined ? undefined : this.#statements.repeated.get(known.id, requestId, now - REQUEST_ID_MS);
    if (repeated !== undefined) return { repeated };
    if (this.#statements.knownAnalysis.get(analysisId) !== undefined) throw new AnalysisKnown(analysisId);
    if (known !== null && most !== undefined && (this.#statements.countRunningIn.get(known.id) ?? 0) >= most) throw new TooManyRun();
    this.#refuseWhenFull();
    const session = this.open(sessionId);
    const { owner } = this.#data.ownership;
    const row = { analysis_id: analysisId, session: session.id, owner, lease_until: now + LEASE_TTL_MS, start: text, first_seq: session.headSeq + 1 };
    const { lastInsertRowid } = this.#statements.addAnalysis.run(row);
    if (requestId !== undefined) this.#statements.addRequest.run(session.id, requestId, lastInsertRowid, now);
    this.#upkeep.filled(sessionId);
    return { lease: { session_id: sessionId, analysis_id: analysisId, fence: 1 } };
  }

  append(lease: Lease, bodies: readonly LoggedBody[], notes: ReadonlyArray<[string, string]>, essential: boolean): Frame[] {
    const session = this.#cache.session(lease.session_id);
    const analysis = session === null ? undefined : this.#cache.analysis(session, lease.analysis_id);
    const refusal = refusalOf(analysis, lease, bodies);
    if (refusal !== null || session === null || analysis === undefined) throw refusal ?? new AppendRefused('unknown');
    if (!essential) this.#refuseWhenFull();
    for (const [key, text] of notes) this.#statements.note.run(analysis.id, key, text);
    const frames = bodies.map((body) => this.#addFrame(session, analysis.id, body));
    const terminal = terminalOf(bodies);
    if (terminal === null) return frames;
    this.#statements.end.run({ id: analysis.id, last_seq: session.headSeq, ended_at: this.#clock.now() });
    this.#statements.removeNotes.run(analysis.id);
    this.#data.recordEnd(terminal, analysis.analysis_id, terminal.type === 'complete' ? null : this.#shownText(session.id, analysis.id));
    session.analyses.delete(analysis.analysis_id);
    return frames;
  }

  /** Running analyses that nobody runs any more. */
  orphans(limit: number): RunningRow[] {
    const now = this.#clock.now();
    const gone = new Map<string, boolean>();
    const isGone = (owner: string) => {
      if (!gone.has(owner)) gone.set(owner, this.#data.ownership.isGone(owner));
      return gone.get(owner) === true;
    };
    return this.#statements.running.all().filter((row) => row.lease_until <= now || isGone(row.owner)).slice(0, limit);
  }

  takeOver(row: RunningRow): TakenOver {
    this.#statements.takeOver.run(this.#data.ownership.owner, this.#clock.now() + LEASE_TTL_MS, row.id);
    this.#cache.forget(row.session_id);
    return {
      session_id: row.session_id,
      analysis_id: row.analysis_id,
      fence: row.fence + 1,
      start: JSON.parse(row.start) as AnalysisStart,
      attempt: row.attempt + 1,
      notes: parsedNotes(this.#statements.notes.all(row.id).map(({ key, value }) => [key, value])),
      ...stateOf(this.#allFrames(row.session, row.id)),
    };
  }

  forgetSession(sessionId: string): boolean {
    this.#journal.settle();
    const session = this.#cache.session(sessionId);
    if (session === null) return false;
    const running = this.#statements.runningIn.get(session.id);
    if (running !== undefined) throw new AnalysisRuns(running);
    this.#statements.removeFrames.run(session.id);
    this.#statements.removeSession.run(session.id);
    this.#cache.forget(sessionId);
    this.#upkeep.forgotten(sessionId);
    return true;
  }

  forgetAnalysis(sessionId: string, analysisId: string): boolean {
    this.#journal.settle();
    const session = this.#cache.session(sessionId);
    const row = session === null ? undefined : this.#statements.analysis.get(session.id, analysisId);
    if (session === null || row === undefined) return false;
    if (row.status === 'running') throw new AnalysisRuns(analysisId);
    const last_seq = row.last_seq ?? 0;
    const gone = this.#statements.removeAnalysisFrames.run({ session: session.id, analysis: row.id, first_seq: row.first_seq, last_seq });
    if (gone.changes > 0) this.#statements.raiseOldest.run({ session: session.id, seq: last_seq + 1 });
    this.#statements.removeAnalysis.run(row.id);
    this.#cache.forget(sessionId);
    return true;
  }

  /** Of an analysis that runs, whose frames are never trimmed. */
  #allFrames(session: number, analysis: number): Frame[] {
    return this.#frames.of(session, analysis, { after: 0, last_seq: Number.MAX_SAFE_INTEGER, limit: Number.MAX_SAFE_INTEGER }).map(sealFrame);
  }

  #shownText(session: number, analysis: number): string | null {
    const text = this.#allFrames(session, analysis).map((frame) => (frame.type === 'token' ? frame.content : '')).join('');
    return text === '' ? null : text;
  }

  #addFrame(session: CachedSession, analysis: number, body: LoggedBody): Frame {
    const seq = session.headSeq + 1;
    const frame = frameOf(body, seq, session.epoch);
    this.#journal.add({ session: session.id, seq, analysis, text: frameText(frame) });
    session.headSeq = seq;
    return frame;
  }

  #refuseWhenFull(): void {
    if (this.#reserve.spent) throw new LogFull();
  }
}

function newEpoch(): string {
  return randomBytes(9).toString('base64url');
}
