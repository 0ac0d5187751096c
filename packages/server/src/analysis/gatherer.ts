import type { ProviderReport } from '@groundwire/protocol';
import { AwakeClock } from '../base/awake-clock.js';
import type { Clock } from '../base/clock.js';
import type { TermStatistics } from '../ranking/passage.js';
import type { PageReader, ReadPage, Refusal } from '../reading/page-reader.js';
import type { FoundSource, SearchResult, SourceProvider, SourceQuery } from '../sources/source-provider.js';
import type { Effort } from './effort.js';
import { type FusedSource, fuseSources } from './fuse-sources.js';
import { LIBRARY_WEIGHT, type LibraryMatch } from './library-match.js';
import { PageReads, type Reading } from './page-reads.js';
import { nextLookMs, readingIsOver, type RoundState, searchIsOver, worstPlace } from './round-decision.js';
import { isSearchService, SearchRun } from './search-run.js';
import { type SettledSources, settleSources } from './settle-sources.js';
import { mayCount, whyFilteredOut } from './source-filters.js';
import { whyUnusable, withPage } from './page-source.js';
import { hostOf } from './source-identity.js';

/** What happens while sources are gathered. */
export type GatherEvent =
  | { type: 'searched'; providers: ProviderReport[] }
  /** It is worth reading, or its text is at hand. */
  | { type: 'found'; source: FoundSource }
  | { type: 'read'; source: FoundSource; reading: Reading };

export interface GathererOptions {
  query: SourceQuery;
  /** Null where pages can't be read: then only what providers hold themselves is used. */
  reader: PageReader | null;
  effort: Effort;
  /** Where nobody brings anything: how long the turn of a service is waited for. */
  turnMs: number;
  clock: Clock;
  signal: AbortSignal;
  /** How well these documents of the library answer the question. */
  match(result: SearchResult): LibraryMatch;
  tell(event: GatherEvent): void;
}

export interface Round {
  providers: readonly SourceProvider[];
  queries: readonly string[];
  /** More queries for search services, which somebody is still thinking about; never rejects. */
  planned?: Promise<readonly string[]> | undefined;
  /** Pages that may be read by the end of this round, in all rounds together. */
  pages: number;
  /** The round ends after so long, and leaves its searches to the next one. */
  headStartMs?: number | undefined;
  /** The round ends after so long, whatever still runs. */
  limitMs?: number | undefined;
}

/** After this share of the time for reading a page that is not there does not keep the next one waiting. */
const SLOW_SHARE = 0.5;
const LATE_PAGE = 'It was not read in time';

/**
 * Searches and reads side by side: a page is fetched as soon as a provider names it, best first, while others still search. Owns
 * the calls and their end; when enough is enough is decided in `round-decision.ts`, what is asked by its callers.
 */
export class Gatherer {
  readonly #options: GathererOptions;
  /** For all limits: what stood still with the process is given its time. */
  readonly #clock: Clock;
  readonly #search: SearchRun;
  readonly #reads: PageReads | null;
  /** Named pages have time and places of their own, while rounds go on. */
  readonly #namedReads: PageReads | null;
  readonly #named = new Set<string>();
  /** The question and what was searched for. */
  readonly #asked: Set<string>;
  /** Found addresses that must not be reached from here, with the reason. */
  readonly #refused = new Map<string, Refusal | null>();
  /** A round and the reading of named pages may wait at the same time. */
  readonly #waiters = new Set<() => void>();
  /** How many sources of the library were judged last, and whether they are weak. */
  #judgedCount = 0;
  #isWeak = false;

  constructor(options: GathererOptions) {
    this.#options = options;
    this.#asked = new Set([options.query.question, ...options.query.queries]);
    const { query, reader, effort, signal, match, tell } = options;
    const clock = (this.#clock = new AwakeClock(options.clock));
    const weigh = (provider: SourceProvider, result: SearchResult) => (isSearchService(provider) ? 1 : LIBRARY_WEIGHT[match(result)]);
    this.#search = new SearchRun({ query, clock, signal, weigh, changed: () => this.#searched() });
    const begun = (source: FoundSource) => tell({ type: 'found', source });
    const ended = (source: FoundSource, reading: Reading) => {
      tell({ type: 'read', source, reading });
      this.#wake();
    };
    const judge = (source: FoundSource, page: ReadPage) => this.#judge(source, page);
    // Two addresses that lead to one page are one source, whoever named them.
    const addresses = new Map<string, string>();
    const reads = () => (reader === null ? null : new PageReads({ reader, clock, signal, atOnce: effort.readsAtOnce, slowMs: effort.readMs * SLOW_SHARE, addresses, judge, begun, slowed: () => this.#wake(), ended }));
    this.#reads = reads();
    this.#namedReads = reads();
  }

  /** Resolves when the searches and pages of this round are there, or their time is over. Rejects with the signal's reason when aborted. */
  async round({ providers, queries, planned, pages, headStartMs = Number.POSITIVE_INFINITY, limitMs = Number.POSITIVE_INFINITY }: Round): Promise<void> {
    const { signal } = this.#options;
    let { effort } = this.#options;
    if (providers.some(isSearchService)) this.#options.reader?.prepare();
    else effort = { ...effort, patienceMs: effort.libraryMs };
    const clock = this.#clock;
    const began = clock.now();
    let planning = planned !== undefined;
    let searchIsOpen = true;
    void planned?.then((more) => {
      planning = false;
      if (searchIsOpen) this.#search.ask(providers.filter(isSearchService), more);
      this.#wake();
    });
    for (const text of queries) this.#asked.add(text);
    this.#search.ask(providers, queries);
    this.#tellSearched();
    for (;;) {
      signal.throwIfAborted();
      if (clock.now() - began >= headStartMs) return;
      const order = this.#order();
      const state = () => this.#state({ order, elapsedMs: clock.now() - began, limitMs, searchIsOpen, planning, pages });
      if (searchIsOpen && this.#askSkipped(state())) effort = { ...effort, patienceMs: this.#options.turnMs };
      if (searchIsOpen && searchIsOver(state(), effort)) {
        searchIsOpen = false;
        this.#endSearch(clock.now() - began);
      }
      const place = worstPlace(state(), effort);
      this.#reads?.begin(order.filter(({ bestPlace, source }) => bestPlace <= place && source.text?.read !== 'document').map(({ source }) => source), pages);
      if (readingIsOver(state(), effort)) this.#reads?.giveUp(LATE_PAGE);
      if (!searchIsOpen && (this.#reads?.running ?? 0) === 0) return this.#reads?.giveUp(LATE_PAGE);
      await this.#change(Math.min(nextLookMs(state(), effort), headStartMs - (clock.now() - began)));
    }
  }

  /** Reads pages that were named rather than found; as {@link round}, with time of their own. */
  async readNamed(sources: readonly FoundSource[]): Promise<void> {
    const { effort, signal } = this.#options;
    const began = this.#clock.now();
    for (const { source_id } of sources) this.#named.add(source_id);
    const reads = this.#namedReads;
    if (sources.length > 0) this.#options.reader?.prepare();
    reads?.begin(sources, sources.length);
    while ((reads?.running ?? 0) > 0) {
      signal.throwIfAborted();
      reads?.begin(sources, sources.length);
      const left = Math.min(effort.namedMs, effort.totalMs) - (this.#clock.now() - began);
      if (left <= 0) reads?.giveUp(LATE_PAGE);
      else await this.#change(left);
    }
    signal.throwIfAborted();
    reads?.giveUp(LATE_PAGE);
  }

  get reports(): ProviderReport[] {
    return this.#search.reports;
  }

  get failures(): SearchRun['failures'] {
    return this.#search.failures;
  }

  get statistics(): TermStatistics | null {
    return this.#search.statistics;
  }

  /** Hosts of the addresses that were found and left out, each with the reason: they, or what they lead to, are not asked from here. */
  get leftOut(): Map<string, Refusal> {
    const refused = [...this.#refused].flatMap(([url, refusal]): Array<[string, Refusal]> => (refusal === null ? [] : [[hostOf(url) ?? url, refusal]]));
    const redirecting = (this.#reads?.inward ?? []).map(({ source, reason }): [string, Refusal] => [source.domain, { reason, inward: true }]);
    return new Map([...redirecting, ...refused]);
  }

  /** Whether a named page was refused because its address, or one that it leads to, must not be reached from here. */
  isInward(source_id: string): boolean {
    const reading = this.#namedReads?.readingOf(source_id);
    return reading?.ok === false && reading.bar === 'inward';
  }

  /** Whether the library has nothing but Groundwire's own documentation. */
  get builtin(): boolean {
    return this.#search.builtin;
  }

  get queriesSent(): number {
    return this.#search.queriesSent;
  }

  /** Pages that rounds have read; for those that were named no limit holds. */
  get pagesRead(): number {
    return this.#reads?.done ?? 0;
  }

  /** How well what the library named answers the question. */
  get libraryMatch(): LibraryMatch {
    const sources = this.#order().map(({ source }) => source).filter(({ kind }) => kind === 'library');
    return sources.length === 0 ? 'weak' : this.#options.match({ sources, statistics: this.statistics });
  }

  /** What there is to write from; `named` go before everything that was found. */
  settled(named: readonly FoundSource[] = []): SettledSources {
    const { query, clock } = this.#options;
    const found = this.#order().map(({ source }) => source);
    // With nothing beside it the library has all places, however well it matches.
    const libraryMatch = this.queriesSent === 0 ? 'strong' : this.libraryMatch;
    // Groundwire's own documentation is there for questions about Groundwire, not beside what a service finds.
    const elsewhere = found.some(({ kind }) => kind !== 'library');
    const setAside = this.builtin && this.queriesSent > 0 && (libraryMatch === 'weak' || (libraryMatch === 'some' && elsewhere));
    const order = setAside ? found.filter(({ kind }) => kind !== 'library') : found;
    const readingOf = (id: string) => (this.#named.has(id) ? this.#namedReads : this.#reads)?.readingOf(id);
    return settleSources({ named, order, libraryMatch, readingOf, query, retrievedAt: new Date(clock.now()).toISOString() });
  }

  #judge(source: FoundSource, page: ReadPage): Reading {
    const unusable = whyUnusable(page);
    if (unusable !== null) return { ok: false, reason: unusable };
    const read = withPage(source, page, [...this.#asked]);
    // Whoever names a page wants that page, wherever it is and whenever it was written.
    const reason = this.#named.has(source.source_id) ? null : whyFilteredOut(read, this.#options.query);
    return reason === null ? { ok: true, source: read } : { ok: false, reason, bar: 'unwanted' };
  }

  #order(): FusedSource[] {
    const { query } = this.#options;
    return fuseSources(this.#search.lists).filter(({ source }) => !this.#named.has(source.source_id) && mayCount(source, query) && this.#mayBeReached(source));
  }

  #mayBeReached({ kind, url }: FoundSource): boolean {
    if (kind === 'library' || url === null) return true;
    if (!this.#refused.has(url)) this.#refused.set(url, this.#options.reader?.refusal(url) ?? null);
    return this.#refused.get(url) === null;
  }

  #state({ order, pages, ...own }: Pick<RoundState, 'elapsedMs' | 'limitMs' | 'searchIsOpen' | 'planning'> & { order: FusedSource[]; pages: number }): RoundState {
    const startedAt = this.#reads?.startedAt ?? null;
    // What the library names for any question is no reason to wait no longer.
    const held = order.filter(({ source }) => source.text !== null && source.kind !== 'library').length;
    return {
      ...own,
      searching: this.#search.running,
      found: this.#counted(order),
      libraryIsOut: this.#search.libraryIsOut,
      texts: held + this.pagesRead,
      pagesLeft: this.#reads === null ? Number.POSITIVE_INFINITY : pages - this.pagesRead,
      reading: this.#reads?.running ?? 0,
      readingMs: startedAt === null ? null : this.#clock.now() - startedAt,
    };
  }

  /** What the library names for any question is nothing found: services are waited for as if it had named nothing. */
  #counted(order: readonly FusedSource[]): number {
    const own = order.filter(({ source }) => source.kind === 'library').length;
    if (own === 0 || this.queriesSent === 0) return order.length;
    // Judging takes some milliseconds, and this is asked again and again.
    if (this.#judgedCount !== own) [this.#judgedCount, this.#isWeak] = [own, this.builtin || this.libraryMatch === 'weak'];
    return this.#isWeak ? order.length - own : order.length;
  }

  /** Where nobody brought anything, those that would have come too late beside others are worth the wait. */
  #askSkipped({ found, searching, elapsedMs, limitMs }: RoundState): boolean {
    if (found > 0 || searching > 0 || !this.#search.askSkipped(Math.min(this.#options.turnMs, limitMs) - elapsedMs)) return false;
    this.#tellSearched();
    return true;
  }

  #searched(): void {
    this.#tellSearched();
    this.#wake();
  }

  #endSearch(elapsedMs: number): void {
    if (this.#search.running === 0) return;
    this.#search.giveUp(elapsedMs);
    this.#tellSearched();
  }

  #tellSearched(): void {
    this.#options.tell({ type: 'searched', providers: this.#search.reports });
  }

  /** Resolves when something happened, after `ms`, or when aborted. */
  async #change(ms: number): Promise<void> {
    const { signal } = this.#options;
    if (signal.aborted || ms <= 0) return;
    await new Promise<void>((resolve) => {
      const wake = () => {
        cancel();
        signal.removeEventListener('abort', wake);
        this.#waiters.delete(wake);
        resolve();
      };
      const cancel = this.#clock.after(ms, wake);
      signal.addEventListener('abort', wake, { once: true });
      this.#waiters.add(wake);
    });
  }

  #wake(): void {
    for (const wake of [...this.#waiters]) wake();
  }
}
