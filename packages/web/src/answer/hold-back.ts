/** The start of what may become a marker once more of the text is there. */
const UNFINISHED_MARKER = /\[\d{0,3}$/;

/** Signs of emphasis or of code, of which more may come; alone they would be shown as they are. */
const UNFINISHED_SIGN = /(?:\*+|_+|(?<!`)`{1,2})$/;

/**
 * How much of a text that is still arriving can be shown without having to be taken back: an unfinished marker waits for its
 * end, signs of emphasis for what they are put to, and the head of a table for the line below it, without which it would be a paragraph full of bars. Gives the length
 * of the part that can be shown. Pure.
 */
export function showableLength(text: string): number {
  const gap = text.lastIndexOf('\n\n');
  const start = gap < 0 ? 0 : gap + 2;
  if (isTableHead(text.slice(start))) return start;
  const end = UNFINISHED_MARKER.exec(text)?.index ?? text.length;
  return UNFINISHED_SIGN.exec(text.slice(0, end))?.index ?? end;
}

function isTableHead(block: string): boolean {
  return block.startsWith('|') && block.split('\n').length < 3;
}
