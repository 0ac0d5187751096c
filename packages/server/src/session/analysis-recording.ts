import { isDeepStrictEqual } from 'node:util';
import type { AnalysisErrorBody, AnalysisStatus, CompleteBody } from '@groundwire/protocol';
import { type Clock, isoTimestamp } from '../base/clock.js';
import type { Logger } from '../base/logger.js';
import type { AnalysisRecord, AnalysisStore } from '../store/analysis-store.js';
import { STORE_LIMIT_MS } from './session-limits.js';
import { within } from './within.js';

type RecordedEnd = Pick<AnalysisRecord, 'status' | 'completed_at' | 'complete' | 'error' | 'partial_answer'>;

/**
 * Keeps the record of one analysis in the store. A store that fails or hangs is written to the server's log and never holds
 * the answer up.
 */
export class AnalysisRecording {
  readonly #store: AnalysisStore;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #record: AnalysisRecord;
  #created = false;

  constructor(store: AnalysisStore, clock: Clock, logger: Logger, record: AnalysisRecord) {
    this.#store = store;
    this.#clock = clock;
    this.#logger = logger;
    this.#record = record;
  }

  async begin(): Promise<void> {
    this.#created = await this.#attempt('create', this.#record);
  }

  /** For an analysis that another process began: its record is there, unless that process could not make it (yet). */
  async adopt(): Promise<void> {
    const stored = await this.#stored();
    this.#created = stored !== null || (await this.#attempt('create', this.#record));
  }

  /**
   * To be called once the log has the terminal body, by whom the log took it from, and by nobody else. A log that shares its file with
   * history has written the record in that same step; then there is nothing to do. `text`: the tokens joined; kept of an
   * analysis that did not complete, because it was shown.
   */
  async end(terminal: CompleteBody | AnalysisErrorBody, text: string): Promise<void> {
    const end = this.#endOf(terminal, text);
    const stored = await this.#stored();
    if (stored == null || !says(stored, end)) await this.#write(stored, end);
  }

  /** The end of an analysis that could not be brought to the log, which may say another end later: fills a record without an end, and changes none that has one. */
  async endUnlogged(terminal: CompleteBody | AnalysisErrorBody, text: string): Promise<void> {
    const stored = await this.#stored();
    if (stored == null || !isEnded(stored)) await this.#write(stored, this.#endOf(terminal, text));
  }

  #endOf(terminal: CompleteBody | AnalysisErrorBody, text: string): RecordedEnd {
    return {
      status: statusOf(terminal),
      completed_at: isoTimestamp(this.#clock),
      complete: terminal.type === 'complete' ? terminal : null,
      error: terminal.type === 'complete' ? null : terminal.error,
      partial_answer: terminal.type === 'complete' || text === '' ? null : text,
    };
  }

  /** A record that could not be made at the start may be made now; one that was made and is gone was deleted. */
  async #write(stored: AnalysisRecord | null | undefined, end: RecordedEnd): Promise<void> {
    if (stored != null || this.#created) await this.#attempt('update', end);
    else await this.#attempt('create', { ...this.#record, ...end });
  }

  /** Undefined when the store does not say. */
  async #stored(): Promise<AnalysisRecord | null | undefined> {
    const { analysis_id } = this.#record;
    try {
      return await within(this.#clock, STORE_LIMIT_MS, 'Reading the analysis from the store', this.#store.get(analysis_id));
    } catch (error) {
      this.#logger.error({ err: error, analysis_id }, 'the analysis could not be read from the store');
      return undefined;
    }
  }

  async #attempt(...step: ['create', AnalysisRecord] | ['update', Parameters<AnalysisStore['update']>[1]]): Promise<boolean> {
    const { analysis_id } = this.#record;
    try {
      const call = step[0] === 'create' ? this.#store.create(step[1]) : this.#store.update(analysis_id, step[1]);
      await within(this.#clock, STORE_LIMIT_MS, 'Writing the analysis to the store', call);
      return true;
    } catch (error) {
      this.#logger.error({ err: error, analysis_id, step: step[0] }, 'the analysis could not be written to the store');
      return false;
    }
  }
}

function statusOf(terminal: CompleteBody | AnalysisErrorBody): AnalysisStatus {
  if (terminal.type === 'complete') return 'completed';
  return terminal.error.code === 'CANCELLED' ? 'cancelled' : 'failed';
}

function isEnded({ status }: AnalysisRecord): boolean {
  return status !== 'queued' && status !== 'processing';
}

function says(stored: AnalysisRecord, end: RecordedEnd): boolean {
  return stored.status === end.status && isDeepStrictEqual(stored.error, end.error) && isDeepStrictEqual(stored.complete, end.complete);
}
