import { fold, wordsOf } from '../ranking/words.js';
import { bindingDiscord } from './check-bindings.js';
import { clauseDiscord, sequenceDiscord } from './check-clauses.js';
import { comparisonDiscord, isSameComparison } from './check-comparison.js';
import { contrastDiscord, heldDiscord } from './check-contrasts.js';
import { isConverse } from './check-converse.js';
import { countedDiscord } from './check-counted.js';
import { denialCountDiscord, denialDiscord, hedgeDiscord } from './check-denials.js';
import { dateDiscord, nameDiscord, numberDiscord, numbersToCheck, quotationDiscord } from './check-facts.js';
import { frequencyDiscord } from './check-frequencies.js';
import { chargeDiscord, choiceDiscord, conditionDiscord, exceptionDiscord, respectiveDiscord, senseDiscord, versionDiscord } from './check-senses.js';
import { roleDiscord, wordPlaces } from './check-roles.js';
import { headDiscord, skipDiscord } from './check-skips.js';
import { boundDiscord, changeDiscord, changeElsewhereDiscord, directionDiscord, isTurn, quantityDiscord } from './check-turns.js';
import { characterDiscord, speakerDiscord, substitutionDiscord } from './check-wording.js';
import { canonicalSentence, COPIED_REFERENCE } from './compare-text.js';
import { type StatedDate, statedDates } from './dates-of-text.js';
import { firmest } from './firmest.js';
import { type LaidOut, layOut } from './laid-out.js';
import { type StatedNumber, statedNumbers } from './numbers-of-text.js';
import { figurePlaces, namePlaces, oppositePlaces, sharePlaces } from './places.js';
import type { ClaimWords } from './support-features.js';
import { inWholeWords } from './whole-words.js';

/** Something in which a claim and its source can't both be right, or that the source does not have, or that words alone can't settle. */
export interface Discord {
  /** `against`: the source says otherwise. `missing`: a part of the claim is not there. `doubt`: all of it is there, but perhaps not said of the same. */
  kind: 'against' | 'missing' | 'doubt';
  /** A sentence for a reader. */
  reason: string;
}

/** What is compared. */
export interface Compared {
  claim: StatedText;
  /** The text that matches best. */
  stretch: StatedText;
  /** All that was read of the source, and what is found in it once for all claims. */
  source: SourceFacts;
  /** The stretch has nearly all words of the claim, but for those that turn a sentence round. */
  alike: boolean;
}

interface Given extends Pick<Compared, 'source' | 'alike'> {
  claim: StatedText;
  stretch: string;
  /** Nothing but a discord stands between the claim and `full`: what is costly to tell is looked at, too. */
  closely: boolean;
}

/** A text with what it states, each part made when it is first needed. */
export class StatedText {
  #numbers: StatedNumber[] | null = null;
  #dates: StatedDate[] | null = null;
  #laid: LaidOut | null = null;

  readonly text: string;

  constructor(
    text: string,
    readonly isClaim: boolean,
  ) {
    // A reference number that was copied with the text is no figure of it.
    this.text = text.replace(COPIED_REFERENCE, (reference) => ' '.repeat(reference.length));
  }

  /** Of a claim, those that it can be held to. */
  get numbers(): readonly StatedNumber[] {
    return (this.#numbers ??= this.isClaim ? numbersToCheck(this.text, statedNumbers(this.text), this.dates) : statedNumbers(this.text));
  }

  get dates(): readonly StatedDate[] {
    return (this.#dates ??= statedDates(this.text));
  }

  get laid(): LaidOut {
    return (this.#laid ??= layOut(this.text));
  }
}

export function statedClaim(text: string): StatedText {
  return new StatedText(text.slice(0, MOST_CHARACTERS), true);
}

/** A source as far as the checks look at all of it; each part is made when a claim first needs it. */
export class SourceFacts {
  readonly #stated: StatedText;
  #words: ReadonlySet<string> | null = null;
  #canonical: string | null = null;

  constructor(readonly text: string) {
    this.#stated = new StatedText(text, false);
  }

  get numbers(): readonly StatedNumber[] {
    return this.#stated.numbers;
  }

  get dates(): readonly StatedDate[] {
    return this.#stated.dates;
  }

  get words(): ReadonlySet<string> {
    return (this.#words ??= new Set(wordsOf(this.text).map(({ folded }) => fold(folded))));
  }

  get canonical(): string {
    return (this.#canonical ??= canonicalSentence(this.text));
  }
}

const NEARLY_ALL = 0.85;
/** Longer texts are checked by their beginning: no sentence is so long. */
const MOST_CHARACTERS = 2000;

/**
 * Looks for what words in common can't show: another figure, date or year, somebody who is not named, a denial, the opposite
 * direction, bound or order, a quotation that is not one, figures or names that belong to something else. The firmest that it finds.
 */
export function findDiscord({ claim, stretch: around, source, alike, closely }: Given): Discord | null {
  const stretch = new StatedText(around.slice(0, MOST_CHARACTERS), false);
  const compared = { claim, stretch, source, alike };
  const facts = firmest([quotationDiscord(compared), dateDiscord(compared), numberDiscord(compared)]);
  // Where the two share but some words, a "not" in one may be about something else.
  const turned = !alike || facts?.kind === 'against' ? null : turnedDiscord(claim, stretch, closely);
  return firmest([facts, turned, nameDiscord(compared)]);
}

function turnedDiscord(claim: StatedText, stretch: StatedText, closely: boolean): Discord | null {
  const [here, there] = [claim.laid, stretch.laid];
  const numbered = { ...there, numbers: stretch.numbers };
  const small = firmest([boundDiscord(claim, stretch), changeDiscord(claim, numbered), changeElsewhereDiscord({ ...here, numbers: claim.numbers }, numbered), comparisonDiscord(here, there), directionDiscord(here, there), denialDiscord(here, there), quantityDiscord(claim.text, stretch.text)]);
  return !closely || small?.kind === 'against' ? small : firmest([small, arrangementDiscord(claim, stretch)]);
}

/** The same words, said of something else. */
function arrangementDiscord(claim: StatedText, stretch: StatedText): Discord | null {
  const texts = { claim: claim.laid, stretch: stretch.laid };
  const names = namePlaces(texts.claim, texts.stretch);
  const shares = { claim: sharePlaces(texts.claim, true), stretch: sharePlaces(texts.stretch, false) };
  const figures = figurePlaces(claim.numbers, stretch.numbers);
  const bound = firmest([...figures.map((places) => bindingDiscord(texts, places, true)), ...[names, ...oppositePlaces(texts.claim, texts.stretch)].map((places) => bindingDiscord(texts, places, false))]);
  if (bound?.kind === 'against') return bound;
  const words = { claim: wordPlaces(texts.claim), stretch: wordPlaces(texts.stretch) };
  const sameWords = words.claim.length === words.stretch.length && words.claim.every(({ key }) => words.stretch.some((other) => other.key === key));
  const wording = [speakerDiscord, characterDiscord, hedgeDiscord, heldDiscord, denialCountDiscord, senseDiscord, versionDiscord, choiceDiscord, conditionDiscord, exceptionDiscord, chargeDiscord, respectiveDiscord, frequencyDiscord].map((differs) => differs(texts.claim, texts.stretch));
  const order = [clauseDiscord, sequenceDiscord, skipDiscord, headDiscord].map((differs) => inWholeWords(differs(texts.claim, texts.stretch)));
  const counted = inWholeWords(countedDiscord({ laid: texts.claim, numbers: claim.numbers }, { laid: texts.stretch, numbers: stretch.numbers }));
  // "Some" may be said of what "most" is said of, too.
  const share = bindingDiscord(texts, shares, true);
  const small = [share === null ? null : { ...share, kind: 'doubt' as const }, contrastDiscord(texts.claim, texts.stretch)];
  // "A is older than B" is what "B is younger than A" says.
  if (isSameComparison(texts.claim, texts.stretch) || isConverse(texts.claim, texts.stretch)) return firmest([bound, counted, ...wording, ...order]);
  const roles = [...figures, names, ...(sameWords ? [words] : [])].map((places) => inWholeWords(roleDiscord(texts, places)));
  return firmest([bound, counted, ...roles, ...wording, ...order, ...small, inWholeWords(substitutionDiscord(texts.claim, texts.stretch))]);
}

/** Does a stretch with these stems have nearly all words of the claim, by their rarity? Figures and words that turn a sentence round are checked by themselves. */
export function isAlike({ words, content }: ClaimWords, stems: ReadonlySet<string> | ReadonlyMap<string, unknown>): boolean {
  const turns = new Set(words.filter((word) => isTurn(word) || /^\d/.test(word.stem)).map(({ stem }) => stem));
  let [there, all] = [0, 0];
  for (const { stem, weight } of content) {
    if (turns.has(stem)) continue;
    all += weight;
    if (stems.has(stem)) there += weight;
  }
  return all > 0 && there / all >= NEARLY_ALL;
}
