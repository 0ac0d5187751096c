import { sameDate } from './dates-of-text.js';
import { sameNumber } from './numbers-of-text.js';
import { type SourceFacts, StatedText } from './support-checks.js';

/** Figures and dates of one claim that are looked for in other forms; a claim with more is a table. */
const MOST = 8;

/**
 * The claim with its figures and dates written as the source writes them: "twelve" for "12", "8,400,000" for "8.4 million",
 * "14/07/1998" for "14 July 1998". Which words two texts share must not depend on it. Pure.
 */
export function restateFigures(claim: string, source: SourceFacts): string {
  if (!MAY_STATE.test(claim)) return claim;
  const stated = new StatedText(claim, true);
  // A year is written in one way only; and what stands there as it is needs no other form.
  const dates = stated.dates.filter(({ day, shown }) => day !== null && !source.text.includes(shown)).slice(0, MOST);
  const numbers = stated.numbers.filter(({ year, shown }) => !year && !source.text.includes(shown)).slice(0, MOST);
  const changes = [
    ...dates.map((date) => ({ start: date.start, end: date.end, other: source.dates.find((other) => other.day !== null && sameDate(date, other))?.shown })),
    ...numbers.map((number) => ({ start: number.at, end: number.end, other: source.numbers.find((other) => sameNumber(number, other))?.shown })),
  ].filter(({ other }) => other !== undefined);
  let [restated, at] = ['', 0];
  for (const { start, end, other = '' } of changes.sort((left, right) => left.start - right.start)) {
    if (start < at) continue;
    restated += claim.slice(at, start) + other;
    at = end;
  }
  return restated + claim.slice(at);
}

/** Every number has a digit, or one of these. */
const MAY_STATE = /\d|(?<!\p{L})(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\p{L}+teen|\p{L}+ty|hundred|thousand|[mb]illion|half|third|quarter|dozen|\p{L}+th)/iu;
