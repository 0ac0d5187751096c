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
  for (const { segment } of wordSegmenter.segment(piece)) {
    if (current !== '' && current.length + segment.length > LONGEST_PIECE / 2) {
      pieces.push(current);
      current = '';
    }
    current += segment;
  }
  if (current !== '') pieces.push(current);
  return pieces;
}
