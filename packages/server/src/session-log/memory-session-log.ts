import type { Frame, LoggedBody } from '@groundwire/protocol';
import type { Clock } from '../base/clock.js';
import { MemorySession } from './memory-session.js';
import type { LoggedAnalysis, LogHead, SessionLog } from './session-log.js';

/** What the log may hold. A session in which an analysis runs, or that somebody reads, is never forgotten. */
export interface MemoryLogLimits {
  /** Beyond so many sessions the ones idle for longest are forgotten. */
  sessions: number;
  /** Estimated bytes of all frames together; beyond it idle sessions go first, then the oldest ended analyses. */
  bytes: number;
  /** The same for one session. */
  sessionBytes: number;
  /** A session untouched for so many milliseconds is forgotten. */
  idleMs: number;
}

const DEFAULT_LIMITS: MemoryLogLimits = { sessions: 10_000, bytes: 256 * 1024 * 1024, sessionBytes: 16 * 1024 * 1024, idleMs: 3_600_000 };

/** Time between two looks for sessions that have been idle for too long. */
const SWEEP_MS = 60_000;

/** The session log of one process. Nothing outlives the process. */
export class MemorySessionLog implements SessionLog {
  readonly #clock: Clock;
  readonly #limits: MemoryLogLimits;
  /** In order of last use, least recent first. */
  readonly #sessions = new Map<string, MemorySession>();
  #bytes = 0;
  #stopSweep: (() => void) | null = null;

  constructor(clock: Clock, limits: Partial<MemoryLogLimits> = {}) {
    this.#clock = clock;
    this.#limits = { ...DEFAULT_LIMITS, ...limits };
  }

  async head(sessionId: string): Promise<LogHead> {
    return this.#open(sessionId).head();
  }

  async begin(sessionId: string, analysisId: string): Promise<number> {
    return this.#open(sessionId).begin(analysisId);
  }

  async append(sessionId: string, analysisId: string, fence: number, bodies: LoggedBody[]): Promise<Frame[]> {
    const session = this.#open(sessionId);
    const frames = this.#measured(session, () => session.append(analysisId, fence, bodies, this.#clock.now()));
    if (session.bytes > this.#limits.sessionBytes) this.#measured(session, () => session.trim(this.#limits.sessionBytes));
    this.#makeRoom();
    if (frames.length > 0) for (const ring of [...session.rings]) ring();
    return frames;
  }

  async read(sessionId: string, after: number, limit: number, analysisId?: string): Promise<Frame[]> {
    return this.#sessions.get(sessionId)?.read(after, limit, analysisId) ?? [];
  }

  async analyses(sessionId: string): Promise<LoggedAnalysis[]> {
    return this.#sessions.get(sessionId)?.analyses() ?? [];
  }

  async markDelivered(sessionId: string, analysisId: string): Promise<void> {
    this.#sessions.get(sessionId)?.markDelivered(analysisId);
  }

  subscribe(sessionId: string, ring: () => void): () => void {
    const session = this.#open(sessionId);
    // A function of its own each time, so that the same `ring` subscribed twice is stopped once each.
    const own = () => ring();
    session.rings.add(own);
    return () => {
      if (session.rings.delete(own)) session.touchedAt = this.#clock.now();
    };
  }

  /** Sessions and estimated bytes held, for health and tests. */
  size(): { sessions: number; bytes: number } {
    return { sessions: this.#sessions.size, bytes: this.#bytes };
  }

  /** Forgets everything and stops the sweep. */
  close(): void {
    this.#stopSweep?.();
    this.#stopSweep = null;
    this.#sessions.clear();
    this.#bytes = 0;
  }

  #open(sessionId: string): MemorySession {
    const known = this.#sessions.get(sessionId);
    const session = known ?? new MemorySession();
    session.touchedAt = this.#clock.now();
    this.#sessions.delete(sessionId);
    this.#sessions.set(sessionId, session);
    if (known === undefined) {
      this.#makeRoom(session);
      this.#scheduleSweep();
    }
    return session;
  }

  #measured<T>(session: MemorySession, step: () => T): T {
    const before = session.bytes;
    const result = step();
    this.#bytes += session.bytes - before;
    return result;
  }

  #makeRoom(spared?: MemorySession): void {
    const { sessions, bytes } = this.#limits;
    if (this.#sessions.size <= sessions && this.#bytes <= bytes) return;
    for (const [sessionId, session] of this.#sessions) {
      if (this.#sessions.size <= sessions && this.#bytes <= bytes) return;
      if (!session.inUse && session !== spared) this.#forget(sessionId, session);
    }
    for (const session of this.#sessions.values()) {
      if (this.#bytes <= bytes) return;
      this.#measured(session, () => session.trim(Math.max(0, session.bytes - (this.#bytes - bytes))));
    }
  }

  #forget(sessionId: string, session: MemorySession): void {
    this.#sessions.delete(sessionId);
    this.#bytes -= session.bytes;
  }

  #scheduleSweep(): void {
    this.#stopSweep ??= this.#clock.after(SWEEP_MS, () => {
      this.#stopSweep = null;
      const longAgo = this.#clock.now() - this.#limits.idleMs;
      for (const [sessionId, session] of this.#sessions) {
        if (session.touchedAt <= longAgo && !session.inUse) this.#forget(sessionId, session);
      }
      if (this.#sessions.size > 0) this.#scheduleSweep();
    });
  }
}
