import type { Quote } from '@groundwire/protocol';
import type { Passage } from '../ranking/passage.js';
import { cutPoint, MAX_QUOTE_LENGTH } from './quote-units.js';

/** Most quotes of one citation: the best matches. */
const MAX_QUOTES = 5;

/** A place of a source. `score` orders places by how well they match. */
export interface QuotedRange {
  start: number;
  end: number;
  score: number;
}

/** The quotes of a citation: overlapping ranges joined, the best five, in the order of the text, each verbatim. */
export function collectQuotes(ranges: readonly QuotedRange[], passages: readonly Passage[]): Quote[] {
  const usable = ranges.filter((range) => quoteAt(range, passages) !== null);
  return joined(usable, passages)
    .sort((left, right) => right.score - left.score || left.start - right.start)
    .slice(0, MAX_QUOTES)
    .sort((left, right) => left.start - right.start)
    .flatMap((range) => quoteAt(range, passages) ?? []);
}

/** What stands at a range, where one passage holds all of it; cut to the length that a quote may have. */
export function quoteAt({ start, end }: { start: number; end: number }, passages: readonly Passage[]): Quote | null {
  const passage = passages.find((candidate) => candidate.start <= start && end <= candidate.end && candidate.text.length === candidate.end - candidate.start);
  if (passage === undefined || !Number.isInteger(start) || !Number.isInteger(end) || start >= end) return null;
  const from = start - passage.start;
  const to = end - start <= MAX_QUOTE_LENGTH ? end - passage.start : cutPoint(passage.text, from, MAX_QUOTE_LENGTH);
  const text = passage.text.slice(from, to);
  if (text.trim() === '') return null;
  const page = passage.blocks.findLast((block) => block.start <= start)?.page;
  return { text, start, end: passage.start + to, ...(page === undefined ? {} : { page }) };
}

/** Joins ranges that overlap, as long as one passage holds the whole and it is not too long; otherwise the better one stays. */
function joined(ranges: readonly QuotedRange[], passages: readonly Passage[]): QuotedRange[] {
  const result: QuotedRange[] = [];
  for (const range of [...ranges].sort((left, right) => left.start - right.start || right.end - left.end)) {
    const last = result.at(-1);
    if (last === undefined || range.start >= last.end) {
      result.push(range);
      continue;
    }
    const union = { start: last.start, end: Math.max(last.end, range.end), score: Math.max(last.score, range.score) };
    const fits = union.end === last.end || (union.end - union.start <= MAX_QUOTE_LENGTH && quoteAt(union, passages) !== null);
    if (fits) result[result.length - 1] = union;
    else if (range.score > last.score) result[result.length - 1] = range;
  }
  return result;
}
