import type { Citation, Claim, Support } from '@groundwire/protocol';
import { addressOf, documentUrlOf, publishedAtOf, titleOf } from './citation-fields.js';
import type { CitedSource, ExactQuote } from './cited-source.js';
import { findClaims, type FoundClaim } from './claims.js';
import { collectQuotes, quoteAt, type QuotedRange } from './collect-quotes.js';
import { canonicalSentence } from './compare-text.js';
import { type ClaimText, claimText, judgedSource, type JudgedSource, type Judgement, lexicalJudge, SUPPORT_BORDERS, type SupportJudge } from './judge-support.js';
import { createQuoteFinder, type QuoteFinder } from './match-quote.js';

/**
 * Settles what a finished answer rests on: its claims, the sources each names, and the place in the source that the claim
 * rests on.
 *
 * Owns how claims, quotes and citations belong together. Must not find or read sources, and must not decide how credible one
 * is. Called by the engine's last step.
 */

export interface SettleInput {
  /** The answer as it was streamed; its markers are citation numbers. */
  answer: string;
  /** The sources that may be cited, by the number of their citation. */
  sources: ReadonlyMap<number, CitedSource>;
  /** What the writer took word for word. A range that does not hold what the answer says is passed over. */
  exactQuotes?: readonly ExactQuote[] | undefined;
  /** Where browsers reach this server, for the pages of documents. */
  publicUrl: string;
  /** Default: by the words that claim and source share, and the facts in which they differ. */
  judge?: SupportJudge | undefined;
}

/**
 * Citations of exactly the sources whose marker stands in the answer, ordered by number; and the answer's claims, in order.
 * Every quote occurs verbatim at its range. A claim's support is the best that one of its sources gives it; a citation's is
 * the weakest among the claims that cite it, `unchecked` where it has none.
 */
export function settleCitations(input: SettleInput): { citations: Citation[]; claims: Claim[] } {
  const claims = findClaims(input.answer, (number) => input.sources.has(number));
  const settler = new Settler(input, new Set(claims.flatMap((claim) => claim.numbers)));
  const settled = claims.map((claim) => ({ claim, links: settler.links(claim) }));
  const numbers = [...new Set(claims.flatMap((claim) => claim.numbers))].sort((left, right) => left - right);
  const links = settled.flatMap((entry) => entry.links);
  return {
    citations: numbers.flatMap((number) => settler.citation(number, links.filter((link) => link.number === number))),
    claims: settled.map((entry) => settler.claim(entry.claim, entry.links)),
  };
}

/** One marker of one claim: where in the source, and how well. */
interface Link {
  number: number;
  ranges: QuotedRange[];
  judgement: Judgement;
}

class Settler {
  private readonly finders = new Map<number, QuoteFinder>();
  private readonly sources = new Map<number, JudgedSource>();
  private readonly judge: SupportJudge;

  constructor(
    private readonly input: SettleInput,
    private readonly cited: ReadonlySet<number>,
  ) {
    this.judge = input.judge ?? lexicalJudge;
  }

  links(claim: FoundClaim): Link[] {
    const text = claimText(claim.text);
    return claim.numbers.map((number) => this.link(claim, text, number));
  }

  claim(claim: FoundClaim, links: readonly Link[]): Claim {
    const text = claimText(claim.text);
    const { support, reason } = this.combined(text, links);
    const better = support === 'full' || support === 'partial' ? null : this.better(text, links);
    return { start: claim.start, end: claim.end, citations: links.map((link) => citationId(link.number)), support, reason, ...(better === null ? {} : { better_citation: citationId(better) }) };
  }

  /** Another cited source that backs the claim, where those that it names do not. */
  private better(text: ClaimText, links: readonly Link[]): number | null {
    const named = new Set(links.map(({ number }) => number));
    for (const number of this.input.sources.keys()) {
      if (named.has(number) || !this.cited.has(number)) continue;
      if (this.judge.judge(text, this.sourceOf(number)).support === 'full') return number;
    }
    return null;
  }

  /** One source that backs a claim is enough; the reason names the source where there are several. */
  private combined(text: ClaimText, links: readonly Link[]): Pick<Judgement, 'support' | 'reason'> {
    const [first] = links;
    if (first === undefined) return { support: 'unchecked', reason: 'This sentence names no source.' };
    const best = links.reduce((top, link) => (STRENGTH[link.judgement.support] > STRENGTH[top.judgement.support] ? link : top), first);
    if (links.length === 1) return best.judgement;
    const together = best.judgement.support === 'full' || best.judgement.support === 'partial' ? null : this.judge.together(text, links.map(({ judgement }) => judgement));
    return together ?? { support: best.judgement.support, reason: links.map((link) => `[${link.number}] ${link.judgement.reason}`).join(' ') };
  }

  private sourceOf(number: number): JudgedSource {
    const known = this.sources.get(number) ?? judgedSource(this.input.sources.get(number)?.text.passages ?? []);
    this.sources.set(number, known);
    return known;
  }

  private link(claim: FoundClaim, text: ClaimText, number: number): Link {
    const source = this.input.sources.get(number);
    const exact = this.exactRanges(claim, number);
    const said = canonicalSentence(exact.flatMap((range) => quoteAt(range, source?.text.passages ?? [])?.text ?? []).join(' '));
    const judgement = exact.length > 0 && said === canonicalSentence(claim.text) ? WORD_FOR_WORD : this.judge.judge(text, this.sourceOf(number));
    const ranges = exact.length > 0 ? exact : this.rangesOf(claim, number, judgement);
    return { number, ranges, judgement: ranges.length === 0 && judgement.support === 'none' ? withoutQuote(claim, source, judgement) : judgement };
  }

  citation(number: number, links: readonly Link[]): Citation[] {
    const source = this.input.sources.get(number);
    if (source === undefined) return [];
    const { found, text, credibility } = source;
    const quotes = collectQuotes(links.flatMap((link) => link.ranges), text.passages);
    const documentUrl = documentUrlOf(source, quotes, this.input.publicUrl);
    const { url, domain } = addressOf(found, documentUrl, this.input.publicUrl);
    return [
      {
        id: citationId(number),
        url,
        title: titleOf(found, url),
        domain,
        credibility: Number.isFinite(credibility.score) ? Math.min(1, Math.max(0, credibility.score)) : 0.5,
        published_at: publishedAtOf(found.published_at),
        number,
        quotes,
        support: weakest(links.map((link) => link.judgement.support)),
        credibility_reasons: credibility.reasons,
        retrieved_at: text.retrieved_at,
        content_hash: text.content_hash,
        read: text.read,
        ...(documentUrl === undefined ? {} : { document_url: documentUrl }),
      },
    ];
  }

  /** The writer's own ranges where they hold what the claim says. */
  private exactRanges(claim: FoundClaim, number: number): QuotedRange[] {
    const passages = this.input.sources.get(number)?.text.passages ?? [];
    const said = canonicalSentence(claim.text);
    const exact = (this.input.exactQuotes ?? [])
      .filter((quote) => quote.number === number)
      .filter((quote) => {
        const text = canonicalSentence(quoteAt(quote, passages)?.text ?? '');
        return text !== '' && said !== '' && (text === said || said.includes(text) || text.includes(said));
      });
    return exact.map(({ start, end }) => ({ start, end, score: 1 }));
  }

  /** The place that was judged; where that says little, the place that matches best by its letters too. */
  private rangesOf(claim: FoundClaim, number: number, { stretch, score }: Judgement): QuotedRange[] {
    if (stretch !== null && score >= SUPPORT_BORDERS.unchecked) return [{ start: stretch.start, end: stretch.end, score }];
    const passages = this.input.sources.get(number)?.text.passages ?? [];
    const finder = this.finders.get(number) ?? createQuoteFinder(passages);
    this.finders.set(number, finder);
    const match = finder(claim.text);
    return match === null ? [] : [match];
  }
}

function citationId(number: number): string {
  return `c${number}`;
}

const STRENGTH: Readonly<Record<Support, number>> = { none: 0, unchecked: 1, partial: 2, full: 3 };

const WORD_FOR_WORD: Judgement = { support: 'full', reason: 'Found word for word in the cited text.', score: 1, stretch: null };

function weakest(supports: readonly Support[]): Support {
  return supports.reduce<Support | null>((low, support) => (low === null || STRENGTH[support] < STRENGTH[low] ? support : low), null) ?? 'unchecked';
}

/** Nothing in common says little where little was read, or where the source is written in other letters. */
function withoutQuote(claim: FoundClaim, source: CitedSource | undefined, judgement: Judgement): Judgement {
  const text = source?.text.passages.map((passage) => passage.text).join(' ').slice(0, 5000) ?? '';
  if (source?.text.read === 'snippet') return { ...judgement, support: 'unchecked', reason: 'Only a snippet of the source was read, and it has no word of this sentence; not checked further.' };
  if (/[a-z]{3}/i.test(claim.text) !== /[a-z]{3}/i.test(text)) return { ...judgement, support: 'unchecked', reason: 'The source is in another script than this sentence; not checked.' };
  return judgement;
}
