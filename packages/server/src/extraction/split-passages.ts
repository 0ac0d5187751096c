import type { Passage } from '../ranking/passage.js';
import { countWords } from './count-words.js';
import type { Block } from './extracted-document.js';
import { type Piece, splitBlock } from './split-block.js';

/** A passage is closed once it has this many words, */
const ENOUGH_WORDS = 80;
/** and takes no further block that would bring it over this many, */
export const MOST_WORDS = 160;
/** (or characters: data without words must end somewhere too,) */
export const MOST_LENGTH = 2400;
/** unless it, or what is left of the section, is too short to stand alone. */
const TOO_FEW_WORDS = 30;

/**
 * Cuts a document into passages: one or more whole blocks, or a part of a long one, of about 80 to 160 words. Passages are in order, do not
 * overlap and never reach across a heading; headings are no passages but stand in the `heading` of those below them.
 * `text` is always the document's text from `start` to `end`. Linear in the length of the document.
 */
export function splitPassages(text: string, blocks: Block[]): Passage[] {
  const passages: Passage[] = [];
  const headings: Array<{ level: number; text: string }> = [];
  let section: Piece[] = [];
  const close = () => {
    const heading = headings.map((above) => above.text).join(' › ');
    for (const pieces of groupPieces(section)) passages.push(toPassage(text, pieces, heading));
    section = [];
  };
  for (const block of blocks) {
    if (block.kind === 'heading') {
      close();
      openHeading(headings, block.level ?? 1, text.slice(block.start, block.end));
    } else section.push(...splitBlock(text, block, { words: MOST_WORDS, length: MOST_LENGTH }));
  }
  close();
  return passages.length === 0 && blocks.length > 0 ? headingsAlone(text, blocks) : passages;
}

function openHeading(headings: Array<{ level: number; text: string }>, level: number, text: string): void {
  while (headings.length > 0 && (headings.at(-1)?.level ?? 0) >= level) headings.pop();
  headings.push({ level, text: text.slice(0, 200) });
}

interface Group {
  pieces: Piece[];
  words: number;
}

/** Pieces of one section, in passages. */
function groupPieces(pieces: Piece[]): Piece[][] {
  const groups: Group[] = [];
  for (const piece of pieces) {
    const last = groups.at(-1);
    if (last !== undefined && hasRoom(last, piece)) {
      last.pieces.push(piece);
      last.words += piece.words;
    } else groups.push(opened(last, piece));
  }
  const [before, tail] = groups.slice(-2);
  if (before !== undefined && tail !== undefined && tail.words < TOO_FEW_WORDS && before.words + tail.words <= MOST_WORDS + TOO_FEW_WORDS) {
    before.pieces.push(...tail.pieces);
    groups.pop();
  }
  return groups.map((group) => group.pieces);
}

function hasRoom(group: Group, piece: Piece): boolean {
  if (piece.end - (group.pieces[0]?.start ?? 0) > MOST_LENGTH || group.words >= ENOUGH_WORDS) return false;
  return group.words + piece.words <= MOST_WORDS || group.words < TOO_FEW_WORDS;
}

/** A new passage takes along what leads in to it at the end of the one before. */
function opened(before: Group | undefined, piece: Piece): Group {
  const group: Group = { pieces: [piece], words: piece.words };
  const lead = before?.pieces.at(-1);
  if (before === undefined || lead === undefined || !lead.leadsIn || piece.leadsIn || before.pieces.length < 2 || piece.end - lead.start > MOST_LENGTH) return group;
  before.pieces.pop();
  before.words -= lead.words;
  return { pieces: [lead, piece], words: lead.words + piece.words };
}

function toPassage(text: string, pieces: Piece[], heading: string): Passage {
  const start = pieces[0]?.start ?? 0;
  const end = pieces.at(-1)?.end ?? start;
  const blocks: Passage['blocks'] = [];
  for (const piece of pieces) {
    const last = blocks.at(-1);
    if (last !== undefined && piece.continues) last.end = piece.end;
    else blocks.push({ kind: piece.kind, start: piece.start, end: piece.end, ...(piece.page === undefined ? {} : { page: piece.page }) });
  }
  return { start, end, text: text.slice(start, end), heading, blocks };
}

/** A document of nothing but headings is found by them. */
function headingsAlone(text: string, blocks: Block[]): Passage[] {
  const pieces = blocks.map((block) => ({ kind: block.kind, start: block.start, end: block.end, words: countWords(text.slice(block.start, block.end)), continues: false, leadsIn: false }));
  return groupPieces(pieces).map((group) => toPassage(text, group, ''));
}
