import type { Frame } from '@groundwire/protocol';
import { frameText } from './frame-text.js';

const MAX_FRAMES = 1024;
const MAX_CHARACTERS = 1024 * 1024;

/** A session's newest frames, without a hole up to its head, so that live readers share them and ask no database. */
export class TailRing {
  #frames: Frame[] = [];
  #characters = 0;
  /** All frames with a higher seq are here. */
  #after: number;

  constructor(headSeq: number) {
    this.#after = headSeq;
  }

  covers(after: number): boolean {
    return after >= this.#after;
  }

  push(frames: readonly Frame[]): void {
    for (const frame of frames) {
      this.#frames.push(frame);
      this.#characters += frameText(frame).length;
    }
    if (this.#frames.length > 2 * MAX_FRAMES || this.#characters > 2 * MAX_CHARACTERS) this.#shrink();
  }

  read(after: number, limit: number, analysisId?: string): Frame[] {
    const from = Math.max(0, after - this.#after);
    if (analysisId === undefined) return this.#frames.slice(from, from + limit);
    const found: Frame[] = [];
    for (let position = from; position < this.#frames.length && found.length < limit; position += 1) {
      const frame = this.#frames[position];
      if (frame?.analysis_id === analysisId) found.push(frame);
    }
    return found;
  }

  /** Lets go of what lies below `seq`. */
  dropBelow(seq: number): void {
    const count = Math.min(this.#frames.length, Math.max(0, seq - 1 - this.#after));
    for (const frame of this.#frames.slice(0, count)) this.#characters -= frameText(frame).length;
    this.#frames = this.#frames.slice(count);
    this.#after += count;
  }

  /** To half of what makes it shrink, so that a long answer does not move the frames at every append. */
  #shrink(): void {
    let [count, characters] = [0, this.#characters];
    while (this.#frames.length - count > MAX_FRAMES || characters > MAX_CHARACTERS) {
      characters -= frameText(this.#frames[count] as Frame).length;
      count += 1;
    }
    this.dropBelow(this.#after + 1 + count);
  }
}
