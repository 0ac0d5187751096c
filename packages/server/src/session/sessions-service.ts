import { type AnalysisErrorBody, type AnalysisStatus, type Answer, MAX_ANALYSES_PER_SESSION, MAX_SOCKETS_PER_SESSION } from '@groundwire/protocol';
import type { StreamAnalysis } from '../analysis/analysis-params.js';
import { type Clock, isoTimestamp } from '../base/clock.js';
import { GroundwireError } from '../base/errors.js';
import { ANALYSIS_DEADLINE_MS, MAX_RUNNING_ANALYSES } from '../base/limits.js';
import type { Logger } from '../base/logger.js';
import { newId } from '../base/new-id.js';
import type { Turn } from '../models/writer.js';
import { type AnalysisStart, LogFull, type SessionLog, type TakenOver, TooManyRun } from '../session-log/session-log.js';
import type { AnalysisStore } from '../store/analysis-store.js';
import { Attachment } from './attachment.js';
import { KnownStarts } from './known-starts.js';
import { type EnteredAnalysis, RunningAnalyses } from './running-analyses.js';
import { CLOSE_RESTART, DRAIN_MS, FOLLOW_UP_TURNS, ORPHAN_MS, RECONNECT_IN_MS, STORE_LIMIT_MS } from './session-limits.js';
import { SessionHistory, unknownAnalysis } from './session-history.js';
import { SessionRooms } from './session-rooms.js';
import type { RunningAnalysis, Sessions, StartedAnalysis, StartRequest } from './sessions.js';
import type { SocketPort } from './socket-port.js';
import type { SocketWish } from './socket-wish.js';
import { isWorthAnotherAttempt } from './takeover-budget.js';
import { TakeoverSweep } from './takeover-sweep.js';
import { within } from './within.js';

/** Bounds that an operator or a test may move; the defaults are the protocol's and `base/limits.ts`. */
export interface SessionLimits {
  analysesPerSession: number;
  runningAnalyses: number;
  socketsPerSession: number;
  /** Milliseconds after which an analysis ends with `DEADLINE_EXCEEDED`. A takeover begins to count anew. */
  deadlineMs: number;
  /** Milliseconds after which an analysis that nobody follows ends with `ABANDONED`; 0 for never. */
  orphanMs: number;
  /** Milliseconds that what runs may go on when the server stops, before it is handed over. */
  drainMs: number;
}

export interface SessionsOptions {
  log: SessionLog;
  store: AnalysisStore;
  streamAnalysis: StreamAnalysis;
  clock: Clock;
  logger: Logger;
  /** Milliseconds between the words of a text that was not generated word by word, where somebody watches. */
  wordPaceMs: number;
  limits?: Partial<SessionLimits> | undefined;
}

const DEFAULT_LIMITS: SessionLimits = {
  analysesPerSession: MAX_ANALYSES_PER_SESSION,
  runningAnalyses: MAX_RUNNING_ANALYSES,
  socketsPerSession: MAX_SOCKETS_PER_SESSION,
  deadlineMs: ANALYSIS_DEADLINE_MS,
  orphanMs: ORPHAN_MS,
  drainMs: DRAIN_MS,
};

/** The sessions of this process. `close` them before the log and the store. */
export function createSessions(options: SessionsOptions): Sessions {
  return new SessionsService(options);
}

class SessionsService implements Sessions {
  readonly #options: SessionsOptions;
  readonly #limits: SessionLimits;
  readonly #rooms: SessionRooms;
  readonly #runs: RunningAnalyses;
  readonly #known: KnownStarts;
  readonly #history: SessionHistory;
  readonly #sweep: TakeoverSweep;
  readonly #stopped = new AbortController();
  #closing: Promise<void> | null = null;

  constructor(options: SessionsOptions) {
    const { log, store, clock, logger } = options;
    this.#options = options;
    const limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.#limits = limits;
    this.#rooms = new SessionRooms({ clock, orphanMs: limits.orphanMs }, (sessionId) => this.#abandon(sessionId));
    this.#runs = new RunningAnalyses({ ...options, deadlineMs: limits.deadlineMs, rooms: this.#rooms });
    this.#known = new KnownStarts(clock);
    this.#history = new SessionHistory({ log, store, clock, logger, runs: this.#runs, rooms: this.#rooms, known: this.#known, stopped: this.#stopped.signal });
    this.#sweep = new TakeoverSweep({ log, clock, logger, room: () => limits.runningAnalyses - this.#runs.size, goOn: (taken) => void this.#goOn(taken) });
  }

  async start(request: StartRequest): Promise<StartedAnalysis> {
    const before = this.#known.find(request);
    if (before !== undefined) return { ...(await before), repeated: true };
    this.#admit(request.session_id);
    const analysisId = request.analysis_id ?? newId('analysis');
    const starting = this.#begin(request, analysisId);
    this.#known.remember(request, analysisId, starting);
    return starting;
  }

  finished(analysisId: string): Promise<Answer> {
    return this.#history.finished(analysisId);
  }

  unloggedEnd(analysisId: string): AnalysisErrorBody | undefined {
    return this.#runs.unlogged.find(analysisId);
  }

  running(analysisId: string): RunningAnalysis | null {
    const run = this.#runs.find(analysisId);
    if (run === undefined) return null;
    this.#rooms.find(run.sessionId)?.touch();
    return run.standing;
  }

  cancel(analysisId: string): boolean {
    return this.#runs.cancel(analysisId);
  }

  cancelAnywhere(analysisId: string): Promise<AnalysisStatus> {
    return this.#history.cancel(analysisId);
  }

  /** For the sockets: only analyses of their own session. */
  async cancelOwn(sessionId: string, analysisId: string): Promise<void> {
    const run = this.#runs.find(analysisId);
    if (run?.sessionId === sessionId) return void this.#runs.cancel(analysisId);
    const home = this.#known.sessionOf(analysisId) ?? (await this.#options.log.sessionOf(analysisId));
    if (home !== sessionId) throw unknownAnalysis(analysisId);
    await this.#options.log.requestCancel(sessionId, analysisId);
  }

  forgetAnalysis(analysisId: string): Promise<void> {
    return this.#history.forgetAnalysis(analysisId);
  }

  forgetSession(sessionId: string): Promise<number> {
    return this.#history.forgetSession(sessionId);
  }

  refuseWhenStopping(): void {
    if (this.#closing !== null) throw stopping();
  }

  attach(sessionId: string, socket: SocketPort, wish?: SocketWish): void {
    this.refuseWhenStopping();
    const sockets = this.#rooms.counts(sessionId).sockets;
    if (sockets >= this.#limits.socketsPerSession) {
      throw new GroundwireError('RATE_LIMITED', `The session has ${sockets} open sockets already, which is the most it may have; close one first`);
    }
    const room = this.#rooms.room(sessionId);
    const { log, clock, logger } = this.#options;
    const onClosed = (attachment: Attachment) => {
      room.attachments.delete(attachment);
      room.changed();
      this.#rooms.release(sessionId, room);
    };
    room.attachments.add(new Attachment({ sessionId, socket, wish, log, unlogged: this.#runs.unlogged, commands: this, clock, logger, onClosed }));
    room.changed();
  }

  attend(sessionId: string): () => void {
    return this.#rooms.attend(sessionId);
  }

  counts(sessionId?: string): { sockets: number; analyses: number } {
    return this.#rooms.counts(sessionId);
  }

  takeOverLost(): void {
    if (this.#closing === null) this.#sweep.start();
  }

  close(): Promise<void> {
    this.#closing ??= this.#closeAll();
    return this.#closing;
  }

  async #closeAll(): Promise<void> {
    const { clock } = this.#options;
    await this.#sweep.stop();
    for (const room of this.#rooms.all()) room.announceEnd(RECONNECT_IN_MS);
    await within(clock, this.#limits.drainMs, 'Ending what runs', this.#runs.allDone()).catch(() => this.#runs.handOver());
    this.#stopped.abort(new GroundwireError('NODE_LOST', 'The server stopped before the analysis ended. It goes on when the server is back; ask for it again by its id'));
    await Promise.all(this.#rooms.all().map((room) => room.close(CLOSE_RESTART, 'The server restarts')));
  }

  #admit(sessionId: string): void {
    this.refuseWhenStopping();
    const { analysesPerSession, runningAnalyses } = this.#limits;
    if (this.counts(sessionId).analyses >= analysesPerSession) {
      throw tooMany(analysesPerSession);
    }
    if (this.#runs.size >= runningAnalyses) {
      throw new GroundwireError('OVERLOADED', `The server runs ${runningAnalyses} analyses already, which is the most it may run at once; try again in a few seconds`, { retryAfter: 5 });
    }
  }

  async #begin(request: StartRequest, analysis_id: string): Promise<StartedAnalysis> {
    const { clock, log, logger } = this.#options;
    const { session_id, query, parameters, client_request_id, paced } = request;
    const history: Turn[] = [];
    const start: AnalysisStart = { query, parameters, client_request_id, history, paced, created_at: isoTimestamp(clock) };
    const entered = this.#runs.enter({ session_id, analysis_id, start });
    try {
      for (const attachment of this.#rooms.room(session_id).attachments) attachment.expect(analysis_id);
      if (parameters.follow_up === true) history.push(...(await this.#turns(session_id, parameters.replaces)));
      const begun = await log.begin(session_id, analysis_id, start, this.#limits.analysesPerSession);
      if ('repeated' in begun) {
        entered.abandon();
        return { analysis_id: begun.repeated, created_at: await this.#createdAt(begun.repeated, start.created_at), repeated: true };
      }
      await entered.recording.begin();
      entered.begin(begun.lease);
      return { analysis_id, created_at: start.created_at, repeated: false };
    } catch (error) {
      entered.abandon();
      // Other processes run analyses of the session too.
      if (error instanceof TooManyRun) throw tooMany(this.#limits.analysesPerSession);
      logger.error({ err: error, analysis_id }, 'the analysis could not begin in the session log');
      throw error instanceof LogFull ? error : new GroundwireError('LOG_UNAVAILABLE', 'The session log could not be written; try again in a moment', { cause: error });
    }
  }

  /** Goes on with an analysis whose process is gone; one that is not worth another attempt ends here. */
  async #goOn(taken: TakenOver): Promise<void> {
    const { session_id, analysis_id, start, attempt } = taken;
    const { logger } = this.#options;
    const starting = Promise.resolve({ analysis_id, created_at: start.created_at, repeated: false });
    this.#known.remember({ session_id, query: start.query, parameters: start.parameters, client_request_id: start.client_request_id, paced: start.paced }, analysis_id, starting);
    const entered: EnteredAnalysis = this.#runs.enter({ session_id, analysis_id, start, taken });
    logger.info({ analysis_id, attempt, next_index: taken.shown.next_index }, 'going on with an analysis whose process is gone');
    if (!isWorthAnotherAttempt(taken)) {
      entered.run.cancel(new GroundwireError('NODE_LOST', `The server stopped ${attempt - 1} times while it answered this question, so it is not tried again. Ask anew, perhaps in other words`));
    }
    await entered.recording.adopt();
    entered.begin({ session_id, analysis_id, fence: taken.fence });
  }

  #abandon(sessionId: string): void {
    const minutes = Math.max(1, Math.round(this.#limits.orphanMs / 60_000));
    for (const run of this.#runs.ofSession(sessionId)) run.cancel(new GroundwireError('ABANDONED', `Nobody followed the analysis for ${minutes} minutes; ask again and keep the connection, or look at the part that was written`));
  }

  async #createdAt(analysisId: string, otherwise: string): Promise<string> {
    const record = await this.#options.store.get(analysisId).catch(() => null);
    return record?.created_at ?? otherwise;
  }

  /** Without its earlier turns a question can still be answered. */
  async #turns(sessionId: string, replaced: string | undefined): Promise<Turn[]> {
    const { store, clock, logger } = this.#options;
    try {
      return await within(clock, STORE_LIMIT_MS, 'Reading earlier turns from the store', store.turns(sessionId, FOLLOW_UP_TURNS, replaced));
    } catch (error) {
      logger.error({ err: error, session_id: sessionId }, 'earlier turns of the session could not be read');
      return [];
    }
  }
}

function stopping(): GroundwireError {
  return new GroundwireError('OVERLOADED', 'The server is stopping; try again in a moment', { retryAfter: 2 });
}

function tooMany(most: number): GroundwireError {
  return new GroundwireError('TOO_MANY_ANALYSES', `The session runs ${most} analyses already, which is the most it may run at once; wait for one to end or cancel one`, { retryAfter: 5 });
}
