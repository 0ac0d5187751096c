/** Columns by which code is further in than the text around it (CommonMark 0.31, section 4.4). */
const CODE_INDENT = 4;
/** What is looked at of a line: enough for its indentation and the marks at its head. */
export const LINE_HEAD_LENGTH = 64;

const BULLET = /^(?:[-*+•]|\d{1,9}[.)])([ \t]+)/;
const HEADING_OR_RULE = /^(?:#{1,6}[ \t]|(?:[-*_=][ \t]*){3,}$)/;

/**
 * Which lines of a Markdown text are code because they stand so far in. A line that goes on with a paragraph is not, and in a list
 * item the item's own text is what counts as its margin. Follows the text line by line; quotes are not looked into. Pure but for its own state.
 */
export class IndentedCode {
  /** Columns at which the texts of the open list items begin, outermost first. */
  #margins: number[] = [];
  /** The line before belongs to a paragraph, with which an indented line goes on. */
  #paragraph = false;

  /** Would a line be code that begins, behind so many columns of white space, with something else? */
  isCode(columns: number): boolean {
    const margin = this.#margins.findLast((column) => column <= columns) ?? 0;
    return !this.#paragraph && columns >= margin + CODE_INDENT;
  }

  /** A line outside fenced code is over. `head`: its first `LINE_HEAD_LENGTH` characters. */
  line(head: string): void {
    const columns = columnsOf(head);
    const rest = head.trim();
    if (rest === '') this.#paragraph = false;
    else if (!this.isCode(columns)) this.#text(columns, head.trimStart());
  }

  /** A fenced block was opened or closed. */
  fence(): void {
    this.#paragraph = false;
  }

  #text(columns: number, rest: string): void {
    const closes = HEADING_OR_RULE.test(rest.trimEnd());
    const bullet = closes ? null : BULLET.exec(rest);
    if (!this.#paragraph || bullet !== null || closes) this.#margins = this.#margins.filter((column) => column <= columns);
    if (bullet !== null) this.#margins.push(columns + bullet[0].length - (bullet[1] ?? '').length + Math.min((bullet[1] ?? '').length, CODE_INDENT));
    this.#paragraph = !closes;
  }
}

/** How far in a line begins; a tab goes on to the next multiple of four. */
export function columnsOf(line: string): number {
  let columns = 0;
  for (const character of line) {
    if (character === ' ') columns += 1;
    else if (character === '\t') columns += CODE_INDENT - (columns % CODE_INDENT);
    else break;
  }
  return columns;
}
