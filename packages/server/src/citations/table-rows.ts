/** Rows of tables, whose cells mean little without the row that heads them. A row is a line, its cells parted by ` | `. Pure. */

const CELL = / ?\| ?/;
/** Rows of one table that are read with their header, and the longest header: the work stays linear in the length of the table. */
export const MOST_HEADED_ROWS = 500;
const LONGEST_HEADER = 400;
const FIGURE = /^[^\p{L}]*\d/u;

/**
 * The first of a table's lines where it heads the others, else null: it has no figure, and they have some. Of two columns each row must
 * have a figure in its second, or the first row is as likely a term and what is told of it.
 */
export function headerOf([first = '', ...rest]: readonly string[]): string | null {
  const cells = first.split(CELL);
  if (first.length > LONGEST_HEADER || cells.length < 2 || rest.length === 0 || cells.some((cell) => FIGURE.test(cell)) || cells.filter((cell) => cell.trim() !== '').length < 2) return null;
  const rows = rest.slice(0, MOST_HEADED_ROWS);
  if (cells.length === 2) return rows.every((row) => FIGURE.test(row.split(CELL)[1] ?? '')) ? first : null;
  return rows.every((row) => row.split(CELL).length <= cells.length) ? first : null;
}

/** Each cell behind what heads its column: "City Dunmor. Opened 1988." */
export function headedRow(header: string, row: string): string {
  const heads = header.split(CELL);
  return row
    .split(CELL)
    .flatMap((cell, column) => (cell.trim() === '' ? [] : [`${(heads[column] ?? '').trim()} ${cell.trim()}.`]))
    .join(' ');
}
