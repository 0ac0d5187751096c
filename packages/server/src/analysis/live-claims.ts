import { isDeepStrictEqual } from 'node:util';
import type { Citation, CitationBody, Claim } from '@groundwire/protocol';
import { ClaimStream } from '../citations/claim-stream.js';
import type { CitedSource, ExactQuote } from '../citations/cited-source.js';
import { Settlement } from '../citations/settle-citations.js';
import type { JudgeCredibility } from '../credibility/judge-credibility.js';
import type { Passage } from '../ranking/passage.js';
import type { FoundSource } from '../sources/source-provider.js';
import type { ReadSource } from './read-sources.js';

/** What the writer has decided of the answer so far; each is asked for when it is needed. */
export interface WritingState {
  /** Number in the prompt -> number of the citation. */
  citationNumbers: ReadonlyMap<number, number>;
  exactQuotes(): readonly ExactQuote[];
  noAnswer(): boolean;
}

export interface LiveClaimsOptions {
  analysisId: string;
  read: readonly ReadSource[];
  publicUrl: string;
  judgeCredibility: JudgeCredibility;
  /** Claims that an earlier run told of: they are not told again unless they turn out otherwise. */
  known: readonly Claim[];
}

/** Settles an answer's claims while it streams, and tells of each once it is settled. Pure but for its own state. */
export class LiveClaims {
  readonly #options: LiveClaimsOptions;
  readonly #settlement: Settlement;
  readonly #stream: ClaimStream;
  readonly #told: Claim[];
  readonly #sources = new Map<number, CitedSource & { found: FoundSource }>();
  #state: WritingState = { citationNumbers: new Map(), exactQuotes: () => [], noAnswer: () => false };

  constructor(options: LiveClaimsOptions) {
    this.#options = options;
    this.#told = [...options.known];
    this.#settlement = new Settlement({ sourceOf: (number) => this.sourceOf(number), exactQuotes: () => this.#state.exactQuotes(), publicUrl: options.publicUrl });
    this.#stream = new ClaimStream((number) => this.sourceOf(number) !== undefined);
  }

  get settlement(): Settlement {
    return this.#settlement;
  }

  /** The source behind a citation's number. */
  sourceOf(number: number): (CitedSource & { found: FoundSource }) | undefined {
    const known = this.#sources.get(number);
    if (known !== undefined) return known;
    const source = this.#options.read.find((candidate) => this.#state.citationNumbers.get(candidate.number) === number);
    if (source === undefined) return undefined;
    const cited = { found: source.found, text: source.text, credibility: this.#options.judgeCredibility(source.found) };
    this.#sources.set(number, cited);
    return cited;
  }

  /** More of the source behind this citation was read. To be called when the answer is whole. */
  reread(number: number, passages: readonly Passage[]): void {
    const source = this.sourceOf(number);
    if (source === undefined) return;
    const known = new Set(source.text.passages.map(({ start }) => start));
    const more = passages.filter(({ start }) => !known.has(start));
    if (more.length === 0) return;
    this.#sources.set(number, { ...source, text: { ...source.text, passages: [...source.text.passages, ...more] } });
    this.#settlement.reread(number);
  }

  /** To be called before the first text. */
  follow(state: WritingState): void {
    this.#state = state;
  }

  /** More of the answer was written. Gives what can be told of it now. */
  shown(text: string): CitationBody[] {
    for (const claim of this.#stream.push(text)) this.#settlement.add(claim);
    // As long as nothing is cited, the writer may yet say that there is no answer.
    return this.#state.noAnswer() || this.#state.citationNumbers.size === 0 ? [] : this.#tell(this.#told.length);
  }

  /** The answer is whole, with this text. */
  end(text: string): void {
    for (const claim of [...this.#stream.push(text), ...this.#stream.end()]) this.#settlement.add(claim);
  }

  /** What was not told yet, or turned out otherwise since: a source that was cited later may back an earlier claim better. */
  rest(): CitationBody[] {
    return this.#state.noAnswer() ? [] : this.#tell(0);
  }

  #tell(from: number): CitationBody[] {
    const bodies: CitationBody[] = [];
    for (let index = from; index < this.#settlement.size; index += 1) {
      const claim = this.#settlement.claim(index);
      if (isDeepStrictEqual(claim, this.#told[index])) continue;
      this.#told[index] = claim;
      bodies.push({ type: 'citation', analysis_id: this.#options.analysisId, index, claim, citations: this.#citations(claim) });
    }
    return bodies;
  }

  #citations({ citations }: Claim): Citation[] {
    return this.#settlement.citations(citations.map((id) => Number(id.slice(1))));
  }
}
