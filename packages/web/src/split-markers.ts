export type Piece = { kind: 'text'; text: string } | { kind: 'marker'; number: number };

/** The start of what may become a marker once more of the text is there. */
const UNFINISHED = /\[\d{0,3}$/;
const MARKER = /\[([1-9]\d{0,2})\]/g;

/** Cuts a text that arrives in pieces into plain text and markers `[n]`; a marker may arrive in several pieces itself. */
export class MarkerSplitter {
  #held = '';

  push(chunk: string): Piece[] {
    const text = this.#held + chunk;
    const start = UNFINISHED.exec(text)?.index ?? text.length;
    this.#held = text.slice(start);
    return splitMarkers(text.slice(0, start));
  }

  /** What was held back; to be called when the text has ended. */
  flush(): Piece[] {
    const held = this.#held;
    this.#held = '';
    return splitMarkers(held);
  }
}

export function splitMarkers(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(MARKER)) {
    if (match.index > end) pieces.push({ kind: 'text', text: text.slice(end, match.index) });
    pieces.push({ kind: 'marker', number: Number(match[1]) });
    end = match.index + match[0].length;
  }
  if (end < text.length) pieces.push({ kind: 'text', text: text.slice(end) });
  return pieces;
}
