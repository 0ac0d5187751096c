import type { Passage } from '../ranking/passage.js';
import { knownSpans } from '../ranking/known-sentences.js';
import { headedRow, headerOf, MOST_HEADED_ROWS } from './table-rows.js';

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
  /** Of a row of a table: what is read of it, with the heads of its columns. */
  read?: string | undefined;
  /** Neighbours of one group may stand in one quote: sentences of prose, lines of one block. */
  group: string;
}

const PROSE: ReadonlySet<string> = new Set(['paragraph', 'list_item', 'quote']);

interface Stretch {
  start: number;
  end: number;
  kind: Passage['blocks'][number]['kind'];
}

/** The table that a passage ends in the midst of: where, and the row that heads it. */
export interface OpenTable {
  end: number;
  header: string;
}

/**
 * The units of a passage, in order. A passage whose text does not have the length of its range has none: its offsets can't be trusted.
 * `open`: the table that the passage before it ended with; where this one begins with the next row, its header holds here too.
 */
export function quoteUnits(passage: Passage, open: OpenTable | null = null): { units: QuoteUnit[]; open: OpenTable | null } {
  if (passage.text.length !== passage.end - passage.start) return { units: [], open: null };
  let table: OpenTable | null = null;
  const units = stretches(passage).flatMap(({ start, end, kind }, index) => {
    const text = passage.text.slice(start, end);
    const at = passage.start + start;
    const spans = kind === 'code' || kind === 'table' ? lines(text) : knownSpans(text);
    const found = spans.flatMap((span) => cut(text, span.start, span.end)).map((span): QuoteUnit => ({ start: at + span.start, end: at + span.end, text: text.slice(span.start, span.end), group: PROSE.has(kind) ? 'prose' : `${kind} ${index}` }));
    table = null;
    if (kind !== 'table') return found;
    const above = open !== null && index === 0 && at - open.end <= NEXT_LINE ? open.header : null;
    const header = above ?? headerOf(found.map((unit) => unit.text));
    if (header !== null) table = { end: at + text.length, header };
    return header === null ? found : headed(found, header, above === null ? 1 : 0);
  });
  return { units, open: table };
}

/** Characters between two rows. */
const NEXT_LINE = 1;

/** The rows from `first` on with the heads of their columns, each by itself. */
function headed(units: readonly QuoteUnit[], header: string, first: number): QuoteUnit[] {
  return units.map((unit, row) => (row < first || row >= MOST_HEADED_ROWS ? unit : { ...unit, read: headedRow(header, unit.text), group: `${unit.group} row ${row}` }));
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
