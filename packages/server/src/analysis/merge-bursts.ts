import { setImmediate as nextTurn } from 'node:timers/promises';
import type { WriterPart } from '../models/writer.js';

/** Text that came in one burst becomes one token up to about this many UTF-16 units: a few words, so that the stream stays smooth. */
const BURST = 24;

/**
 * Joins text parts that are there already, and waits for none: at the pace of a reader nothing changes, and where a model
 * is faster than the server a burst costs one frame instead of ten. Here, before anything has a number, so that every
 * reader of the log sees the same frames.
 */
export async function* mergeBursts(parts: AsyncIterable<WriterPart>): AsyncGenerator<WriterPart, void, void> {
  const iterator = parts[Symbol.asyncIterator]();
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

/** Asks for the next part before anybody waits for it; a failure is told to whoever does. */
function ahead(iterator: AsyncIterator<WriterPart>): Promise<IteratorResult<WriterPart>> {
  const next = iterator.next();
  next.catch(() => {});
  return next;
}
