import type { Citation, Claim, Quote } from '@groundwire/protocol';

/** A quote counts as the claim's own when it shares at least this part of the words that the best one shares. */
const NEAR_THE_BEST = 0.5;

type QuotedClaim = { text: string } & Pick<Claim, 'quotes'>;

/**
 * The quotes of a source that a claim rests on, the best first: those that the claim names itself. A claim of an older server names none
 * of any source: then those of the source that share the most words with it. Without a claim all of them. Pure.
 */
export function quotesForClaim({ id, quotes }: Pick<Citation, 'id' | 'quotes'>, claim: QuotedClaim | null): Quote[] {
  if (claim === null) return quotes;
  if (claim.quotes !== undefined) return claim.quotes.filter(({ citation }) => citation === id);
  const wanted = wordsOf(claim.text);
  const scored = quotes.map((quote) => ({ quote, score: scoreOf(quote.text, wanted) })).sort((left, right) => right.score - left.score);
  const best = scored[0]?.score ?? 0;
  return scored.filter(({ score }) => score > 0 && score >= best * NEAR_THE_BEST).map(({ quote }) => quote);
}

function scoreOf(text: string, wanted: ReadonlySet<string>): number {
  const words = wordsOf(text);
  return [...words].filter((word) => wanted.has(word)).length / Math.sqrt(Math.max(words.size, 1));
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]{2,}/gu) ?? []);
}
