import type { Frame } from '@groundwire/protocol';

/** Not enumerable, so that a copy of a frame (`{...frame}`) never carries the text of the original. */
const TEXT = Symbol('frame text');

/**
 * A frame from its JSON text: deeply frozen, and carrying the text, so that a hundred sockets send the same string instead
 * of each making it again.
 */
export function sealFrame(text: string): Frame {
  return deepFreeze(withText(JSON.parse(text) as Frame, text));
}

/** The frame, carrying its text. */
export function withText<F extends Frame>(frame: F, text: string): F {
  return Object.defineProperty(frame, TEXT, { value: text });
}

/** The JSON text of a frame, as it goes over the wire. */
export function frameText(frame: Frame): string {
  return (frame as { [TEXT]?: string })[TEXT] ?? JSON.stringify(frame);
}

function deepFreeze<T extends object>(value: T): T {
  for (const part of Object.values(value)) {
    if (typeof part === 'object' && part !== null) deepFreeze(part as object);
  }
  return Object.freeze(value);
}
