import type Database from 'better-sqlite3';
import { type Query, query } from './query.js';

/** A frame in its place: of which session and analysis (their row ids), and its text. */
export interface PlacedFrame {
  session: number;
  seq: number;
  analysis: number;
  text: string;
}

/** Beyond so many frames, or so many characters, those in the journal are brought to their places. */
const MAX_FRAMES = 2_000;
const MAX_CHARACTERS = 2 * 1024 * 1024;

/**
 * Where frames are written first: all frames of one commit, whatever their sessions, in one row at the end of a table. A frame in its place, in
 * order of its session, costs a page of the file for each session and commit; here a hundred sessions share a few. Once there are many they
 * are brought to their places together, a page's worth of each session at a time.
 *
 * What the table holds is also held in memory, so that readers ask it nothing: `catchUp` reads what other processes wrote. Each session's frames in
 * the journal are its newest. Pure bookkeeping otherwise: called inside the transactions of its owner, and told how they ended.
 */
export class FrameJournal {
  readonly #statements: ReturnType<typeof prepare>;
  readonly #bySession = new Map<number, PlacedFrame[]>();
  /** The newest seq of each analysis that has frames here. */
  readonly #lastOf = new Map<number, number>();
  #count = 0;
  #characters = 0;
  /** The newest row that was read or written. */
  #newestRow = 0;
  /** Lines of the transaction that runs. */
  #unwritten: string[] = [];
  /** What is remembered may be wrong. */
  #stale = true;

  constructor(database: Database.Database) {
    this.#statements = prepare(database);
  }

  /** Whether there is enough here that it should be brought to its places. */
  get full(): boolean {
    return this.#count >= MAX_FRAMES || this.#characters >= MAX_CHARACTERS;
  }

  /** Whether `catchUp` must be called before anything is asked, whoever wrote. */
  get stale(): boolean {
    return this.#stale;
  }

  /** In a transaction: the frame is written with the others when `write` is called. */
  add(frame: PlacedFrame): void {
    this.#remember(frame);
    this.#unwritten.push(`${frame.session} ${frame.seq} ${frame.analysis} ${frame.text}`);
  }

  /** At the end of a transaction, before it is committed. */
  write(): void {
    if (this.#unwritten.length === 0) return;
    const { lastInsertRowid } = this.#statements.insert.run(this.#unwritten.join('\n'));
    this.#unwritten = [];
    this.#newestRow = Number(lastInsertRowid);
  }

  /** The transaction was undone, so what is remembered of it never was. */
  undone(): void {
    this.#unwritten = [];
    this.#stale = true;
  }

  /** Reads what other processes have written; to be called whenever they may have. */
  catchUp(): void {
    const rows = this.#stale ? [] : this.#statements.from.all(this.#newestRow);
    // The newest row that was known is gone: another process brought all to their places. Rows go together, never one by one.
    const known = this.#newestRow === 0 || rows[0]?.id === this.#newestRow;
    if (this.#stale || !known) this.#forgetAll();
    const unknown = this.#stale || !known ? this.#statements.from.all(0) : rows.filter(({ id }) => id > this.#newestRow);
    for (const { id, frames } of unknown) {
      if (frames !== '') for (const line of frames.split('\n')) this.#remember(parsedLine(line));
      this.#newestRow = id;
    }
    this.#stale = false;
  }

  /** In a transaction that has caught up: brings all frames to their places. Those of this transaction too. */
  settle(): void {
    if (this.#count === 0) return;
    // First, so that what follows finds room.
    this.#statements.clear.run();
    // An empty row keeps the count of rows going, so that a row that another process knows never means another one.
    const mark = this.#newestRow + 1;
    this.#statements.mark.run(mark);
    const sessions = [...this.#bySession.entries()].sort(([left], [right]) => left - right);
    for (const [, frames] of sessions) for (const { session, seq, analysis, text } of frames) this.#statements.place.run(session, seq, analysis, text);
    this.#unwritten = [];
    this.#forgetAll();
    this.#newestRow = mark;
  }

  /** The newest seq of the session that is here; 0: none. */
  headOf(session: number): number {
    return this.#bySession.get(session)?.at(-1)?.seq ?? 0;
  }

  /** The newest seq of the analysis that is here; 0: none. */
  lastOf(analysis: number): number {
    return this.#lastOf.get(analysis) ?? 0;
  }

  /** All frames of the session below this seq are in their places; beyond every seq when all of them are. */
  firstOf(session: number): number {
    return this.#bySession.get(session)?.[0]?.seq ?? Number.MAX_SAFE_INTEGER;
  }

  /** The session's frames that are here, in order. */
  of(session: number): readonly PlacedFrame[] {
    return this.#bySession.get(session) ?? [];
  }

  #remember(frame: PlacedFrame): void {
    const frames = this.#bySession.get(frame.session);
    if (frames === undefined) this.#bySession.set(frame.session, [frame]);
    else frames.push(frame);
    this.#lastOf.set(frame.analysis, frame.seq);
    this.#count += 1;
    this.#characters += frame.text.length;
  }

  #forgetAll(): void {
    this.#bySession.clear();
    this.#lastOf.clear();
    this.#count = 0;
    this.#characters = 0;
    this.#newestRow = 0;
  }
}

/** A line as `add` wrote it; the text, being JSON, holds no line break. */
function parsedLine(line: string): PlacedFrame {
  const [first, second] = [line.indexOf(' '), line.indexOf(' ', line.indexOf(' ') + 1)];
  const third = line.indexOf(' ', second + 1);
  return { session: Number(line.slice(0, first)), seq: Number(line.slice(first + 1, second)), analysis: Number(line.slice(second + 1, third)), text: line.slice(third + 1) };
}

function prepare(database: Database.Database): {
  insert: Query<[string]>;
  from: Query<[number], { id: number; frames: string }>;
  clear: Query<[]>;
  mark: Query<[number]>;
  place: Query<[number, number, number, string]>;
} {
  return {
    insert: query<[string]>(database, 'INSERT INTO journal (frames) VALUES (?)'),
    from: query<[number], { id: number; frames: string }>(database, 'SELECT id, frames FROM journal WHERE id >= ? ORDER BY id'),
    clear: query<[]>(database, 'DELETE FROM journal'),
    mark: query<[number]>(database, "INSERT INTO journal (id, frames) VALUES (?, '')"),
    place: query<[number, number, number, string]>(database, 'INSERT INTO frames (session, seq, analysis, text) VALUES (?, ?, ?, ?)'),
  };
}
