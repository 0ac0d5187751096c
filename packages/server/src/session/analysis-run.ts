import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AnalysisErrorBody, AnalysisProgress } from '@groundwire/protocol';
import type { AnalysisParams, EngineBody, StreamAnalysis } from '../analysis/analysis-params.js';
import { type Clock, isoTimestamp } from '../base/clock.js';
import { GroundwireError, toGroundwireError, toWireError } from '../base/errors.js';
import type { Logger } from '../base/logger.js';
import { AppendRefused, type Lease, LogFull, type SessionLog, type TakenOver } from '../session-log/session-log.js';
import type { AnalysisRecording } from './analysis-recording.js';
import { appendEnd, type TerminalBody } from './append-end.js';
import { BodyGuard } from './body-guard.js';
import { LogAppender } from './log-appender.js';
import { ABORT_GRACE_MS } from './session-limits.js';
import type { RunningAnalysis } from './sessions.js';
import { PROGRESS_NOTE } from './takeover-budget.js';

export interface AnalysisRunOptions {
  sessionId: string;
  params: AnalysisParams;
  /** Set when this run goes on with one whose process is gone. */
  taken?: Pick<TakenOver, 'shown' | 'logged' | 'attempt'> | undefined;
  log: SessionLog;
  recording: AnalysisRecording;
  streamAnalysis: StreamAnalysis;
  clock: Clock;
  logger: Logger;
  wordPaceMs: number;
  deadlineMs: number;
  onProgress: (frame: AnalysisProgress) => void;
  /** Called before the terminal body is appended: no progress after it. */
  onEnding: () => void;
  /** The log can't take the end. Gives the way to take that back, once it can. */
  onUnlogged: (end: AnalysisErrorBody) => () => void;
}

/** An engine may yield so many bodies in one turn of the event loop before everybody else gets theirs. */
const BODIES_PER_TURN = 128;

/**
 * One analysis on its way from the engine to the log. Whatever the engine does (throw, stall, end without a terminal body,
 * go on after one, miscount), the log gets exactly one terminal frame: from this run, or, when the analysis was taken from it or
 * given up, from the run that goes on with it.
 */
export class AnalysisRun {
  readonly #options: AnalysisRunOptions;
  readonly #abort = new AbortController();
  readonly #guard: BodyGuard;
  #progress: RunningAnalysis = { status: 'queued', progress: { completion_percentage: 0, current_step: 'queued' } };
  #decided = false;
  #left = false;
  readonly #cleanUp: Array<() => void> = [];
  readonly #stopped = new AbortController();
  #givenUp = false;
  /** Stops waiting for the engine's next body. */
  #stopWaiting: (() => void) | null = null;

  constructor(options: AnalysisRunOptions) {
    this.#options = options;
    this.#guard = new BodyGuard(options.params.analysis_id, options.taken?.shown);
  }

  get sessionId(): string {
    return this.#options.sessionId;
  }

  get standing(): RunningAnalysis {
    return this.#progress;
  }

  /** Whether the run was left to another one, and has appended nothing since. */
  get left(): boolean {
    return this.#left;
  }

  /**
   * Ends the run early with this error, even if the engine does not react. False when it is too late because the end was
   * decided; true again for every further call before that.
   */
  cancel(reason: GroundwireError): boolean {
    if (this.#decided || this.#left) return false;
    if (this.#abort.signal.aborted) return true;
    this.#abort.abort(reason);
    this.#cleanUp.push(this.#options.clock.after(ABORT_GRACE_MS, () => this.#giveUp()));
    return true;
  }

  /** Stops at once and says no more: another run goes on with the analysis. What was said before still reaches the log, if it takes it. */
  leave(): void {
    if (this.#decided) return;
    this.#left = true;
    this.#abort.abort(new GroundwireError('NODE_LOST', 'Another process goes on with the analysis'));
    this.#giveUp();
  }

  /** Stops at once, so that another process can go on; what was called off already ends here instead, whether the engine has noticed or not. */
  handOver(): void {
    this.#stopped.abort();
    if (this.#abort.signal.aborted) this.#giveUp();
    else this.leave();
  }

  /** Runs to the end. Resolves when the terminal frame is in the log, or can't be brought there. Never rejects. */
  async run(lease: Lease): Promise<void> {
    const { log, clock, params, taken, deadlineMs, logger } = this.#options;
    const seconds = Math.round(deadlineMs / 1000);
    const late = () => this.cancel(new GroundwireError('DEADLINE_EXCEEDED', `The analysis took longer than ${seconds} seconds; ask a narrower question or try again later`));
    this.#cleanUp.push(clock.after(deadlineMs, late));
    const appender = new LogAppender({ log, clock, lease, failed: (error) => this.#logFailed(error) });
    if (taken !== undefined) appender.note(PROGRESS_NOTE, taken.attempt);
    try {
      const terminal = await this.#drive(appender);
      if (terminal === null) await appender.flushed().catch(() => {});
      else await this.#finish(appender, terminal, lease);
    } catch (error) {
      // A log that refuses has another owner for this analysis: the end, and the record of it, are that owner's.
      if (error instanceof AppendRefused) logger.info({ analysis_id: params.analysis_id, reason: error.reason }, 'another process goes on with the analysis');
      else logger.error({ err: error, analysis_id: params.analysis_id }, 'the end of the analysis could not be brought to the log');
    } finally {
      for (const stop of this.#cleanUp) stop();
    }
  }

  /** Takes bodies from the engine until the end is decided, and gives the terminal body; null when the run was left. */
  async #drive(appender: LogAppender): Promise<TerminalBody | null> {
    const { streamAnalysis, params, sessionId, wordPaceMs } = this.#options;
    const { signal } = this.#abort;
    if (signal.aborted) return this.#decide(null, signal.reason);
    let bodies: AsyncGenerator<EngineBody, void, void> | null = null;
    try {
      bodies = streamAnalysis(params, sessionId, { signal, wordPaceMs });
      for (let count = 1; ; count += 1) {
        const body = await this.#nextBody(bodies);
        if (body === null) return this.#decide(null, signal.aborted ? signal.reason : new Error('the engine ended without a terminal body'));
        if (body.type === 'complete' || body.type === 'analysis_error') return this.#decide(body, null);
        if (!signal.aborted) this.#take(body, appender);
        if (appender.full) await appender.room();
        if (count % BODIES_PER_TURN === 0) await nextTurn();
      }
    } catch (error) {
      return this.#decide(null, error);
    } finally {
      bodies?.return().catch((error: unknown) => this.#options.logger.warn({ err: error, analysis_id: params.analysis_id }, 'the engine failed while it was closed'));
    }
  }

  /** Null when the engine ended, or is no longer waited for. */
  #nextBody(bodies: AsyncGenerator<EngineBody, void, void>): Promise<EngineBody | null> {
    if (this.#givenUp) return Promise.resolve(null);
    return new Promise((resolve, reject) => {
      this.#stopWaiting = () => resolve(null);
      bodies.next().then((next) => resolve(next.done === true ? null : next.value), reject);
    });
  }

  #take(body: Exclude<EngineBody, TerminalBody>, appender: LogAppender): void {
    if (body.type === 'note') return appender.note(body.key, body.value);
    const fault = this.#guard.fault(body);
    if (fault !== null) throw new Error(fault);
    if (body.type !== 'analysis_progress') {
      this.#progress = { ...this.#progress, status: 'processing' };
      if (!this.#isLogged(body)) appender.add(body);
      return;
    }
    this.#progress = { status: 'processing', progress: body.progress };
    this.#options.onProgress(body);
  }

  /** Whether the run before has said this, so that it is not said twice. */
  #isLogged(body: Exclude<EngineBody, TerminalBody | AnalysisProgress | { type: 'note' }>): boolean {
    const logged = this.#options.taken?.logged;
    if (logged === undefined || body.type === 'token' || body.type === 'citation') return false;
    return body.type === 'started' ? logged.started : logged.sources[body.type].includes(body.source_id);
  }

  /** The one place where the end is decided: cancel and deadline win over what the engine made of them. Null: the run was left. */
  #decide(yielded: TerminalBody | null, thrown: unknown): TerminalBody | null {
    if (this.#left) return null;
    this.#decided = true;
    const { signal } = this.#abort;
    if (signal.aborted) {
      const reason = toGroundwireError(signal.reason);
      if (yielded?.type === 'analysis_error' && yielded.error.code === reason.code && this.#guard.fault(yielded) === null) return yielded;
      return this.#errorBody(reason);
    }
    const fault = yielded === null ? thrown : this.#guard.fault(yielded);
    if (fault !== null || yielded === null) return this.#errorBody(this.#reported(fault));
    if (yielded.type === 'complete' && yielded.answer !== this.#guard.text) {
      this.#options.logger.error({ analysis_id: yielded.analysis_id }, 'the tokens joined are not the answer of the complete frame');
    }
    return yielded;
  }

  #reported(fault: unknown): GroundwireError {
    const error = toGroundwireError(fault);
    if (error.code === 'SERVER_ERROR') {
      this.#options.logger.error({ err: fault, analysis_id: this.#options.params.analysis_id }, 'the analysis failed unexpectedly');
    }
    return error;
  }

  #errorBody(error: GroundwireError): AnalysisErrorBody {
    const { params, clock } = this.#options;
    return { type: 'analysis_error', analysis_id: params.analysis_id, error: toWireError(error, this.#guard.partial), timestamp: isoTimestamp(clock) };
  }

  /** The log decides whether this end is the end: history hears of it only then, so that the two never disagree. */
  async #finish(appender: LogAppender, terminal: TerminalBody, lease: Lease): Promise<void> {
    const { log, clock, recording, taken, params, logger, onEnding, onUnlogged } = this.#options;
    onEnding();
    const failure = await appender.flushed().then(() => null, (error: unknown) => ({ error }));
    if (failure?.error instanceof AppendRefused) throw failure.error;
    const end = failure === null ? terminal : this.#errorBody(logUnavailable(failure.error));
    const text = (taken?.shown.text ?? '') + appender.text;
    const announce = (sorry: AnalysisErrorBody) => {
      logger.error({ analysis_id: params.analysis_id }, 'the session log takes no end; who waits for the answer is told so, and the log is asked again');
      void recording.endUnlogged(sorry, text);
      return onUnlogged(sorry);
    };
    const logged = await appendEnd(end, { log, clock, lease, sorry: (error) => this.#errorBody(logUnavailable(error)), announce, stopped: this.#stopped.signal });
    if (logged !== null) await recording.end(logged, text);
  }

  #logFailed(error: unknown): void {
    if (error instanceof AppendRefused) return this.leave();
    this.#options.logger.error({ err: error, analysis_id: this.#options.params.analysis_id }, 'the session log failed an append');
    this.cancel(logUnavailable(error));
    this.#giveUp();
  }

  #giveUp(): void {
    this.#givenUp = true;
    this.#stopWaiting?.();
  }
}

function logUnavailable(cause: unknown): GroundwireError {
  return cause instanceof LogFull ? cause : new GroundwireError('LOG_UNAVAILABLE', 'The session log could not be written; try again in a moment. If that does not help, its operator finds the reason in the log of the server', { cause });
}
