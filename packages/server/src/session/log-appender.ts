import type { LoggedBody } from '@groundwire/protocol';
import type { Clock } from '../base/clock.js';
import type { Lease, SessionLog } from '../session-log/session-log.js';
import { APPEND_LIMIT_MS, MAX_PENDING_BODIES } from './session-limits.js';

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
  /** When the append that runs began, and how to end the wait for it. */
  #running: { since: number; late: () => void } | null = null;
  #stopWatch: (() => void) | null = null;

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

  /** Whether the log is so far behind that the engine has to wait until `room` resolves. */
  get full(): boolean {
    return this.#pending.length >= MAX_PENDING_BODIES;
  }

  async room(): Promise<void> {
    if (this.full) await this.#appending;
  }

  /** Resolves when the log has all that was added; rejects with what made it fail. Nothing may be added from then on. */
  async flushed(): Promise<void> {
    await this.#appending;
    this.#endWatch();
    if (this.#failure !== null) throw this.#failure.error;
  }

  async #appendAll(): Promise<void> {
    const { log, lease, failed } = this.#options;
    try {
      while (this.#pending.length > 0) {
        const batch = this.#pending;
        const notes = this.#notes;
        this.#pending = [];
        this.#notes = [];
        const options = notes.length === 0 ? {} : { notes: Object.fromEntries(notes) };
        await this.#inTime(log.append(lease, batch, options));
        for (const body of batch) if (body.type === 'token') this.#text += body.content;
      }
    } catch (error) {
      this.#failure = { error };
      this.#pending = [];
      this.#endWatch();
      failed(error);
    } finally {
      this.#appending = null;
    }
  }

  /** As `within` has it, with one timer for all appends instead of one for each: a token costs more to time than to write. */
  #inTime(append: Promise<unknown>): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#running = { since: this.#options.clock.now(), late: () => reject(new Error(`Appending to the session log took longer than ${APPEND_LIMIT_MS} ms`)) };
      if (this.#stopWatch === null) this.#watch(APPEND_LIMIT_MS);
      append.then(() => {
        this.#running = null;
        resolve();
      }, reject);
    });
  }

  #watch(ms: number): void {
    const { clock } = this.#options;
    this.#stopWatch = clock.after(ms, () => {
      this.#stopWatch = null;
      if (this.#running === null) return;
      const left = this.#running.since + APPEND_LIMIT_MS - clock.now();
      if (left <= 0) this.#running.late();
      else this.#watch(left);
    });
  }

  #endWatch(): void {
    this.#stopWatch?.();
    this.#stopWatch = null;
    this.#running = null;
  }
}
