import { setImmediate as nextTurn } from 'node:timers/promises';
import { type AnalysisErrorBody, BASE_FRAME_TYPES, type Frame, isTerminal } from '@groundwire/protocol';
import { type Clock, isoTimestamp } from '../base/clock.js';
import { GroundwireError, toWireError } from '../base/errors.js';
import type { Logger } from '../base/logger.js';
import { frameText } from '../session-log/frame-text.js';
import type { LoggedAnalysis, SessionLog } from '../session-log/session-log.js';
import { Doorbell } from './doorbell.js';
import { foldedEnd } from './folded-end.js';
import { isOwedToLateSocket } from './late-delivery.js';
import { SafetyPoll } from './safety-poll.js';
import { CLOSE_INTERNAL_ERROR, READ_BATCH } from './session-limits.js';
import type { SocketFeed } from './socket-feed.js';
import type { SocketWriter } from './socket-writer.js';
import { TerminalReceipts } from './terminal-receipts.js';
import type { UnloggedEnds } from './unlogged-ends.js';

export interface DeliveryOptions {
  sessionId: string;
  log: SessionLog;
  unlogged: UnloggedEnds;
  writer: SocketWriter;
  clock: Clock;
  logger: Logger;
}

/**
 * What one base socket gets from the log: the analyses of its session one after the other, each whole, in the order in
 * which they began. A base client can't tell the tokens of two analyses apart, so they are never mixed.
 *
 * There is one reader, and replay and live are the same read: the doorbell only says that reading is worth while. So there
 * is no seam at which a frame could be lost or sent twice.
 */
export class Delivery implements SocketFeed {
  readonly #options: DeliveryOptions;
  readonly #bell = new Doorbell();
  readonly #openedAt: number;
  /** Analyses that are to be delivered whatever the rule for late sockets says. */
  readonly #wanted = new Set<string>();
  /** Analyses that were dealt with: `taken` is being or was delivered here, `skipped` was not owed to this socket. */
  readonly #seen = new Map<string, 'taken' | 'skipped'>();
  readonly #receipts: TerminalReceipts;
  readonly #poll: SafetyPoll;
  readonly #stopRing: () => void;
  #firstLook = true;
  #delivering = false;

  constructor(options: DeliveryOptions) {
    this.#options = options;
    this.#openedAt = options.clock.now();
    this.#receipts = new TerminalReceipts(options);
    this.#stopRing = options.log.subscribe(options.sessionId, () => this.#bell.ring());
    this.#poll = new SafetyPoll({ clock: options.clock, busy: () => this.#delivering, look: () => this.#bell.ring() });
  }

  get idle(): boolean {
    return this.#bell.waiting || this.#options.writer.blocked || !this.#options.writer.open;
  }

  /** Makes sure that the analysis is delivered on this socket, unless it already was. */
  expect(analysisId: string): void {
    if (this.#seen.get(analysisId) === 'taken') return;
    this.#seen.delete(analysisId);
    this.#wanted.add(analysisId);
    this.#poll.hurry();
    this.#bell.ring();
  }

  /** It gets the analysis, unless it already did on this socket. */
  async again(analysisId: string): Promise<void> {
    if (this.#seen.get(analysisId) === 'taken') return;
    try {
      if ((await this.#standing(analysisId)) !== undefined) this.expect(analysisId);
      else await this.#lost(analysisId);
    } catch (error) {
      this.#options.logger.error({ err: error, session_id: this.#options.sessionId }, 'a repeated question could not be looked up');
    }
  }

  /** A base socket is sent whole analyses, from wherever it begins. */
  resume(): boolean {
    return false;
  }

  async run(): Promise<void> {
    const { writer, logger, sessionId } = this.#options;
    try {
      while (writer.open) {
        const analysis = await this.#next();
        if (analysis === null) await this.#bell.wait();
        else await this.#deliverOne(analysis);
      }
    } catch (error) {
      logger.error({ err: error, session_id: sessionId }, 'the session log could not be read; the socket is closed');
      writer.close(CLOSE_INTERNAL_ERROR, 'The session log could not be read; connect again');
    }
  }

  closed(handshake: boolean): void {
    this.#stopRing();
    this.#poll.stop();
    this.#receipts.closed(handshake);
    this.#bell.ring();
  }

  async #next(): Promise<LoggedAnalysis | null> {
    const analyses = await this.#options.log.analyses(this.#options.sessionId);
    if (this.#firstLook) for (const analysis of analyses) this.#lookAtEarlier(analysis);
    this.#firstLook = false;
    const next = analyses.find((analysis) => !this.#seen.has(analysis.analysis_id)) ?? null;
    if (next !== null) {
      this.#wanted.delete(next.analysis_id);
      this.#seen.set(next.analysis_id, 'taken');
    }
    this.#forgetWhatTheLogForgot(analyses);
    return next;
  }

  #lookAtEarlier(analysis: LoggedAnalysis): void {
    if (this.#wanted.has(analysis.analysis_id) || isOwedToLateSocket(analysis, this.#openedAt)) return;
    this.#seen.set(analysis.analysis_id, 'skipped');
  }

  #forgetWhatTheLogForgot(analyses: readonly LoggedAnalysis[]): void {
    if (this.#seen.size <= analyses.length) return;
    const known = new Set(analyses.map((analysis) => analysis.analysis_id));
    for (const analysisId of this.#seen.keys()) if (!known.has(analysisId)) this.#seen.delete(analysisId);
  }

  async #deliverOne(analysis: LoggedAnalysis): Promise<void> {
    this.#delivering = true;
    this.#poll.hurry();
    await this.#deliver(analysis);
    this.#delivering = false;
  }

  async #deliver({ analysis_id, first_seq }: LoggedAnalysis): Promise<void> {
    const { log, writer, sessionId } = this.#options;
    const position = { after: first_seq - 1, nextIndex: 0 };
    for (let hasEnded = false; writer.open; ) {
      const frames = await log.read(sessionId, position.after, READ_BATCH, analysis_id);
      for (const frame of frames) {
        const text = this.#textFor(frame, position);
        if (text !== null && !writer.offer(text) && !(await writer.write(text))) return;
        if (isTerminal(frame)) return this.#receipts.sent(analysis_id);
      }
      if (frames.length === READ_BATCH) {
        // A long replay to a fast socket must not keep the others waiting.
        await nextTurn();
        continue;
      }
      const unlogged = this.#options.unlogged.find(analysis_id);
      if (frames.length === 0 && unlogged !== undefined) return void (await writer.write(JSON.stringify(unlogged)));
      // A ring that brought nothing was for another analysis, or this one's frames are gone from the log.
      const standing = frames.length > 0 ? 'read' : await this.#standing(analysis_id);
      if (standing === undefined) return this.#lost(analysis_id);
      if (standing === 'ended' && hasEnded) return this.#deliverFolded(analysis_id, position.nextIndex === 0);
      hasEnded = standing === 'ended';
      if (!hasEnded) await this.#bell.wait();
    }
  }

  /** What the socket is sent of the frame; null: nothing. */
  #textFor(frame: Frame, position: { after: number; nextIndex: number }): string | null {
    position.after = frame.seq;
    if (!BASE_FRAME_TYPES.has(frame.type)) return null;
    if (frame.type === 'token') {
      // The log forgot the front of an ended analysis: rather no more tokens than a hole; `complete` has the whole answer.
      if (frame.index !== position.nextIndex) return null;
      position.nextIndex += 1;
    }
    return frameText(frame);
  }

  /** Of an analysis whose frames were trimmed the whole text as one token, where the socket has none of it, and the end. */
  async #deliverFolded(analysisId: string, fromStart: boolean): Promise<void> {
    const { log, writer, sessionId } = this.#options;
    const snapshot = (await log.snapshots(sessionId)).find(({ analysis_id }) => analysis_id === analysisId);
    if (snapshot === undefined) return this.#lost(analysisId);
    const end = await foldedEnd(log, sessionId, snapshot);
    const { text } = snapshot.answer;
    // The end had a seq of its own, and the last token one before it.
    const token = { type: 'token', content: text, index: 0, analysis_id: analysisId, seq: end.seq - 1 };
    if (fromStart && text !== '') await writer.write(JSON.stringify(token));
    await writer.write(end.text);
    this.#receipts.sent(analysisId);
  }

  /** `undefined`: the log does not know it any more. */
  async #standing(analysisId: string): Promise<LoggedAnalysis['status'] | undefined> {
    const analyses = await this.#options.log.analyses(this.#options.sessionId);
    return analyses.find((analysis) => analysis.analysis_id === analysisId)?.status;
  }

  async #lost(analysisId: string): Promise<void> {
    const error = new GroundwireError('LOG_UNAVAILABLE', `The server no longer holds the rest of this answer; it may be at /api/analysis/${encodeURIComponent(analysisId)}`);
    const body: AnalysisErrorBody = { type: 'analysis_error', analysis_id: analysisId, error: toWireError(error, true), timestamp: isoTimestamp(this.#options.clock) };
    await this.#options.writer.write(JSON.stringify(body));
  }
}
