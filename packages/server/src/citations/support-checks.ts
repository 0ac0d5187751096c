import { fold, wordsOf } from '../ranking/words.js';
import { dateDiscord, nameDiscord, numberDiscord, quotationDiscord } from './check-facts.js';
import { boundDiscord, comparisonDiscord, denialDiscord, directionDiscord, isTurn, quantityDiscord } from './check-turns.js';
import { canonicalSentence } from './compare-text.js';
import { type StatedDate, statedDates } from './dates-of-text.js';
import { type StatedNumber, statedNumbers } from './facts-of-text.js';
import type { ClaimWords } from './support-features.js';

/** Something in which a claim and its source can't both be right, or that the source does not have. */
export interface Discord {
  /** `against`: the source says otherwise. `missing`: a part of the claim is not there. */
  kind: 'against' | 'missing';
  /** A sentence for a reader. */
  reason: string;
}

/** What is compared. */
export interface Compared {
  claim: string;
  /** The text that matches best. */
  stretch: string;
  /** All that was read of the source, and what is found in it once for all claims. */
  source: SourceFacts;
  /** The stretch has nearly all words of the claim, but for those that turn a sentence round. */
  alike: boolean;
}

/** A source as far as the checks look at all of it; each part is made when a claim first needs it. */
export class SourceFacts {
  #numbers: StatedNumber[] | null = null;
  #dates: StatedDate[] | null = null;
  #words: ReadonlySet<string> | null = null;
  #canonical: string | null = null;

  constructor(readonly text: string) {}

  get numbers(): readonly StatedNumber[] {
    return (this.#numbers ??= statedNumbers(this.text));
  }

  get dates(): readonly StatedDate[] {
    return (this.#dates ??= statedDates(this.text));
  }

  get words(): ReadonlySet<string> {
    return (this.#words ??= new Set(wordsOf(this.text).map(({ folded }) => fold(folded))));
  }

  get canonical(): string {
    return (this.#canonical ??= canonicalSentence(this.text));
  }
}

const NEARLY_ALL = 0.85;
/** Longer claims are checked by their beginning: no sentence is so long. */
const MOST_CHARACTERS = 2000;

/**
 * Looks for what words in common can't show: another figure, date or year, somebody who is not named, a denial, the opposite
 * direction, bound or order, a quotation that is not one.
 */
export function findDiscord(whole: Compared): Discord | null {
  const compared = { ...whole, claim: whole.claim.slice(0, MOST_CHARACTERS) };
  const { claim, stretch, alike } = compared;
  const facts = quotationDiscord(compared) ?? dateDiscord(compared) ?? numberDiscord(compared);
  // Where the two share but some words, a "not" in one may be about something else.
  const turned = alike ? (boundDiscord(claim, stretch) ?? directionDiscord(claim, stretch) ?? comparisonDiscord(claim, stretch) ?? denialDiscord(claim, stretch) ?? quantityDiscord(claim, stretch)) : null;
  return facts ?? turned ?? nameDiscord(compared);
}

/** Does a stretch with these stems have nearly all words of the claim, by their rarity? Figures and words that turn a sentence round are checked by themselves. */
export function isAlike({ words, content }: ClaimWords, stems: ReadonlySet<string> | ReadonlyMap<string, unknown>): boolean {
  const turns = new Set(words.filter(({ folded, stem }) => isTurn(folded) || /^\d/.test(stem)).map(({ stem }) => stem));
  let [there, all] = [0, 0];
  for (const { stem, weight } of content) {
    if (turns.has(stem)) continue;
    all += weight;
    if (stems.has(stem)) there += weight;
  }
  return all > 0 && there / all >= NEARLY_ALL;
}
