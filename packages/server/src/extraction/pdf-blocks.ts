import type { DocumentBuilder } from './document-builder.js';
import type { PageLine } from './pdf-lines.js';

const BULLET = /^(?:[•‣▪●○◦·–—-]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+/u;
/** A heading is so much larger than the text, and short. */
const HEADING_SIZE = 1.15;
const LONGEST_HEADING = 200;

/** The size in which most of the text is set, in points. */
export function bodySize(lines: readonly PageLine[]): number {
  const lengths = new Map<number, number>();
  for (const { size, text } of lines) lengths.set(roundSize(size), (lengths.get(roundSize(size)) ?? 0) + text.length);
  return [...lengths].reduce((most, entry) => (entry[1] > most[1] ? entry : most), [10, 0])[0];
}

/** Adds a page's lines as headings, paragraphs and list items. */
export function addPdfBlocks(builder: DocumentBuilder, lines: readonly PageLine[], { page, size }: { page: number; size: number }): void {
  for (const group of groups(lines, size)) {
    const [first] = group;
    if (first === undefined) continue;
    const text = joinLines(group.map((line) => line.text));
    if (isHeading(first, size) && text.length <= LONGEST_HEADING) builder.add('heading', text, { level: levelOf(first.size, size), page });
    else if (BULLET.test(text)) builder.add('list_item', text.replace(BULLET, ''), { page });
    else builder.add('paragraph', text, { page });
  }
}

/** Lines that belong together. */
function groups(lines: readonly PageLine[], size: number): PageLine[][] {
  const found: PageLine[][] = [];
  const spacing = usualSpacing(lines);
  for (const line of lines) {
    const last = found.at(-1)?.at(-1);
    if (last === undefined || startsAnew(last, line, { size, spacing })) found.push([line]);
    else found.at(-1)?.push(line);
  }
  return found;
}

function startsAnew(last: PageLine, line: PageLine, { size, spacing }: { size: number; spacing: number }): boolean {
  if (last.turn !== line.turn) return true;
  if (isHeading(last, size) || isHeading(line, size)) return roundSize(last.size) !== roundSize(line.size) || last.y - line.y < 0 || last.y - line.y > line.size * 1.7;
  if (BULLET.test(line.text)) return true;
  const gap = last.y - line.y;
  // Upwards: the next column, where a sentence may go on.
  if (gap < -line.size) return endsSentence(last.text);
  if (gap > spacing * 1.35 + 1) return true;
  // An indented line begins a paragraph, and so does the one behind a line that ends early.
  if (line.x - last.x > line.size * 0.8 && endsSentence(last.text)) return true;
  return endsSentence(last.text) && last.right < line.right - line.size * 6;
}

function usualSpacing(lines: readonly PageLine[]): number {
  const gaps = lines.flatMap((line, index) => {
    const gap = (lines[index - 1]?.y ?? 0) - line.y;
    return index > 0 && gap > 0 && gap < 60 ? [Math.round(gap * 2) / 2] : [];
  });
  const counts = new Map<number, number>();
  for (const gap of gaps) counts.set(gap, (counts.get(gap) ?? 0) + 1);
  // Of gaps as common as each other the smallest is that between lines.
  return [...counts].sort((left, right) => left[0] - right[0]).reduce((most, entry) => (entry[1] > most[1] ? entry : most), [14, 0])[0];
}

function isHeading({ size: own, text }: PageLine, size: number): boolean {
  return own >= size * HEADING_SIZE && /\p{L}/u.test(text) && !/^[•‣▪●○◦]/u.test(text);
}

function levelOf(own: number, size: number): number {
  const times = own / size;
  return times >= 1.7 ? 1 : times >= 1.35 ? 2 : 3;
}

function endsSentence(text: string): boolean {
  return /[.!?:;。！？]["'”’)\]]*$/u.test(text);
}

/** A word that was divided at the end of a line is put together again. */
function joinLines(lines: readonly string[]): string {
  return lines.reduce((text, line) => {
    if (text === '') return line;
    if (/\p{Ll}[-\u00ad\u2010]$/u.test(text) && /^\p{Ll}/u.test(line)) return text.slice(0, -1) + line;
    return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]$/u.test(text) && /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(line) ? text + line : `${text} ${line}`;
  }, '');
}

function roundSize(size: number): number {
  return Math.round(size * 2) / 2;
}
