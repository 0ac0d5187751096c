import type { Citation, Claim, ClaimQuote, Support } from '@groundwire/protocol';
import { addressOf, authorOf, documentUrlOf, modifiedAtOf, publishedAtOf, titleOf } from './citation-fields.js';
import type { CitedSource, ExactQuote } from './cited-source.js';
import { findClaims, type FoundClaim } from './claims.js';
import { collectQuotes, type QuotedRange } from './collect-quotes.js';
import { ClaimText } from './claim-text.js';
import { judgedSource, type JudgedSource, type Judgement, lexicalJudge, type SupportJudge } from './judge-support.js';
import { type Link, LinkFinder } from './link-claims.js';

/**
 * Settles what an answer rests on, claim by claim: the sources each names, and the place in the source that the claim rests on.
 *
 * Owns how claims, quotes and citations belong together. Must not find or read sources, and must not decide how credible one
 * is. The engine settles claims while the answer streams, and what is left at its end.
 */

export interface SettlementInput {
  /** The source that a citation with this number cites; undefined where there is none. */
  sourceOf(number: number): CitedSource | undefined;
  /** What the writer took word for word, as far as it is known. A range that does not hold what the answer says is passed over. */
  exactQuotes(): readonly ExactQuote[];
  /** Where browsers reach this server, for the pages of documents. */
  publicUrl: string;
  /** Default: by the words that claim and source share, and the facts in which they differ. */
  judge?: SupportJudge | undefined;
}

export interface SettleInput extends Pick<SettlementInput, 'publicUrl' | 'judge'> {
  /** The answer as it was streamed; its markers are citation numbers. */
  answer: string;
  /** The sources that may be cited, by the number of their citation. */
  sources: ReadonlyMap<number, CitedSource>;
  exactQuotes?: readonly ExactQuote[] | undefined;
}

/** What a judge said of a claim that names sources, for whoever wants to judge again. */
export interface SettledLink {
  number: number;
  judgement: Judgement;
  source: CitedSource;
}

/**
 * Citations of exactly the sources whose marker stands in the answer, ordered by number; and the answer's claims, in order.
 * Every quote occurs verbatim at its range. A claim's support is the best that one of its sources gives it; a citation's is
 * the weakest among the claims that cite it, `unchecked` where it has none.
 */
export function settleCitations({ answer, sources, exactQuotes = [], publicUrl, judge }: SettleInput): { citations: Citation[]; claims: Claim[] } {
  const settlement = new Settlement({ sourceOf: (number) => sources.get(number), exactQuotes: () => exactQuotes, publicUrl, judge });
  for (const claim of findClaims(answer, (number) => sources.has(number))) settlement.add(claim);
  return { citations: settlement.citations(), claims: settlement.claims() };
}

interface Entry {
  found: FoundClaim;
  text: ClaimText;
  links: Link[];
}

/** What all claims so far make of one source. */
interface Cited {
  supports: Map<Support, number>;
  /** Each place once, with the best match. */
  ranges: Map<string, QuotedRange>;
}

/** The claims of one answer, as they are found. */
export class Settlement {
  readonly #input: SettlementInput;
  readonly #judge: SupportJudge;
  readonly #finder: LinkFinder;
  readonly #sources = new Map<number, JudgedSource>();
  readonly #entries: Entry[] = [];
  readonly #cited = new Map<number, Cited>();
  /** Judgements of claims by sources that they do not name, by claim. */
  readonly #elsewhere = new Map<number, Map<number, Support>>();

  constructor(input: SettlementInput) {
    this.#input = input;
    this.#judge = input.judge ?? lexicalJudge;
    this.#finder = new LinkFinder(input, (claim, number) => this.#judge.judge(claim, this.#judged(number)), (claim, number) => this.#judged(number).quote(claim));
  }

  get size(): number {
    return this.#entries.length;
  }

  /** Judges the next claim of the answer. */
  add(found: FoundClaim): void {
    const text = new ClaimText(found.text);
    const links = this.#finder.links(found, text);
    this.#entries.push({ found, text, links });
    for (const link of links) this.#count(link, text.statesNothing);
  }

  /** Every claim so far, with what can be said of it now. */
  claims(): Claim[] {
    return this.#entries.map((_, index) => this.claim(index));
  }

  claim(index: number): Claim {
    const { found, text, links } = this.#entry(index);
    const { support, reason } = this.#combined(text, links);
    const better = support === 'full' || support === 'partial' ? null : this.#better(index);
    const quotes = links.flatMap((link) => this.#quotesOf(link));
    return { start: found.start, end: found.end, citations: links.map(({ number }) => citationId(number)), support, reason, quotes, ...(better === null ? {} : { better_citation: citationId(better) }) };
  }

  /** Of all sources that a claim so far names, or of those with these numbers. */
  citations(numbers: readonly number[] = [...this.#cited.keys()].sort((left, right) => left - right)): Citation[] {
    return numbers.flatMap((number) => this.#citation(number));
  }

  /** What a claim says, and what was judged of it. */
  judged(index: number): { text: string; links: SettledLink[] } {
    const { found, links } = this.#entry(index);
    return { text: found.text, links: links.map(({ number, judgement }) => ({ number, judgement, source: this.#source(number) })) };
  }

  /** Another judge has looked at the claim and one of its sources. */
  overrule(index: number, number: number, judgement: Pick<Judgement, 'support' | 'reason'>): void {
    const entry = this.#entry(index);
    const supports = this.#cited.get(number)?.supports;
    entry.links = entry.links.map((link) => {
      if (link.number !== number) return link;
      supports?.set(link.judgement.support, (supports.get(link.judgement.support) ?? 0) - 1);
      supports?.set(judgement.support, (supports.get(judgement.support) ?? 0) + 1);
      return { ...link, judgement: { ...link.judgement, ...judgement } };
    });
  }

  /** More of this source was read: what it did not back in full is judged by it again. */
  reread(number: number): void {
    this.#sources.delete(number);
    for (const known of this.#elsewhere.values()) known.delete(number);
    for (const entry of this.#entries) {
      const old = entry.links.find((link) => link.number === number);
      if (old === undefined || old.judgement.support === 'full') continue;
      const [link = old] = this.#finder.links({ ...entry.found, numbers: [number] }, entry.text);
      entry.links = entry.links.map((each) => (each === old ? link : each));
    }
    this.#cited.clear();
    for (const { text, links } of this.#entries) for (const link of links) this.#count(link, text.statesNothing);
  }

  #entry(index: number): Entry {
    const entry = this.#entries[index];
    if (entry === undefined) throw new RangeError(`There is no claim ${index}`);
    return entry;
  }

  #source(number: number): CitedSource {
    const source = this.#input.sourceOf(number);
    if (source === undefined) throw new RangeError(`There is no source ${number}`);
    return source;
  }

  /** What states nothing says nothing of its source either. */
  #count({ number, ranges, judgement: { support } }: Link, empty: boolean): void {
    const cited = this.#cited.get(number) ?? { supports: new Map<Support, number>(), ranges: new Map<string, QuotedRange>() };
    this.#cited.set(number, cited);
    if (!empty) cited.supports.set(support, (cited.supports.get(support) ?? 0) + 1);
    for (const range of ranges) {
      const place = `${range.start}-${range.end}`;
      if ((cited.ranges.get(place)?.score ?? -1) < range.score) cited.ranges.set(place, range);
    }
  }

  /** Another cited source that backs the claim, where those that it names do not. */
  #better(index: number): number | null {
    const { found, text } = this.#entry(index);
    const known = this.#elsewhere.get(index) ?? new Map<number, Support>();
    this.#elsewhere.set(index, known);
    for (const number of [...this.#cited.keys()].sort((left, right) => left - right)) {
      if (found.numbers.includes(number)) continue;
      const support = known.get(number) ?? this.#supportElsewhere(text, number);
      known.set(number, support);
      if (support === 'full') return number;
    }
    return null;
  }

  /** As far as it matters here: in full, or not. */
  #supportElsewhere(text: ClaimText, number: number): Support {
    const source = this.#judged(number);
    return this.#judge.rulesOutFull?.(text, source) === true ? 'unchecked' : this.#judge.judge(text, source).support;
  }

  /** One source that backs a claim is enough; the reason names the source where there are several. */
  #combined(text: ClaimText, links: readonly Link[]): Pick<Judgement, 'support' | 'reason'> {
    const [first] = links;
    if (first === undefined) return { support: 'unchecked', reason: 'This sentence names no source.' };
    const best = links.reduce((top, link) => (STRENGTH[link.judgement.support] > STRENGTH[top.judgement.support] ? link : top), first);
    if (links.length === 1) return best.judgement;
    const together = best.judgement.support === 'full' || best.judgement.support === 'partial' ? null : this.#judge.together(text, links.map(({ judgement }) => judgement));
    return together ?? { support: best.judgement.support, reason: links.map((link) => `[${link.number}] ${link.judgement.reason}`).join(' ') };
  }

  #quotesOf({ number, ranges }: Link): ClaimQuote[] {
    return collectQuotes(ranges, this.#source(number).text.passages).map((quote) => ({ citation: citationId(number), ...quote }));
  }

  #judged(number: number): JudgedSource {
    const known = this.#sources.get(number) ?? judgedSource(this.#source(number).text.passages);
    this.#sources.set(number, known);
    return known;
  }

  #citation(number: number): Citation[] {
    const source = this.#input.sourceOf(number);
    const cited = this.#cited.get(number);
    if (source === undefined || cited === undefined) return [];
    const { found, text, credibility } = source;
    const quotes = collectQuotes([...cited.ranges.values()], text.passages);
    const documentUrl = documentUrlOf(source, quotes, this.#input.publicUrl);
    const { url, domain } = addressOf(found, documentUrl, this.#input.publicUrl);
    const author = authorOf(found);
    const modified = modifiedAtOf(found);
    return [
      {
        id: citationId(number),
        url,
        title: titleOf(found, url),
        domain,
        credibility: Number.isFinite(credibility.score) ? Math.min(1, Math.max(0, credibility.score)) : 0.5,
        published_at: publishedAtOf(found.published_at),
        ...(author === undefined ? {} : { author }),
        ...(modified === undefined ? {} : { modified_at: modified }),
        number,
        quotes,
        support: weakest([...cited.supports].flatMap(([support, count]) => (count > 0 ? [support] : []))),
        credibility_reasons: credibility.reasons,
        retrieved_at: text.retrieved_at,
        content_hash: text.content_hash,
        read: text.read,
        ...(documentUrl === undefined ? {} : { document_url: documentUrl }),
      },
    ];
  }
}

function citationId(number: number): string {
  return `c${number}`;
}

const STRENGTH: Readonly<Record<Support, number>> = { none: 0, unchecked: 1, partial: 2, full: 3 };

function weakest(supports: readonly Support[]): Support {
  return supports.reduce<Support | null>((low, support) => (low === null || STRENGTH[support] < STRENGTH[low] ? support : low), null) ?? 'unchecked';
}
