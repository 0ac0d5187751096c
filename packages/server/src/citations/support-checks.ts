import { fold, wordsOf } from '../ranking/words.js';
import { canonicalSentence } from './compare-text.js';
import { namesIn, quotationsIn, sameNumber, type StatedNumber, statedNumbers } from './facts-of-text.js';

/** Something in which a claim and its source can't both be right, or that the source does not have. */
export interface Discord {
  /** `against`: the source says otherwise. `missing`: a part of the claim is not there. */
  kind: 'against' | 'missing';
  /** A sentence for a reader. */
  reason: string;
}

/** What is compared. `overlap`: the share of the claim's words that the stretch has, 0 to 1. */
export interface Compared {
  claim: string;
  /** The text that matches best. */
  stretch: string;
  /** All that was read of the source, and what is found in it once for all claims. */
  source: SourceFacts;
  overlap: number;
}

/** A source as far as the checks look at all of it; each part is made when a claim first needs it. */
export class SourceFacts {
  #numbers: StatedNumber[] | null = null;
  #words: ReadonlySet<string> | null = null;
  #canonical: string | null = null;

  constructor(readonly text: string) {}

  get numbers(): readonly StatedNumber[] {
    return (this.#numbers ??= statedNumbers(this.text));
  }

  get words(): ReadonlySet<string> {
    return (this.#words ??= new Set(wordsOf(this.text).map(({ folded }) => fold(folded))));
  }

  get canonical(): string {
    return (this.#canonical ??= canonicalSentence(this.text));
  }
}

/** A claim with more numbers than this is a table. */
const MOST_NUMBERS = 40;
const NEARLY_ALL = 0.85;

/**
 * Looks for what words in common can't show: another figure, another year, somebody who is not named, a denial, the opposite
 * direction, a quotation that is not one.
 */
export function findDiscord({ claim, stretch, source, overlap }: Compared): Discord | null {
  const facts = quotationDiscord(claim, source) ?? numberDiscord(claim, stretch, source);
  // Where the two share but some words, a "not" in one may be about something else.
  const turned = overlap < NEARLY_ALL ? null : (directionDiscord(claim, stretch) ?? denialDiscord(claim, stretch) ?? quantityDiscord(claim, stretch));
  return facts ?? turned ?? nameDiscord(claim, source);
}

function quotationDiscord(claim: string, source: SourceFacts): Discord | null {
  const made = quotationsIn(claim).find((quoted) => !source.canonical.includes(canonicalSentence(quoted)));
  return made === undefined ? null : { kind: 'missing', reason: `The quotation “${shorten(made)}” is not in the source word for word.` };
}

function numberDiscord(claim: string, stretch: string, source: SourceFacts): Discord | null {
  const near = statedNumbers(stretch);
  for (const number of statedNumbers(claim.replace(NUMBERING, '')).slice(0, MOST_NUMBERS)) {
    if (number.value <= 2 && !number.unit.includes('%')) continue;
    if (source.numbers.some((other) => sameNumber(number, other) || isShortYear(number, other))) continue;
    const instead = number.year ? onlyOne(near.filter((other) => other.year)) : onlyOne(near.filter((other) => !other.year && other.unit !== '' && other.unit === number.unit));
    if (number.year) return { kind: instead === null ? 'missing' : 'against', reason: instead === null ? `The year ${number.shown} is not in the source.` : `The source says ${instead.shown}, not ${number.shown}.` };
    return { kind: instead === null ? 'missing' : 'against', reason: instead === null ? `The figure ${number.shown} is not in the source.` : `The figure ${number.shown} is not in the source; it says ${instead.shown}.` };
  }
  return null;
}

/** "4. " before a point of a list. */
const NUMBERING = /^\s*\(?\d{1,3}[.):]\s/;

/** '63 for 1963. */
function isShortYear(number: StatedNumber, other: StatedNumber): boolean {
  return other.year && number.value < 100 && other.value % 100 === number.value;
}

function onlyOne(numbers: readonly StatedNumber[]): StatedNumber | null {
  const [first, ...rest] = numbers;
  return first !== undefined && rest.every((other) => other.value === first.value) ? first : null;
}

/** Words that say the opposite of each other, as stems would have them. */
const OPPOSITES: ReadonlyArray<[string[], string[]]> = [
  [['increase', 'increased', 'increases', 'rise', 'rises', 'rose', 'risen', 'grew', 'grow', 'grows', 'higher', 'gained'], ['decrease', 'decreased', 'decreases', 'fall', 'falls', 'fell', 'fallen', 'declined', 'declines', 'decline', 'dropped', 'drops', 'shrank', 'lower']],
  [['more', 'larger', 'greater'], ['less', 'fewer', 'smaller']],
  [['before', 'earlier'], ['after', 'later']],
  [['won', 'wins'], ['lost', 'loses']],
  [['accepted', 'accepts', 'approved', 'approves'], ['rejected', 'rejects', 'refused', 'refuses']],
  [['maximum', 'most'], ['minimum', 'least']],
  [['above', 'over'], ['below', 'under']],
];

function directionDiscord(claim: string, stretch: string): Discord | null {
  const said = new Set(wordsOf(claim).map(({ folded }) => folded));
  const there = new Set(wordsOf(stretch).map(({ folded }) => folded));
  for (const [one, other] of [...OPPOSITES, ...OPPOSITES.map(([left, right]): [string[], string[]] => [right, left])]) {
    const mine = one.filter((word) => said.has(word));
    const theirs = other.filter((word) => there.has(word));
    if (mine.length > 0 && theirs.length > 0 && !one.some((word) => there.has(word)) && !other.some((word) => said.has(word))) return { kind: 'against', reason: `The source says “${theirs[0]}” where this sentence says “${mine[0]}”.` };
  }
  return null;
}

const DENIALS = /\b(?:not|no|never|none|neither|nor|without|cannot|false|denied|denies|deny|untrue|hardly|refuted|myth)\b|n['’]t\b/gi;

function denialDiscord(claim: string, stretch: string): Discord | null {
  const mine = claim.match(DENIALS) ?? [];
  const theirs = stretch.match(DENIALS) ?? [];
  if (mine.length === 0 && theirs.length > 0 && stretch.length < claim.length * 2) return { kind: 'against', reason: `The source has “${theirs[0]}” where this sentence has no denial.` };
  if (mine.length > 0 && theirs.length === 0) return { kind: 'against', reason: `This sentence denies (“${mine[0]}”) what the source states without a denial.` };
  return null;
}

const WHOLE = /\b(?:all|every|always|entirely|exclusively|only)\b/i;
const PART = /\b(?:some|sometimes|many|several|partly|often|most|may|might|could)\b/i;

function quantityDiscord(claim: string, stretch: string): Discord | null {
  const whole = WHOLE.exec(claim)?.[0];
  const part = PART.exec(stretch)?.[0];
  return whole !== undefined && part !== undefined && !WHOLE.test(stretch) && !PART.test(claim) ? { kind: 'missing', reason: `This sentence says “${whole}”, the source only “${part}”.` } : null;
}

/** A surname alone, or initials, are enough. */
function nameDiscord(claim: string, source: SourceFacts): Discord | null {
  const missing = namesIn(claim).find((name) => wordsOf(name).every(({ folded }) => !source.words.has(fold(folded))));
  return missing === undefined ? null : { kind: 'missing', reason: `The source does not name ${shorten(missing)}.` };
}

function shorten(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
}
