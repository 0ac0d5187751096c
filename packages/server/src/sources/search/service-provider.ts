import { type Clock, isoTimestamp, pause } from '../../base/clock.js';
import type { GroundwireError } from '../../base/errors.js';
import type { Logger } from '../../base/logger.js';
import { Skipped } from '../../base/skipped.js';
import type { FoundSource, ProviderState, SearchResult, SourceKind, SourceProvider, SourceQuery } from '../source-provider.js';
import { countryCodes } from '../../base/country-codes.js';
import { LONGEST_ASKED_PAUSE_MS } from '../../base/retry-after.js';
import { domainAllowed, filterFound, type Undated } from './filter-found.js';
import { toFoundSource } from './found-item.js';
import { interleave } from './interleave.js';
import { ResultCache } from './result-cache.js';
import { retryDelay } from './retry-plan.js';
import { askedAgain, waitingToAskAgain } from './search-failure.js';
import { type Endpoint, sendToService } from './search-http.js';
import type { SearchService, ServiceCall, ServiceQuery, ServiceRequest } from './search-service.js';
import { ServicePace } from './service-pace.js';
import { ServiceStanding } from './service-standing.js';
import { suitsQuestion } from './suits-question.js';

/** Waits longer than this are of no use, where the query says nothing else. */
const DEFAULT_PATIENCE_MS = 2_000;
/** Of several queries so many are run; each is a request to somebody's service. */
const MOST_QUERIES = 3;
const MOST_RESULTS = 50;
/** Any service finds something for this. */
const PROBE_WORD = 'water';

/** Of one search: what may still be waited for turns and further tries, and how it stands. */
interface Waits {
  /** Answers take their time too; only waits count against the patience. */
  leftMs: number;
  /** When the last request went out. */
  sentAt: number | null;
  /** What came of the last request, while the next one is waited for. */
  failure: unknown;
  hindered(why: GroundwireError | null): void;
}

function waitsOf(leftMs: number, hindered: Waits['hindered']): Waits {
  return { leftMs, sentAt: null, failure: null, hindered };
}

export interface ServiceProviderOptions {
  service: SearchService;
  endpoint: Endpoint;
  clock: Clock;
  logger: Logger;
  undated: Undated;
  /** It asks for no key: then it is left alone by questions that it has nothing for. */
  keyless: boolean;
}

/**
 * A search service as the engine sees it. Owns everything between a question and a service's results that is the same for all of
 * them: results that are still fresh, the circuit, the queue, further tries, cleaning and filters. Knows no wire format.
 */
export class ServiceProvider implements SourceProvider {
  readonly name: string;
  readonly title: string;
  readonly kinds: readonly SourceKind[];
  readonly #options: ServiceProviderOptions;
  readonly #pace: ServicePace;
  readonly #cache: ResultCache<readonly FoundSource[]>;
  readonly #standing: ServiceStanding;

  constructor(options: ServiceProviderOptions) {
    const { service, clock, logger } = options;
    this.#options = options;
    this.name = service.name;
    this.title = service.title;
    this.kinds = service.kinds;
    this.#pace = new ServicePace(service.title, service.pace, clock);
    this.#cache = new ResultCache(clock);
    this.#standing = new ServiceStanding(service.title, clock, logger.child({ provider: service.name }));
  }

  async search(query: SourceQuery, signal: AbortSignal, hindered: Waits['hindered'] = () => {}): Promise<SearchResult> {
    signal.throwIfAborted();
    this.#refuseForeignDomains(query);
    const texts = [...new Set(query.queries.map((text) => text.trim()).filter((text) => text !== ''))].slice(0, MOST_QUERIES);
    const settled = await Promise.allSettled(texts.map((text) => this.#searchOne(this.#serviceQuery(query, text), waitsOf(query.patience_ms ?? DEFAULT_PATIENCE_MS, hindered), signal)));
    signal.throwIfAborted();
    const lists = settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    const failed = settled.find((result) => result.status === 'rejected');
    if (lists.length === 0 && failed !== undefined) throw failed.reason;
    return { sources: filterFound(interleave(lists), query, this.#options.undated), statistics: null };
  }

  suits(query: SourceQuery): boolean {
    return !this.#options.keyless || suitsQuestion(this.name, query, this.#options.clock.now());
  }

  state(): ProviderState {
    return this.#standing.inWords();
  }

  /** Goes past what is remembered and past the circuit: whoever asks wants to know how it is now. */
  async probe(signal: AbortSignal): Promise<void> {
    const query: ServiceQuery = { text: PROBE_WORD, limit: 1, include_domains: [], exclude_domains: [], published_since: undefined, countries: [], language: undefined, kinds: [], today: this.#today() };
    await this.#ask(query, waitsOf(DEFAULT_PATIENCE_MS * 5, () => {}), signal);
  }

  async #searchOne(query: ServiceQuery, waits: Waits, signal: AbortSignal): Promise<readonly FoundSource[]> {
    const key = JSON.stringify(query);
    const known = this.#cache.get(key);
    if (known !== undefined) return known;
    this.#standing.requireOpen();
    const found = await this.#ask(query, waits, signal);
    this.#cache.set(key, found);
    return found;
  }

  async #ask(query: ServiceQuery, waits: Waits, signal: AbortSignal): Promise<readonly FoundSource[]> {
    this.#standing.asked();
    try {
      const items = await this.#options.service.find(query, this.#call(waits, signal));
      this.#standing.answered();
      return items.flatMap((item) => toFoundSource(item, this.name, query) ?? []);
    } catch (thrown) {
      if (!signal.aborted) this.#standing.failed(thrown);
      // It did answer, with a failure.
      else if (waits.failure !== null) this.#standing.failed(waits.failure);
      else this.#standing.abandoned(waits.sentAt);
      throw thrown;
    }
  }

  #call(waits: Waits, signal: AbortSignal): ServiceCall {
    const { clock, logger } = this.#options;
    return {
      send: (request) => this.#send(request, waits, signal),
      holdOff: (seconds, why) => {
        logger.info({ provider: this.name, seconds }, why);
        this.#pace.holdOffUntil(clock.now() + Math.min(seconds * 1000, LONGEST_ASKED_PAUSE_MS));
      },
    };
  }

  async #send(request: ServiceRequest, waits: Waits, signal: AbortSignal): Promise<string> {
    const { clock, endpoint } = this.#options;
    for (let tries = 0; ; tries += 1) {
      const leave = await this.#turn(waits, signal);
      try {
        return await sendToService(endpoint, request, signal);
      } catch (thrown) {
        const delay = signal.aborted ? null : retryDelay(thrown, tries, waits.leftMs);
        if (delay === null || this.#pace.expectedWaitMs() > waits.leftMs) throw thrown;
        leave();
        waits.failure = thrown;
        waits.hindered(waitingToAskAgain(thrown));
        await pause(clock, delay, signal);
        signal.throwIfAborted();
        waits.leftMs -= delay;
      } finally {
        leave();
      }
    }
  }

  /** Waits until a request may be sent; the given function says that it is over. */
  async #turn(waits: Waits, signal: AbortSignal): Promise<() => void> {
    const { clock } = this.#options;
    const began = clock.now();
    if (waits.failure === null) waits.hindered(this.#pace.notYet());
    const leave = await this.#pace.enter(waits.leftMs, signal);
    waits.leftMs -= clock.now() - began;
    waits.sentAt = clock.now();
    waits.hindered(waits.failure === null ? null : askedAgain(waits.failure));
    waits.failure = null;
    return leave;
  }

  #serviceQuery(query: SourceQuery, text: string): ServiceQuery {
    const { include_domains, exclude_domains, published_since, language, kinds } = query;
    return { text, limit: Math.max(1, Math.min(query.limit, MOST_RESULTS)), include_domains, exclude_domains, published_since, countries: countryCodes(query.countries), language, kinds, today: this.#today() };
  }

  #today(): string {
    return isoTimestamp(this.#options.clock).slice(0, 10);
  }

  /** A service whose results are all on domains that the question leaves out has nothing to say. */
  #refuseForeignDomains(query: SourceQuery): void {
    const { onlyOn, title } = this.#options.service;
    if (onlyOn === undefined) return;
    const could = onlyOn.some((domain) => domainAllowed(domain, query) || query.include_domains.some((wanted) => domainAllowed(wanted, { include_domains: [domain], exclude_domains: query.exclude_domains })));
    if (!could) throw new Skipped(`${title} was not asked: it is on ${onlyOn.join(', ')}, which the question leaves out`);
  }
}
