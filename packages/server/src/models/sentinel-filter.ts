import { NO_ANSWER_SENTINEL } from './prompt.js';

/**
 * Takes the sentinel out of a text that comes in pieces, and says where it was. Holds back only what may still become
 * the sentinel: an ordinary answer passes with no delay once its first letters differ. Models decorate it
 * (`**NO_ANSWER**:`), so the decoration goes with it.
 */
export class SentinelFilter {
  /** `first`: it was the first word, as asked. `later`: it came after other text. */
  found: 'first' | 'later' | null = null;
  #held = '';
  #passed: boolean;
  #swallowing = false;

  /** `begun`: other text went before, so nothing that comes is a first word. */
  constructor(begun = false) {
    this.#passed = begun;
  }

  push(text: string): string {
    // Most pieces hold nothing that the sentinel could begin with.
    if (this.#passed && this.#held === '' && !this.#swallowing && !text.includes(FIRST_LETTER)) return text;
    this.#held += text;
    return this.#passSentinels(false) + this.#give(this.#held.length - this.#openLength());
  }

  /** What was held back, once no more text will come. */
  end(): string {
    return this.#passSentinels(true) + this.#give(this.#held.length);
  }

  /** Gives the text before each sentinel and drops the sentinel itself. */
  #passSentinels(atEnd: boolean): string {
    let out = '';
    for (;;) {
      this.#swallowDecoration();
      const match = (this.#passed ? null : SENTINEL_AT_START.exec(this.#held)) ?? SENTINEL.exec(this.#held);
      // At the end of what has come it may still be the beginning of a longer word.
      if (match === null || (!atEnd && match.index + match[0].length === this.#held.length)) return out;
      out += this.#give(match.index);
      this.#held = this.#held.slice(match[0].length);
      this.found ??= this.#passed ? 'later' : 'first';
      this.#swallowing = true;
    }
  }

  #give(length: number): string {
    const text = this.#held.slice(0, length);
    this.#held = this.#held.slice(length);
    // Models like to begin with a line break.
    const given = this.#passed ? text : text.trimStart();
    if (given !== '') this.#passed = true;
    return given;
  }

  #swallowDecoration(): void {
    if (!this.#swallowing) return;
    this.#held = this.#held.replace(/^[\s*_`"'.:–—-]+/, '');
    if (this.#held !== '') this.#swallowing = false;
  }

  /** Length of the end of the held text that may still become the sentinel; at the start of a text, with what decorates it. */
  #openLength(): number {
    return (this.#passed ? OPENING : OPENING_AT_START).exec(this.#held)?.[0].length ?? 0;
  }
}

const FIRST_LETTER = NO_ANSWER_SENTINEL.charAt(0);
const DECORATION = '[\\s*_`"\'#>]*';
const BEGINNINGS = Array.from({ length: NO_ANSWER_SENTINEL.length }, (_, index) => NO_ANSWER_SENTINEL.slice(0, index + 1)).join('|');
const SENTINEL_AT_START = new RegExp(`^${DECORATION}${NO_ANSWER_SENTINEL}(?![\\p{L}\\p{N}_])`, 'u');
const SENTINEL = new RegExp(`(?<![\\p{L}\\p{N}])${NO_ANSWER_SENTINEL}(?![\\p{L}\\p{N}_])`, 'u');
const OPENING_AT_START = new RegExp(`^${DECORATION}(?:${BEGINNINGS})?$`, 'u');
const OPENING = new RegExp(`(?<![\\p{L}\\p{N}])(?:${BEGINNINGS})$`, 'u');
