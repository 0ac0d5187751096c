import { isAddressedOrder } from './addressed-orders.js';
import type { Question } from './analyse-question.js';
import type { SentenceSpan } from './split-sentences.js';
import { isStopWord } from './stop-words.js';
import { type Word, wordsOf } from './words.js';

/** Between two empty cells there is one space. */
const CELL_BORDER = / \|(?= |$)/;
const LONGEST_ROW = 400;

/** A row of a table that is about what was asked. */
export interface AskedRow extends SentenceSpan {
  columns: AskedColumns | null;
}

/** The columns that the question asks for by their names. */
export interface AskedColumns {
  /** Parted by spaces. */
  names: string;
  /** The first cell of the row, then each of these columns with its name: `2019: Visitors 47,310`. */
  told: string;
}

/**
 * The rows of a table that are about what was asked: the first cell is a thing that the question names in full, and
 * another cell says something of it. The row of column names is none. A row is a line, its cells parted by ` | `.
 */
export function rowsAbout(text: string, question: Question): AskedRow[] {
  const [head = '', ...lines] = text.split('\n');
  const columns = head.length <= LONGEST_ROW ? cellsOf(head).map((name) => ({ name, asked: telling(name, question).some(({ stem }) => question.byStem.has(stem)) && !isAddressedOrder(name) })) : [];
  const rows: AskedRow[] = [];
  let start = head.length + 1;
  for (const line of lines) {
    const end = start + line.length;
    const row = line.length <= LONGEST_ROW ? rowAbout(cellsOf(line), columns, question) : null;
    if (row !== null) rows.push({ start, end, ...row });
    start = end + 1;
  }
  return rows;
}

function rowAbout([first = '', ...others]: string[], columns: ReadonlyArray<{ name: string; asked: boolean }>, question: Question): Pick<AskedRow, 'columns'> | null {
  const named = telling(first, question);
  if (named.length === 0 || !named.every(({ stem }) => question.byStem.has(stem)) || !others.some(saysSomething)) return null;
  const asked = columns.flatMap(({ name, asked: isAsked }, index) => (index > 0 && isAsked && saysSomething(others[index - 1] ?? '') ? [{ name, cell: others[index - 1] ?? '' }] : []));
  // A number that counts the rows names nothing; one that the question gives along with the name of a column does.
  if (asked.length === 0 && !named.some(({ raw }) => /\p{L}/u.test(raw))) return null;
  return { columns: asked.length === 0 ? null : { names: asked.map(({ name }) => name).join(' '), told: `${first}: ${asked.map(({ name, cell }) => `${name} ${cell}`).join('; ')}` } };
}

function cellsOf(line: string): string[] {
  return line.split(CELL_BORDER).map((cell) => cell.trim());
}

function telling(cell: string, question: Question): Word[] {
  return wordsOf(cell).filter((word) => !isStopWord(word.folded, question.english));
}

function saysSomething(cell: string): boolean {
  return /[\p{L}\p{N}]/u.test(cell);
}
