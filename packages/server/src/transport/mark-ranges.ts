/** A span of a text: UTF-16 offsets, half-open. */
export interface Range {
  start: number;
  end: number;
}

const MOST_RANGES = 100;

/**
 * Reads `?mark=START-END,START-END` for a text: in order, merged where they touch, inside the text, and never through the
 * middle of a character. What is no range of the text is left out. Pure.
 */
export function readMarks(mark: unknown, text: string): Range[] {
  if (typeof mark !== 'string') return [];
  const ranges: Range[] = [];
  for (const part of mark.split(',', MOST_RANGES)) {
    const match = /^(\d{1,10})-(\d{1,10})$/.exec(part.trim());
    if (match === null) continue;
    const start = wholeCharacter(Number(match[1]), text, -1);
    const end = wholeCharacter(Math.min(Number(match[2]), text.length), text, 1);
    if (start < end) ranges.push({ start, end });
  }
  return merged(ranges);
}

/** Moves an offset out of the middle of a surrogate pair. */
function wholeCharacter(offset: number, text: string, direction: 1 | -1): number {
  const before = text.charCodeAt(offset - 1);
  const after = text.charCodeAt(offset);
  const splits = before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff;
  return splits ? offset + direction : offset;
}

function merged(ranges: Range[]): Range[] {
  const result: Range[] = [];
  for (const range of ranges.sort((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last !== undefined && range.start <= last.end) last.end = Math.max(last.end, range.end);
    else result.push({ ...range });
  }
  return result;
}
