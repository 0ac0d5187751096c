import { isStopWord } from '../ranking/stop-words.js';
import { fold, wordsOf } from '../ranking/words.js';
import { canonicalSentence } from './compare-text.js';
import { sameDate, statedDates, weekdaysIn } from './dates-of-text.js';
import { namesIn, quotationsIn, sameNumber, singleNamesIn, type StatedNumber, statedNumbers } from './facts-of-text.js';
import type { Compared, Discord } from './support-checks.js';
import { measureOf } from './units.js';

/** The facts that a sentence can be held to: quotations, dates, figures, names. Pure. */

/** A claim with more numbers than this is a table. */
const MOST_NUMBERS = 40;
/** Below that, a number is more often a manner of speaking than a count. */
const LEAST_COUNT = 3;

export function quotationDiscord({ claim, source }: Compared): Discord | null {
  const made = quotationsIn(claim).find((quoted) => !source.canonical.includes(canonicalSentence(quoted)));
  return made === undefined ? null : { kind: 'missing', reason: `The quotation “${shorten(made)}” is not in the source word for word.` };
}

export function dateDiscord({ claim, stretch, source }: Compared): Discord | null {
  for (const date of statedDates(claim)) {
    if (source.dates.some((other) => sameDate(date, other))) continue;
    const instead = onlyOne(statedDates(stretch), sameDate);
    if (instead !== null) return { kind: 'against', reason: `The source says ${instead.shown}, not ${date.shown}.` };
    if (source.dates.length > 0) return { kind: 'missing', reason: `The date ${date.shown} is not in the source.` };
  }
  const [mine, theirs] = [weekdaysIn(claim), weekdaysIn(stretch)];
  const day = mine.find((name) => !source.text.includes(name));
  return day !== undefined && theirs.length === 1 ? { kind: 'against', reason: `The source says ${theirs[0]}, not ${day}.` } : null;
}

export function numberDiscord({ claim, stretch, source, alike }: Compared): Discord | null {
  const dates = statedDates(claim);
  const text = claim.replace(NUMBERING, (numbering) => ' '.repeat(numbering.length));
  for (const number of statedNumbers(text).slice(0, MOST_NUMBERS)) {
    if (dates.some(({ start, end, year }) => start <= number.at && number.at < end && !(number.year && year === number.value))) continue;
    if (source.numbers.some((other) => sameNumber(number, other) || isShortYear(number, other))) continue;
    const instead = insteadOf(number, statedNumbers(stretch));
    if (number.value < LEAST_COUNT && number.measure === null && (instead === null || !alike)) continue;
    if (number.year) return { kind: instead === null ? 'missing' : 'against', reason: instead === null ? `The year ${number.shown} is not in the source.` : `The source says ${instead.shown}, not ${number.shown}.` };
    return { kind: instead === null ? 'missing' : 'against', reason: instead === null ? `The figure ${number.shown} is not in the source.` : `The figure ${number.shown} is not in the source; it says ${instead.shown}.` };
  }
  return null;
}

/** What the source has in the place of a number: the one year, or the one number that counts or measures the same; or the same number of something else. */
function insteadOf(number: StatedNumber, near: readonly StatedNumber[]): StatedNumber | null {
  if (number.year) return onlyOne(near.filter(({ year }) => year), equalValues);
  const kind = number.measure?.dimension;
  if (kind !== undefined) return onlyOne(near.filter(({ measure }) => measure?.dimension === kind), equalValues) ?? near.find(({ value, measure }) => value === number.value && measure !== null) ?? null;
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

/** A surname alone, or initials, are enough. */
export function nameDiscord({ claim, source }: Compared): Discord | null {
  const missing = namesIn(claim).find((name) => wordsOf(name).every(({ folded }) => !source.words.has(fold(folded)))) ?? singleNamesIn(claim).find((name) => !isNamed(name, source));
  return missing === undefined ? null : { kind: 'missing', reason: `The source does not name ${shorten(missing)}.` };
}

/** Letters in which a name and a word made from it agree: Germany, German. */
const NAME_STEM = 4;

function isNamed(name: string, source: Compared['source']): boolean {
  const stem = fold(name).slice(0, NAME_STEM);
  if (/\d/.test(name) || measureOf(name.toLowerCase()) !== null || statedDates(`in ${name}`).length > 0 || weekdaysIn(name).length > 0) return true;
  for (const word of source.words) if (word.startsWith(stem)) return true;
  return false;
}

function shorten(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
}
