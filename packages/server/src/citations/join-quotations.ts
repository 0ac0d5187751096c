import type { SentenceSpan } from '../ranking/split-sentences.js';

/** Characters behind the end of a sentence in which a quotation that it opens is closed, if it is to be one with it. */
export const QUOTATION_REACH = 400;

/** A sentence, or several that one quotation holds together. `awaits`: where text that is not there yet could still make it longer; null where none can. */
export interface QuotedSpan extends SentenceSpan {
  awaits: number | null;
}

/**
 * A quotation of several sentences belongs to whoever says it: "He said, “We won. We go home.”" is one statement. What has a
 * marker of its own stands for itself. `masked` is the text whose quotation marks count, `raw` the same as it was written, both
 * of one length. Linear: each look goes `QUOTATION_REACH` ahead.
 */
export function joinQuotations(spans: readonly SentenceSpan[], masked: string, raw: string, isMarked: (from: number, to: number) => boolean): QuotedSpan[] {
  const joined: QuotedSpan[] = [];
  let index = 0;
  while (index < spans.length) {
    const first = spans[index]!;
    let last = index;
    while (opensQuotation(masked, raw, spans[last]!)) {
      const close = closeBehind(masked, raw, spans[last]!.end);
      const until = close === null ? -1 : spanAround(close, spans, last + 1);
      if (until === -1 || isMarked(first.start, spans[until]!.start)) break;
      last = until;
    }
    const { end } = spans[last]!;
    joined.push({ start: first.start, end, awaits: opensQuotation(masked, raw, spans[last]!) ? end + QUOTATION_REACH : null });
    index = last + 1;
  }
  return joined;
}

const MARKS = /["“”„«»]/g;

/** Is there a mark that opens, and none behind it that closes? */
function opensQuotation(masked: string, raw: string, { start, end }: SentenceSpan): boolean {
  let open = false;
  for (const { index } of masked.slice(start, end).matchAll(MARKS)) open = isOpening(raw, start + index);
  return open;
}

/** Where the next mark closes; null where it opens, or is too far away. */
function closeBehind(masked: string, raw: string, end: number): number | null {
  const place = masked.slice(end, end + QUOTATION_REACH).search(/["“”„«»]/);
  return place === -1 || isOpening(raw, end + place) ? null : end + place;
}

/** The span from `from` on that holds a place; -1 where none does. Few steps: a sentence has characters, and the reach is short. */
function spanAround(place: number, spans: readonly SentenceSpan[], from: number): number {
  let index = from;
  while (index < spans.length && spans[index]!.end <= place) index += 1;
  return index < spans.length && spans[index]!.start <= place ? index : -1;
}

/** By what stands before it alone, so that what follows can't change it; signs of emphasis don't count. */
function isOpening(raw: string, at: number): boolean {
  const before = raw.slice(Math.max(0, at - 5), at).replace(/[*_]+$/, '');
  return before === '' || /[\s([{—–-]$/.test(before);
}
