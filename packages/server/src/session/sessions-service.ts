import { type AnalysisParameters, type Answer, MAX_ANALYSES_PER_SESSION, MAX_SOCKETS_PER_SESSION } from '@groundwire/protocol';
import type { StreamAnalysis } from '../analysis/analysis-params.js';
import { type Clock, isoTimestamp } from '../base/clock.js';
import { GroundwireError } from '../base/errors.js';
import { ANALYSIS_DEADLINE_MS, MAX_RUNNING_ANALYSES } from '../base/limits.js';
import type { Logger } from '../base/logger.js';
import { newId } from '../base/new-id.js';
import type { Turn } from '../models/writer.js';
import type { SessionLog } from '../session-log/session-log.js';
import type { AnalysisStore } from '../store/analysis-store.js';
import { AnalysisRecording } from './analysis-recording.js';
import { AnalysisRun } from './analysis-run.js';
import { Attachment } from './attachment.js';
import { answerFromLog, answerFromRecord, isFinal } from './finished-answer.js';
import { KnownStarts } from './known-starts.js';
import { CLOSE_GOING_AWAY, FOLLOW_UP_TURNS, STORE_LIMIT_MS } from './session-limits.js';
import { SessionRoom } from './session-room.js';
import type { RunningAnalysis, Sessions, StartedAnalysis, StartRequest } from './sessions.js';
import type { SocketPort } from './socket-port.js';
import type { SocketWish } from './socket-wish.js';
import { within } from './within.js';

/** Bounds that an operator or a test may move; the defaults are the protocol's and `base/limits.ts`. */
export interface SessionLimits {
  analysesPerSession: number;
  runningAnalyses: number;
  socketsPerSession: number;
  /** Milliseconds after which an analysis ends with `DEADLINE_EXCEEDED`. */
  deadlineMs: number;
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
};

/** The sessions of this process. `close` them before the log and the store. */
export function createSessions(options: SessionsOptions): Sessions {
  return new SessionsService(options);
}

class SessionsService implements Sessions {
  readonly #options: SessionsOptions;
  readonly #limits: SessionLimits;
  readonly #rooms = new Map<string, SessionRoom>();
  readonly #runs = new Map<string, { run: AnalysisRun; done: Promise<void> }>();
  readonly #known: KnownStarts;
  #closing: Promise<void> | null = null;

  constructor(options: SessionsOptions) {
    this.#options = options;
    this.#limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.#known = new KnownStarts(options.clock);
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

  async finished(analysisId: string): Promise<Answer> {
    await this.#runs.get(analysisId)?.done;
    const { log, store } = this.#options;
    const sessionId = this.#known.sessionOf(analysisId);
    const logged = sessionId === undefined ? null : await answerFromLog(log, sessionId, analysisId);
    if (logged !== null && isFinal(logged)) return logged;
    const record = await store.get(analysisId);
    const stored = record === null ? null : answerFromRecord(record);
    if (stored === null) throw unknownAnalysis(analysisId);
    return stored;
  }

  running(analysisId: string): RunningAnalysis | null {
    return this.#runs.get(analysisId)?.run.standing ?? null;
  }

  cancel(analysisId: string): boolean {
    return this.#runs.get(analysisId)?.run.cancel(new GroundwireError('CANCELLED', 'The analysis was cancelled')) ?? false;
  }

  /** For the sockets: only analyses of their own session. */
  cancelOwn(sessionId: string, analysisId: string): void {
    const entry = this.#runs.get(analysisId);
    if (entry?.run.sessionId === sessionId) entry.run.cancel(new GroundwireError('CANCELLED', 'The analysis was cancelled'));
    else if (this.#known.sessionOf(analysisId) !== sessionId) throw unknownAnalysis(analysisId);
  }

  attach(sessionId: string, socket: SocketPort, wish?: SocketWish): void {
    if (this.#closing !== null) throw stopping();
    const room = this.#room(sessionId);
    if (room.attachments.size >= this.#limits.socketsPerSession) {
      throw new GroundwireError('RATE_LIMITED', `The session has ${room.attachments.size} open sockets already, which is the most it may have; close one first`);
    }
    const { log, clock, logger } = this.#options;
    const onClosed = (attachment: Attachment) => {
      room.attachments.delete(attachment);
      this.#leave(sessionId, room);
    };
    room.attachments.add(new Attachment({ sessionId, socket, wish, log, commands: this, clock, logger, onClosed }));
  }

  counts(sessionId?: string): { sockets: number; analyses: number } {
    const rooms = sessionId === undefined ? [...this.#rooms.values()] : [this.#rooms.get(sessionId)].filter((room) => room !== undefined);
    return {
      sockets: rooms.reduce((sum, room) => sum + room.attachments.size, 0),
      analyses: rooms.reduce((sum, room) => sum + room.running, 0),
    };
  }

  close(): Promise<void> {
    this.#closing ??= this.#closeAll();
    return this.#closing;
  }

  async #closeAll(): Promise<void> {
    const running = [...this.#runs.values()];
    for (const { run } of running) run.cancel(new GroundwireError('NODE_LOST', 'The server stopped before the analysis ended; ask again in a moment'));
    await Promise.all(running.map(({ done }) => done));
    await Promise.all([...this.#rooms.values()].map((room) => room.close(CLOSE_GOING_AWAY, 'The server is stopping')));
  }

  #admit(sessionId: string): void {
    if (this.#closing !== null) throw stopping();
    const { analysesPerSession, runningAnalyses } = this.#limits;
    if (this.counts(sessionId).analyses >= analysesPerSession) {
      throw new GroundwireError('TOO_MANY_ANALYSES', `The session runs ${analysesPerSession} analyses already, which is the most it may run at once; wait for one to end or cancel one`, { retryAfter: 5 });
    }
    if (this.#runs.size >= runningAnalyses) {
      throw new GroundwireError('OVERLOADED', `The server runs ${runningAnalyses} analyses already, which is the most it may run at once; try again in a few seconds`, { retryAfter: 5 });
    }
  }

  async #begin(request: StartRequest, analysisId: string): Promise<StartedAnalysis> {
    const { clock, log, logger } = this.#options;
    const { session_id } = request;
    const created_at = isoTimestamp(clock);
    const room = this.#room(session_id);
    const recording = this.#recording(request, analysisId, created_at);
    const history: Turn[] = [];
    const run = this.#run(request, analysisId, recording, room, history);
    const leave = this.#enter(analysisId, run, room);
    try {
      for (const attachment of room.attachments) attachment.expect(analysisId);
      const fence = await log.begin(session_id, analysisId);
      await recording.begin();
      if (request.parameters.follow_up === true) history.push(...(await this.#turns(session_id)));
      void run.run(fence).finally(leave);
      return { analysis_id: analysisId, created_at, repeated: false };
    } catch (error) {
      leave();
      logger.error({ err: error, analysis_id: analysisId }, 'the analysis could not begin in the session log');
      throw new GroundwireError('LOG_UNAVAILABLE', 'The session log could not be written; try again in a moment', { cause: error });
    }
  }

  /** Counts the run in; the function given counts it out. */
  #enter(analysisId: string, run: AnalysisRun, room: SessionRoom): () => void {
    let ended = () => {};
    const done = new Promise<void>((resolve) => (ended = resolve));
    this.#runs.set(analysisId, { run, done });
    room.running += 1;
    return () => {
      this.#runs.delete(analysisId);
      room.running -= 1;
      this.#leave(run.sessionId, room);
      ended();
    };
  }

  #recording(request: StartRequest, analysis_id: string, created_at: string): AnalysisRecording {
    const { store, clock, logger } = this.#options;
    const { session_id, query, parameters } = request;
    return new AnalysisRecording(store, clock, logger, { analysis_id, session_id, query_text: query, parameters, status: 'processing', created_at, completed_at: null, complete: null, error: null });
  }

  #run(request: StartRequest, analysis_id: string, recording: AnalysisRecording, room: SessionRoom, history: Turn[]): AnalysisRun {
    const { log, streamAnalysis, clock, logger, wordPaceMs } = this.#options;
    const { session_id, query, client_request_id } = request;
    const parameters: AnalysisParameters = request.parameters;
    return new AnalysisRun({
      sessionId: session_id,
      params: { analysis_id, query, parameters, client_request_id, history },
      log,
      recording,
      streamAnalysis,
      clock,
      logger,
      wordPaceMs: request.paced ? wordPaceMs : 0,
      deadlineMs: this.#limits.deadlineMs,
      onProgress: (frame) => room.progress.offer(frame),
      onEnding: () => room.progress.finish(analysis_id),
    });
  }

  /** Without its earlier turns a question can still be answered. */
  async #turns(sessionId: string): Promise<Turn[]> {
    const { store, clock, logger } = this.#options;
    try {
      return await within(clock, STORE_LIMIT_MS, 'Reading earlier turns from the store', store.turns(sessionId, FOLLOW_UP_TURNS));
    } catch (error) {
      logger.error({ err: error, session_id: sessionId }, 'earlier turns of the session could not be read');
      return [];
    }
  }

  #room(sessionId: string): SessionRoom {
    const room = this.#rooms.get(sessionId) ?? new SessionRoom(this.#options.clock);
    this.#rooms.set(sessionId, room);
    return room;
  }

  #leave(sessionId: string, room: SessionRoom): void {
    if (room.empty && this.#rooms.get(sessionId) === room) this.#rooms.delete(sessionId);
  }
}

function unknownAnalysis(analysisId: string): GroundwireError {
  return new GroundwireError('ANALYSIS_NOT_FOUND', `There is no analysis ${JSON.stringify(analysisId.slice(0, 100))} here; check the id`);
}

function stopping(): GroundwireError {
  return new GroundwireError('OVERLOADED', 'The server is stopping; try again in a moment', { retryAfter: 2 });
}
