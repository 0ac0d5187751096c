import { type AnalysisStatus, type Answer, emptyAnswer, foldFrame } from '@groundwire/protocol';
import type { Clock } from '../base/clock.js';
import { GroundwireError } from '../base/errors.js';
import type { Logger } from '../base/logger.js';
import { AnalysisRuns, type SessionLog } from '../session-log/session-log.js';
import type { AnalysisStore } from '../store/analysis-store.js';
import { answerFromLog, answerFromRecord, isFinal } from './finished-answer.js';
import type { KnownStarts } from './known-starts.js';
import type { RunningAnalyses } from './running-analyses.js';
import { CANCEL_WAIT_MS } from './session-limits.js';
import type { SessionRooms } from './session-rooms.js';
import { CLOSE_EPOCH_CHANGED } from './socket-limits.js';
import { waitForEnd } from './wait-for-end.js';

export interface SessionHistoryOptions {
  log: SessionLog;
  store: AnalysisStore;
  clock: Clock;
  logger: Logger;
  runs: RunningAnalyses;
  rooms: SessionRooms;
  known: KnownStarts;
  /** Aborted when this process stops. */
  stopped: AbortSignal;
}

/** Analyses by their id, wherever they run or ran: their end, their cancel, their deletion. */
export class SessionHistory {
  readonly #options: SessionHistoryOptions;

  constructor(options: SessionHistoryOptions) {
    this.#options = options;
  }

  async finished(analysisId: string): Promise<Answer> {
    const { log, store, rooms, runs } = this.#options;
    const sessionId = await this.#sessionOf(analysisId);
    if (sessionId !== null) {
      const leave = rooms.attend(sessionId);
      try {
        await this.#waitForEnd(sessionId, analysisId, this.#options.stopped);
      } finally {
        leave();
      }
      const logged = await answerFromLog(log, sessionId, analysisId);
      if (logged !== null && isFinal(logged)) return logged;
      const unlogged = runs.unlogged.find(analysisId);
      if (unlogged !== undefined) return foldFrame(logged ?? emptyAnswer(), unlogged);
    }
    const record = await store.get(analysisId);
    const stored = record === null ? null : answerFromRecord(record);
    if (stored === null) throw unknownAnalysis(analysisId);
    return stored;
  }

  async cancel(analysisId: string): Promise<AnalysisStatus> {
    const { log, runs, store, clock } = this.#options;
    const sessionId = await this.#sessionOf(analysisId);
    if (sessionId !== null) {
      if (runs.cancel(analysisId) || (await log.requestCancel(sessionId, analysisId))) {
        const enough = new AbortController();
        const stop = clock.after(CANCEL_WAIT_MS, () => enough.abort());
        await this.#waitForEnd(sessionId, analysisId, enough.signal).catch(() => {});
        stop();
      }
    }
    const record = await store.get(analysisId);
    if (record !== null && record.status !== 'queued' && record.status !== 'processing') return record.status;
    // The log has an end first; where it has no record of its own, the store has it a moment later.
    const logged = sessionId === null ? null : await answerFromLog(log, sessionId, analysisId);
    if (logged !== null) return logged.error?.code === 'CANCELLED' ? 'cancelled' : logged.status;
    if (record === null) throw unknownAnalysis(analysisId);
    return record.status;
  }

  async forgetAnalysis(analysisId: string): Promise<void> {
    const { log, store, known } = this.#options;
    const status = await this.cancel(analysisId);
    if (status === 'processing' || status === 'queued') throw stillRuns();
    const sessionId = await log.sessionOf(analysisId);
    if (sessionId !== null) await log.forgetAnalysis(sessionId, analysisId).catch(asStillRuns);
    await store.remove(analysisId);
    known.forget(analysisId);
  }

  async forgetSession(sessionId: string): Promise<number> {
    const { log, store, rooms, known } = this.#options;
    const analyses = await log.analyses(sessionId);
    await Promise.all(analyses.filter(({ status }) => status === 'running').map(({ analysis_id }) => this.cancel(analysis_id)));
    await log.forgetSession(sessionId).catch(asStillRuns);
    const removed = await store.removeSession(sessionId);
    for (const { analysis_id } of analyses) known.forget(analysis_id);
    await rooms.find(sessionId)?.close(CLOSE_EPOCH_CHANGED, 'The session was deleted');
    return Math.max(removed, analyses.length);
  }

  async #sessionOf(analysisId: string): Promise<string | null> {
    const { log, known, runs } = this.#options;
    return runs.find(analysisId)?.sessionId ?? known.sessionOf(analysisId) ?? (await log.sessionOf(analysisId));
  }

  /** Until the log has the end; or, where a run of this process could not bring it there, the store. */
  async #waitForEnd(sessionId: string, analysisId: string, signal: AbortSignal): Promise<void> {
    const { log, clock, runs, store } = this.#options;
    await orAborted(runs.done(analysisId), signal);
    const enough = async () => {
      if (runs.unlogged.find(analysisId) !== undefined) return true;
      const record = runs.find(analysisId) === undefined ? await store.get(analysisId).catch(() => null) : null;
      return record !== null && record.status !== 'queued' && record.status !== 'processing';
    };
    await waitForEnd({ log, clock, sessionId, analysisId, signal, enough });
  }
}

function orAborted(promise: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason as Error);
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

function asStillRuns(error: unknown): never {
  throw error instanceof AnalysisRuns ? stillRuns() : error;
}

function stillRuns(): GroundwireError {
  return new GroundwireError('OVERLOADED', 'What was to be deleted still runs, in another process, and has not ended yet; try again in a moment', { retryAfter: 2 });
}

export function unknownAnalysis(analysisId: string): GroundwireError {
  return new GroundwireError('ANALYSIS_NOT_FOUND', `There is no analysis ${JSON.stringify(analysisId.slice(0, 100))} here; check the id`);
}
