import { boundOf } from './check-turns.js';
import { sameDate } from './dates-of-text.js';
import { type StatedNumber, sameNumber } from './numbers-of-text.js';
import type { SourceFacts, StatedText } from './support-checks.js';

/** Figures and dates of one claim that are looked for in other forms; a claim with more is a table. */
const MOST = 8;

/**
 * The claim with its figures and dates written as the source writes them: "twelve" for "12", "8,400,000" for "8.4 million",
 * "14/07/1998" for "14 July 1998". Which words two texts share must not depend on it.
 * Null where nothing is to be changed. Pure.
 */
export function restateFigures(stated: StatedText, source: SourceFacts): string | null {
  // A year is written in one way only; and what stands there as it is needs no other form.
  const dates = stated.dates.filter(({ day, shown }) => day !== null && !source.text.includes(shown)).slice(0, MOST);
  const numbers = stated.numbers.filter(({ year, shown }) => !year && !source.text.includes(shown)).slice(0, MOST);
  const changes = [
    ...dates.map((date) => ({ start: date.start, end: date.end, other: source.dates.find((other) => other.day !== null && sameDate(date, other))?.shown })),
    ...numbers.map((number) => ({ start: number.at, end: number.end, other: source.numbers.find((other) => isOtherForm(number, other, stated.text))?.shown })),
  ].filter(({ other }) => other !== undefined);
  if (changes.length === 0) return null;
  let [restated, at] = ['', 0];
  for (const { start, end, other = '' } of changes.sort((left, right) => left.start - right.start)) {
    if (start < at) continue;
    restated += stated.text.slice(at, start) + other;
    at = end;
  }
  return restated + stated.text.slice(at);
}

/** The same, and no more: what is per year stays so, "three years" is not "three times", and "more than 1.1 million" is not "more than 1,130,000". */
function isOtherForm(number: StatedNumber, other: StatedNumber, text: string): boolean {
  if (!sameNumber(number, other) || (number.measure?.of === undefined) !== (other.measure?.of === undefined) || (number.measure === null) !== (other.measure === null)) return false;
  return number.value === other.value || boundOf(number, text).side === 0;
}
