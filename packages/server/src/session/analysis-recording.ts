import type { AnalysisErrorBody, AnalysisStatus, CompleteBody } from '@groundwire/protocol';
import { type Clock, isoTimestamp } from '../base/clock.js';
import type { Logger } from '../base/logger.js';
import type { AnalysisRecord, AnalysisStore } from '../store/analysis-store.js';
import { STORE_LIMIT_MS } from './session-limits.js';
import { within } from './within.js';

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

  /** For an analysis that another process began: its record is there, unless that process could not make it. */
  async adopt(): Promise<void> {
    try {
      this.#created = (await within(this.#clock, STORE_LIMIT_MS, 'Reading the analysis from the store', this.#store.get(this.#record.analysis_id))) !== null;
    } catch (error) {
      this.#logger.error({ err: error, analysis_id: this.#record.analysis_id }, 'the analysis could not be read from the store');
      this.#created = true;
    }
  }

  /**
   * To be called before the terminal body is appended, so that history never lags behind what a client saw. `text`: the tokens
   * joined; kept of an analysis that did not complete, because it was shown.
   */
  async end(terminal: CompleteBody | AnalysisErrorBody, text: string): Promise<void> {
    const end = {
      status: statusOf(terminal),
      completed_at: isoTimestamp(this.#clock),
      complete: terminal.type === 'complete' ? terminal : null,
      error: terminal.type === 'complete' ? null : terminal.error,
      partial_answer: terminal.type === 'complete' || text === '' ? null : text,
    };
    // A record that could not be made at the start may be made now.
    if (this.#created) await this.#attempt('update', end);
    else await this.#attempt('create', { ...this.#record, ...end });
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
