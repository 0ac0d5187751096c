import type { Support } from '@groundwire/protocol';
import { splitSentences } from '../ranking/split-sentences.js';
import { canonicalSentence, countIn, featuresOf } from './compare-text.js';

/** Says whether quotes of one source back a claim. Pure. `reason` is a sentence for a reader. */
export interface SupportJudge {
  /** `quotes` are verbatim; empty where nothing in the source has to do with the claim. */
  judge(claimText: string, quotes: readonly string[]): Judgement;
}

export interface Judgement {
  support: Support;
  reason: string;
}

/** The judge that knows one thing for sure: a sentence that stands in the source word for word is backed by it. */
export const wordForWordJudge: SupportJudge = {
  judge(claimText, quotes) {
    const judgements = quotes.map((quote) => judgeSupport(claimText, quote));
    return judgements.find(({ support }) => support === 'full') ?? judgements[0] ?? judgeSupport(claimText, null);
  },
};

/**
 * `full` only where the whole claim is, word for word, one or more whole sentences of the quote: a claim that stands within
 * a longer sentence may be denied by the rest of it. `none` where there is no quote, as the source has nothing in common
 * with the claim. Everything else is `unchecked`.
 */
export function judgeSupport(claimText: string, quote: string | null): Judgement {
  const claim = canonicalSentence(claimText);
  if (claim === '') return { support: 'unchecked', reason: 'There are no words to check.' };
  if (quote === null) return { support: 'none', reason: 'What was read of the cited source has no word of substance in common with this sentence.' };
  if (isWhole(claim, quote)) return { support: 'full', reason: 'Found word for word in the cited text.' };
  if (canonicalSentence(quote).includes(claim)) return { support: 'unchecked', reason: 'Its words stand within a longer sentence of the cited text; not checked further.' };
  return { support: 'unchecked', reason: overlap(claimText, quote) };
}

/** Is the claim one sentence of the quote, or several in a row? */
function isWhole(claim: string, quote: string): boolean {
  if (canonicalSentence(quote) === claim) return true;
  const sentences = splitSentences(quote);
  return sentences.some(({ start }, first) => sentences.slice(first, first + 3).some(({ end }) => canonicalSentence(quote.slice(start, end)) === claim));
}

function overlap(claimText: string, quote: string): string {
  const claim = featuresOf(claimText);
  const found = featuresOf(quote);
  const shared = countIn(claim.content, [found.stems]);
  const missing = [...claim.content].filter((word) => /^\p{N}/u.test(word) && !found.stems.has(word)).slice(0, 3);
  const lacks = missing.length === 0 ? '' : ` and lacks ${missing.join(', ')}`;
  return `The closest passage shares ${shared} of ${claim.content.size} content words${lacks}; not checked further.`;
}
