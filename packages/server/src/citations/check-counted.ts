import type { LaidOut, LaidWord } from './laid-out.js';
import { type StatedNumber, sameNumber } from './numbers-of-text.js';
import type { Discord } from './support-checks.js';

/** What a number counts: "70,000 pairs of gannets" are not "70,000 gannets", and "480 tonnes of flour from 640 tonnes of wheat" no 640 tonnes of flour. For sentences that share nearly all else. Pure. */

interface Numbered {
  laid: LaidOut;
  numbers: readonly StatedNumber[];
}

/** Words that stand between a number and what it counts, and the words of one such phrase. */
const LINK = /^(?:of|de|des|di|von|d|of the)$/;
const MOST_WORDS = 4;

/** A figure of the claim with a word directly behind it that does not stand behind that figure in the source, though it stands elsewhere there. */
export function countedDiscord(claim: Numbered, stretch: Numbered): Discord | null {
  const part = partDiscord(claim, stretch);
  if (part !== null) return part;
  for (const number of claim.numbers) {
    if (number.year) continue;
    const mine = countedBy(number, claim.laid);
    const here = stretch.numbers.filter((other) => !other.year && sameNumber(number, other));
    if (mine.length === 0 || here.length === 0) continue;
    const theirs = here.map((other) => countedBy(other, stretch.laid));
    if (theirs.some((words) => words.some(({ stem }) => mine.some((word) => word.stem === stem)))) continue;
    const elsewhere = mine.find(({ stem }) => stretch.laid.words.some((word) => word.stem === stem));
    const counts = theirs.flat()[0] ?? otherCount(mine, number, stretch);
    if (elsewhere === undefined || counts === undefined || claim.laid.words.some(({ stem }) => stem === counts.stem && theirs.flat().length === 0)) continue;
    return { kind: 'doubt', reason: `The source does not say “${number.shown}” of “${elsewhere.raw}”.` };
  }
  return null;
}

/** "400 of the 1,100 workers struck": of the 1,100 that is not said. */
function partDiscord(claim: Numbered, { laid, numbers }: Numbered): Discord | null {
  const isSaid = (number: StatedNumber) => claim.numbers.some((own) => sameNumber(own, number));
  const whole = numbers.find((number) => !number.year && isSaid(number) && numbers.some((part) => part.end < number.at && PART_OF.test(laid.text.slice(part.end, number.at)) && !isSaid(part)));
  return whole === undefined ? null : { kind: 'doubt', reason: `The source says it of a part of “${whole.shown}” only.` };
}

const PART_OF = /^\s(?:\p{L}+\s)?(?:of|out of|von|der|des|de|sur|su|dei|dos|van|из|من)\s(?:(?:the|its|their|den|les|los|las|de|ses|sus|de las|de los)\s)?(?:\p{L}+\s)?$/iu;

/** Where nothing stands behind the figure in the source: the same thing is counted by another figure there. */
function otherCount(mine: readonly LaidWord[], number: StatedNumber, { laid, numbers }: Numbered): LaidWord | undefined {
  const rival = numbers.find((other) => !other.year && !sameNumber(other, number) && countedBy(other, laid).some(({ stem }) => mine.some((word) => word.stem === stem)));
  return rival === undefined ? undefined : laid.words.find(({ start }) => start >= rival.at);
}

/** The telling words directly behind a number and its unit, up to the next small word; "of" leads from a unit to what is measured. */
function countedBy({ end, measure }: StatedNumber, { words, text }: LaidOut): LaidWord[] {
  const behind = words.filter(({ start }) => start >= end).slice(0, MOST_WORDS);
  const first = behind[0];
  if (first !== undefined && measure !== null && LINK.test(first.folded)) behind.shift();
  const run: LaidWord[] = [];
  let at = end;
  for (const word of behind) {
    if (!word.telling || /[^\s\p{L}’'-]/u.test(text.slice(at, word.start)) || /^\d/.test(word.folded)) break;
    run.push(word);
    at = word.start + word.raw.length;
  }
  return run;
}
