import type { Citation, Quote } from '@groundwire/protocol';

/**
 * The quote of a source that a claim rests on, as far as that can be told: the one that shares the most words with it. The
 * wire names the quotes of a source, not which claim each belongs to. Null where the source has none. Pure.
 */
export function quoteForClaim(citation: Citation, claim: { text: string } | null): Quote | null {
  const [first] = citation.quotes;
  if (first === undefined || claim === null) return first ?? null;
  const wanted = wordsOf(claim.text);
  const score = ({ text }: Quote) => [...wordsOf(text)].filter((word) => wanted.has(word)).length / Math.sqrt(Math.max(wordsOf(text).size, 1));
  return citation.quotes.reduce((best, quote) => (score(quote) > score(best) ? quote : best), first);
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]{2,}/gu) ?? []);
}
