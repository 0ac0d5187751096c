import type { Frame, LoggedBody } from '@groundwire/protocol';
import type { Clock } from '../base/clock.js';
import { AnalysisKnown } from './append-rules.js';
import { Doorbells } from './doorbells.js';
import { KEEP_FRAMES_MS, LEASE_TTL_MS, untilNextSweep } from './log-times.js';
import { MemorySession } from './memory-session.js';
import { type AnalysisStart, type AppendOptions, type Lease, type LoggedAnalysis, type LogHead, type LogSnapshot, type SessionLog, type TakenOver, TooManyRun } from './session-log.js';
import { runsOrEndedSince } from './trim-boundary.js';

/** What the log may hold. A session in which an analysis runs, or that somebody reads, is never forgotten. */
export interface MemoryLogLimits {
  /** Beyond so many sessions the ones idle for longest are forgotten. */
  sessions: number;
  /** Estimated bytes of all frames together; beyond it idle sessions go first, then the oldest ended analyses. */
  bytes: number;
  /** The same for one session: for its frames, and once more for what was folded. */
  sessionBytes: number;
  /** A session untouched for so many milliseconds is forgotten. */
  idleMs: number;
}

const DEFAULT_LIMITS: MemoryLogLimits = { sessions: 10_000, bytes: 256 * 1024 * 1024, sessionBytes: 16 * 1024 * 1024, idleMs: 3_600_000 };

/** Down to which share of a limit room is made, so that a full log does not make room at every append. */
const ROOM_LEFT = 0.9;

/** The session log of one process. Nothing outlives the process; leases matter only to runs that stopped renewing theirs. */
/** No session has this id. */
const RELEASES = '';

export class MemorySessionLog implements SessionLog {
  readonly #clock: Clock;
  readonly #limits: MemoryLogLimits;
  /** In order of last use, least recent first. */
  readonly #sessions = new Map<string, MemorySession>();
  /** In which session an analysis is, in the order in which they began. */
  readonly #homes = new Map<string, string>();
  readonly #bells = new Doorbells();
  #bytes = 0;
  #stopSweep: (() => void) | null = null;

  constructor(clock: Clock, limits: Partial<MemoryLogLimits> = {}) {
    this.#clock = clock;
    this.#limits = { ...DEFAULT_LIMITS, ...limits };
  }

  async head(sessionId: string): Promise<LogHead> {
    return this.#open(sessionId).head();
  }

  async begin(sessionId: string, analysisId: string, start: AnalysisStart, most = Number.POSITIVE_INFINITY): Promise<{ lease: Lease } | { repeated: string }> {
    const session = this.#open(sessionId);
    const repeated = session.repeated(start.client_request_id, this.#clock.now());
    if (repeated !== null) return { repeated };
    if (this.#homes.has(analysisId)) throw new AnalysisKnown(analysisId);
    if (session.running >= most) throw new TooManyRun();
    const lease = session.begin(analysisId, start, this.#clock.now());
    this.#homes.set(analysisId, sessionId);
    return { lease };
  }

  async append(lease: Lease, bodies: LoggedBody[], options: AppendOptions = {}): Promise<Frame[]> {
    const session = this.#open(lease.session_id);
    const frames = this.#measured(session, () => session.append(lease, bodies, options.notes, this.#clock.now()));
    if (Math.max(session.frameBytes, session.foldBytes) > this.#limits.sessionBytes) this.#trim(session, ROOM_LEFT * this.#limits.sessionBytes);
    this.#makeRoom();
    if (frames.length > 0) this.#bells.ring(lease.session_id);
    return frames;
  }

  async read(sessionId: string, after: number, limit: number, analysisId?: string): Promise<Frame[]> {
    return this.#sessions.get(sessionId)?.read(after, limit, analysisId) ?? [];
  }

  async analyses(sessionId: string): Promise<LoggedAnalysis[]> {
    return this.#sessions.get(sessionId)?.analyses() ?? [];
  }

  async snapshots(sessionId: string): Promise<LogSnapshot[]> {
    return this.#sessions.get(sessionId)?.snapshots() ?? [];
  }

  async sessionOf(analysisId: string): Promise<string | null> {
    return this.#homes.get(analysisId) ?? null;
  }

  async markDelivered(sessionId: string, analysisId: string): Promise<void> {
    this.#sessions.get(sessionId)?.markDelivered(analysisId);
  }

  subscribe(sessionId: string, ring: () => void): () => void {
    const stop = this.#bells.add(sessionId, ring);
    this.#open(sessionId);
    return () => {
      stop();
      this.#touch(sessionId);
    };
  }

  async renew(leases: Lease[]): Promise<Lease[]> {
    const until = this.#clock.now() + LEASE_TTL_MS;
    return leases.filter((lease) => this.#sessions.get(lease.session_id)?.renew(lease, until) !== true);
  }

  async release(leases: Lease[]): Promise<void> {
    for (const lease of leases) this.#sessions.get(lease.session_id)?.renew(lease, this.#clock.now());
    this.#bells.ring(RELEASES);
  }

  onReleased(look: () => void): () => void {
    return this.#bells.add(RELEASES, look);
  }

  async takeOver(limit: number): Promise<TakenOver[]> {
    const now = this.#clock.now();
    const expired = new Set([...this.#sessions.values()].filter((session) => session.running > 0).flatMap((session) => session.expired(now)));
    const found: TakenOver[] = [];
    for (const [analysisId, sessionId] of this.#homes) {
      if (found.length >= limit) break;
      const taken = expired.has(analysisId) ? this.#sessions.get(sessionId)?.takeOver(analysisId, now) : null;
      if (taken) found.push(taken);
    }
    return found;
  }

  async requestCancel(sessionId: string, analysisId: string): Promise<boolean> {
    if (this.#sessions.get(sessionId)?.requestCancel(analysisId) !== true) return false;
    this.#bells.ring(sessionId);
    return true;
  }

  async cancelRequested(leases: Lease[]): Promise<Lease[]> {
    return leases.filter((lease) => this.#sessions.get(lease.session_id)?.cancelRequested(lease) === true);
  }

  async forgetSession(sessionId: string): Promise<boolean> {
    const session = this.#sessions.get(sessionId);
    if (session === undefined) return false;
    session.mayBeForgotten();
    this.#forget(sessionId, session);
    this.#bells.ring(sessionId);
    return true;
  }

  async forgetAnalysis(sessionId: string, analysisId: string): Promise<boolean> {
    const session = this.#sessions.get(sessionId);
    if (session === undefined || !this.#measured(session, () => session.forgetAnalysis(analysisId))) return false;
    this.#homes.delete(analysisId);
    return true;
  }

  /** Sessions and estimated bytes held, for health and tests. */
  size(): { sessions: number; bytes: number } {
    return { sessions: this.#sessions.size, bytes: this.#bytes };
  }

  async check(): Promise<void> {}

  /** Forgets everything and stops the sweep. */
  async close(): Promise<void> {
    this.#stopSweep?.();
    this.#stopSweep = null;
    this.#sessions.clear();
    this.#homes.clear();
    this.#bells.clear();
    this.#bytes = 0;
  }

  #open(sessionId: string): MemorySession {
    if (this.#touch(sessionId)) return this.#sessions.get(sessionId) as MemorySession;
    const session = new MemorySession(sessionId);
    session.touchedAt = this.#clock.now();
    this.#sessions.set(sessionId, session);
    this.#makeRoom(session);
    this.#scheduleSweep();
    return session;
  }

  #touch(sessionId: string): boolean {
    const session = this.#sessions.get(sessionId);
    if (session === undefined) return false;
    session.touchedAt = this.#clock.now();
    this.#sessions.delete(sessionId);
    this.#sessions.set(sessionId, session);
    return true;
  }

  #measured<T>(session: MemorySession, step: () => T): T {
    const before = session.bytes;
    try {
      return step();
    } finally {
      this.#bytes += session.bytes - before;
    }
  }

  /**
   * Brings a session's frames down to so many bytes, as far as what runs in it allows, and its folds to as many: whoever is behind may still
   * get the end of an analysis of which the beginning is folded. Only when a fold is too large by itself is the rest folded too.
   */
  #trim(session: MemorySession, bytes: number): void {
    this.#measured(session, () => {
      session.fold(({ status }) => status === 'running', () => session.frameBytes <= bytes);
      if (session.foldBytes <= bytes) return;
      session.fold(({ status }) => status === 'running');
      for (const analysisId of session.forgetFolded(() => session.foldBytes <= bytes)) this.#homes.delete(analysisId);
    });
  }

  #makeRoom(spared?: MemorySession): void {
    const { sessions, bytes } = this.#limits;
    if (this.#sessions.size <= sessions && this.#bytes <= bytes) return;
    for (const [sessionId, session] of this.#sessions) {
      if (this.#sessions.size <= sessions && this.#bytes <= bytes) return;
      if (!this.#inUse(sessionId, session) && session !== spared) this.#forget(sessionId, session);
    }
    for (const session of this.#sessions.values()) {
      if (this.#bytes <= bytes) return;
      this.#trim(session, Math.max(0, (session.bytes - (this.#bytes - ROOM_LEFT * bytes)) / 2));
    }
  }

  #inUse(sessionId: string, session: MemorySession): boolean {
    return session.running > 0 || this.#bells.has(sessionId);
  }

  #forget(sessionId: string, session: MemorySession): void {
    for (const analysisId of session.analysisIds) this.#homes.delete(analysisId);
    this.#sessions.delete(sessionId);
    this.#bytes -= session.bytes;
  }

  #scheduleSweep(): void {
    this.#stopSweep ??= this.#clock.after(untilNextSweep(this.#clock.now()), () => {
      this.#stopSweep = null;
      this.#sweep(this.#clock.now());
      if (this.#sessions.size > 0) this.#scheduleSweep();
    });
  }

  #sweep(now: number): void {
    for (const [sessionId, session] of this.#sessions) {
      if (session.touchedAt <= now - this.#limits.idleMs && !this.#inUse(sessionId, session)) this.#forget(sessionId, session);
      else this.#measured(session, () => session.fold(runsOrEndedSince(now - KEEP_FRAMES_MS)));
      session.forgetOldRequests(now);
    }
  }
}
