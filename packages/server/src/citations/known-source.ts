import { textMemo } from '../base/text-memo.js';
import type { Passage } from '../ranking/passage.js';

/**
 * Remembers what a pure function made of a source's passages, because the same ones are cited in many answers. Bounded by the characters of the
 * passages, as `textMemo` is.
 */
export function sourceMemo<Made extends object>(make: (passages: readonly Passage[]) => Made, characters: number): (passages: readonly Passage[]) => Made {
  const slots = textMemo((): { made: Made | null } => ({ made: null }), characters);
  return (passages) => {
    const slot = slots(keyOf(passages));
    return (slot.made ??= make(passages));
  };
}

/** Equal where the passages hold the same text at the same place, in the same blocks. */
function keyOf(passages: readonly Passage[]): string {
  return passages.map(({ start, end, text, blocks }) => `${start}-${end} ${text.length} ${blocks.map((block) => `${block.kind} ${block.start}-${block.end}`).join()}\n${text}`).join('');
}
