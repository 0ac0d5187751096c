/**
 * What is wrong with the text of a file `.env`. The values themselves are read by Node.js (`util.parseEnv`), which passes
 * over what it can't read, and takes a line without `=` for the beginning of the next line's name. Pure.
 */

const ASSIGNMENT = /^[ \t]*(?:export[ \t]+)?[A-Za-z_][A-Za-z0-9_.-]*[ \t]*=[ \t]*([^]*)$/;
const BLANK_OR_COMMENT = /^\s*(?:#.*)?$/;
const QUOTES = ['"', "'", '`'];
/** More lines than these are counted, not listed: the file is of another kind. */
const MOST_LISTED = 10;

/** Numbers, from 1, of the lines that are not blank, not a comment, not `NAME=value` and not within a quoted value. */
export function brokenEnvLines(text: string): number[] {
  const lines = text.split(/\r\n|\n/);
  const broken: number[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (BLANK_OR_COMMENT.test(line)) continue;
    const value = ASSIGNMENT.exec(line)?.[1];
    const end = value === undefined ? null : lastLineOfValue(lines, at, value);
    if (end === null) broken.push(at + 1);
    else at = end;
  }
  return broken;
}

/** A sentence for the operator that names the lines and never what is in them; null where all can be read. */
export function envFileNotice(text: string): string | null {
  const broken = brokenEnvLines(text);
  if (broken.length === 0) return null;
  const listed = broken.slice(0, MOST_LISTED).join(', ');
  const more = broken.length > MOST_LISTED ? ` and ${broken.length - MOST_LISTED} more` : '';
  return `${broken.length === 1 ? 'Line' : 'Lines'} ${listed}${more} of the file .env can't be read, and what is there has no effect, perhaps with the line after it: write NAME=value, close every quotation mark, and put # before a comment`;
}

/** Index of the line on which a value ends that begins on line `at`; null where its quotation mark is never closed. */
function lastLineOfValue(lines: string[], at: number, value: string): number | null {
  const quote = QUOTES.find((mark) => value.startsWith(mark));
  if (quote === undefined || value.indexOf(quote, 1) > 0) return at;
  for (let end = at + 1; end < lines.length; end++) if (lines[end]?.includes(quote) === true) return end;
  return null;
}
