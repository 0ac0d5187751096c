import type { DocumentBlock, DocumentResponse } from '@groundwire/protocol';

export interface Range {
  start: number;
  end: number;
}

export interface Mark extends Range {
  /** It is marked beside what matters. */
  other?: boolean | undefined;
}

/** A block of a document as it is shown: its text, cut where marks begin and end. */
export interface ShownBlock {
  kind: DocumentBlock['kind'];
  start: number;
  pieces: Array<{ text: string; marked: false | 'main' | 'other' }>;
}

export interface Excerpt {
  blocks: ShownBlock[];
  /** Text was left out before, or behind. */
  cutBefore: boolean;
  cutAfter: boolean;
}

/**
 * The part of a document around what is marked, whole blocks only, at least `reach` characters on both sides; everything where
 * `reach` is infinite. Ranges are UTF-16 offsets into the document's text, half-open. Pure.
 */
export function excerptAround({ text, blocks }: Pick<DocumentResponse, 'text' | 'blocks'>, marks: readonly Mark[], reach: number): Excerpt {
  const parts = wholeBlocks(text, blocks);
  const sound = marks.filter(({ start, end }) => start >= 0 && end <= text.length && start < end);
  const near = sound.some(({ other }) => other !== true) ? sound.filter(({ other }) => other !== true) : sound;
  const from = Math.min(...near.map(({ start }) => start), text.length) - reach;
  const to = near.length === 0 ? reach : Math.max(...near.map(({ end }) => end)) + reach;
  const begin = sound.length === 0 ? 0 : from;
  const shown = parts.filter(({ start, end }) => end > begin && start < to);
  return {
    blocks: shown.map(({ kind, start, end }) => ({ kind, start, pieces: cut(text, { start, end }, sound) })),
    cutBefore: shown[0] !== undefined && shown[0] !== parts[0],
    cutAfter: shown.length > 0 && shown.at(-1) !== parts.at(-1),
  };
}

/** The blocks, and as paragraphs whatever text lies between them. */
function wholeBlocks(text: string, blocks: readonly DocumentBlock[]): Array<Range & { kind: DocumentBlock['kind'] }> {
  const parts: Array<Range & { kind: DocumentBlock['kind'] }> = [];
  let at = 0;
  for (const { kind, start, end } of [...blocks, { kind: 'paragraph' as const, start: text.length, end: text.length }]) {
    if (text.slice(at, start).trim() !== '') parts.push({ kind: 'paragraph', start: at, end: start });
    if (end > Math.max(at, start)) parts.push({ kind, start: Math.max(at, start), end });
    at = Math.max(at, end);
  }
  return parts;
}

function cut(text: string, { start, end }: Range, marks: readonly Mark[]): ShownBlock['pieces'] {
  const edges = marks.flatMap((mark) => [mark.start, mark.end]).filter((edge) => edge > start && edge < end);
  const places = [...new Set([start, ...edges, end])].sort((left, right) => left - right);
  return places.slice(0, -1).map((from, index) => {
    const here = marks.filter((mark) => mark.start <= from && mark.end > from);
    const marked = here.length === 0 ? false : here.every(({ other }) => other === true) ? 'other' : 'main';
    return { text: text.slice(from, places[index + 1]), marked };
  });
}

/**
 * Where the quotes are in the document as it is now: at their ranges where they still stand there, else wherever their text is
 * found. A quote that is gone has no place.
 */
export function findQuotes(text: string, quotes: ReadonlyArray<Mark & { text: string }>): Mark[] {
  return quotes.flatMap(({ other, ...quote }) => {
    const kind = other === true ? { other } : {};
    if (text.slice(quote.start, quote.end) === quote.text) return [{ start: quote.start, end: quote.end, ...kind }];
    const at = text.indexOf(quote.text);
    return at < 0 ? [] : [{ start: at, end: at + quote.text.length, ...kind }];
  });
}
