import { isAboutPage } from './date-labels.js';
import type { FoundDay } from './find-days.js';
import { monthOf } from './month-names.js';

/** A sentence has this many words beside its day. */
const WORDS_OF_SENTENCE = 3;
/** A line that does not end as a sentence does has this many before it; one that does and goes on behind its day, of any words in all. */
const WORDS_OF_LINE = 5;
/** A point behind a word of one or two letters, or before a small one, ends none. */
const SENTENCE_END = /(?<=\p{L}{3}|\d)[.!?]\s+(?=\p{Lu})|[。！？\n]/u;
/** A line that tells who wrote is none, however long. */
const BYLINE = /^\s*(?:(?:written|words|story)\s)?(?:by|von|par|por|di|door|av|af|autor|автор)[\s:]/iu;
/** A time of day behind a day is a part of it. */
const CLOCK = /^,?\s*(?:\p{L}{1,4}\.?\s){0,2}\d{1,2}[:.h]\d{2}(?::\d{2})?\s*(?:[ap]\.?\s?m\.?(?!\p{L})|uhr|hrs?)?/iu;
const MOST_BEFORE = 200;
const MOST_BEHIND = 300;

const TIME = String.raw`(?:,?\s?\d{1,2}[:.h]\d{2}(?:\s?(?:uhr|[ap]\.?m\.?))?)?`;
const MARK = String.raw`\s?(?:[–—~〜～-]|to|until|till|through|bis(?:\szum)?|au|al|tot|t\/m|até|a|hasta(?:\sel)?|до|по|do|til|から|至|到|부터)\s?`;
const WEEKDAY = String.raw`(?:\p{L}{2,3}\.?,?\s|\p{L}{3,12},\s)?`;
const ORDINAL = '(?:st|nd|rd|th|er|º|\\.)';
const DAY_PARTS = [
  String.raw`\d{1,4}[./-]\d{1,2}(?:[./-]\d{0,4})?`,
  String.raw`(?:\d{4}年)?\d{1,2}月\d{1,2}日`,
  String.raw`\d{1,2}${ORDINAL}?\s?(?:de\s|of\s)?(?<after>\p{L}{3,})\.?(?:,?\s(?:de\s)?\d{4})?`,
  String.raw`(?<before>\p{L}{3,})\.?\s\d{1,2}${ORDINAL}?(?:,?\s\d{4})?`,
].join('|');
const RANGE_BEFORE = new RegExp(String.raw`(?<![\p{L}\d])(?:${DAY_PARTS})${TIME}${MARK}${WEEKDAY}$`, 'iu');
const RANGE_BEHIND = new RegExp(String.raw`^${TIME}${MARK}${WEEKDAY}(?:${DAY_PARTS})(?![\p{L}\d:])`, 'iu');
/** `3–5 May`, `14. - 20. January`: a number alone is a day where it is an ordinal, or joined to the other one. */
const NUMBER_BEFORE = new RegExp(String.raw`(?<![\p{L}\d:.,/-])\d{1,2}(?:[–—-]|${ORDINAL}${MARK})$`, 'iu');
const NUMBER_BEHIND = /^[–—-]\d{1,2}(?![\d:.])/;
const TIMES_BEHIND = /^,?\s?\d{1,2}[:.]\d{2}(?:\s?(?:uhr|[ap]\.?m\.?))?\s?(?:[–—-]|to|until|bis|à)\s?\d{1,2}[:.]\d{2}/iu;

/** Is a day the first or last of several, or one with hours from and to? Neither is a day of publication. */
export function isInRange(text: string, { start, end }: FoundDay): boolean {
  const [before, behind] = [text.slice(Math.max(0, start - 60), start), text.slice(end, end + 60)];
  return NUMBER_BEFORE.test(before) || NUMBER_BEHIND.test(behind) || TIMES_BEHIND.test(behind) || namesDay(RANGE_BEFORE.exec(before)) || namesDay(RANGE_BEHIND.exec(behind));
}

function namesDay(match: RegExpExecArray | null): boolean {
  if (match === null) return false;
  const month = match.groups?.['after'] ?? match.groups?.['before'];
  return month === undefined || monthOf(month) !== null;
}

/** Is a day written in figures a part of an address or of the name of a version? */
export function isInName(text: string, { start, end }: FoundDay): boolean {
  if (/\p{L}/u.test(text.slice(start, end))) return false;
  const head = /\S*$/.exec(text.slice(Math.max(0, start - MOST_BEFORE), start))?.[0] ?? '';
  const tail = /^\S*/.exec(text.slice(end, end + MOST_BEHIND))?.[0] ?? '';
  return /:\/\/|www\./.test(head) || /^\/[\p{L}\d]/u.test(tail) || /^\.\p{L}{2,}$/u.test(tail);
}

/**
 * The sentence that a day stands in the middle of, where it tells of something else than the page: it is about that day
 * then. Null for a line that only names the day.
 */
export function isInProse(text: string, { start, end }: FoundDay): boolean {
  const sentence = sentenceAt(text, start, end);
  return sentence !== null && !isAboutPage(sentence);
}

/** The rest of a sentence about the page, where its verb may stand; empty for everything else. */
export function restOfSentence(text: string, { start, end }: FoundDay): string {
  const sentence = sentenceAt(text, start, end);
  return sentence !== null && isAboutPage(sentence) ? behindOf(text, end) : '';
}

function sentenceAt(text: string, start: number, dayEnd: number): string | null {
  const end = dayEnd + (CLOCK.exec(text.slice(dayEnd, dayEnd + 40))?.[0].length ?? 0);
  const before = text.slice(Math.max(0, start - MOST_BEFORE), start).split(SENTENCE_END).at(-1) ?? '';
  const behind = behindOf(text, end);
  const closes = /^[^.!?。！？\n]*[.!?。！？؟।]/u.test(text.slice(end, end + MOST_BEHIND));
  if (!closes && BYLINE.test(before)) return null;
  const goesOn = closes && /^,?\s*\(?[\p{Ll}\p{Lo}]/u.test(behind);
  const words = proseIn(before) + (goesOn ? proseIn(behind) : 0);
  const inMiddle = goesOn && /\p{L}\s$/u.test(before) && ((before + behind).match(/\p{L}+/gu)?.length ?? 0) >= WORDS_OF_LINE;
  return inMiddle || words >= (closes ? WORDS_OF_SENTENCE : WORDS_OF_LINE) ? before + text.slice(start, end) + behind : null;
}

function behindOf(text: string, end: number): string {
  return /^[^.!?。！？؟।\n]*/u.exec(text.slice(end, end + MOST_BEHIND))?.[0] ?? '';
}

/** Words that are written small; of scripts that know no small letters half of the words, of those without spaces a quarter of the letters. */
function proseIn(text: string): number {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  const unspaced = count(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu);
  return count(/(?<![\p{L}\p{M}])\p{Ll}\p{L}+/gu) + count(/(?<![\p{L}\p{M}])(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])\p{Lo}[\p{L}\p{M}]+/gu) / 2 + unspaced / 4;
}
