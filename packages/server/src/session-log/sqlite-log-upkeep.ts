import type Database from 'better-sqlite3';
import { type Answer, emptyAnswer, foldFrame, type Frame } from '@groundwire/protocol';
import type { Clock } from '../base/clock.js';
import type { Logger } from '../base/logger.js';
import { KEEP_ENDS_MS, KEEP_FRAMES_MS, REQUEST_ID_MS, untilNextSweep } from './log-times.js';
import { query, valueQuery } from './query.js';
import type { FrameRow } from './sqlite-log-statements.js';
import { runsOrEndedSince, type Standing, trimBoundary } from './trim-boundary.js';

/*
 * Keeps the stored log small: folds what ended long ago, forgets what nobody touched for long.
 *
 * Works in steps with other work between them, each in a transaction of its own. Called by nobody but its own clock;
 * `sqlite-session-log.ts` tells it what is used.
 */

export interface UpkeepOptions {
  /** A session untouched for so many milliseconds is forgotten. */
  retentionMs: number;
  /** Bytes of one session's frames beyond which they are folded early, oldest first. Of what was folded as many are kept. */
  sessionBytes: number;
  /** A session to which nothing was ever written is forgotten after so many milliseconds. */
  emptyMs: number;
  /** The same for one that was forgotten, and has a row again because somebody still looked at it. */
  forgottenMs: number;
}

export interface UpkeepHost {
  database: Database.Database;
  clock: Clock;
  logger: Logger;
  /** Whether somebody follows the session here. */
  isFollowed(sessionId: string): boolean;
  /** The frames of the session below `seq` are gone. */
  folded(sessionId: string, seq: number): void;
  /** The session, or something of it, is gone. */
  forgotten(sessionId: string): void;
  /** In a transaction, before anything else: brings all frames to their places, where alone they are kept small. */
  settle(): void;
  /** The transaction was undone. */
  undone(): void;
}

/** Frames that one step folds: about five milliseconds. */
const FRAMES_A_STEP = 500;
const SESSIONS_A_STEP = 50;
/** Beyond so many, sessions to which nothing was written are forgotten earlier: whoever opens sockets at random names shall not fill the disk. */
const MAX_EMPTY = 10_000;

export class SqliteLogUpkeep {
  readonly #host: UpkeepHost;
  readonly #options: UpkeepOptions;
  readonly #statements: ReturnType<typeof prepareUpkeepStatements>;
  /** When sessions were last used, until that is written. */
  readonly #touched = new Map<string, number>();
  /** Sessions that have a row and nothing in it, oldest first, and since when. */
  readonly #empty = new Map<string, number>();
  readonly #grown = new Set<string>();
  /** Sessions that were forgotten, and when: a row that comes back because somebody still looks at one is to go soon. */
  readonly #forgotten = new Map<string, number>();
  #work: Array<() => boolean> = [];
  #stop: () => void;

  constructor(host: UpkeepHost, options: UpkeepOptions) {
    this.#host = host;
    this.#options = options;
    this.#statements = prepareUpkeepStatements(host.database);
    this.#stop = this.#schedule();
  }

  touch(sessionId: string): void {
    this.#touched.set(sessionId, this.#host.clock.now());
  }

  /** A session was made that may stay empty. */
  madeEmpty(sessionId: string): void {
    this.#empty.set(sessionId, this.#host.clock.now());
  }

  filled(sessionId: string): void {
    this.#empty.delete(sessionId);
    this.#forgotten.delete(sessionId);
  }

  forgotten(sessionId: string): void {
    this.#forgotten.delete(sessionId);
    this.#forgotten.set(sessionId, this.#host.clock.now());
  }

  wasForgotten(sessionId: string): boolean {
    return this.#forgotten.has(sessionId);
  }

  /** Inside a transaction. Gives whether the session had a row, and nothing in it. */
  removeEmpty(sessionId: string): boolean {
    this.#empty.delete(sessionId);
    return this.#statements.removeEmpty.run(sessionId).changes > 0;
  }

  /** An analysis ended: the session may have grown too large. */
  ended(sessionId: string): void {
    this.#grown.add(sessionId);
  }

  /** Brings the frames to their places now, whether anything else is due or not. */
  settle(): void {
    this.#attempt(() => {});
  }

  close(): void {
    this.#stop();
    this.#attempt(() => this.#writeTouches());
  }

  #schedule(): () => void {
    const { clock } = this.#host;
    return clock.after(untilNextSweep(clock.now()), () => {
      this.#work = this.#sweep(clock.now());
      this.#next();
    });
  }

  /** Runs one step; a step that is not done yet comes again. */
  #next(): void {
    const [step] = this.#work;
    if (step === undefined) {
      this.#stop = this.#schedule();
      return;
    }
    if (this.#attempt(step) !== false) this.#work.shift();
    this.#stop = this.#host.clock.after(0, () => this.#next());
  }

  /** Gives what the step gave, or null where it failed: the next sweep tries again. */
  #attempt<T>(step: () => T): T | null {
    try {
      return this.#host.database
        .transaction(() => {
          this.#host.settle();
          return step();
        })
        .immediate();
    } catch (thrown) {
      this.#host.undone();
      this.#host.logger.warn({ err: thrown }, 'the upkeep of the session log failed');
      return null;
    }
  }

  /** The steps of one sweep. Each gives whether it is done. */
  #sweep(now: number): Array<() => boolean> {
    const old = runsOrEndedSince(now - KEEP_FRAMES_MS);
    const since = now - KEEP_FRAMES_MS;
    return [
      () => this.#writeTouches(),
      () => this.#forgetAgain(now - this.#options.forgottenMs),
      () => this.#forgetEmpty(now),
      () => this.#statements.forgetRequests.run(now - REQUEST_ID_MS).changes >= 0,
      () => this.#forgetUntouched(now - this.#options.retentionMs),
      () => {
        for (const sessionId of this.#statements.unfolded.all(since)) this.#work.push(() => this.#fold(sessionId, old) < FRAMES_A_STEP);
        for (const sessionId of this.#grown) this.#work.push(() => this.#shrink(sessionId, now));
        this.#grown.clear();
        return true;
      },
    ];
  }

  #writeTouches(): boolean {
    for (const [sessionId, at] of this.#touched) this.#statements.touch.run(at, sessionId);
    this.#touched.clear();
    return true;
  }

  #forgetAgain(before: number): boolean {
    for (const [sessionId, at] of this.#forgotten) {
      if (at > before) break;
      if (this.#host.isFollowed(sessionId)) continue;
      this.#forgotten.delete(sessionId);
      if (this.removeEmpty(sessionId)) this.#host.forgotten(sessionId);
    }
    return true;
  }

  #forgetEmpty(now: number): boolean {
    let [count, tooMany] = [0, this.#empty.size - MAX_EMPTY];
    for (const [sessionId, since] of this.#empty) {
      if ((since > now - this.#options.emptyMs && tooMany <= 0) || count >= FRAMES_A_STEP) break;
      this.#empty.delete(sessionId);
      tooMany -= 1;
      count += 1;
      if (this.#host.isFollowed(sessionId)) this.#empty.set(sessionId, now);
      else if (this.#statements.removeEmpty.run(sessionId).changes > 0) this.#host.forgotten(sessionId);
    }
    return count < FRAMES_A_STEP;
  }

  #forgetUntouched(before: number): boolean {
    const sessions = this.#statements.untouched.all(before, SESSIONS_A_STEP);
    for (const { id, session_id } of sessions) {
      if (this.#host.isFollowed(session_id)) {
        this.#statements.touch.run(this.#host.clock.now(), session_id);
        continue;
      }
      this.#statements.removeFrames.run(id);
      this.#statements.removeSession.run(id);
      this.#host.forgotten(session_id);
    }
    return sessions.length < SESSIONS_A_STEP;
  }

  /** Folds one step's worth of frames in front of the first one that is protected. Gives how many. */
  #fold(sessionId: string, isProtected: (analysis: Standing) => boolean): number {
    const session = this.#statements.session.get(sessionId);
    if (session === undefined) return 0;
    const boundary = trimBoundary(this.#statements.standing.all(session), Number.MAX_SAFE_INTEGER - 1, isProtected);
    const rows = this.#statements.front.all(session, boundary, FRAMES_A_STEP);
    const last = rows.at(-1);
    if (last === undefined) return 0;
    for (const [analysis, own] of byAnalysis(rows)) this.#foldInto(analysis, own);
    this.#statements.removeFront.run(session, last.seq);
    this.#statements.raiseOldest.run(last.seq + 1, session);
    this.#host.folded(sessionId, last.seq + 1);
    return rows.length;
  }

  #foldInto(analysis: number, rows: FrameRow[]): void {
    const stored = this.#statements.foldOf.get(analysis);
    let answer = stored == null ? emptyAnswer() : (JSON.parse(stored) as Answer);
    for (const { text } of rows) answer = foldFrame(answer, JSON.parse(text) as Frame);
    this.#statements.setFold.run(JSON.stringify(answer), rows.at(-1)?.seq ?? 0, analysis);
  }

  /** A session over its limit: frames are folded first; when the folds themselves are too much, the oldest analyses go. */
  #shrink(sessionId: string, now: number): boolean {
    const session = this.#statements.session.get(sessionId);
    if (session === undefined) return true;
    const limit = this.#options.sessionBytes;
    const { frames, folds } = this.#statements.weight.get(session, session) ?? { frames: 0, folds: 0 };
    if (frames > limit && this.#fold(sessionId, runsOrEndedSince(now - KEEP_ENDS_MS)) > 0) return false;
    // What runs or has just ended may be folded at the next sweep.
    if (frames > limit) this.#grown.add(sessionId);
    if (folds <= limit || this.#statements.removeOldestFolded.run(session).changes === 0) return true;
    this.#host.forgotten(sessionId);
    return false;
  }
}

function byAnalysis(rows: FrameRow[]): Map<number, FrameRow[]> {
  const grouped = new Map<number, FrameRow[]>();
  for (const row of rows) {
    const own = grouped.get(row.analysis);
    if (own === undefined) grouped.set(row.analysis, [row]);
    else own.push(row);
  }
  return grouped;
}

function prepareUpkeepStatements(database: Database.Database) {
  return {
    session: valueQuery<[string], number>(database, 'SELECT id FROM sessions WHERE session_id = ?'),
    touch: query<[number, string]>(database, 'UPDATE sessions SET touched_at = max(touched_at, ?) WHERE session_id = ?'),
    removeEmpty: query<[string]>(database, 'DELETE FROM sessions WHERE session_id = ? AND NOT EXISTS (SELECT 1 FROM session_analyses WHERE session = sessions.id)'),
    forgetRequests: query<[number]>(database, 'DELETE FROM request_ids WHERE seen_at <= ?'),
    untouched: query<[number, number], { id: number; session_id: string }>(
      database,
      `SELECT id, session_id FROM sessions WHERE touched_at <= ?
       AND NOT EXISTS (SELECT 1 FROM session_analyses WHERE session = sessions.id AND status = 'running') ORDER BY touched_at LIMIT ?`,
    ),
    removeFrames: query<[number]>(database, 'DELETE FROM frames WHERE session = ?'),
    removeSession: query<[number]>(database, 'DELETE FROM sessions WHERE id = ?'),
    unfolded: valueQuery<[number], string>(
      database,
      `SELECT DISTINCT sessions.session_id FROM session_analyses a JOIN sessions ON sessions.id = a.session
       WHERE a.status = 'ended' AND a.folded_seq < a.last_seq AND a.ended_at <= ?`,
    ),
    standing: query<[number], Standing>(database, 'SELECT status, first_seq, ended_at FROM session_analyses WHERE session = ?'),
    front: query<[number, number, number], FrameRow>(database, 'SELECT seq, analysis, text FROM frames WHERE session = ? AND seq < ? ORDER BY seq LIMIT ?'),
    removeFront: query<[number, number]>(database, 'DELETE FROM frames WHERE session = ? AND seq <= ?'),
    raiseOldest: query<[number, number]>(database, 'UPDATE sessions SET oldest_seq = max(oldest_seq, ?) WHERE id = ?'),
    foldOf: valueQuery<[number], string | null>(database, 'SELECT fold FROM session_analyses WHERE id = ?'),
    setFold: query<[string, number, number]>(database, 'UPDATE session_analyses SET fold = ?, folded_seq = ? WHERE id = ?'),
    weight: query<[number, number], { frames: number; folds: number }>(
      database,
      `SELECT (SELECT ifnull(sum(octet_length(text)), 0) FROM frames WHERE session = ?) AS frames,
              (SELECT ifnull(sum(octet_length(fold)), 0) FROM session_analyses WHERE session = ?) AS folds`,
    ),
    removeOldestFolded: query<[number]>(
      database,
      "DELETE FROM session_analyses WHERE id = (SELECT id FROM session_analyses WHERE session = ? AND status = 'ended' AND folded_seq = last_seq ORDER BY id LIMIT 1)",
    ),
  };
}
