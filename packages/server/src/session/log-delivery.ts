import { setImmediate as nextTurn } from 'node:timers/promises';
import { type CaughtUp, type ConnectionEstablished, type Frame, isTerminal, type ResumeFailed } from '@groundwire/protocol';
import { type Clock, isoTimestamp } from '../base/clock.js';
import { GroundwireError } from '../base/errors.js';
import type { Logger } from '../base/logger.js';
import { frameText } from '../session-log/frame-text.js';
import type { LogHead, SessionLog } from '../session-log/session-log.js';
import { FIRST_BATCH, nextBatchSize } from './batch-size.js';
import { Doorbell } from './doorbell.js';
import { judgeCursor } from './judge-cursor.js';
import { isRunning, type LogMoment, readMoment, snapshotFrame, worthShowing } from './log-moment.js';
import type { Refusal } from './refusals.js';
import { SafetyPoll } from './safety-poll.js';
import { CLOSE_INTERNAL_ERROR } from './session-limits.js';
import type { SocketFeed } from './socket-feed.js';
import { CLOSE_EPOCH_CHANGED } from './socket-limits.js';
import type { Cursor } from './socket-wish.js';
import type { SocketWriter } from './socket-writer.js';
import { TerminalReceipts } from './terminal-receipts.js';
import type { UnloggedEnds } from './unlogged-ends.js';

export interface LogDeliveryOptions {
  sessionId: string;
  log: SessionLog;
  unlogged: UnloggedEnds;
  writer: SocketWriter;
  clock: Clock;
  logger: Logger;
  refusal: Refusal;
  /** Where the socket goes on; without one it begins at the head. */
  cursor: Cursor | undefined;
  /** The greeting was sent; called once. */
  onGreeted: () => void;
}

/**
 * What one v2 socket gets from the log: after its greeting all frames behind its cursor, of all analyses, in the order of
 * `seq` and without a hole. Where frames that it should get are gone, it is told so and shown snapshots in their place; it never
 * gets a part of a replay.
 *
 * There is one reader, and replay and live are the same read; only its position says which it is.
 */
export class LogDelivery implements SocketFeed {
  readonly #options: LogDeliveryOptions;
  readonly #bell = new Doorbell();
  readonly #receipts: TerminalReceipts;
  readonly #poll: SafetyPoll;
  readonly #stopRing: () => void;
  /** Analyses that may yet have frames, as far as this reader knows. */
  readonly #running = new Set<string>();
  #epoch = '';
  /** The last seq that was sent, or is known to the client otherwise. */
  #after = 0;
  /** The seq with which a replay ends; null when that was told. */
  #replayEnd: number | null = null;
  #requested: Cursor | null = null;
  #batch = FIRST_BATCH;
  /** The log said that there is more, just after it had given nothing. */
  #promised = false;

  constructor(options: LogDeliveryOptions) {
    this.#options = options;
    this.#receipts = new TerminalReceipts(options);
    this.#stopRing = options.log.subscribe(options.sessionId, () => this.#bell.ring());
    this.#poll = new SafetyPoll({ clock: options.clock, busy: () => this.#running.size > 0, look: () => this.#bell.ring() });
  }

  get idle(): boolean {
    return this.#bell.waiting || this.#options.writer.blocked || !this.#options.writer.open;
  }

  async run(): Promise<void> {
    const { writer, logger, sessionId } = this.#options;
    try {
      await this.#greet();
      while (writer.open) {
        if (this.#requested !== null) await this.#place(this.#requested);
        else if (!(await this.#advance())) await this.#bell.wait();
      }
    } catch (error) {
      logger.error({ err: error, session_id: sessionId }, 'the session log could not be read; the socket is closed');
      writer.close(CLOSE_INTERNAL_ERROR, 'The session log could not be read; connect again');
    }
  }

  /** Its frames come as all others do; but from now on a doorbell that is lost must not cost long. */
  expect(): void {
    this.#poll.hurry();
  }

  /** The client can't know which analysis its repeated question began, or what it missed of it. */
  async again(analysisId: string, ref: string | undefined): Promise<void> {
    const { log, sessionId, writer, logger, refusal } = this.#options;
    try {
      const snapshot = (await log.snapshots(sessionId)).find(({ analysis_id }) => analysis_id === analysisId);
      const gone = () => new GroundwireError('LOG_UNAVAILABLE', `The server no longer holds the frames of this answer; it may be at /api/analysis/${encodeURIComponent(analysisId)}`);
      const frame = snapshot === undefined ? null : { ...snapshotFrame(snapshot), ...(ref === undefined ? {} : { client_request_id: ref }) };
      await writer.write(frame === null ? refusal(gone(), ref) : JSON.stringify(frame));
    } catch (error) {
      logger.error({ err: error, session_id: sessionId }, 'a repeated question could not be looked up');
    }
  }

  resume(cursor: Cursor): boolean {
    this.#requested = cursor;
    this.#bell.ring();
    return true;
  }

  closed(handshake: boolean): void {
    this.#stopRing();
    this.#poll.stop();
    this.#receipts.closed(handshake);
    this.#bell.ring();
  }

  async #greet(): Promise<void> {
    const { log, sessionId, writer, clock, cursor, onGreeted } = this.#options;
    const moment = await readMoment(log, sessionId, false);
    const { epoch, head_seq, oldest_seq } = moment;
    const active = moment.snapshots.map(({ analysis_id, answer }) => ({ analysis_id, next_index: answer.next_index }));
    const greeting: ConnectionEstablished = { type: 'connection_established', session_id: sessionId, timestamp: isoTimestamp(clock), epoch, head_seq, oldest_seq, active };
    await writer.write(JSON.stringify(greeting));
    onGreeted();
    if (cursor === undefined) return this.#standAt(moment);
    for (const { analysis_id } of active) this.#running.add(analysis_id);
    this.#poll.hurry();
    // A `resume` that came meanwhile is the newer wish.
    this.#requested ??= cursor;
  }

  /** Honours a cursor, or says why not. */
  async #place(cursor: Cursor): Promise<void> {
    const head = await this.#options.log.head(this.#options.sessionId);
    if (this.#requested === cursor) this.#requested = null;
    const verdict = judgeCursor(cursor, head);
    if (verdict !== 'replay') return this.#startOver(verdict);
    this.#epoch = head.epoch;
    this.#after = cursor.since_seq;
    this.#replayEnd = head.head_seq;
    await this.#tellEndOfReplay();
  }

  /** The client is told to drop what it has, and is shown what there is. */
  async #startOver(reason: ResumeFailed['reason']): Promise<void> {
    const { log, sessionId, writer } = this.#options;
    const moment = await readMoment(log, sessionId, true);
    const failed: ResumeFailed = { type: 'resume_failed', reason, epoch: moment.epoch, head_seq: moment.head_seq };
    await writer.write(JSON.stringify(failed));
    await this.#standAt({ ...moment, snapshots: worthShowing(moment.snapshots) });
  }

  /** Goes on behind this moment, whose snapshots stand for all before it. */
  async #standAt({ epoch, head_seq, snapshots }: LogMoment): Promise<void> {
    this.#running.clear();
    for (const snapshot of snapshots) {
      if (isRunning(snapshot)) this.#running.add(snapshot.analysis_id);
      await this.#options.writer.write(JSON.stringify(snapshotFrame(snapshot)));
    }
    if (this.#running.size > 0) this.#poll.hurry();
    this.#epoch = epoch;
    this.#after = head_seq;
    this.#replayEnd = head_seq;
    await this.#tellEndOfReplay();
  }

  async #tellEndOfReplay(): Promise<void> {
    if (this.#after !== this.#replayEnd) return;
    this.#replayEnd = null;
    const frame: CaughtUp = { type: 'caught_up', seq: this.#after, epoch: this.#epoch };
    await this.#options.writer.write(JSON.stringify(frame));
  }

  /** Reads and sends one batch. False when there is nothing more for now. */
  async #advance(): Promise<boolean> {
    const { log, sessionId, writer } = this.#options;
    const size = this.#batch;
    const frames = await log.read(sessionId, this.#after, size);
    // Asked behind the read: epochs don't come back, so one that still holds held then too.
    const head = await log.head(sessionId);
    if (head.epoch !== this.#epoch) writer.close(CLOSE_EPOCH_CHANGED, 'The log of this session was begun anew; connect again');
    if (!writer.open) return true;
    if (frames.length === 0) return this.#nothingRead(head);
    this.#promised = false;
    for (const frame of frames) if (!this.#sendNow(frame) && !(await this.#send(frame))) return true;
    this.#batch = nextBatchSize(size, frames);
    if (frames.length < size) return false;
    // A long replay to a fast socket must not keep the others waiting.
    await nextTurn();
    return true;
  }

  /** Sends the frame where that needs no wait of any kind: nearly always, so that a long replay is not a chain of promises. */
  #sendNow(frame: Frame): boolean {
    const follows = frame.seq === this.#after + 1 && frame.seq !== this.#replayEnd && this.#requested === null;
    if (!follows || !this.#options.writer.offer(frameText(frame))) return false;
    this.#after = frame.seq;
    this.#follow(frame);
    return true;
  }

  /** False when the rest of the batch is not to be sent: the socket closed, the cursor moved, or the frame does not fit. */
  async #send(frame: Frame): Promise<boolean> {
    const { writer } = this.#options;
    if (frame.seq !== this.#after + 1) {
      await this.#startOver('trimmed');
      return false;
    }
    const text = frameText(frame);
    if (!writer.offer(text) && !(await writer.write(text))) return false;
    this.#after = frame.seq;
    this.#follow(frame);
    if (this.#after === this.#replayEnd) await this.#tellEndOfReplay();
    return this.#requested === null;
  }

  #follow(frame: Frame): void {
    if (frame.analysis_id === null) return;
    if (isTerminal(frame)) {
      this.#running.delete(frame.analysis_id);
      this.#receipts.sent(frame.analysis_id);
    } else if (frame.type === 'started') {
      this.#running.add(frame.analysis_id);
      this.#poll.hurry();
    }
  }

  /** What can't be brought to the log has no seq, and no place among the frames: it is said once all of them are. */
  async #tellUnlogged(): Promise<void> {
    const { unlogged, sessionId, writer } = this.#options;
    for (const [analysisId, body] of unlogged.ofSession(sessionId)) {
      if (!this.#running.delete(analysisId)) continue;
      await writer.write(JSON.stringify(body));
    }
  }

  /** The ring was for something else; or what it was for came between the two looks; or it is gone. */
  async #nothingRead({ head_seq, oldest_seq }: LogHead): Promise<boolean> {
    if (head_seq === this.#after) {
      await this.#tellUnlogged();
      return false;
    }
    if (head_seq < this.#after) await this.#startOver('ahead');
    else if (this.#promised || oldest_seq > this.#after + 1) await this.#startOver('trimmed');
    this.#promised = !this.#promised && head_seq > this.#after;
    return true;
  }
}
