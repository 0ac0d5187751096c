import { isStopWord } from '../ranking/stop-words.js';
import { fold, wordsOf } from '../ranking/words.js';
import { canonicalSentence } from './compare-text.js';
import { sameDate, type StatedDate, statedDates, weekdaysIn } from './dates-of-text.js';
import { firmest } from './firmest.js';
import type { LaidOut, LaidWord } from './laid-out.js';
import { namesIn, quotationSpans, singleNamesIn } from './names-of-text.js';
import { sameNumber, type StatedNumber } from './numbers-of-text.js';
import type { Compared, Discord } from './support-checks.js';
import { measureOf, sameDimension } from './units.js';

/** The facts that a sentence can be held to: quotations, dates, figures, names. Pure. */

/** A claim with more numbers than this is a table. */
const MOST_NUMBERS = 40;
/** Below that, a number is more often a manner of speaking than a count. */
const LEAST_COUNT = 3;

export function quotationDiscord({ claim, source }: Pick<Compared, 'claim' | 'source'>): Discord | null {
  const made = quotationSpans(claim.text).find(({ text }) => !source.canonical.includes(canonicalSentence(text)));
  return made === undefined ? null : { kind: 'missing', reason: `The quotation “${shorten(made.text)}” is not in the source word for word.` };
}

export function dateDiscord({ claim, stretch, source, alike }: Compared): Discord | null {
  for (const date of claim.dates) {
    if (stretch.dates.some((other) => sameDate(date, other))) continue;
    const elsewhere = source.dates.some((other) => sameDate(date, other));
    const instead = onlyOne(stretch.dates, sameDate);
    if (elsewhere && alike && instead !== null) return { kind: 'doubt', reason: `The date ${date.shown} stands elsewhere in the source; here it says ${instead.shown}.` };
    if (elsewhere) continue;
    if (instead !== null) return { kind: 'against', reason: `The source says ${instead.shown}, not ${date.shown}.` };
    if (source.dates.length > 0) return { kind: 'missing', reason: `The date ${date.shown} is not in the source.` };
  }
  const [mine, theirs] = [weekdaysIn(claim.text), weekdaysIn(stretch.text)];
  const day = mine.find((name) => !source.text.includes(name));
  return day !== undefined && theirs.length === 1 ? { kind: 'against', reason: `The source says ${theirs[0]}, not ${day}.` } : null;
}

/** Numbers of a claim that are checked: neither a point's in a list nor what belongs to a date. */
export function numbersToCheck(text: string, numbers: readonly StatedNumber[], dates: readonly StatedDate[]): StatedNumber[] {
  const numbering = NUMBERING.exec(text)?.[0].length ?? 0;
  return numbers.filter((number) => number.at >= numbering && !dates.some(({ start, end, year }) => start <= number.at && number.at < end && !(number.year && year === number.value))).slice(0, MOST_NUMBERS);
}

export function numberDiscord({ claim, stretch, source, alike }: Compared): Discord | null {
  const found = claim.numbers.flatMap((number) => {
    const here = stretch.numbers.filter((other) => isSame(number, other));
    if (here.length > 0) return alike ? (signDiscord(number, here, { claim, stretch }) ?? rateDiscord(number, here, stretch) ?? unitDiscord(number, here, { claim: claim.laid, stretch: stretch.laid }) ?? []) : [];
    const instead = insteadOf(number, stretch.numbers);
    const elsewhere = source.numbers.some((other) => isSame(number, other));
    if (elsewhere) return alike && instead !== null ? { kind: 'doubt' as const, reason: `The figure ${number.shown} stands elsewhere in the source; here it says ${instead.shown}.` } : [];
    if (number.value < LEAST_COUNT && number.measure === null && (instead === null || !alike)) return [];
    return missing(number, instead);
  });
  return firmest(found);
}

function missing(number: StatedNumber, instead: StatedNumber | null): Discord {
  if (instead === null) return { kind: 'missing', reason: `The ${number.year ? 'year' : 'figure'} ${number.shown} is not in the source.` };
  return { kind: 'against', reason: number.year ? `The source says ${instead.shown}, not ${number.shown}.` : `The figure ${number.shown} is not in the source; it says ${instead.shown}.` };
}

function isSame(number: StatedNumber, other: StatedNumber): boolean {
  return sameNumber(number, other) || isShortYear(number, other);
}

interface Numbers {
  text: string;
}

/** Below nothing in one of them, above it in the other. */
function signDiscord(number: StatedNumber, here: readonly StatedNumber[], { claim, stretch }: { claim: Numbers; stretch: Numbers }): Discord | null {
  const below = isBelowZero(number, claim);
  const [other] = here;
  if (number.year || other === undefined || here.some((each) => isBelowZero(each, stretch) === below)) return null;
  return { kind: 'doubt', reason: `The source says “${below ? '' : 'minus '}${other.shown}”, not “${below ? 'minus ' : ''}${number.shown}”.` };
}

function isBelowZero({ at, end }: StatedNumber, { text }: Numbers): boolean {
  return /(?:\bminus\s|(?<![^\s(])[-−]\s?[$€£¥]?)$/iu.test(text.slice(Math.max(0, at - 8), at)) || /^\s?(?:degrees? )?(?:C |F |Celsius |Fahrenheit )?below (?:zero|freezing)\b/iu.test(text.slice(end, end + 40));
}

/** In other words than "per year". */
const PERIODS: Readonly<Record<string, string>> = { year: 'annu|yearly|p\\.a\\.', month: 'monthly', week: 'weekly', day: 'daily', hour: 'hourly' };

/** A rate where the source has a plain figure, and no word for what it is per. */
function rateDiscord(number: StatedNumber, here: readonly StatedNumber[], { text }: Numbers): Discord | null {
  const period = /(\p{L}+)$/u.exec(number.shown)?.[1]?.toLowerCase() ?? '';
  const [other] = here;
  if (number.measure?.of === undefined || other === undefined || period === '' || here.some(({ measure }) => measure?.of !== undefined)) return null;
  if (new RegExp(`(?:\\b(?:per|an?|each|every)\\s|/\\s?)${period}|${PERIODS[period] ?? period}`, 'iu').test(text)) return null;
  return { kind: 'doubt', reason: `The source says “${other.shown}”, not “${number.shown}”.` };
}

/** The same number of something that is no unit known here: kroner, bricks. Where the text has the claim's word for it in another place, it may be meant. */
function unitDiscord(number: StatedNumber, here: readonly StatedNumber[], { claim, stretch }: { claim: LaidOut; stretch: LaidOut }): Discord | null {
  if (number.year || here.some((other) => other.year || (number.measure !== null && other.measure !== null) || other.unit === number.unit)) return null;
  const mine = unitWord(number, claim);
  const others = here.map((other) => unitWord(other, stretch));
  if (mine === null || stretch.words.some(({ stem }) => stem === mine.stem)) return null;
  const [instead] = others;
  if (instead == null || others.some((other) => other === null || claim.words.some(({ stem }) => stem === other.stem))) return null;
  return { kind: 'doubt', reason: `The source says “${number.value} ${instead.raw}”, not “${number.value} ${mine.raw}”.` };
}

/** The telling word right behind a number; null where there is none. */
function unitWord({ unit }: StatedNumber, { words }: LaidOut): LaidWord | null {
  return words.find(({ folded, telling }) => telling && folded === unit) ?? null;
}

/** What the source has in the place of a number: the one year, or the one number that counts or measures the same; or the same number of something else. */
function insteadOf(number: StatedNumber, near: readonly StatedNumber[]): StatedNumber | null {
  if (number.year) return onlyOne(near.filter(({ year }) => year), equalValues);
  const { measure } = number;
  if (measure !== null) return onlyOne(near.filter((other) => other.measure !== null && sameDimension(other.measure, measure)), equalValues) ?? near.find((other) => other.value === number.value && other.measure !== null) ?? null;
  if (number.unit === '' || isStopWord(number.unit, true)) return null;
  return onlyOne(near.filter(({ year, unit }) => !year && unit === number.unit), equalValues);
}

function equalValues(left: StatedNumber, right: StatedNumber): boolean {
  return left.value === right.value;
}

/** "4. " before a point of a list. */
const NUMBERING = /^\s*\(?\d{1,3}[.):]\s/;

/** '63 for 1963. */
function isShortYear(number: StatedNumber, other: StatedNumber): boolean {
  return other.year && number.value < 100 && other.value % 100 === number.value;
}

function onlyOne<T>(found: readonly T[], same: (left: T, right: T) => boolean): T | null {
  const [first, ...rest] = found;
  return first !== undefined && rest.every((other) => same(first, other)) ? first : null;
}

/** A surname alone, or initials, are enough; another given name is another person. */
export function nameDiscord({ claim: { text }, stretch, source }: Compared): Discord | null {
  const nobody = unnamed(text, source);
  if (nobody !== null) return nobody;
  for (const name of namesIn(text)) {
    const other = namesake(name, stretch.text, source);
    if (other !== null) return { kind: 'missing', reason: `The source names ${shorten(other)}, not ${shorten(name)}.` };
  }
  return null;
}

function unnamed(text: string, source: Compared['source']): Discord | null {
  const name = namesIn(text).find((each) => wordsOf(each).every(({ folded }) => !source.words.has(fold(folded)))) ?? singleNamesIn(text).find((each) => !isNamed(each, source));
  return name === undefined ? null : { kind: 'missing', reason: `The source does not name ${shorten(name)}.` };
}

/** Somebody of the same surname whose given name is another, where the claim's is nowhere in the source. */
function namesake(name: string, stretch: string, source: Compared['source']): string | null {
  const [given = '', surname = ''] = GIVEN_AND_SURNAME.exec(name)?.slice(1) ?? [];
  if (given === '' || source.words.has(fold(given))) return null;
  const others = namesIn(stretch).filter((other) => GIVEN_AND_SURNAME.exec(other)?.[2] === surname && !/^(?:Dr|Mr|Mrs|Ms|Prof|Sir|Lord|Lady|President|King|Queen|Mayor|Judge|General|Senator|Minister|Professor|Doctor|Captain)\b/.test(other));
  return others[0] ?? null;
}

const GIVEN_AND_SURNAME = /^(\p{Lu}\p{Ll}{2,})\s(?:.*\s)?(\p{Lu}[\p{L}’'-]{2,})$/u;

/** Letters in which a name and a word made from it agree: Germany, German. */
const NAME_STEM = 4;

function isNamed(name: string, source: Compared['source']): boolean {
  const stem = fold(name).slice(0, NAME_STEM);
  if (/\d/.test(name) || measureOf(name.toLowerCase()) !== null || statedDates(`in ${name}`).length > 0 || weekdaysIn(name).length > 0) return true;
  for (const word of source.words) if (word.startsWith(stem)) return true;
  return false;
}

/** What of a claim's quotations, dates, figures and names is nowhere in the source, in words for a reader; null where all of it is there. */
export function unsourcedFact({ claim, source }: Pick<Compared, 'claim' | 'source'>): string | null {
  const date = claim.dates.find((given) => !source.dates.some((other) => sameDate(given, other)));
  if (date !== undefined) return `The date ${date.shown} is not in the source.`;
  const number = claim.numbers.find((given) => (given.value >= LEAST_COUNT || given.measure !== null) && !source.numbers.some((other) => isSame(given, other)));
  if (number !== undefined) return missing(number, null).reason;
  return (quotationDiscord({ claim, source }) ?? unnamed(claim.text, source))?.reason ?? null;
}

function shorten(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
}
