import type { Frame, LoggedBody } from '@groundwire/protocol';
import { type Clock, pause } from '../base/clock.js';
import type { AnalysisStart, AppendOptions, Lease, LoggedAnalysis, LogHead, LogSnapshot, SessionLog, TakenOver } from '../session-log/session-log.js';

const NEVER = new AbortController().signal;

/** A session log behind a network that can be made bad: slow answers, replies that get lost, doorbells that get lost or come twice. */
export class FaultyLog implements SessionLog {
  /** Every call that readers and writers make takes so long. */
  delayMs = 0;
  rings: 'once' | 'twice' | 'never' = 'once';
  /** The next append is applied, but its caller is told that it failed. */
  loseNextReply = false;
  /** Doorbells that somebody listens to. */
  listeners = 0;
  /** The log without its network. */
  readonly inner: SessionLog;
  readonly #clock: Clock;
  readonly #appended: (lease: Lease, frames: readonly Frame[]) => Promise<void>;

  /** `appended` hears of each append when it is stored, before its caller does. */
  constructor(inner: SessionLog, clock: Clock, appended: (lease: Lease, frames: readonly Frame[]) => Promise<void> = async () => {}) {
    this.inner = inner;
    this.#clock = clock;
    this.#appended = appended;
  }

  async head(sessionId: string): Promise<LogHead> {
    await this.#travel();
    return this.inner.head(sessionId);
  }

  begin(sessionId: string, analysisId: string, start: AnalysisStart, most?: number): Promise<{ lease: Lease } | { repeated: string }> {
    return this.inner.begin(sessionId, analysisId, start, most);
  }

  async append(lease: Lease, bodies: LoggedBody[], options?: AppendOptions): Promise<Frame[]> {
    const losesReply = this.loseNextReply;
    this.loseNextReply = false;
    const frames = await this.inner.append(lease, bodies, options);
    await this.#appended(lease, frames);
    if (losesReply) throw new Error('The reply got lost');
    return frames;
  }

  async read(sessionId: string, after: number, limit: number, analysisId?: string): Promise<Frame[]> {
    await this.#travel();
    return this.inner.read(sessionId, after, limit, analysisId);
  }

  async analyses(sessionId: string): Promise<LoggedAnalysis[]> {
    await this.#travel();
    return this.inner.analyses(sessionId);
  }

  async snapshots(sessionId: string): Promise<LogSnapshot[]> {
    await this.#travel();
    return this.inner.snapshots(sessionId);
  }

  subscribe(sessionId: string, ring: () => void): () => void {
    this.listeners += 1;
    const stop = this.inner.subscribe(sessionId, () => {
      if (this.rings === 'never') return;
      ring();
      if (this.rings === 'twice') ring();
    });
    return () => {
      this.listeners -= 1;
      stop();
    };
  }

  sessionOf(analysisId: string): Promise<string | null> {
    return this.inner.sessionOf(analysisId);
  }
  markDelivered(sessionId: string, analysisId: string): Promise<void> {
    return this.inner.markDelivered(sessionId, analysisId);
  }
  renew(leases: Lease[]): Promise<Lease[]> {
    return this.inner.renew(leases);
  }
  release(leases: Lease[]): Promise<void> {
    return this.inner.release(leases);
  }
  onReleased(look: () => void): () => void {
    return this.inner.onReleased(look);
  }
  takeOver(limit: number): Promise<TakenOver[]> {
    return this.inner.takeOver(limit);
  }
  requestCancel(sessionId: string, analysisId: string): Promise<boolean> {
    return this.inner.requestCancel(sessionId, analysisId);
  }
  cancelRequested(leases: Lease[]): Promise<Lease[]> {
    return this.inner.cancelRequested(leases);
  }
  forgetSession(sessionId: string): Promise<boolean> {
    return this.inner.forgetSession(sessionId);
  }
  forgetAnalysis(sessionId: string, analysisId: string): Promise<boolean> {
    return this.inner.forgetAnalysis(sessionId, analysisId);
  }
  check(): Promise<void> {
    return this.inner.check();
  }
  close(): Promise<void> {
    return this.inner.close();
  }

  async #travel(): Promise<void> {
    if (this.delayMs > 0) await pause(this.#clock, this.delayMs, NEVER);
  }
}
