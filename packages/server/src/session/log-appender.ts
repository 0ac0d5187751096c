import type { LoggedBody } from '@groundwire/protocol';
import type { Clock } from '../base/clock.js';
import type { Lease, SessionLog } from '../session-log/session-log.js';
import { APPEND_LIMIT_MS, MAX_PENDING_BODIES } from './session-limits.js';
import { within } from './within.js';

export interface LogAppenderOptions {
  log: SessionLog;
  clock: Clock;
  lease: Lease;
  /** Called once when an append fails; nothing is appended after that. */
  failed: (error: unknown) => void;
}

/**
 * Writes the bodies of one run to the log: one append at a time, and what comes up meanwhile goes together in the next one.
 * So a slow log makes appends larger, not more. A note goes with the bodies that follow it, or with some before them.
 */
export class LogAppender {
  readonly #options: LogAppenderOptions;
  #pending: LoggedBody[] = [];
  #notes: Array<[string, unknown]> = [];
  #appending: Promise<void> | null = null;
  #failure: { error: unknown } | null = null;
  #text = '';

  constructor(options: LogAppenderOptions) {
    this.#options = options;
  }

  /** The tokens that are in the log for certain, joined. */
  get text(): string {
    return this.#text;
  }

  add(body: LoggedBody): void {
    if (this.#failure !== null) return;
    this.#pending.push(body);
    this.#appending ??= this.#appendAll();
  }

  note(key: string, value: unknown): void {
    this.#notes.push([key, value]);
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
    const { log, clock, lease, failed } = this.#options;
    try {
      while (this.#pending.length > 0) {
        const batch = this.#pending;
        const notes = this.#notes;
        this.#pending = [];
        this.#notes = [];
        const options = notes.length === 0 ? {} : { notes: Object.fromEntries(notes) };
        await within(clock, APPEND_LIMIT_MS, 'Appending to the session log', log.append(lease, batch, options));
        for (const body of batch) if (body.type === 'token') this.#text += body.content;
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
