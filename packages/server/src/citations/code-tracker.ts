import { columnsOf, IndentedCode, LINE_HEAD_LENGTH } from './indented-code.js';

/**
 * Follows a Markdown text from left to right and says whether the next character stands in code. Pure; used by
 * `marker-stream.ts` only, which feeds it what it has given out.
 *
 * A span ends at a run of as many backticks as opened it, on the same line; a fence runs to its closing line; a line that
 * stands far enough in is code by itself (CommonMark 0.31, sections 6.1, 4.5 and 4.4; spans over several lines are not followed).
 */

/** Characters of code that a bracketed number waits for, to learn whether the code span it stands in is one at all. */
export const MAX_SPAN_LOOKAHEAD = 200;

/** Runs inside an open span that are remembered, for the case that it never closes. */
const MAX_INNER_RUNS = 16;

interface Span {
  length: number;
  /** The run opened a line: it may be a fence whose first line is not over. */
  mayBeFence: boolean;
  /** Lengths of the runs since it opened. */
  inner: number[];
  /** The beginning of what stands in it. */
  text: string;
}

/** Characters of a span that are looked at for the quotation marks that end it. */
const SPAN_TEXT = 200;

export class CodeTracker {
  private span: Span | null = null;
  private fence: { character: string; length: number } | null = null;
  private runLength = 0;
  private runCharacter = '';
  private runOpensLine = false;
  /** So far the line holds nothing but indentation and the marks of quotes and lists. */
  private lineHead = true;
  private readonly indented = new IndentedCode();
  /** The line's beginning, as far as it matters. */
  private line = '';
  /** Null while the line has nothing but white space. */
  private lineIsCode: boolean | null = null;

  /** Where `next` would stand. `text`: code does not count here; `span`: in inline code, or in what may turn out to be none; `block`: in a code block. */
  modeFor(next: string): 'text' | 'span' | 'block' {
    if (this.fence !== null || this.lineIsCode === true || (this.atIndent && !/\s/.test(next) && this.standsFarIn())) return 'block';
    return this.span === null ? 'text' : 'span';
  }

  /** Has the line nothing but white space so far? More of it may make what follows code. */
  get atIndent(): boolean {
    return this.fence === null && this.span === null && this.lineIsCode === null && this.runLength === 0;
  }

  private standsFarIn(): boolean {
    return this.indented.isCode(columnsOf(this.line));
  }

  /** The first sign of a line decides whether it is code; only what was given out counts. */
  private decideLine(): void {
    this.lineIsCode ??= this.fence === null && this.standsFarIn();
  }

  /** One `` ` `` or `~` was given out. */
  tick(character: string): void {
    this.decideLine();
    this.addToLine(character);
    if (this.lineIsCode === true) return;
    if (this.runLength > 0 && character !== this.runCharacter) this.endRun(character);
    if (this.runLength === 0) this.runOpensLine = this.lineHead;
    this.runCharacter = character;
    this.runLength++;
  }

  /** Call before deciding anything about a character that is neither: the run of ticks before it is over. `next` is '' at the end. */
  endRun(next: string): void {
    if (this.runLength === 0) return;
    const run = { length: this.runLength, character: this.runCharacter, opensLine: this.runOpensLine };
    this.runLength = 0;
    this.lineHead = false;
    if (this.fence !== null) {
      const closes = run.opensLine && run.character === this.fence.character && run.length >= this.fence.length && /^\s?$/.test(next);
      if (closes) this.closeFence();
    } else if (run.character === '~') {
      if (run.opensLine && run.length >= 3 && this.span === null) this.fence = { character: '~', length: run.length };
    } else if (this.span === null) {
      this.span = { length: run.length, mayBeFence: run.opensLine && run.length >= 3, inner: [], text: '' };
    } else if (this.span.length === run.length) {
      this.span = null;
    } else {
      this.span.mayBeFence = false;
      if (this.span.inner.length < MAX_INNER_RUNS) this.span.inner.push(run.length);
    }
  }

  /** Other text was given out: a line break alone, or text without one. */
  text(text: string): void {
    if (this.span !== null && this.span.text.length < SPAN_TEXT) this.span.text += text.slice(0, SPAN_TEXT);
    if (text === '\n') return this.endLine();
    this.addToLine(text);
    if (this.lineIsCode === null && /\S/.test(text)) this.decideLine();
    if (this.lineHead) this.lineHead = /^[ \t>*+\-\d.)]*$/.test(text);
  }

  /**
   * In a span: does the text from `at` on close it? `more`: that can't be told yet. A fence's first line counts as closed.
   */
  spanCloses(text: string, at: number, atEnd: boolean): 'yes' | 'no' | 'more' {
    const span = this.span;
    if (span === null || isQuotation(span)) return 'no';
    const window = text.slice(at, at + MAX_SPAN_LOOKAHEAD);
    const whole = window.length === MAX_SPAN_LOOKAHEAD;
    let mayBeFence = span.mayBeFence;
    for (const { 0: found, index } of window.matchAll(/`+|\n/g)) {
      if (found === '\n') return mayBeFence ? 'yes' : 'no';
      if (index + found.length === window.length && !atEnd && !whole) return 'more';
      if (found.length === span.length && !(whole && index + found.length === window.length)) return 'yes';
      mayBeFence = false;
    }
    return atEnd || whole ? 'no' : 'more';
  }

  /** The span never closes: its ticks are plain text, and those that came after them are read again. */
  abandonSpan(): void {
    const runs = this.span?.inner ?? [];
    this.span = null;
    runs.forEach((length) => {
      if (this.span === null) this.span = { length, mayBeFence: false, inner: [], text: '' };
      else if (this.span.length === length) this.span = null;
      else this.span.inner.push(length);
    });
  }

  private addToLine(text: string): void {
    if (this.line.length < LINE_HEAD_LENGTH) this.line += text.slice(0, LINE_HEAD_LENGTH - this.line.length);
  }

  /** The rest of the closing line is no text of its own. */
  private closeFence(): void {
    this.fence = null;
    this.indented.fence();
    this.line = '';
  }

  private endLine(): void {
    this.lineHead = true;
    if (this.fence === null) this.indented.line(this.line);
    this.line = '';
    this.lineIsCode = null;
    if (this.span?.mayBeFence === true) this.fence = { character: '`', length: this.span.length };
    this.span = null;
  }
}

/** Old manuals quote ``like this'' and `this': the first apostrophes behind a word end the quotation, so this is no code. */
function isQuotation({ text, length, inner }: Span): boolean {
  if (length > 2 || inner.length > 0) return false;
  const end = /[^\s']('+)(?!\w)/.exec(text);
  return end !== null && end[1]?.length === length && !text.slice(0, end.index + 1).includes("'");
}
