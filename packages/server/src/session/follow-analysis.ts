import { type AnalysisErrorBody, type Frame, isTerminal, type LoggedBody } from '@groundwire/protocol';
import type { Clock } from '../base/clock.js';
import { frameText } from '../session-log/frame-text.js';
import type { LoggedAnalysis, LogSnapshot, SessionLog } from '../session-log/session-log.js';
import type { AnalysisRecord, AnalysisStore } from '../store/analysis-store.js';
import { FIRST_BATCH, nextBatchSize } from './batch-size.js';
import { Doorbell } from './doorbell.js';
import { answerFromRecord, isFinal } from './finished-answer.js';
import { foldedEnd } from './folded-end.js';
import { snapshotFrame } from './log-moment.js';
import { SafetyPoll } from './safety-poll.js';
import { EVENT_HEARTBEAT_MS } from './socket-limits.js';
import { terminalBody } from './terminal-body.js';

/** Something for one who follows a single analysis: a frame of it, or a snapshot in place of its frames. */
export interface AnalysisEvent {
  type: LoggedBody['type'] | 'snapshot';
  /** Where to go on from after this event; null when the log no longer knows. */
  seq: number | null;
  /** JSON. */
  text: string;
}

export interface FollowOptions {
  log: SessionLog;
  store: AnalysisStore;
  /** The end that the log can't take, where the analysis runs here and has one. */
  unloggedEnd: (analysisId: string) => AnalysisErrorBody | undefined;
  clock: Clock;
  /** Last seq of the session's log that the follower has, 0 for none. */
  after: number;
  /** Ends the following at once. */
  signal: AbortSignal;
}

/** `over`: the follower has everything. `recorded`: the log has forgotten it, and these events are all there is. */
export type Followed = { state: 'unknown' } | { state: 'over' } | { state: 'recorded'; events: AnalysisEvent[] } | { state: 'followed'; sessionId: string; batches: AsyncGenerator<AnalysisEvent[], void, void> };

/**
 * One analysis as a run of events, from a cursor to its terminal frame, wherever it runs: the frames as the log has them. Where
 * frames behind the cursor are gone, or the cursor is ahead of the log, a snapshot stands in for everything up to its seq. An
 * empty batch says that nothing happened for a while.
 */
export async function followAnalysis(analysisId: string, options: FollowOptions): Promise<Followed> {
  const { log, store, after } = options;
  const sessionId = await log.sessionOf(analysisId);
  const analysis = sessionId === null ? undefined : await find(log, sessionId, analysisId);
  if (sessionId === null || analysis === undefined) {
    const record = await store.get(analysisId);
    return record === null ? { state: 'unknown' } : fromRecord(record);
  }
  const { head_seq } = await log.head(sessionId);
  if (analysis.status === 'ended' && after >= analysis.last_seq && after <= head_seq) return { state: 'over' };
  return { state: 'followed', sessionId, batches: new Follower(sessionId, analysisId, options).batches() };
}

/** How many tokens the text had is not recorded: it counts as one. */
function fromRecord(record: AnalysisRecord): Followed {
  const { analysis_id, completed_at } = record;
  const answer = answerFromRecord(record);
  if (answer === null) return { state: 'unknown' };
  const snapshot = snapshotEvent({ analysis_id, answer: { ...answer, next_index: answer.text === '' ? 0 : 1 }, through_seq: 0 }, null);
  const body = terminalBody(analysis_id, answer, completed_at);
  return { state: 'recorded', events: [snapshot, { type: body.type, seq: null, text: JSON.stringify(body) }] };
}

class Follower {
  readonly #bell = new Doorbell();
  #after: number;
  /** Index of the token that is due; null while that is not known. */
  #nextIndex: number | null = null;
  #ended = false;
  #batch = FIRST_BATCH;

  constructor(
    readonly sessionId: string,
    readonly analysisId: string,
    readonly options: FollowOptions,
  ) {
    this.#after = options.after;
  }

  async *batches(): AsyncGenerator<AnalysisEvent[], void, void> {
    const { log, clock, signal } = this.options;
    const ring = () => this.#bell.ring();
    const stopRing = log.subscribe(this.sessionId, ring);
    const poll = new SafetyPoll({ clock, busy: () => true, look: ring });
    signal.addEventListener('abort', ring, { once: true });
    try {
      if (!(await this.#canReplay())) yield await this.#startOver();
      for (let quietSince = clock.now(); !this.#ended && !signal.aborted; ) {
        const events = await this.#next();
        if (events.length > 0 || clock.now() - quietSince >= EVENT_HEARTBEAT_MS) {
          yield events;
          quietSince = clock.now();
        }
        if (events.length === 0 && !this.#ended && !signal.aborted) await this.#bell.wait();
      }
    } finally {
      signal.removeEventListener('abort', ring);
      poll.stop();
      stopRing();
    }
  }

  async #canReplay(): Promise<boolean> {
    const { log } = this.options;
    const { head_seq, oldest_seq } = await log.head(this.sessionId);
    const analysis = await find(log, this.sessionId, this.analysisId);
    return analysis !== undefined && this.#after <= head_seq && oldest_seq <= Math.max(this.#after + 1, analysis.first_seq);
  }

  async #next(): Promise<AnalysisEvent[]> {
    const frames = await this.options.log.read(this.sessionId, this.#after, this.#batch, this.analysisId);
    if (frames.length === 0) return this.#nothingRead();
    this.#batch = nextBatchSize(this.#batch, frames);
    const events: AnalysisEvent[] = [];
    for (const frame of frames) {
      if (!this.#fits(frame)) return [...events, ...(await this.#startOver())];
      this.#after = frame.seq;
      this.#ended = isTerminal(frame);
      events.push({ type: frame.type, seq: frame.seq, text: frameText(frame) });
    }
    return events;
  }

  #fits(frame: Frame): boolean {
    if (frame.type !== 'token') return true;
    if (this.#nextIndex !== null && frame.index !== this.#nextIndex) return false;
    this.#nextIndex = frame.index + 1;
    return true;
  }

  /** Nothing is new; or the rest was trimmed before it was read; or the session was forgotten, and there is nothing to follow. */
  async #nothingRead(): Promise<AnalysisEvent[]> {
    const analysis = await find(this.options.log, this.sessionId, this.analysisId);
    if (analysis === undefined) this.#ended = true;
    else if (analysis.status === 'ended' && analysis.last_seq > this.#after) return this.#restOfEnded();
    const unlogged = this.options.unloggedEnd(this.analysisId);
    if (unlogged === undefined) return [];
    this.#ended = true;
    return [{ type: unlogged.type, seq: null, text: JSON.stringify(unlogged) }];
  }

  /** Its end may have come between the two looks. */
  async #restOfEnded(): Promise<AnalysisEvent[]> {
    const [frame] = await this.options.log.read(this.sessionId, this.#after, 1, this.analysisId);
    return frame === undefined ? this.#startOver() : this.#next();
  }

  async #startOver(): Promise<AnalysisEvent[]> {
    const { log } = this.options;
    const snapshot = (await log.snapshots(this.sessionId)).find(({ analysis_id }) => analysis_id === this.analysisId);
    if (snapshot === undefined) {
      this.#ended = true;
      return [];
    }
    this.#after = snapshot.through_seq;
    this.#nextIndex = snapshot.answer.next_index;
    const event = snapshotEvent(snapshot, snapshot.through_seq);
    if (!isFinal(snapshot.answer)) return [event];
    this.#ended = true;
    return [event, await foldedEnd(log, this.sessionId, snapshot)];
  }
}

async function find(log: SessionLog, sessionId: string, analysisId: string): Promise<LoggedAnalysis | undefined> {
  return (await log.analyses(sessionId)).find(({ analysis_id }) => analysis_id === analysisId);
}

function snapshotEvent(snapshot: LogSnapshot, seq: number | null): AnalysisEvent {
  return { type: 'snapshot', seq, text: JSON.stringify(snapshotFrame(snapshot)) };
}
