import { GroundwireError } from '../base/errors.js';

/** At most so much of a continued text is looked at before any of it goes out. UTF-16 units. */
const LOOK_AT = 200;
/** A repetition this long is no accident, wherever its words begin and end. */
const SURE_OVERLAP = 12;
/** A continued text that begins like the whole answer has begun anew. */
const SAME_BEGINNING = 24;

/**
 * Joins what a model writes on to the text that was shown, which it may repeat: its last words, as it was asked to, or all of it,
 * as some models do. Gives only what comes behind the shown text. Pure but for its own state.
 */
export class ContinuationSeam {
  readonly #shown: string;
  readonly #way: 'prefix' | 'prompt';
  #held = '';
  #joined = false;
  /** Place in the shown text up to which the model has repeated it; null where it repeats none, or no more. */
  #repeatedTo: number | null = null;

  constructor(shown: string, way: 'prefix' | 'prompt') {
    this.#shown = shown;
    this.#way = way;
  }

  /** Throws `NODE_LOST` when the model begins the answer anew and writes it otherwise. */
  push(text: string): string {
    if (this.#joined) return text;
    if (this.#repeatedTo !== null) return this.#repeat(text);
    this.#held += text;
    return this.#isEnough() ? this.#join() : '';
  }

  /** What was held back, once no more text will come. */
  end(): string {
    if (this.#repeatedTo !== null) throw begunAnew();
    return this.#joined ? '' : this.#join();
  }

  /** Text that stands nowhere in what was shown has come past all that it repeats. */
  #isEnough(): boolean {
    const text = this.#held.trimStart();
    if (text === '') return false;
    return this.#way === 'prefix' || this.#held.length >= LOOK_AT || !this.#shown.includes(text);
  }

  #join(): string {
    const held = this.#held;
    this.#held = '';
    if (this.#way === 'prompt') {
      const overlap = overlapOf(this.#shown, held);
      const from = overlap === 0 ? repeatedFrom(this.#shown, held.trimStart()) : null;
      if (from !== null) {
        this.#repeatedTo = from;
        return this.#repeat(held.trimStart());
      }
      this.#joined = true;
      return overlap > 0 ? held.slice(overlap) : withSpace(this.#shown, held);
    }
    this.#joined = true;
    return /\s$/.test(this.#shown) ? held.trimStart() : held;
  }

  #repeat(text: string): string {
    const at = this.#repeatedTo ?? 0;
    const shared = Math.min(text.length, this.#shown.length - at);
    if (text.slice(0, shared) !== this.#shown.slice(at, at + shared)) throw begunAnew();
    this.#repeatedTo = at + shared;
    if (this.#repeatedTo < this.#shown.length) return '';
    this.#repeatedTo = null;
    this.#joined = true;
    return text.slice(shared);
  }
}

/**
 * How much of the beginning of `text` repeats the end of `shown`. White space at the place where they meet, and before the
 * repetition, may differ. Short repetitions count only from the start of a word to the end of one: "a" behind "…banana" is none.
 */
export function overlapOf(shown: string, text: string): number {
  const lead = text.length - text.trimStart().length;
  const body = text.slice(lead);
  const end = shown.trimEnd();
  const missing = shown.length - end.length;
  for (let length = Math.min(end.length, body.length); length > 0; length -= 1) {
    const repeated = body.slice(0, length);
    if (!end.endsWith(repeated)) continue;
    if (length < SURE_OVERLAP && !(startsWord(end, end.length - length) && endsWord(body, length))) continue;
    // White space that was shown already is not shown again.
    const space = /^\s*/.exec(body.slice(length))?.[0].length ?? 0;
    return lead + length + Math.min(space, missing);
  }
  return 0;
}

function startsWord(text: string, at: number): boolean {
  return at === 0 || !(isWordCharacter(text[at - 1]) && isWordCharacter(text[at]));
}

function endsWord(text: string, at: number): boolean {
  return at >= text.length || !(isWordCharacter(text[at - 1]) && isWordCharacter(text[at]));
}

function isWordCharacter(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}_]/u.test(character);
}

/** Where in the shown text the repetition begins that is too long to be seen whole; null where there is none. */
function repeatedFrom(shown: string, text: string): number | null {
  if (text.length < SAME_BEGINNING) return null;
  const inside = shown.lastIndexOf(text);
  if (inside !== -1) return inside;
  return text.startsWith(shown.slice(0, SAME_BEGINNING)) ? 0 : null;
}

/** Chat models do not begin with a space: two words that meet are kept apart, and spaces are not doubled. */
function withSpace(shown: string, text: string): string {
  if (/\s$/.test(shown)) return text.trimStart();
  return isWordCharacter(shown.at(-1)) && isWordCharacter(text[0]) ? ` ${text}` : text;
}

function begunAnew(): GroundwireError {
  return new GroundwireError('NODE_LOST', 'The server stopped in mid-answer, and the model that was to go on with it began another answer. The text so far stands; ask again for a whole answer');
}
