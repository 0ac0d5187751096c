import type { StreamAnalysis } from '../analysis/analysis-params.js';
import { GroundwireError } from '../base/errors.js';
import type { Clock } from '../base/clock.js';
import type { Logger } from '../base/logger.js';
import type { AnalysisStart, Lease, SessionLog, TakenOver } from '../session-log/session-log.js';
import type { AnalysisStore } from '../store/analysis-store.js';
import { AnalysisRecording } from './analysis-recording.js';
import { AnalysisRun } from './analysis-run.js';
import { LeaseKeeper } from './lease-keeper.js';
import type { SessionRooms } from './session-rooms.js';
import { UnloggedEnds } from './unlogged-ends.js';

export interface RunningAnalysesOptions {
  log: SessionLog;
  store: AnalysisStore;
  streamAnalysis: StreamAnalysis;
  clock: Clock;
  logger: Logger;
  wordPaceMs: number;
  deadlineMs: number;
  rooms: SessionRooms;
}

export interface AnalysisToRun {
  session_id: string;
  analysis_id: string;
  start: AnalysisStart;
  taken?: TakenOver | undefined;
}

/** One analysis that is counted in. It either runs (`run`) or is counted out again (`abandon`). */
export interface EnteredAnalysis {
  readonly run: AnalysisRun;
  readonly recording: AnalysisRecording;
  begin(lease: Lease): void;
  abandon(): void;
}

interface Entry {
  run: AnalysisRun;
  done: Promise<void>;
  /** Resolves when nobody need wait any more: it is done, or can't be brought to its end. */
  told: Promise<void>;
  lease: Lease | null;
}

/** All analyses that run in this process, with their leases. */
export class RunningAnalyses {
  readonly #options: RunningAnalysesOptions;
  readonly #entries = new Map<string, Entry>();
  readonly #keeper: LeaseKeeper;
  /** Ends that the log can't take at present. */
  readonly unlogged = new UnloggedEnds();

  constructor(options: RunningAnalysesOptions) {
    this.#options = options;
    this.#keeper = new LeaseKeeper(options.log, options.clock, options.logger);
  }

  get size(): number {
    return this.#entries.size;
  }

  find(analysisId: string): AnalysisRun | undefined {
    return this.#entries.get(analysisId)?.run;
  }

  ofSession(sessionId: string): AnalysisRun[] {
    return [...this.#entries.values()].map(({ run }) => run).filter((run) => run.sessionId === sessionId);
  }

  /** Resolves when the analysis does not run here (any more), or its end is in `unlogged`. */
  async done(analysisId: string): Promise<void> {
    await this.#entries.get(analysisId)?.told;
  }

  /**
   * Cancels an analysis that runs here. The log is told too, so that it is not gone on with should this process die before it has
   * ended. False when no such analysis runs, or its end is decided.
   */
  cancel(analysisId: string): boolean {
    const run = this.#entries.get(analysisId)?.run;
    if (run === undefined || !run.cancel(cancelled())) return false;
    const { log, logger } = this.#options;
    log.requestCancel(run.sessionId, analysisId).catch((error: unknown) => logger.warn({ err: error, analysis_id: analysisId }, 'the cancel could not be noted in the session log'));
    return true;
  }

  /** Counts an analysis in, before anything of it is stored. */
  enter(analysis: AnalysisToRun): EnteredAnalysis {
    const { analysis_id, session_id } = analysis;
    const { rooms } = this.#options;
    const room = rooms.room(session_id);
    const recording = this.#recording(analysis);
    let [ended, told] = [() => {}, () => {}];
    const run = this.#run(analysis, recording, () => told());
    const done = new Promise<void>((resolve) => (ended = resolve));
    const entry: Entry = { run, lease: null, done, told: Promise.race([done, new Promise<void>((resolve) => (told = resolve))]) };
    this.#entries.set(analysis_id, entry);
    room.runBegan();
    const leave = () => {
      // A process that was cut off for a while may have taken an analysis over from itself.
      if (this.#entries.get(analysis_id) === entry) this.#entries.delete(analysis_id);
      room.runEnded();
      rooms.release(session_id, room);
      ended();
    };
    const begin = (lease: Lease) => {
      entry.lease = lease;
      const letGo = this.#keeper.hold(lease, { lost: () => run.leave(), cancelRequested: () => void run.cancel(cancelled()) });
      void run.run(lease).finally(() => {
        letGo();
        leave();
      });
    };
    return { run, recording, begin, abandon: leave };
  }

  /** Resolves when nothing runs any more. */
  async allDone(): Promise<void> {
    while (this.#entries.size > 0) await Promise.all([...this.#entries.values()].map(({ done }) => done));
  }

  /** Stops what still runs in mid-sentence, and lets the next process have it at once. */
  async handOver(): Promise<void> {
    const entries = [...this.#entries.values()];
    for (const { run } of entries) run.handOver();
    await Promise.all(entries.map(({ done }) => done));
    const left = entries.flatMap(({ run, lease }) => (run.left && lease !== null ? [lease] : []));
    if (left.length > 0) await this.#options.log.release(left).catch((error: unknown) => this.#options.logger.warn({ err: error }, 'leases could not be released; others take over when they run out'));
  }

  #recording({ analysis_id, session_id, start }: AnalysisToRun): AnalysisRecording {
    const { store, clock, logger } = this.#options;
    const { query, parameters, created_at } = start;
    return new AnalysisRecording(store, clock, logger, { analysis_id, session_id, query_text: query, parameters, status: 'processing', created_at, completed_at: null, complete: null, error: null, partial_answer: null });
  }

  #run({ analysis_id, session_id, start, taken }: AnalysisToRun, recording: AnalysisRecording, told: () => void): AnalysisRun {
    const { log, streamAnalysis, clock, logger, wordPaceMs, deadlineMs, rooms } = this.#options;
    const { query, parameters, client_request_id, history, paced } = start;
    const resume = taken === undefined ? undefined : { notes: taken.notes, shown: taken.shown.text, next_index: taken.shown.next_index, claims: taken.shown.claims, attempt: taken.attempt };
    return new AnalysisRun({
      sessionId: session_id,
      params: { analysis_id, query, parameters, client_request_id, history, resume },
      taken,
      log,
      recording,
      streamAnalysis,
      clock,
      logger,
      wordPaceMs: paced ? wordPaceMs : 0,
      deadlineMs,
      onProgress: (frame) => rooms.find(session_id)?.progress.offer(frame),
      onEnding: () => rooms.find(session_id)?.progress.finish(analysis_id),
      onUnlogged: (end) => {
        const takeBack = this.unlogged.add(session_id, analysis_id, end);
        told();
        return takeBack;
      },
    });
  }
}

export function cancelled(): GroundwireError {
  return new GroundwireError('CANCELLED', 'The analysis was cancelled');
}
