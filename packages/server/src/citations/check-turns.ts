import { wordsOf } from '../ranking/words.js';
import { type StatedNumber, sameNumber, statedNumbers } from './facts-of-text.js';
import type { Discord } from './support-checks.js';

/** Small words that turn a sentence into another: denials, opposites, bounds, shares, and which of two is more. For sentences that share nearly all else. Pure. */

/** Words that say the opposite of each other. */
const OPPOSITES: ReadonlyArray<[string, string]> = [
  ['increase increased increases increasing rise rises rose risen rising grew grow grows growing higher gained', 'decrease decreased decreases decreasing fall falls fell fallen falling declined declines decline declining dropped drops shrank lower'],
  ['more larger greater bigger', 'less fewer smaller'],
  ['before earlier', 'after later'],
  ['won wins win', 'lost loses lose'],
  ['accepted accepts approved approves', 'rejected rejects refused refuses'],
  ['maximum', 'minimum'],
  ['above over', 'below under'],
  ['largest biggest greatest', 'smallest least'],
  ['longest longer', 'shortest shorter'],
  ['highest', 'lowest'],
  ['faster fastest', 'slower slowest'],
  ['older oldest', 'younger youngest newer newest'],
  ['heavier heaviest', 'lighter lightest'],
  ['stronger strongest', 'weaker weakest'],
  ['warmer warmest hotter hottest', 'colder coldest cooler coolest'],
  ['better best', 'worse worst'],
  ['richer richest', 'poorer poorest'],
  ['cheaper cheapest', 'dearer costlier'],
  ['first', 'last'],
  ['most majority', 'few minority'],
  ['succeeded succeeds', 'failed fails'],
  ['opened opens', 'closed closes'],
  ['joined joins', 'left leaves'],
  ['legal', 'illegal'],
  ['possible', 'impossible'],
  ['north northern', 'south southern'],
  ['east eastern', 'west western'],
];
const DIRECTIONS = OPPOSITES.flatMap(([one, other]): Array<[string[], string[]]> => [[one.split(' '), other.split(' ')], [other.split(' '), one.split(' ')]]);

const DENIALS = /\b(?:not|no|never|none|nobody|nothing|nowhere|neither|nor|without|cannot|false|denied|denies|deny|untrue|hardly|refuted|myth|fail(?:ed|s|ing)? to|unable to)\b|n['’]t\b/gi;
const WHOLE = /\b(?:all|every|everyone|everybody|always|entirely|exclusively|only|each)\b/i;
const PART = /\b(?:some|sometimes|many|several|partly|often|most|half|may|might|could|usually|few)\b/i;

const TURNS: ReadonlySet<string> = new Set([...DIRECTIONS.flatMap(([one]) => one), ...'not no never none nobody nothing nowhere one neither nor without cannot fail failed fails failing unable all every everyone everybody always entirely exclusively only each some sometimes many several partly often most half may might could usually few'.split(' ')]);

/** Is it one of the words that are looked at here? Whether two sentences are alike must not depend on them. */
export function isTurn(word: string): boolean {
  return TURNS.has(word);
}

export function directionDiscord(claim: string, stretch: string): Discord | null {
  const said = new Set(wordsOf(claim).map(({ folded }) => folded));
  const there = new Set(wordsOf(stretch).map(({ folded }) => folded));
  for (const [one, other] of DIRECTIONS) {
    const mine = one.find((word) => said.has(word));
    const theirs = other.find((word) => there.has(word));
    if (mine !== undefined && theirs !== undefined && !one.some((word) => there.has(word)) && !other.some((word) => said.has(word))) return { kind: 'against', reason: `The source says “${theirs}” where this sentence says “${mine}”.` };
  }
  return null;
}

export function denialDiscord(claim: string, stretch: string): Discord | null {
  const mine = claim.match(DENIALS) ?? [];
  const theirs = stretch.match(DENIALS) ?? [];
  if (mine.length === 0 && theirs.length > 0 && stretch.length < claim.length * 2) return { kind: 'against', reason: `The source has “${theirs[0]}” where this sentence has no denial.` };
  if (mine.length > 0 && theirs.length === 0) return { kind: 'against', reason: `This sentence denies (“${mine[0]}”) what the source states without a denial.` };
  return null;
}

export function quantityDiscord(claim: string, stretch: string): Discord | null {
  const whole = WHOLE.exec(claim)?.[0];
  const part = PART.exec(stretch)?.[0];
  return whole !== undefined && part !== undefined && !WHOLE.test(stretch) && !PART.test(claim) ? { kind: 'missing', reason: `This sentence says “${whole}”, the source only “${part}”.` } : null;
}

const FROM_BELOW = /(?:at least|no (?:less|fewer) than|not (?:less|fewer) than|more than|over|above|exceed(?:s|ed|ing)?|a minimum of)\s$/i;
const FROM_ABOVE = /(?:at most|no more than|not more than|up to|(?:less|fewer) than|under|below|a maximum of)\s$/i;

/** "At least 50" where the source says "at most 50". */
export function boundDiscord(claim: string, stretch: string): Discord | null {
  const there = statedNumbers(stretch).map((number) => ({ number, ...boundOf(number, stretch) }));
  for (const number of statedNumbers(claim)) {
    const mine = boundOf(number, claim);
    const other = there.find((candidate) => sameNumber(number, candidate.number));
    if (other !== undefined && mine.side * other.side < 0) return { kind: 'against', reason: `The source says “${other.words} ${other.number.shown}”, not “${mine.words} ${number.shown}”.` };
  }
  return null;
}

function boundOf({ at }: StatedNumber, text: string): { side: -1 | 0 | 1; words: string } {
  const before = `${text.slice(Math.max(0, at - 20), at).trimEnd()} `;
  // The longest words first: "no more than" holds "more than".
  const above = FROM_ABOVE.exec(before)?.[0];
  const below = FROM_BELOW.exec(before)?.[0];
  if (above !== undefined && above.length >= (below?.length ?? 0)) return { side: -1, words: above.trim() };
  return below === undefined ? { side: 0, words: '' } : { side: 1, words: below.trim() };
}

const COMPARISON = /^(.*?)\b(\p{L}+er|(?:more|less)(?:\s\p{L}+)?|fewer|better|worse)\s(?:\p{L}+\s){0,3}?than\s(.*)$/isu;

/** "A is heavier than B" where the source says "B is heavier than A". */
export function comparisonDiscord(claim: string, stretch: string): Discord | null {
  const mine = sidesOf(claim);
  const theirs = mine === null ? null : sidesOf(stretch);
  if (mine === null || theirs === null || mine.by !== theirs.by) return null;
  const first = without(mine.first, mine.second);
  const second = without(mine.second, mine.first);
  const swapped = first.length > 0 && second.length > 0 && first.every((word) => theirs.second.has(word) && !theirs.first.has(word)) && second.every((word) => theirs.first.has(word) && !theirs.second.has(word));
  return swapped ? { kind: 'against', reason: `The source compares them the other way round (“${mine.by} than ${[...theirs.second].join(' ')}”).` } : null;
}

/** Words of each side that are looked at: those next to the comparison. */
const SIDE = 6;

function sidesOf(text: string): { by: string; first: ReadonlySet<string>; second: ReadonlySet<string> } | null {
  const [, before, by, after] = COMPARISON.exec(text) ?? [];
  if (before === undefined || by === undefined || after === undefined) return null;
  const sentence = before.split(/[.!?]\s/).at(-1) ?? '';
  const clause = after.split(/[.,;!?]/)[0] ?? '';
  return { by: by.toLowerCase(), first: sideOf(sentence, -SIDE), second: sideOf(clause, SIDE) };
}

function sideOf(text: string, words: number): ReadonlySet<string> {
  const all = wordsOf(text).map(({ folded }) => folded).filter((word) => !/^(?:the|an?|is|are|was|were|that|those|of|it)$/.test(word));
  return new Set(words < 0 ? all.slice(words) : all.slice(0, words));
}

function without(words: ReadonlySet<string>, others: ReadonlySet<string>): string[] {
  return [...words].filter((word) => !others.has(word));
}
