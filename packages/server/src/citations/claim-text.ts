import { type Word, wordsOf } from '../ranking/words.js';
import { canonicalSentence, featuresOf, type TextFeatures } from './compare-text.js';
import { statesNothing } from './states-nothing.js';
import { statedClaim, type StatedText } from './support-checks.js';
import { type ClaimWords, claimWords } from './support-features.js';

/** A claim with what is made of it once, each part when it is first asked for: many sources may be held against it, and most look at little of it. */
export class ClaimText {
  #all: Word[] | null = null;
  #words: ClaimWords | null = null;
  #features: TextFeatures | null = null;
  #canonical: string | null = null;
  #stated: StatedText | null = null;
  #statesNothing: boolean | null = null;

  constructor(readonly text: string) {}

  get words(): ClaimWords {
    return (this.#words ??= claimWords(this.text, this.#allWords));
  }

  get features(): TextFeatures {
    return (this.#features ??= featuresOf(this.#allWords));
  }

  get canonical(): string {
    return (this.#canonical ??= canonicalSentence(this.text));
  }

  /** What it states: figures, dates. */
  get stated(): StatedText {
    return (this.#stated ??= statedClaim(this.text));
  }

  get statesNothing(): boolean {
    return (this.#statesNothing ??= statesNothing(this.text, this.#allWords));
  }

  get #allWords(): Word[] {
    return (this.#all ??= wordsOf(this.text));
  }
}
