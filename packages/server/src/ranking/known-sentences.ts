import { textMemo } from '../base/text-memo.js';
import type { BlockKind } from '../extraction/extracted-document.js';
import { isAddressedOrder } from './addressed-orders.js';
import { type SentenceSpan, splitSentences } from './split-sentences.js';
import { statesSomething } from './states-something.js';
import { type Word, wordsOf } from './words.js';

/** Characters of the sentences that are remembered: those of a few hundred passages. What is made of them takes about ten times as many bytes. */
const SENTENCE_CHARACTERS = 512 * 1024;

/** What can be told of a sentence whatever was asked. */
export class KnownSentence {
  readonly words: Word[];
  readonly #states = new Map<BlockKind, number>();

  #order: boolean | null = null;
  #stems: ReadonlySet<string> | null = null;

  constructor(readonly text: string) {
    this.words = wordsOf(text);
  }

  /** `statesSomething` of the sentence in a block of this kind. */
  statesAs(kind: BlockKind): number {
    const known = this.#states.get(kind);
    if (known !== undefined) return known;
    const states = statesSomething({ text: this.text, words: this.words, kind });
    this.#states.set(kind, states);
    return states;
  }

  /** Its stems, each once. */
  get stems(): ReadonlySet<string> {
    return (this.#stems ??= new Set(this.words.map(({ stem }) => stem)));
  }

  /** `isAddressedOrder` of the sentence. */
  get isOrder(): boolean {
    return (this.#order ??= isAddressedOrder(this.text, this.words));
  }
}

/** The same passages are asked about again and again: their sentences are taken apart once. What it gives is not to be changed. */
export const knownSentence = textMemo((text) => new KnownSentence(text), SENTENCE_CHARACTERS);
export const knownSpans: (text: string) => readonly SentenceSpan[] = textMemo(splitSentences, SENTENCE_CHARACTERS);
/** The stems of a text that is no single sentence, each once. */
export const knownStems: (text: string) => ReadonlySet<string> = textMemo((text) => new Set(wordsOf(text).map(({ stem }) => stem)), SENTENCE_CHARACTERS);
