import { type PaintedText, withoutSpaces } from './pdf-painted-text.js';
import type { TextPiece } from './pdf-lines.js';

/** Text that is painted in another order than it is read is looked for so far ahead, in characters, … */
const REACH = 5_000;
/** … and so often on one page. */
const MOST_SEARCHES = 2_000;
/** A page of which images take up so much is a scan. */
const SCAN = 0.5;

/**
 * The pieces of a page's text without what its reader does not see. Text without ink stays where it lies over a scan: text
 * recognition puts it there, and it is most of the page's text. What can't be found in the painted text stays too.
 */
export function seenPieces(pieces: readonly TextPiece[], painted: PaintedText): TextPiece[] {
  const keepsUninked = isScan(painted);
  const isHidden = (at: number) => painted.unseen[at] === 1 || (painted.unseen[at] === 2 && !keepsUninked);
  if (!painted.unseen.some((_flag, at) => isHidden(at))) return [...pieces];
  const finder = new PieceFinder(painted.text);
  return pieces.map((piece) => {
    const start = finder.find(withoutSpaces(piece.text));
    return start === null ? piece : { ...piece, text: seenPart(piece.text, start, isHidden) };
  });
}

function isScan({ unseen, imageShare }: PaintedText): boolean {
  let withoutInk = 0;
  let seen = 0;
  for (const flag of unseen) {
    if (flag === 2) withoutInk += 1;
    else if (flag === 0) seen += 1;
  }
  return imageShare >= SCAN && withoutInk >= seen;
}

/** `start`: where its first sign that is no space stands in the painted text. */
function seenPart(text: string, start: number, isHidden: (at: number) => boolean): string {
  let at = start;
  let seen = '';
  for (const sign of text) {
    const isSpace = withoutSpaces(sign) === '';
    if (isSpace || !isHidden(at)) seen += sign;
    if (!isSpace) at += sign.length;
  }
  return seen.trim() === '' ? '' : seen;
}

/** Finds each piece behind the one before it. */
class PieceFinder {
  #at = 0;
  #searches = 0;

  constructor(readonly text: string) {}

  find(piece: string): number | null {
    if (piece === '') return null;
    if (this.text.startsWith(piece, this.#at)) return this.#found(this.#at, piece);
    if ((this.#searches += 1) > MOST_SEARCHES) return null;
    // Writing from right to left is painted the other way round; what lies outside of the page is no piece.
    const ahead = this.text.slice(this.#at, this.#at + REACH);
    const turned = [...piece].reverse().join('');
    const offset = [ahead.indexOf(piece), ahead.indexOf(turned)].find((place) => place >= 0);
    return offset === undefined ? null : this.#found(this.#at + offset, piece);
  }

  #found(start: number, piece: string): number {
    this.#at = start + piece.length;
    return start;
  }
}
