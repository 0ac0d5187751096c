import type { LoggedBody } from '@groundwire/protocol';
import type { Clock } from '../base/clock.js';
import type { SessionLog } from '../session-log/session-log.js';
import { APPEND_LIMIT_MS, MAX_PENDING_BODIES } from './session-limits.js';
import { within } from './within.js';

export interface LogAppenderOptions {
  log: SessionLog;
  clock: Clock;
  sessionId: string;
  analysisId: string;
  fence: number;
  /** Called once when an append fails; nothing is appended after that. */
  failed: (error: unknown) => void;
}

/**
 * Writes the bodies of one run to the log: one append at a time, and what comes up meanwhile goes together in the next one.
 * So a slow log makes appends larger, not more.
 */
export class LogAppender {
  readonly #options: LogAppenderOptions;
  #pending: LoggedBody[] = [];
  #appending: Promise<void> | null = null;
  #failure: { error: unknown } | null = null;

  constructor(options: LogAppenderOptions) {
    this.#options = options;
  }

  add(body: LoggedBody): void {
    if (this.#failure !== null) return;
    this.#pending.push(body);
    this.#appending ??= this.#appendAll();
  }

  /** Resolves when the engine may go on: at once, unless the log is far behind. */
  async room(): Promise<void> {
    if (this.#pending.length >= MAX_PENDING_BODIES) await this.#appending;
  }

  /** Resolves when the log has all that was added; rejects with what made it fail. */
  async flushed(): Promise<void> {
    await this.#appending;
    if (this.#failure !== null) throw this.#failure.error;
  }

  async #appendAll(): Promise<void> {
    const { log, clock, sessionId, analysisId, fence, failed } = this.#options;
    try {
      while (this.#pending.length > 0) {
        const batch = this.#pending;
        this.#pending = [];
        await within(clock, APPEND_LIMIT_MS, 'Appending to the session log', log.append(sessionId, analysisId, fence, batch));
      }
    } catch (error) {
      this.#failure = { error };
      this.#pending = [];
      failed(error);
    } finally {
      this.#appending = null;
    }
  }
}
