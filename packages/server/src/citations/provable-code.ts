/**
 * Follows a Markdown text and says what is code for every reader of Markdown, whatever extensions it knows. Where readers may
 * differ (a fence within a list or a quotation, a span over several lines, a cell of a table) nothing counts as code: what is
 * taken for code by mistake would let a link through. Pure; used by `link-guard.ts` only, which feeds it what it gives out.
 */

/** Characters of a span that are looked at for its end. */
const MOST_AHEAD = 200;

interface Fence {
  character: string;
  length: number;
  indent: number;
}

export class ProvableCode {
  /** The line so far, while it may be nothing but what stands before a block: indentation and the marks of lists and quotations. */
  #head: string | null = '';
  #fence: Fence | null = null;
  /** The line began with a fence; its own line is text still. */
  #opening: Fence | null = null;
  /** The line may close the fence: nothing but its marks so far. */
  #closing = 0;
  /** Behind what may close the fence there is a space. */
  #spaced = false;
  /** Length of the run of ticks that opened a span of this line. */
  #open: number | null = null;
  #bar = false;
  /** Ticks or tildes in a row, and which. */
  #run = 0;
  #runOf = '';
  #escapes = 0;
  #blank = true;
  /** Until the next blank line nothing can be proved. */
  #unsure = false;
  /** Nothing can be proved any more. */
  #lost = false;

  /**
   * Does `character`, which comes next, stand in a code block? A line that is indented less than its fence ends the list that the
   * fence stands in, or it does not: nobody here knows whether there is a list, so nothing is proved from there on.
   */
  fences(character: string): boolean {
    if (this.#fence === null) return false;
    const outside = this.#head !== null && this.#head.length < this.#fence.indent && !isSpace(character) && character !== '\n';
    if (!outside) return true;
    this.#fence = null;
    this.#lost = true;
    return false;
  }

  /** In what may turn out to be a code span. Ends the run of ticks before it: to be asked about other characters only. */
  get inSpan(): boolean {
    this.#endRun();
    return this.#open !== null && !this.#unsure && !this.#lost && !this.#bar;
  }

  /** Only marks of lists and quotations stand before it in its line. */
  get atHead(): boolean {
    return this.#head !== null;
  }

  /** `text` goes out. */
  feed(text: string): void {
    for (const character of text) this.#take(character);
  }

  /** Does the text from `at` on close the span? `more`: that can't be told yet. */
  closes(text: string, at: number, atEnd: boolean): 'yes' | 'no' | 'more' {
    const window = text.slice(at, at + MOST_AHEAD);
    for (const { 0: found, index } of window.matchAll(/`+|[\n|]/g)) {
      if (found === '\n' || found === '|') return 'no';
      const end = index + found.length;
      if (end === window.length && window.length < MOST_AHEAD && !atEnd) return 'more';
      if (found.length === this.#open && end < MOST_AHEAD) return 'yes';
    }
    return atEnd || window.length === MOST_AHEAD ? 'no' : 'more';
  }

  #take(character: string): void {
    if (character === '\n') return this.#endLine();
    if (this.#fence !== null) return this.#takeFenced(character, this.#fence);
    if (character === '`' || (character === '~' && (this.#run > 0 || this.#head !== null))) {
      if (this.#run === 0 || this.#runOf === character) return this.#addToRun(character);
    }
    this.#endRun();
    if (character === '~' || character === '`') this.#addToRun(character);
    else this.#takePlain(character);
  }

  #addToRun(character: string): void {
    this.#runOf = character;
    this.#run += 1;
  }

  #takePlain(character: string): void {
    this.#escapes = character === '\\' ? this.#escapes + 1 : 0;
    if (!isSpace(character)) this.#blank = false;
    if (character === '|' && this.#open !== null) this.#bar = true;
    if (this.#head === null) return;
    this.#head = /[ \t>*+\-\d.)]/.test(character) && this.#head.length < 40 ? this.#head + character : null;
  }

  #endRun(): void {
    const run = this.#run;
    if (run === 0) return;
    this.#run = 0;
    this.#blank = false;
    const head = this.#head;
    this.#head = null;
    const escaped = this.#escapes % 2 === 1;
    this.#escapes = 0;
    if (head !== null && run >= 3 && !escaped) this.#openFence(run, head);
    else if (this.#runOf === '`') this.#span(run - (escaped && this.#open === null ? 1 : 0));
  }

  #openFence(length: number, head: string): void {
    if (/^ {0,3}$/.test(head)) this.#opening = { character: this.#runOf, length, indent: head.length };
    else this.#lost = true;
  }

  #span(length: number): void {
    // The words behind a fence's marks may hold none: this is a span at the head of a line, in what may be several lines.
    if (this.#opening?.character === '`') this.#unsure = true;
    if (this.#opening?.character === '`') this.#opening = null;
    if (length === 0) return;
    if (this.#open === null) {
      this.#open = length;
      this.#bar = false;
    } else if (this.#open === length) {
      if (this.#bar) this.#unsure = true;
      this.#open = null;
    }
  }

  #endLine(): void {
    this.#endRun();
    if (this.#fence !== null) {
      if (this.#closing >= this.#fence.length) this.#fence = null;
    } else {
      if (this.#open !== null) this.#unsure = true;
      if (this.#blank) this.#unsure = false;
      this.#fence = this.#lost ? null : this.#opening;
      this.#opening = null;
    }
    this.#open = null;
    this.#closing = 0;
    this.#spaced = false;
    this.#escapes = 0;
    this.#blank = true;
    this.#head = '';
  }

  #takeFenced(character: string, fence: Fence): void {
    const head = this.#head;
    if (head !== null && character === ' ') {
      this.#head = head.length < 40 ? head + character : head;
      return;
    }
    this.#head = null;
    if (isSpace(character)) this.#spaced = this.#closing > 0;
    else if (character === fence.character && !this.#spaced && ((head !== null && head.length <= 3) || this.#closing > 0)) this.#closing += 1;
    else this.#closing = -1;
  }
}

function isSpace(character: string): boolean {
  return character === ' ' || character === '\t';
}
