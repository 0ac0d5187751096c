/** A claim, and the passage that it is said to rest on. */
export interface OpinionPair {
  claim: string;
  passage: string;
}

/** What another judge says of a pair: does the passage back the claim? `contradicts`: it says the opposite. */
export interface Opinion {
  support: 'full' | 'partial' | 'none';
  contradicts: boolean;
}

/**
 * Another judge of claims, who may see more than words in common: a language model, or an entailment model in a folder. It is
 * asked after the text is written, and no answer depends on it.
 */
export interface SecondOpinion {
  /** As reasons name it: `the language model "x"`. */
  readonly name: string;
  /** One for each pair, in order; null where it says nothing. May reject; ends early when `signal` aborts. */
  judge(pairs: readonly OpinionPair[], signal: AbortSignal): Promise<Array<Opinion | null>>;
}
