import { setImmediate as nextTurn } from 'node:timers/promises';
import { isReadyIterator, type ReadyIterator } from '../base/ready-iterator.js';
import type { WriterPart } from '../models/writer.js';

/** Text that came in one burst becomes one token up to about this many UTF-16 units: a few words, so that the stream stays smooth. */
const BURST = 24;

/**
 * Joins text parts that are there already, and waits for none: at the pace of a reader nothing changes, and where a model
 * is faster than the server a burst costs one frame instead of ten. Here, before anything has a number, so that every
 * reader of the log sees the same frames.
 */
export function mergeBursts(parts: AsyncIterable<WriterPart>): AsyncIterable<WriterPart> {
  const iterator = parts[Symbol.asyncIterator]();
  return isReadyIterator(iterator) ? new ReadyBursts(iterator) : lookAhead(iterator);
}

/** Of a writer that says what is there. */
class ReadyBursts implements AsyncIterableIterator<WriterPart, undefined, undefined> {
  readonly #parts: ReadyIterator<WriterPart>;
  /** Taken to see whether it could be joined. */
  #left: WriterPart | undefined;

  constructor(parts: ReadyIterator<WriterPart>) {
    this.#parts = parts;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<WriterPart, undefined>> {
    const part = this.#left ?? this.#parts.ready();
    this.#left = undefined;
    if (part !== undefined) return { done: false, value: this.#joined(part) };
    const next = await this.#parts.next();
    return next.done === true ? next : { done: false, value: this.#joined(next.value) };
  }

  return(): Promise<IteratorResult<WriterPart, undefined>> {
    return this.#parts.return();
  }

  #joined(first: WriterPart): WriterPart {
    if (first.type !== 'text') return first;
    let { text } = first;
    while (text.length < BURST) {
      const next = this.#parts.ready();
      if (next?.type !== 'text') {
        this.#left = next;
        break;
      }
      text += next.text;
    }
    return text === first.text ? first : { type: 'text', text };
  }
}

/** Of any other writer: its next part is asked for before anybody waits for it. */
async function* lookAhead(iterator: AsyncIterator<WriterPart>): AsyncGenerator<WriterPart, void, void> {
  let next = ahead(iterator);
  try {
    for (;;) {
      const result = await next;
      if (result.done === true) return;
      let part = result.value;
      next = ahead(iterator);
      while (part.type === 'text' && part.text.length < BURST) {
        const ready = await Promise.race([next.catch(() => null), nextTurn(null)]);
        if (ready === null || ready.done === true || ready.value.type !== 'text') break;
        part = { type: 'text', text: part.text + ready.value.text };
        next = ahead(iterator);
      }
      yield part;
    }
  } finally {
    await iterator.return?.();
  }
}

/** A failure is told to whoever waits. */
function ahead(iterator: AsyncIterator<WriterPart>): Promise<IteratorResult<WriterPart>> {
  const next = iterator.next();
  next.catch(() => {});
  return next;
}
