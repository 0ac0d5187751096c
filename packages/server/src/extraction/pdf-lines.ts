/** A piece of text as a PDF places it. `transform` is pdf.js's matrix; the origin is at the bottom left, in points. */
export interface TextPiece {
  text: string;
  transform: readonly number[];
  width: number;
  endsLine: boolean;
}

/** A line of a page. Coordinates in points; `top` counts from the top of the page, 0 to 1. */
export interface PageLine {
  text: string;
  x: number;
  right: number;
  y: number;
  size: number;
  top: number;
}

interface Placed {
  text: string;
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
 * that follow each other at the same height, without a wide gap, make a line. Text outside the page, upside down or
 * too small to see is left out.
 */
export function pageLines(pieces: readonly TextPiece[], page: { width: number; height: number }): PageLine[] {
  const lines: PageLine[] = [];
  let open: Placed[] = [];
  const close = () => {
    const line = toLine(open, page.height);
    if (line !== null) lines.push(line);
    open = [];
  };
  for (const piece of pieces) {
    const placed = place(piece);
    const last = open.at(-1);
    if (placed !== null && isVisible(placed, page)) {
      if (last !== undefined && !continues(last, placed)) close();
      open.push(placed);
    }
    if (piece.endsLine) close();
  }
  close();
  return lines;
}

function place({ text, transform, width }: TextPiece): Placed | null {
  const [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0] = transform;
  // Turned text is a stamp or a mark along the margin.
  if (Math.abs(b) > Math.abs(a) || d < 0) return null;
  return { text, x, right: x + width, y, size: Math.hypot(c, d) };
}

function isVisible({ text, x, y, size }: Placed, { width, height }: { width: number; height: number }): boolean {
  return text.trim() === '' || (size >= SMALLEST && x > -1 && x < width + 1 && y > -1 && y < height + 1);
}

function continues(last: Placed, next: Placed): boolean {
  const size = Math.max(last.size, next.size, 1);
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
  return { text: cleaned, x: first.x, right: Math.max(...seen.map((piece) => piece.right)), y: first.y, size, top: Math.min(1, Math.max(0, 1 - first.y / Math.max(1, height))) };
}
