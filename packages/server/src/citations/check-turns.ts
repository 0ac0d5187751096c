import { isSameSequence } from './check-clauses.js';
import { ABOVE_IT, BELOW_IT, BY_IT, TO_IT } from './before-figures.js';
import { isSameComparison } from './check-comparison.js';
import { isConverse } from './check-converse.js';
import { denialsIn } from './denials.js';
import type { LaidOut, LaidWord } from './laid-out.js';
import { type StatedNumber, sameNumber } from './numbers-of-text.js';
import { CHANGES, ELSEWHERE_CHANGES, isDeniedForm, isOneSided, oppositesOf } from './opposites.js';
import type { Discord } from './support-checks.js';

/** Small words that turn a sentence into another: opposites, bounds, by how much or to what, shares. For sentences that share nearly all else. Pure. */

const WHOLE = /\b(?:all|every|everyone|everybody|always|entirely|exclusively|only|each)\b/i;
const PART = /\b(?:some|sometimes|many|several|partly|often|most|half|may|might|could|usually|few)\b/i;
const SMALL: ReadonlySet<string> = new Set('not no never none nobody nothing nowhere one neither nor without cannot fail failed fails failing unable refused refuse refuses declined all every everyone everybody always entirely exclusively only each some sometimes many several partly often most half may might could usually few'.split(' '));

/** What shuts out all others. */
const ALONE = /^(?:only|entirely|exclusively|always)$/i;

/** Is it one of the words that are looked at here? Whether two sentences are alike must not depend on them. */
export function isTurn({ folded, stem }: Pick<LaidWord, 'folded' | 'stem'>): boolean {
  return SMALL.has(folded) || oppositesOf(stem).length > 0;
}

/** A word of the claim in whose place the source has one that says the opposite. */
export function directionDiscord(claim: LaidOut, stretch: LaidOut): Discord | null {
  const said = new Set(claim.words.map(({ stem }) => stem));
  const there = new Set(stretch.words.map(({ stem }) => stem));
  const sameOtherwise = isSameComparison(claim, stretch) || isConverse(claim, stretch);
  for (const [index, word] of claim.words.entries()) {
    if (there.has(word.stem)) continue;
    const pairs = oppositesOf(word.stem).filter((pair) => isOneSided(pair, said, there));
    const place = stretch.words.findIndex((other) => pairs.some(({ other: side }) => side.has(other.stem)) || (!said.has(other.stem) && isDeniedForm(word, other)));
    const theirs = stretch.words[place];
    if (theirs === undefined || sameOtherwise || (IN_TIME.test(word.folded) && isSameSequence(claim, stretch))) continue;
    // "Not allowed" is "forbidden".
    if (isDeniedIn(claim, word) !== isDeniedIn(stretch, theirs)) continue;
    const reason = `The source says “${theirs.raw}” where this sentence says “${word.raw}”.`;
    // "Open daily except Monday" says of Monday that it is closed.
    // "Lower than in 2015" says that it was higher in 2015.
    if (EXCEPT.test(claim.text) !== EXCEPT.test(stretch.text) || THAN.test(claim.text) !== THAN.test(stretch.text)) return { kind: 'doubt', reason };
    const firm = pairs.some(({ firm: isFirm, other }) => isFirm && other.has(theirs.stem)) || isDeniedForm(word, theirs);
    if (firm || isSamePlace(claim.words, index, stretch.words, place)) return { kind: 'against', reason };
  }
  return null;
}

const IN_TIME = /^(?:before|after)$/;
const THAN = /\bthan\b/i;
const EXCEPT = /\b(?:except|apart from|other than|excluding|but for)\b/i;

function isDeniedIn(laid: LaidOut, { start }: LaidWord): boolean {
  return denialsIn(laid).some(({ weak, about }) => !weak && about.some((word) => word.start === start));
}

/** Do two words have the same word before or behind them, or both the border of the text? */
export function isSamePlace(here: readonly LaidWord[], index: number, there: readonly LaidWord[], place: number): boolean {
  return here[index - 1]?.stem === there[place - 1]?.stem || here[index + 1]?.stem === there[place + 1]?.stem;
}

export function quantityDiscord(claim: string, stretch: string): Discord | null {
  const whole = WHOLE.exec(claim)?.[0];
  const part = PART.exec(stretch)?.[0];
  if (whole === undefined || WHOLE.test(stretch)) return null;
  if (part !== undefined && !PART.test(claim)) return { kind: 'missing', reason: `This sentence says “${whole}”, the source only “${part}”.` };
  return ALONE.test(whole) ? { kind: 'doubt', reason: `This sentence says “${whole}”, the source does not.` } : null;
}

const FROM_BELOW = /(?:at least|no (?:less|fewer) than|not (?:less|fewer) than|more than|over|above|exceed(?:s|ed|ing)?|a minimum of)\s$/i;
const FROM_ABOVE = /(?:nearly|almost|at most|no more than|not more than|up to|(?:less|fewer) than|under|below|a maximum of)\s$/i;

/** Numbers with the text that they stand in. */
interface Numbered {
  text: string;
  numbers: readonly StatedNumber[];
}

/** "At least 50" where the source says "at most 50". */
export function boundDiscord(claim: Numbered, stretch: Numbered): Discord | null {
  const there = stretch.numbers.map((number) => ({ number, ...boundOf(number, stretch.text) }));
  for (const number of claim.numbers) {
    const mine = boundOf(number, claim.text);
    const same = there.filter((candidate) => sameNumber(number, candidate.number));
    const [other] = same;
    if (other === undefined || mine.side === 0 || same.some(({ side }) => side === mine.side)) continue;
    // "Almost 1.2 million" for 1,183,000.
    if (other.side === 0 && mine.side * (other.number.value - number.value) > 0) continue;
    if (other.side === 0) return { kind: 'doubt', reason: `The source says “${other.number.shown}”, not “${mine.words} ${number.shown}”.` };
    return { kind: 'against', reason: `The source says “${other.words} ${other.number.shown}”, not “${mine.words} ${number.shown}”.` };
  }
  return null;
}

/** Whether a number bounds from below (1), from above (-1) or not at all, and in what words. */
export function boundOf({ at }: StatedNumber, text: string): { side: -1 | 0 | 1; words: string } {
  const before = `${text.slice(Math.max(0, at - 24), at).trimEnd()} `;
  // The longest words first: "no more than" holds "more than".
  const above = (FROM_ABOVE.exec(before) ?? ABOVE_IT.exec(before))?.[0];
  const below = (FROM_BELOW.exec(before) ?? BELOW_IT.exec(before))?.[0];
  if (above !== undefined && above.length >= (below?.length ?? 0)) return { side: -1, words: above.trim() };
  return below === undefined ? { side: 0, words: '' } : { side: 1, words: below.trim() };
}

const LEADING_TO = /(?<!up )\b(to|by|from)\s(?:(?:about|around|some|nearly|almost|roughly|just|only|an?|over|under|(?:more|less) than|at (?:least|most))\s){0,2}$/i;

/** "Auf 20 Prozent" where the source has "um 20 Prozent", in languages other than English. Beside a word of change alone: elsewhere such words mean much else. */
export function changeElsewhereDiscord(claim: LaidOut & Numbered, stretch: LaidOut & Numbered): Discord | null {
  if ([claim, stretch].some(({ english, words }) => english || !words.some(({ stem }) => ELSEWHERE_CHANGES.has(stem)))) return null;
  for (const number of claim.numbers) {
    const mine = number.year ? null : leadElsewhere(number, claim);
    const there = mine === null ? [] : stretch.numbers.filter((other) => !other.year && sameNumber(number, other)).map((other) => ({ other, lead: leadElsewhere(other, stretch) }));
    const [first] = there;
    if (mine !== null && first?.lead != null && there.every(({ lead }) => lead !== null && lead.to !== mine.to)) return { kind: 'doubt', reason: `The source says “${first.lead.shown} ${first.other.shown}”, not “${mine.shown} ${number.shown}”.` };
  }
  return null;
}

/** To what, or by how much; a figure right behind a word of change is by how much. Null where neither is said. */
function leadElsewhere({ at }: StatedNumber, { text, words }: LaidOut): { to: boolean; shown: string } | null {
  const before = `${text.slice(Math.max(0, at - 24), at).trimEnd()} `;
  const [to, by] = [TO_IT, BY_IT].map((pattern) => pattern.exec(before)?.[0].trim());
  // "A un 20", "fino al": the longer words hold the shorter.
  if (to !== undefined && to.length >= (by?.length ?? 0)) return { to: true, shown: to };
  if (by !== undefined) return { to: false, shown: by };
  const last = words.findLast(({ start }) => start < at);
  return last !== undefined && ELSEWHERE_CHANGES.has(last.stem) ? { to: false, shown: last.raw } : null;
}

/** "Rose to 5%" where the source says "rose by 5%"; "rose 5%" says "by". */
export function changeDiscord(claim: Numbered, stretch: LaidOut & Numbered): Discord | null {
  for (const number of claim.numbers) {
    const mine = number.year ? '' : leadingTo(number, claim.text);
    if (mine === '') continue;
    const there = stretch.numbers.filter((other) => !other.year && sameNumber(number, other)).map((other) => ({ other, leads: leadingTo(other, stretch.text) || changeBefore(other, stretch) }));
    const [first] = there;
    if (first !== undefined && there.every(({ leads }) => leads !== '' && leads !== mine)) return { kind: 'against', reason: `The source says “${first.leads} ${first.other.shown}”, not “${mine} ${number.shown}”.` };
  }
  return null;
}

function leadingTo({ at }: StatedNumber, text: string): string {
  return LEADING_TO.exec(text.slice(Math.max(0, at - 40), at))?.[1]?.toLowerCase() ?? '';
}

function changeBefore({ at }: StatedNumber, { words }: LaidOut): string {
  const last = words.findLast(({ start }) => start < at);
  return last !== undefined && CHANGES.has(last.stem) ? 'by' : '';
}
