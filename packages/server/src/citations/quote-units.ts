import type { Passage } from '../ranking/passage.js';
import { knownSpans } from '../ranking/known-sentences.js';

/** Longest quote, in UTF-16 units. */
export const MAX_QUOTE_LENGTH = 1000;
/** Longest single unit: longer sentences and lines are cut at a space. */
const MAX_UNIT_LENGTH = 600;
/** Most sentences of one quote: the best window of up to three sentences says more about support than the whole passage. */
const MAX_WINDOW = 3;

/** A sentence, or a line of code or of a table. Offsets over the document's text. */
export interface QuoteUnit {
  start: number;
  end: number;
  text: string;
  /** Neighbours of one group may stand in one quote: sentences of prose, lines of one block. */
  group: string;
}

const PROSE: ReadonlySet<string> = new Set(['paragraph', 'list_item', 'quote']);

interface Stretch {
  start: number;
  end: number;
  kind: Passage['blocks'][number]['kind'];
}

/** The units of a passage, in order. A passage whose text does not have the length of its range has none: its offsets can't be trusted. */
export function quoteUnits(passage: Passage): QuoteUnit[] {
  if (passage.text.length !== passage.end - passage.start) return [];
  return stretches(passage).flatMap(({ start, end, kind }, index) => {
    const text = passage.text.slice(start, end);
    const spans = kind === 'code' || kind === 'table' ? lines(text) : knownSpans(text);
    return spans
      .flatMap((span) => cut(text, span.start, span.end))
      .map((span) => ({
        start: passage.start + start + span.start,
        end: passage.start + start + span.end,
        text: text.slice(span.start, span.end),
        group: PROSE.has(kind) ? 'prose' : `${kind} ${index}`,
      }));
  });
}

/** Windows of one to three neighbouring units that are not longer than a quote may be, as [first, last] indices. */
export function windowsOf(units: QuoteUnit[]): Array<[number, number]> {
  const windows: Array<[number, number]> = [];
  units.forEach((unit, first) => {
    windows.push([first, first]);
    for (let last = first + 1; last < Math.min(units.length, first + MAX_WINDOW); last++) {
      const next = units[last];
      if (next === undefined || next.group !== unit.group || next.end - unit.start > MAX_QUOTE_LENGTH) break;
      windows.push([first, last]);
    }
  });
  return windows;
}

/** The passage's blocks, relative to it; the whole passage where it names none. */
function stretches(passage: Passage): Stretch[] {
  const length = passage.text.length;
  const within = passage.blocks
    .map(({ kind, start, end }) => ({ kind, start: Math.max(0, start - passage.start), end: Math.min(length, end - passage.start) }))
    .filter(({ start, end }) => start < end);
  return within.length > 0 ? within : [{ kind: 'paragraph', start: 0, end: length }];
}

interface Span {
  start: number;
  end: number;
}

function lines(text: string): Span[] {
  return [...text.matchAll(/\S[^\n]*/g)].map(({ 0: line, index }) => ({ start: index, end: index + line.trimEnd().length }));
}

/** Cuts what is too long, at a space where there is one, never within a surrogate pair. */
function cut(text: string, start: number, end: number): Span[] {
  const spans: Span[] = [];
  let at = start;
  while (end - at > MAX_UNIT_LENGTH) {
    const stop = cutPoint(text, at, MAX_UNIT_LENGTH);
    spans.push({ start: at, end: stop });
    at = stop;
    while (at < end && /\s/.test(text[at] ?? '')) at++;
  }
  if (at < end) spans.push({ start: at, end });
  return spans;
}

/** Where to cut `text` so that at most `length` units from `from` on remain, at a space in the last third if there is one. */
export function cutPoint(text: string, from: number, length: number): number {
  const stop = from + length;
  const space = text.slice(from, stop + 1).search(/\s\S*$/);
  if (space > (length * 2) / 3) return from + space;
  return /[\uD800-\uDBFF]/.test(text[stop - 1] ?? '') ? stop - 1 : stop;
}
