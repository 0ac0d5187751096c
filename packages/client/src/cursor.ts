import type { ServerFrame } from '@groundwire/protocol';

type Established = Extract<ServerFrame, { type: 'connection_established' }>;
type CaughtUp = Extract<ServerFrame, { type: 'caught_up' }>;
type ResumeFailed = Extract<ServerFrame, { type: 'resume_failed' }>;

export interface Position {
  epoch: string;
  /** Seq of the last frame that was handled. */
  seq: number;
}

/**
 * How far this client has followed a session's log, and what that makes of what arrives: `new` in its turn, `old` because it
 * was seen before, or `gap` because something is missing in front of it. Pure apart from its own state.
 *
 * Servers of the base protocol don't say where their log stands; for them everything is `new`, and the index of the tokens
 * has to tell. After `resume_failed` the old position is kept until the server has caught up: when the connection breaks
 * before, the next one fails and is made good in the same way.
 */
export class Cursor {
  #position: Position | null = null;
  #renewed: Position | null = null;
  #numbered = false;

  /** What the next connection asks to be resumed from; null to begin at the log's end. */
  get position(): Position | null {
    return this.#position;
  }

  /** Whether the server of the current connection numbers what it sends without holes. */
  get numbered(): boolean {
    return this.#numbered;
  }

  /** Gives whether the server delivers from the position that was asked for. */
  greet({ epoch, head_seq }: Established): boolean {
    this.#numbered = typeof epoch === 'string' && Number.isSafeInteger(head_seq);
    this.#renewed = null;
    if (!this.#numbered) return false;
    if (this.#position !== null) return true;
    this.#position = { epoch: epoch as string, seq: head_seq as number };
    return false;
  }

  take(seq: number | undefined): 'new' | 'old' | 'gap' {
    if (!this.#numbered || seq === undefined) return 'new';
    if (this.#renewed !== null) {
      this.#renewed.seq = Math.max(this.#renewed.seq, seq);
      return 'new';
    }
    const position = this.#position as Position;
    if (seq <= position.seq) return 'old';
    if (seq > position.seq + 1) return 'gap';
    position.seq = seq;
    return 'new';
  }

  fail({ epoch, head_seq }: ResumeFailed): void {
    this.#renewed = { epoch, seq: head_seq };
  }

  catchUp({ epoch, seq }: CaughtUp): 'new' | 'gap' {
    if (this.#renewed !== null) {
      this.#position = { epoch, seq: Math.max(this.#renewed.seq, seq) };
      this.#renewed = null;
    }
    return this.#position !== null && seq > this.#position.seq ? 'gap' : 'new';
  }

  /** Everything that the log still holds is wanted again, from its first frame. */
  rewind(): void {
    if (this.#position !== null) this.#position = { ...this.#position, seq: 0 };
  }

  /** Nothing that was missed is wanted. */
  forget(): void {
    this.#position = null;
    this.#renewed = null;
  }
}
