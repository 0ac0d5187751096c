import type { FrameJournal } from './frame-journal.js';
import type { AnalysisRow, LogStatements } from './sqlite-log-statements.js';
import type { TailRing } from './tail-ring.js';

/** What is remembered of a session, true as long as only this process writes. */
export interface CachedSession {
  readonly id: number;
  readonly epoch: string;
  oldestSeq: number;
  headSeq: number;
  readonly analyses: Map<string, AnalysisRow>;
  /** The newest frames, while somebody reads or writes the session here. */
  tail: TailRing | null;
}

const MAX_SESSIONS = 2_000;

/**
 * Remembers where sessions stand, so that an append asks the database nothing. Whatever another process commits changes
 * `data_version` (sqlite.org/pragma.html#pragma_data_version), and all is forgotten.
 */
export class SessionCache {
  readonly #statements: LogStatements;
  readonly #journal: FrameJournal;
  readonly #sessions = new Map<string, CachedSession>();
  #dataVersion: number;
  #foreignChanges = 0;

  constructor(statements: LogStatements, journal: FrameJournal) {
    this.#statements = statements;
    this.#journal = journal;
    this.#dataVersion = statements.dataVersion.get() ?? 0;
  }

  /** To be asked before anything is looked up. Gives how often other processes were seen to have written. */
  refresh(): number {
    const version = this.#statements.dataVersion.get() ?? 0;
    const changed = version !== this.#dataVersion;
    if (changed || this.#journal.stale) this.#journal.catchUp();
    if (changed) {
      this.#dataVersion = version;
      this.#foreignChanges += 1;
      this.#sessions.clear();
    }
    return this.#foreignChanges;
  }

  session(sessionId: string): CachedSession | null {
    const cached = this.#sessions.get(sessionId);
    if (cached !== undefined) return cached;
    const row = this.#statements.session.get(sessionId);
    if (row === undefined) return null;
    const session: CachedSession = { id: row.id, epoch: row.epoch, oldestSeq: row.oldest_seq, headSeq: Math.max(row.head_seq, this.#journal.headOf(row.id)), analyses: new Map(), tail: null };
    this.#makeRoom();
    this.#sessions.set(sessionId, session);
    return session;
  }

  /** Only if it is remembered. */
  peek(sessionId: string): CachedSession | undefined {
    return this.#sessions.get(sessionId);
  }

  analysis(session: CachedSession, analysisId: string): AnalysisRow | undefined {
    const cached = session.analyses.get(analysisId);
    if (cached !== undefined) return cached;
    const row = this.#statements.analysis.get(session.id, analysisId);
    if (row !== undefined) session.analyses.set(analysisId, row);
    return row;
  }

  forget(sessionId: string): void {
    this.#sessions.delete(sessionId);
  }

  clear(): void {
    this.#sessions.clear();
  }

  #makeRoom(): void {
    if (this.#sessions.size < MAX_SESSIONS) return;
    for (const [sessionId, session] of this.#sessions) if (session.tail === null) this.#sessions.delete(sessionId);
  }
}
