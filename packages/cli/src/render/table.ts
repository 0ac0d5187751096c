import { safeLine } from './safe-text.js';

export interface Column {
  title: string;
  align?: 'left' | 'right';
  /** Longer values are cut and end with `…`. */
  maxWidth?: number;
}

/** A table in plain text, its cells made safe; wide characters (CJK, emoji) count as two columns. */
export function table(columns: readonly Column[], rows: ReadonlyArray<readonly string[]>): string {
  const cells = rows.map((row) => columns.map((column, index) => cut(safeLine(row[index] ?? ''), column.maxWidth ?? 60)));
  const widths = columns.map((column, index) => Math.max(displayWidth(column.title), ...cells.map((row) => displayWidth(row[index] ?? ''))));
  const line = (row: readonly string[]) => columns.map((column, index) => pad(row[index] ?? '', widths[index] ?? 0, column.align ?? 'left')).join('  ').trimEnd();
  return [line(columns.map(({ title }) => title)), ...cells.map(line)].map((text) => `${text}\n`).join('');
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const WIDE = /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u;

/** Columns that a text takes on a terminal. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const { segment } of segmenter.segment(text)) width += WIDE.test(segment) ? 2 : 1;
  return width;
}

function cut(text: string, maxWidth: number): string {
  if (displayWidth(text) <= maxWidth) return text;
  let kept = '';
  let width = 1;
  for (const { segment } of segmenter.segment(text)) {
    width += displayWidth(segment);
    if (width > maxWidth) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

function pad(text: string, width: number, align: 'left' | 'right'): string {
  const space = ' '.repeat(Math.max(0, width - displayWidth(text)));
  return align === 'right' ? space + text : text + space;
}
