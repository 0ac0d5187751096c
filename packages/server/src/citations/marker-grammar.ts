import { decimalValue, digitLength } from './marker-digits.js';

/**
 * The forms in which writers point at their sources, read from one position of a text.
 *
 * Pure and total. What it must not do: look at code, links or the text before the bracket; `marker-stream.ts` does.
 */

/** Longest marker. What goes on like a marker for longer than this is none: nothing is held back longer. */
export const MAX_MARKER_LENGTH = 80;

/** Larger numbers name no source; above 2^53 counting up from them would not end. */
const MAX_NUMBER = 1_000_000;

/** Most numbers that a range such as `[2-9]` stands for. */
const MAX_RANGE = 50;

export type MarkerReading =
  /** The bracket at the position opens nothing that points at a source. */
  | { kind: 'text' }
  /** It may yet become a marker: more text is needed. */
  | { kind: 'more' }
  /** It went on like a marker for too long. */
  | { kind: 'overlong' }
  /** A marker of `length` UTF-16 units. `numbers` as written, not yet looked up. */
  | { kind: 'marker'; length: number; numbers: number[] };

const TEXT: MarkerReading = { kind: 'text' };
const MORE: MarkerReading = { kind: 'more' };

const OPENERS = '[【［';
const CLOSERS = ']】］';
const SEPARATORS = ',;、，；،؛&';
const RANGE_SIGNS = '-–—‐‑－～〜';
/** What may stand before the closing bracket: `[1.]`, `[1,]`, `[^1^]`. */
const TRAILERS = '.,;^';
const LETTER = /\p{L}/u;
const AND = 'and ';
const PAGES = ['p', 'pp', 'page', 'pages'];
/** What stands before a number, in the languages in which the product speaks. */
const LABELS =
  'source sources src citation citations cite ref refs reference references document doc passage snippet result quelle quellen fuente fuentes fonte fonti fontes bron bronnen источник источники المصدر المصادر مصدر 来源 來源 资料 資料 出典 情報源 文献 출처 자료'.split(' ');

export function isOpener(character: string | undefined): boolean {
  return character !== undefined && character !== '' && OPENERS.includes(character);
}

export function isCloser(character: string | undefined): boolean {
  return character !== undefined && character !== '' && CLOSERS.includes(character);
}

/**
 * Reads a marker whose opening bracket is at `at`: `[1]`, `[1, 3]`, `[1-3]`, `【1】`, `【1†source】`, `[^1]`, `[Source 1]`,
 * `[[1]]`, `[1 and 2]`, `[1, p. 4]`, `[1.]`, `[Quelle 1]`, in the decimal digits of any script (`[１]`). `atEnd` says that nothing follows `text`. A list with a 0, such as the interval `[0, 1]`, is text: sources are
 * numbered from 1.
 */
export function readMarker(text: string, at: number, atEnd: boolean): MarkerReading {
  const doubled = isOpener(text[at + 1]);
  const reader = new Reader(text, at + (doubled ? 2 : 1), at + MAX_MARKER_LENGTH);
  const body = reader.body();
  if (body === 'more') return atEnd ? TEXT : MORE;
  if (body === 'overlong') return { kind: 'overlong' };
  if (body === 'text') return TEXT;
  if (doubled) {
    if (reader.at >= text.length) return atEnd ? TEXT : MORE;
    if (!isCloser(text[reader.at])) return TEXT;
    reader.at++;
  }
  return { kind: 'marker', length: reader.at - at, numbers: reader.numbers };
}

type Progress = 'text' | 'more' | 'overlong' | 'done';

class Reader {
  readonly numbers: number[] = [];
  private zero = false;

  constructor(
    private readonly text: string,
    public at: number,
    private readonly limit: number,
  ) {}

  /** What stands between the brackets, and the closing one. */
  body(): Progress {
    for (;;) {
      const item = this.item();
      if (item !== 'done') return this.bounded(item);
      this.spaces();
      const next = this.text[this.at];
      if (next === undefined) return this.bounded('more');
      if (isCloser(next)) return this.close();
      if (next === '†') return this.bounded(this.tail());
      if (TRAILERS.includes(next)) {
        const behind = this.text[this.at + 1];
        if (behind === undefined) return this.bounded('more');
        if (isCloser(behind)) {
          this.at++;
          return this.close();
        }
      }
      const separated = SEPARATORS.includes(next);
      if (separated) this.at++;
      const and = this.and();
      if (and === 'more') return this.bounded('more');
      if (and === 'text' && !separated) return 'text';
      const page = this.page();
      if (page !== 'text') return this.bounded(page);
    }
  }

  private and(): Progress {
    this.spaces();
    const word = this.text.slice(this.at, this.at + AND.length).toLowerCase();
    if (word !== '' && word.length < AND.length && AND.startsWith(word)) return 'more';
    if (word !== AND) return 'text';
    this.at += AND.length;
    return 'done';
  }

  /** A page that stands behind a number, and all up to the end; 'text' where none does. */
  private page(): Progress {
    this.spaces();
    const word = /^[A-Za-z]{1,6}/.exec(this.text.slice(this.at, this.at + 6))?.[0].toLowerCase() ?? '';
    if (word !== '' && this.at + word.length >= this.text.length && PAGES.some((page) => page.startsWith(word))) return 'more';
    return PAGES.includes(word) && /[\s.]/.test(this.text[this.at + word.length] ?? '') ? this.tail() : 'text';
  }

  private bounded(progress: Progress): Progress {
    return progress !== 'text' && this.at > this.limit ? 'overlong' : progress;
  }

  private close(): Progress {
    this.at++;
    if (this.at > this.limit) return 'overlong';
    return this.zero && this.numbers.length > 1 ? 'text' : 'done';
  }

  /** One number or range, with what writers put before it. */
  private item(): Progress {
    this.spaces();
    const label = this.label();
    if (label !== 'done') return label;
    const first = this.number();
    if (typeof first !== 'number') return first;
    const end = this.rangeEnd();
    if (end === 'more' || end === 'text') return end;
    this.add(first, end === null ? first : end);
    return 'done';
  }

  private add(first: number, last: number): void {
    this.zero ||= first === 0 || last === 0;
    if (last < first || first > MAX_NUMBER) this.numbers.push(first, last);
    else for (let number = first; number <= Math.min(last, first + MAX_RANGE); number++) this.numbers.push(number);
  }

  private label(): Progress {
    const start = this.at;
    while (this.at <= this.limit && LETTER.test(this.text[this.at] ?? '')) this.at++;
    const word = this.text.slice(start, this.at).toLowerCase();
    if (word !== '' && this.at >= this.text.length) return LABELS.some((label) => label.startsWith(word)) ? 'more' : 'text';
    if (word !== '' && !LABELS.includes(word)) return 'text';
    while (this.at <= this.limit && ' .:：#^'.includes(this.text[this.at] ?? 'x')) this.at++;
    return 'done';
  }

  private number(): number | Progress {
    const start = this.at;
    while (this.at <= this.limit) {
      const length = digitLength(this.text, this.at);
      if (length === 0) break;
      this.at += length;
    }
    if (this.at > this.limit) return 'overlong';
    // Half a character at the end may be half a digit.
    if (isHalfCharacter(this.text, this.at)) return 'more';
    if (this.at === start) return this.at >= this.text.length ? 'more' : 'text';
    return decimalValue(this.text.slice(start, this.at));
  }

  /** The end of a range, or null where there is none. `4:0†` names message and source: the part after the colon goes. */
  private rangeEnd(): number | null | 'more' | 'text' {
    if (this.text[this.at] === ':') {
      this.at++;
      const part = this.number();
      if (typeof part !== 'number') return part === 'more' ? 'more' : 'text';
      const next = this.text[this.at];
      return next === '†' ? null : next === undefined ? 'more' : 'text';
    }
    const before = this.at;
    this.spaces();
    if (!RANGE_SIGNS.includes(this.text[this.at] ?? 'x')) {
      this.at = before;
      return null;
    }
    this.at++;
    this.spaces();
    if (this.text[this.at] === '^') this.at++;
    const end = this.number();
    return typeof end === 'number' ? end : end === 'more' || end === 'overlong' ? 'more' : 'text';
  }

  /** `†` and anything up to the closing bracket, on the same line, but no code. */
  private tail(): Progress {
    while (this.at <= this.limit) {
      const next = this.text[this.at];
      if (next === undefined) return 'more';
      if (isCloser(next)) return this.close();
      if ('\n`~'.includes(next) || isOpener(next)) return 'text';
      this.at++;
    }
    return 'overlong';
  }

  private spaces(): void {
    while (this.at <= this.limit && this.text[this.at] === ' ') this.at++;
  }
}

function isHalfCharacter(text: string, at: number): boolean {
  return at === text.length - 1 && /[\uD800-\uDBFF]/.test(text[at] ?? '');
}
