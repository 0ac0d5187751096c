import type { CitedSource } from './cited-source.js';
import type { FoundClaim } from './claims.js';
import { quoteAt, type QuotedRange } from './collect-quotes.js';
import type { ClaimText } from './claim-text.js';
import { canonicalSentence } from './compare-text.js';
import type { Judgement } from './judge-support.js';
import type { MatchedQuote } from './match-quote.js';
import type { SettlementInput } from './settle-citations.js';

/** One marker of one claim: where in the source, and how well. */
export interface Link {
  number: number;
  ranges: QuotedRange[];
  judgement: Judgement;
}

const WORD_FOR_WORD: Judgement = { support: 'full', reason: 'Found word for word in the cited text.', score: 1, stretch: null };

/** Finds where the sources that a claim names speak of it. The writer's own quotes and what is found afterwards go the same way. */
export class LinkFinder {
  constructor(
    private readonly input: Pick<SettlementInput, 'sourceOf' | 'exactQuotes'>,
    private readonly judge: (claim: ClaimText, number: number) => Judgement,
    private readonly quote: (claim: ClaimText, number: number) => MatchedQuote | null,
  ) {}

  links(claim: FoundClaim, text: ClaimText): Link[] {
    return claim.numbers.flatMap((number) => {
      const source = this.input.sourceOf(number);
      return source === undefined ? [] : [this.#link(claim, text, number, source)];
    });
  }

  #link(claim: FoundClaim, text: ClaimText, number: number, source: CitedSource): Link {
    const { passages } = source.text;
    const exact = this.#exactRanges(text, number, source);
    const said = canonicalSentence(exact.flatMap((range) => quoteAt(range, passages)?.text ?? []).join(' '));
    const judgement = exact.length > 0 && said === text.canonical ? WORD_FOR_WORD : this.judge(text, number);
    const ranges = exact.length > 0 ? exact : this.#rangesOf(text, number, judgement);
    return { number, ranges, judgement: ranges.length === 0 && judgement.support === 'none' ? withoutQuote(claim, source, judgement) : judgement };
  }

  /** The writer's own ranges where they hold what the claim says. */
  #exactRanges({ canonical: said }: ClaimText, number: number, { text: { passages } }: CitedSource): QuotedRange[] {
    const exact = this.input
      .exactQuotes()
      .filter((quote) => quote.number === number)
      .filter((quote) => {
        const text = canonicalSentence(quoteAt(quote, passages)?.text ?? '');
        return text !== '' && said !== '' && (text === said || said.includes(text) || text.includes(said));
      });
    return exact.map(({ start, end }) => ({ start, end, score: 1 }));
  }

  /** The place that was judged; where no word of the claim is there, the place that looks most like it by its letters. */
  #rangesOf(claim: ClaimText, number: number, { stretch, score }: Judgement): QuotedRange[] {
    if (stretch !== null) return [{ start: stretch.start, end: stretch.end, score }];
    const match = this.quote(claim, number);
    return match === null ? [] : [match];
  }
}

/** Nothing in common says little where little was read, or where the source is written in other letters. */
function withoutQuote(claim: FoundClaim, source: CitedSource, judgement: Judgement): Judgement {
  const text = source.text.passages.map((passage) => passage.text).join(' ').slice(0, 5000);
  if (source.text.read === 'snippet') return { ...judgement, support: 'unchecked', reason: 'Only a snippet of the source was read, and it has no word of this sentence; not checked further.' };
  if (/[a-z]{3}/i.test(claim.text) !== /[a-z]{3}/i.test(text)) return { ...judgement, support: 'unchecked', reason: 'The source is in another script than this sentence; not checked.' };
  return judgement;
}
