/** A piece this long is cut further: text without spaces, a long URL. UTF-16 units. */
const LONGEST_PIECE = 32;

const wordSegmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

/**
 * Cuts a text into the pieces in which it is shown: a word with the white space behind it. Text that is written without
 * spaces is cut between words as Unicode finds them (UAX #29). The pieces joined are the text, to the character.
 */
export function cutWords(text: string): string[] {
  return (text.match(/^\s+|\S+\s*/gu) ?? []).flatMap((piece) => (piece.length <= LONGEST_PIECE ? [piece] : cutLongPiece(piece)));
}

function cutLongPiece(piece: string): string[] {
  const pieces: string[] = [];
  let current = '';
  for (const segment of segmentsOf(piece)) {
    if (current !== '' && current.length + segment.length > LONGEST_PIECE / 2) {
      pieces.push(current);
      current = '';
    }
    current += segment;
  }
  if (current !== '') pieces.push(current);
  return pieces;
}

/** So much is segmented at once: the segmenter takes time in the square of a long text without spaces. UTF-16 units. */
const WINDOW = 512;

/** The segments of a window but for its last one, which may go on behind it; then of the window that begins there. */
function* segmentsOf(piece: string): Generator<string, void, void> {
  for (let at = 0; at < piece.length; ) {
    const window = piece.slice(at, at + WINDOW);
    const segments = [...wordSegmenter.segment(window)].map(({ segment }) => segment);
    const ends = at + window.length === piece.length;
    if (!ends && segments.length > 1) segments.pop();
    for (const segment of segments) {
      // A window that is one segment may end in mid-character.
      const whole = ends ? segment : segment.replace(/[\uD800-\uDBFF]$/u, '');
      yield whole;
      at += whole.length;
    }
  }
}
