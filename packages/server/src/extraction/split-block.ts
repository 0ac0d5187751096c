import { countWords } from './count-words.js';
import type { Block, BlockKind } from './extracted-document.js';

/** A block, or a part of one that is too long for a passage. `continues`: the part before it is of the same block. */
export interface Piece {
  kind: BlockKind;
  start: number;
  end: number;
  words: number;
  /** Of a paged document, from 1. */
  page?: number | undefined;
  continues: boolean;
  /** A term before its definition, or a line like "For example:": it belongs to what follows. */
  leadsIn: boolean;
}

const LONGEST_LEAD_IN = 100;

function leadsIn(text: string, block: { kind: BlockKind; start: number; end: number }): boolean {
  if (block.end - block.start > LONGEST_LEAD_IN || block.kind === 'code' || block.kind === 'table') return false;
  return !/[.!?;。！？।؟]["'”’)\]]*$/.test(text.slice(block.start, block.end));
}

/** Sentences are looked for in stretches of this length, so that the segmenter's time stays linear. */
const STRETCH = 4000;
/** What a part may hold at most; text without words is bounded by its length. */
export interface Most {
  words: number;
  length: number;
}

interface Span {
  start: number;
  end: number;
}

/**
 * Cuts a block that is too long at its sentence ends (code and tables: at their lines), into parts of about equal
 * length. Offsets are the document's; no part begins or ends with white space.
 */
export function splitBlock(text: string, block: Block, most: Most): Piece[] {
  const words = countWords(text.slice(block.start, block.end));
  if (words <= most.words && block.end - block.start <= most.length) return [{ kind: block.kind, start: block.start, end: block.end, words, page: block.page, continues: false, leadsIn: leadsIn(text, block) }];
  const byLines = block.kind === 'code' || block.kind === 'table';
  const units = (byLines ? linesOf(text, block) : sentencesOf(text, block)).flatMap((unit) => cutLong(text, unit, most));
  const target = words / Math.max(1, Math.ceil(words / (most.words * 0.75)));
  return joinUnits(text, units, block, Math.max(target, 40), most);
}

function joinUnits(text: string, units: Span[], { kind, page }: Block, target: number, most: Most): Piece[] {
  const pieces: Piece[] = [];
  for (const unit of units) {
    const words = countWords(text.slice(unit.start, unit.end));
    const last = pieces.at(-1);
    const fits = last !== undefined && last.words + words / 2 <= target && last.words + words <= most.words && unit.end - last.start <= most.length;
    if (last !== undefined && fits) {
      last.end = unit.end;
      last.words += words;
    } else pieces.push({ kind, start: unit.start, end: unit.end, words, page, continues: last !== undefined, leadsIn: false });
  }
  return pieces;
}

function linesOf(text: string, block: Block): Span[] {
  const lines: Span[] = [];
  let start = block.start;
  while (start < block.end) {
    const found = text.indexOf('\n', start);
    const end = found === -1 || found > block.end ? block.end : found;
    push(lines, text, start, end);
    start = end + 1;
  }
  return lines;
}

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

function sentencesOf(text: string, block: Block): Span[] {
  const sentences: Span[] = [];
  let start = block.start;
  while (start < block.end) {
    const limit = Math.min(block.end, start + STRETCH);
    const segments = [...segmenter.segment(text.slice(start, limit))];
    // The last sentence of a stretch may go on in the next one.
    const whole = limit < block.end && segments.length > 1 ? segments.slice(0, -1) : segments;
    for (const segment of whole) push(sentences, text, start + segment.index, start + segment.index + segment.segment.length);
    const last = whole.at(-1);
    start = last === undefined ? limit : start + last.index + last.segment.length;
  }
  return sentences;
}

/** A sentence of more words than a passage may have is cut between words. */
function cutLong(text: string, unit: Span, most: Most): Span[] {
  const content = text.slice(unit.start, unit.end);
  const words = countWords(content);
  if (words <= most.words && content.length <= most.length) return [unit];
  const parts: Span[] = [];
  const step = Math.min(most.length, Math.max(100, Math.floor((content.length / Math.max(1, words)) * most.words * 0.75)));
  let start = 0;
  while (start < content.length) {
    const end = start + step >= content.length ? content.length : wordBoundary(content, start, start + step);
    push(parts, text, unit.start + start, unit.start + end);
    start = end;
  }
  return parts;
}

/** The last white space in the second half of the stretch, else its end; never inside a surrogate pair. */
function wordBoundary(content: string, start: number, end: number): number {
  for (let index = end; index > start + (end - start) / 2; index -= 1) if (/\s/.test(content.charAt(index))) return index;
  return /[\udc00-\udfff]/.test(content.charAt(end)) ? end + 1 : end;
}

/** Adds a span without the white space around it. */
function push(spans: Span[], text: string, from: number, to: number): void {
  let start = from;
  let end = to;
  while (start < end && /\s/.test(text.charAt(start))) start += 1;
  while (end > start && /\s/.test(text.charAt(end - 1))) end -= 1;
  if (start < end) spans.push({ start, end });
}
