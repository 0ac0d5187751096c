import type { ProviderReport } from '@groundwire/protocol';
import type { Clock } from '../base/clock.js';
import { type GroundwireError, toGroundwireError } from '../base/errors.js';
import { LinkedAbort } from '../base/linked-abort.js';
import { isSkipped } from '../base/skipped.js';
import type { TermStatistics } from '../ranking/passage.js';
import type { SearchResult, SourceProvider, SourceQuery } from '../sources/source-provider.js';
import type { RankedList } from './fuse-sources.js';

export interface SearchRunOptions {
  /** What every call asks for, but for its queries. */
  query: SourceQuery;
  clock: Clock;
  signal: AbortSignal;
  /** How much a provider's word counts, by its answer. */
  weigh(provider: SourceProvider, result: SearchResult): number;
  /** Called whenever a call has come to its end. */
  changed(): void;
}

/** A call that runs, and what it says of why it has not answered yet; null where its request is out. */
interface Call {
  hindrance: GroundwireError | null;
}

/** What is known of one provider. */
interface Standing {
  provider: SourceProvider;
  running: Set<Call>;
  answered: number;
  results: number;
  failure: GroundwireError | null;
  /** How long was waited for calls that were given up, in milliseconds; null where none was. */
  lateMs: number | null;
}

/**
 * All calls to providers for one analysis, side by side. A call that fails is recorded and the others go on. Owns what each provider
 * has come to; decides nothing about when enough is enough.
 */
export class SearchRun {
  readonly #options: SearchRunOptions;
  #stop = new AbortController();
  readonly #standings = new Map<string, Standing>();
  readonly #asked = new Set<string>();
  /** Calls for which a provider's turn would have come too late. */
  #skipped: Array<{ standing: Standing; queries: string[] }> = [];
  #queriesSent = 0;
  readonly #lists: RankedList[] = [];
  #statistics: TermStatistics | null = null;
  #builtin = false;

  constructor(options: SearchRunOptions) {
    this.#options = options;
  }

  /** Asks each provider: search services once for each query, others with all of them. What was asked before is not asked again. */
  ask(providers: readonly SourceProvider[], queries: readonly string[]): void {
    for (const provider of providers) {
      const calls = isSearchService(provider) ? queries.map((query) => [query]) : [queries];
      for (const call of calls) if (call.length > 0) this.#askOnce(provider, [...call]);
    }
  }

  /** Asks those once more whose turn comes within `patienceMs`, and who were skipped because there was less time. Whether there were any. */
  askSkipped(patienceMs: number): boolean {
    const skipped = this.#skipped.filter(({ standing }) => (standing.failure?.retryAfter ?? Number.POSITIVE_INFINITY) * 1000 <= patienceMs);
    this.#skipped = [];
    for (const { standing, queries } of skipped) {
      void this.#call(standing, queries, patienceMs);
    }
    return skipped.length > 0;
  }

  /** Answers so far. */
  get lists(): readonly RankedList[] {
    return this.#lists;
  }

  get statistics(): TermStatistics | null {
    return this.#statistics;
  }

  /** Whether the library has nothing but Groundwire's own documentation. */
  get builtin(): boolean {
    return this.#builtin;
  }

  /** Calls to search services so far. */
  get queriesSent(): number {
    return this.#queriesSent;
  }

  get running(): number {
    return [...this.#standings.values()].reduce((sum, { running }) => sum + running.size, 0);
  }

  /** Is it still waited for what the library finds? */
  get libraryIsOut(): boolean {
    return [...this.#standings.values()].some(({ provider, running }) => running.size > 0 && !isSearchService(provider));
  }

  /** Ends the calls that still run; they count as late. `afterMs`: how long was waited. */
  giveUp(afterMs: number): void {
    for (const standing of this.#standings.values()) {
      const calls = [...standing.running];
      standing.running.clear();
      if (calls.length === 0) continue;
      standing.lateMs = afterMs;
      const wasAsked = calls.some(({ hindrance }) => hindrance === null);
      for (const { hindrance } of calls) if (hindrance !== null) standing.failure = graver(standing.failure, hindrance);
      // That it let a request wait says more than that it was not asked another one.
      if (wasAsked && isSkipped(standing.failure)) standing.failure = null;
    }
    this.#stop.abort(new Error('The answer went on without this provider'));
    this.#stop = new AbortController();
  }

  /** What came of each provider that was asked, in the order in which they were. */
  get reports(): ProviderReport[] {
    return [...this.#standings.values()].map(reportOf);
  }

  /** Providers none of whose calls succeeded. */
  get failures(): Array<{ provider: SourceProvider; error: GroundwireError }> {
    return [...this.#standings.values()].flatMap(({ provider, answered, failure }) => (answered === 0 && failure !== null ? [{ provider, error: failure }] : []));
  }

  #askOnce(provider: SourceProvider, queries: string[]): void {
    const key = `${provider.name} ${JSON.stringify(queries)}`;
    if (this.#asked.has(key)) return;
    this.#asked.add(key);
    const standing = this.#standings.get(provider.name) ?? { provider, running: new Set(), answered: 0, results: 0, failure: null, lateMs: null };
    this.#standings.set(provider.name, standing);
    if (isSearchService(provider)) this.#queriesSent += 1;
    void this.#call(standing, queries, this.#options.query.patience_ms);
  }

  async #call(standing: Standing, queries: string[], patience_ms: number | undefined): Promise<void> {
    const { query, signal, weigh, changed } = this.#options;
    const { provider } = standing;
    const both = new LinkedAbort(signal, this.#stop.signal);
    const call: Call = { hindrance: null };
    standing.running.add(call);
    const settle = (outcome: { result: SearchResult } | { failure: GroundwireError }) => {
      // What comes after the end must not change what the answer rests on.
      if (both.signal.aborted) return;
      standing.running.delete(call);
      if ('failure' in outcome) standing.failure = graver(standing.failure, outcome.failure);
      else this.#take(standing, outcome.result, () => weigh(provider, outcome.result));
      changed();
    };
    try {
      settle({ result: await provider.search({ ...query, patience_ms, queries }, both.signal, (why) => void (call.hindrance = why)) });
    } catch (thrown) {
      if (isSkipped(thrown)) this.#skipped.push({ standing, queries });
      settle({ failure: toGroundwireError(thrown) });
    } finally {
      both.release();
    }
  }

  #take(standing: Standing, result: SearchResult, weigh: () => number): void {
    let weight: number | null = null;
    standing.answered += 1;
    standing.results += result.sources.length;
    this.#statistics ??= result.statistics;
    this.#builtin ||= result.builtin === true;
    this.#lists.push({ sources: result.sources, weight: () => (weight ??= weigh()) });
  }
}

/** Whether it is a service elsewhere, rather than the library. */
export function isSearchService(provider: SourceProvider): boolean {
  return !provider.kinds.includes('library');
}

/** The newer one, but no request that was not sent covers one that failed. */
function graver(known: GroundwireError | null, failure: GroundwireError): GroundwireError {
  return known !== null && !isSkipped(known) && isSkipped(failure) ? known : failure;
}

function reportOf({ provider, running, answered, results, failure, lateMs }: Standing): ProviderReport {
  const { name, title = name } = provider;
  if (answered > 0) return { name, status: 'answered', results };
  if (running.size > 0) return { name, status: 'asked' };
  if (failure !== null) return { name, status: isSkipped(failure) ? 'skipped' : 'failed', reason: failure.message };
  return { name, status: 'failed', reason: `${title} did not answer within ${Math.round((lateMs ?? 0) / 100) / 10} s` };
}
