import type { FrameJournal, PlacedFrame } from './frame-journal.js';
import type { ListedRow, LogStatements } from './sqlite-log-statements.js';

/** A session's frames as they are stored: those in their places, then those that are in the journal still. */
export class StoredFrames {
  readonly #statements: LogStatements;
  readonly #journal: FrameJournal;

  constructor(statements: LogStatements, journal: FrameJournal) {
    this.#statements = statements;
    this.#journal = journal;
  }

  /** Texts of the session's frames with seq > `after`, at most `limit`. */
  after(session: number, after: number, limit: number): string[] {
    const texts = this.#statements.frames.all(session, after, this.#journal.firstOf(session), limit);
    return this.#completed(texts, session, limit, (frame) => frame.seq > after);
  }

  /** Those of one analysis, up to `last_seq`. */
  of(session: number, analysis: number, { after, last_seq, limit }: { after: number; last_seq: number; limit: number }): string[] {
    const placed = Math.min(last_seq, this.#journal.firstOf(session) - 1);
    const texts = this.#statements.framesOf.all({ session, analysis, after, last_seq: placed, limit });
    return this.#completed(texts, session, limit, (frame) => frame.analysis === analysis && frame.seq > after && frame.seq <= last_seq);
  }

  *all(session: number): Generator<PlacedFrame, void, void> {
    for (const { seq, analysis, text } of this.#statements.allFrames.iterate(session, this.#journal.firstOf(session))) yield { session, seq, analysis, text };
    yield* this.#journal.of(session);
  }

  /** The newest seq of the session; 0: it has none, or is not known. */
  headSeq(sessionId: string): number {
    const row = this.#statements.session.get(sessionId);
    return row === undefined ? 0 : Math.max(row.head_seq, this.#journal.headOf(row.id));
  }

  /** A row with the newest seq of its analysis, wherever that frame is. */
  standing(row: ListedRow): ListedRow {
    return { ...row, last_seq: Math.max(row.last_seq, this.#journal.lastOf(row.id)) };
  }

  #completed(texts: string[], session: number, limit: number, fits: (frame: PlacedFrame) => boolean): string[] {
    for (const frame of this.#journal.of(session)) {
      if (texts.length >= limit) break;
      if (fits(frame)) texts.push(frame.text);
    }
    return texts;
  }
}
