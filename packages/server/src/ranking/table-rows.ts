import type { Question } from './analyse-question.js';
import type { SentenceSpan } from './split-sentences.js';
import { isStopWord } from './stop-words.js';
import { wordsOf } from './words.js';

const CELL_BORDER = ' | ';
const LONGEST_ROW = 400;

/**
 * The rows of a table that are about what was asked: the first cell is a thing that the question names in full, and
 * another cell says something of it. The row of column names is none. A row is a line, its cells parted by ` | `.
 */
export function rowsAbout(text: string, question: Question): SentenceSpan[] {
  const rows: SentenceSpan[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    const end = start + line.length;
    if (start > 0 && line.length <= LONGEST_ROW && isAbout(line, question)) rows.push({ start, end });
    start = end + 1;
  }
  return rows;
}

function isAbout(line: string, question: Question): boolean {
  const [first = '', ...others] = line.split(CELL_BORDER);
  const named = wordsOf(first).filter((word) => !isStopWord(word.folded, question.english));
  // A number that counts the rows names nothing.
  return named.some(({ raw }) => /\p{L}/u.test(raw)) && named.every((word) => question.byStem.has(word.stem)) && others.some((cell) => /[\p{L}\p{N}]/u.test(cell));
}
