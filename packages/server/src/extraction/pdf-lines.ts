import type { Box } from './pdf-ground.js';

/** A piece of text as a PDF places it. `transform` is pdf.js's matrix; the origin is at the bottom left, in points. */
export interface TextPiece {
  text: string;
  transform: readonly number[];
  width: number;
  endsLine: boolean;
}

/**
 * A line of a page. Coordinates in points from the corner of the page that is at the bottom left when the line is held upright; `top` counts
 * from the edge above it, 0 to 1.
 */
export interface PageLine {
  text: string;
  /** Which way it runs, in quarters of a turn against the clock: 0 to the right, 1 upwards, 2 upside down, 3 downwards. */
  turn: number;
  x: number;
  right: number;
  y: number;
  size: number;
  top: number;
}

interface Placed {
  text: string;
  turn: number;
  x: number;
  right: number;
  y: number;
  size: number;
}

/** Smaller text is not meant to be read. */
const SMALLEST = 2;
/** A gap of so many letter heights within a line is the gap between columns. */
const COLUMN_GAP = 2.2;

/**
 * The lines of a page in reading order. The order of the file is kept, which programs write column by column; pieces
 * that follow each other at the same height, without a wide gap, make a line. Text may run in any direction: pages and tables are set
 * sideways. Text outside the page, mirrored or too small to see is left out. `unit`: points that each unit of pieces and page has.
 */
export function pageLines(pieces: readonly TextPiece[], page: Box, unit = 1): PageLine[] {
  const lines: PageLine[] = [];
  let open: Placed[] = [];
  const close = () => {
    const line = toLine(open, heightOf(page, open[0]?.turn ?? 0) * unit);
    if (line !== null) lines.push(line);
    open = [];
  };
  for (const piece of pieces) {
    const placed = place(piece, page, unit);
    const last = open.at(-1);
    if (placed !== null && isVisible(piece, placed, page)) {
      if (last !== undefined && !continues(last, placed)) close();
      open.push(placed);
    }
    if (piece.endsLine) close();
  }
  close();
  return lines;
}

function place({ text, transform, width }: TextPiece, page: Box, unit: number): Placed | null {
  const [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0] = transform;
  // Mirrored, or without area.
  if (text.trim() !== '' && a * d - b * c <= 0) return null;
  const turn = (Math.round(Math.atan2(b, a) / (Math.PI / 2)) + 4) % 4;
  const [across, up] = heldUpright(x, y, page, turn);
  return { text, turn, x: across * unit, right: (across + width) * unit, y: up * unit, size: Math.hypot(c, d) * unit };
}

/** How far a place is to the right and above the corner that is at the bottom left when text of this turn is held upright. */
function heldUpright(x: number, y: number, [left, bottom, right, top]: Box, turn: number): readonly [across: number, up: number] {
  if (turn === 1) return [y - bottom, right - x];
  if (turn === 2) return [right - x, top - y];
  return turn === 3 ? [top - y, x - left] : [x - left, y - bottom];
}

function heightOf([left, bottom, right, top]: Box, turn: number): number {
  return turn % 2 === 0 ? top - bottom : right - left;
}

function isVisible({ text, transform }: TextPiece, { size }: Placed, [left, bottom, right, top]: Box): boolean {
  const [x = 0, y = 0] = transform.slice(4);
  return text.trim() === '' || (size >= SMALLEST && x > left - 1 && x < right + 1 && y > bottom - 1 && y < top + 1);
}

function continues(last: Placed, next: Placed): boolean {
  const size = Math.max(last.size, next.size, 1);
  if (last.turn !== next.turn) return false;
  if (Math.abs(last.y - next.y) > size * 0.6) return false;
  return next.x >= last.x - size && next.x - last.right < size * COLUMN_GAP;
}

function toLine(placed: readonly Placed[], height: number): PageLine | null {
  const seen = placed.filter(({ text }) => text.trim() !== '');
  const [first] = seen;
  if (first === undefined) return null;
  let text = '';
  let before: Placed | undefined;
  for (const piece of placed) {
    const gap = before === undefined ? 0 : piece.x - before.right;
    if (gap > piece.size * 0.18 && !/\s$/.test(text) && !/^\s/.test(piece.text)) text += ' ';
    text += piece.text;
    before = piece;
  }
  const cleaned = text.replace(/\s+/g, ' ').trim();
  // Of most of it: a bullet may be larger than its line.
  const { size } = seen.reduce((most, piece) => (piece.text.length > most.text.length ? piece : most), first);
  return { text: cleaned, turn: first.turn, x: first.x, right: Math.max(...seen.map((piece) => piece.right)), y: first.y, size, top: Math.min(1, Math.max(0, 1 - first.y / Math.max(1, height))) };
}
