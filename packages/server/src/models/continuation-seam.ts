import { GroundwireError } from '../base/errors.js';

/** At most so much of a continued text is looked at before any of it goes out. UTF-16 units. */
const LOOK_AT = 200;
/** A repetition this long is no accident, wherever its words begin and end. */
const SURE_OVERLAP = 12;
/** A continued text that begins like the whole answer has begun anew. */
const SAME_BEGINNING = 24;
/** What begins so is an excuse or none by the time that it is so long. */
const MAY_EXCUSE = /^(?:I\b|Sorry|As\b|Es\b|Leider|Je\b|Lo\b|Desculpe)/i;
const EXCUSE_LOOK_AT = 32;
/** Models that will not go on say so like this, in the languages that they say it in most. */
const EXCUSE = /^\s*(?:(?:I['’]?m|I am) (?:sorry|afraid|unable|not able)\b|I apologi[sz]e\b|Sorry[,.]|I (?:can['’]?t|cannot|can not|won['’]?t) (?:continue|assist|help|complete|provide)\b|As an AI\b|Es tut mir leid\b|Leider kann ich\b|Je suis désolé|Lo siento\b|Desculpe\b)/i;

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
  /** White space that was shown behind the place where the two meet, and may come once more. */
  #spaceShown = 0;

  constructor(shown: string, way: 'prefix' | 'prompt') {
    this.#shown = shown;
    this.#way = way;
  }

  /** Throws `NODE_LOST` when the model begins the answer anew and writes it otherwise, or excuses itself. */
  push(text: string): string {
    if (this.#joined) return this.#withoutSpaceTwice(text);
    if (this.#repeatedTo !== null) return this.#repeat(text);
    this.#held += text;
    return this.#isEnough() ? this.#join(false) : '';
  }

  /** What was held back, once no more text will come. Throws `NODE_LOST` when the model began anew and came less far than what was shown. */
  end(): string {
    const rest = this.#joined || this.#repeatedTo !== null ? '' : this.#join(true);
    if (this.#repeatedTo !== null) throw begunAnew();
    return rest;
  }

  /** Text that stands nowhere in what was shown has come past all that it repeats. */
  #isEnough(): boolean {
    const text = this.#held.trimStart();
    if (text === '') return false;
    if (this.#way === 'prefix' || this.#held.length >= LOOK_AT) return true;
    return !this.#shown.includes(text) && (text.length >= EXCUSE_LOOK_AT || !MAY_EXCUSE.test(text));
  }

  #join(ended: boolean): string {
    const held = this.#held;
    this.#held = '';
    if (this.#way === 'prefix') {
      this.#joined = true;
      return /\s$/.test(this.#shown) ? held.trimStart() : held;
    }
    const overlap = overlapOf(this.#shown, held);
    this.#repeatedTo = repeatedFrom(this.#shown, held.trimStart(), overlap, ended);
    if (this.#repeatedTo !== null) return this.#repeat(held.trimStart());
    this.#joined = true;
    if (overlap === 0 && EXCUSE.test(held)) throw excused();
    if (overlap === 0) return withSpace(this.#shown, held);
    this.#spaceShown = shownSpace(this.#shown);
    return this.#withoutSpaceTwice(held.slice(overlap));
  }

  /** White space at the end of what was shown need not be repeated. */
  #repeat(text: string): string {
    const at = this.#repeatedTo ?? 0;
    const end = this.#shown.length - shownSpace(this.#shown);
    const shared = Math.min(text.length, end - at);
    if (text.slice(0, shared) !== this.#shown.slice(at, at + shared)) throw begunAnew();
    this.#repeatedTo = at + shared;
    if (this.#repeatedTo < end) return '';
    this.#repeatedTo = null;
    this.#joined = true;
    this.#spaceShown = shownSpace(this.#shown);
    return this.#withoutSpaceTwice(text.slice(shared));
  }

  /** White space that was shown already is not shown again. */
  #withoutSpaceTwice(text: string): string {
    if (this.#spaceShown === 0 || text === '') return text;
    const space = Math.min(this.#spaceShown, text.length - text.trimStart().length);
    this.#spaceShown = space < text.length ? 0 : this.#spaceShown - space;
    return text.slice(space);
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
  for (let length = Math.min(end.length, body.length); length > 0; length -= 1) {
    if (!end.endsWith(body.slice(0, length))) continue;
    if (length >= SURE_OVERLAP || (startsWord(end, end.length - length) && endsWord(body, length))) return lead + length;
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

/**
 * Where in the shown text a repetition begins that does not come to its end (yet), so that `overlap` is none of it; null where there
 * is none. What has ended in mid-repetition goes on with the text and repeats some words of it, unless it is the text's beginning.
 */
function repeatedFrom(shown: string, text: string, overlap: number, ended: boolean): number | null {
  if (text.length < SAME_BEGINNING || overlap >= text.length) return null;
  const inside = shown.lastIndexOf(text);
  if (inside !== -1 && !ended) return inside;
  const begun = sameBeginning(shown, text);
  return begun >= SAME_BEGINNING && (overlap < SURE_OVERLAP || begun >= overlap + SAME_BEGINNING) ? 0 : null;
}

function sameBeginning(one: string, other: string): number {
  let length = 0;
  while (length < one.length && length < other.length && one[length] === other[length]) length += 1;
  return length;
}

function shownSpace(shown: string): number {
  return shown.length - shown.trimEnd().length;
}

/** Chat models do not begin with a space: two words that meet are kept apart, and spaces are not doubled. */
function withSpace(shown: string, text: string): string {
  if (/\s$/.test(shown)) return text.trimStart();
  return isWordCharacter(shown.at(-1)) && isWordCharacter(text[0]) ? ` ${text}` : text;
}

function begunAnew(): GroundwireError {
  return new GroundwireError('NODE_LOST', 'The server stopped in mid-answer, and the model that was to go on with it began another answer. The text so far stands; ask again for a whole answer');
}

function excused(): GroundwireError {
  return new GroundwireError('NODE_LOST', 'The server stopped in mid-answer, and the model that was to go on with it would not. The text so far stands; ask again for a whole answer');
}
