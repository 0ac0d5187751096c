import { isReadyIterator, type ReadyIterator } from '../base/ready-iterator.js';
import type { WriterPart } from '../models/writer.js';
import type { Beat } from './beat.js';

/** Joined texts have about so many UTF-16 units: a few words; where many answers are streamed a few lines, and no more than a sixth of what was said before. */
const FEW_WORDS = 24;
const FEW_LINES = 512;
const SHARE = 1 / 6;

/** `joined`: the text is made of several tokens. */
export type CoalescedPart = WriterPart & { joined?: true };

/**
 * Joins the texts that came since the last beat, or in one burst, so that they cost one frame instead of many. The first text goes at
 * once, and nothing is waited for but the beat. Here, before anything has a number, so that every reader of the log sees the same frames.
 *
 * A text of more than `longestToken` UTF-16 units is something that the writer had whole; it stays by itself.
 */
export function coalesceText(parts: AsyncIterable<WriterPart>, beat: Beat, longestToken: number): AsyncIterable<CoalescedPart> {
  const iterator = parts[Symbol.asyncIterator]();
  return isReadyIterator(iterator) ? new CoalescedText(iterator, beat, longestToken) : parts;
}

class CoalescedText implements AsyncIterableIterator<CoalescedPart, undefined, undefined> {
  readonly #parts: ReadyIterator<WriterPart>;
  readonly #beat: Beat;
  readonly #longestToken: number;
  /** Taken to see whether it could be joined. */
  #left: WriterPart | undefined;
  /** Set once it is read. */
  #leave: (() => void) | null = null;
  /** UTF-16 units that were given. */
  #given = 0;
  /** All that came has been taken. */
  #drained = true;

  constructor(parts: ReadyIterator<WriterPart>, beat: Beat, longestToken: number) {
    this.#parts = parts;
    this.#beat = beat;
    this.#longestToken = longestToken;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<CoalescedPart, undefined>> {
    this.#leave ??= this.#beat.join();
    const left = this.#left;
    this.#left = undefined;
    if (left !== undefined) return { done: false, value: this.#joined(left) };
    if (this.#drained && this.#given > 0) await this.#beat.next();
    const ready = this.#ready();
    if (ready !== undefined) return { done: false, value: this.#joined(ready) };
    const next = await this.#parts.next().catch((error: unknown) => this.#failed(error));
    if (next.done === true) this.#leave();
    return next.done === true ? next : { done: false, value: this.#joined(next.value) };
  }

  return(): Promise<IteratorResult<CoalescedPart, undefined>> {
    this.#leave?.();
    return this.#parts.return();
  }

  #joined(first: WriterPart): CoalescedPart {
    if (first.type !== 'text' || first.text.length > this.#longestToken) return first;
    const most = this.#beat.periodMs === 0 ? FEW_WORDS : Math.max(FEW_WORDS, Math.min(FEW_LINES, this.#given * SHARE));
    let { text } = first;
    while (text.length < most) {
      const next = this.#ready();
      if (next?.type !== 'text' || next.text.length > this.#longestToken) {
        this.#left = next;
        break;
      }
      text += next.text;
    }
    this.#given += text.length;
    return text === first.text ? first : { type: 'text', text, joined: true };
  }

  #ready(): WriterPart | undefined {
    const part = this.#parts.ready();
    this.#drained = part === undefined;
    return part;
  }

  #failed(error: unknown): never {
    this.#leave?.();
    throw error;
  }
}
