import { type Clock, isoTimestamp, pause } from '../../base/clock.js';
import type { Logger } from '../../base/logger.js';
import { isSkipped, Skipped } from '../../base/skipped.js';
import type { FoundSource, ProviderState, SearchResult, SourceKind, SourceProvider, SourceQuery } from '../source-provider.js';
import { type Circuit, type CircuitEvent, CLOSED, mayAsk, nextCircuit } from './circuit.js';
import { countryCodes } from './country-codes.js';
import { domainAllowed, filterFound, type Undated } from './filter-found.js';
import { toFoundSource } from './found-item.js';
import { ResultCache } from './result-cache.js';
import { retryDelay } from './retry-plan.js';
import { SearchFailure } from './search-failure.js';
import { type Endpoint, sendToService } from './search-http.js';
import type { SearchService, ServiceCall, ServiceQuery, ServiceRequest } from './search-service.js';
import { ServicePace } from './service-pace.js';
import { interleave } from './interleave.js';
import { suitsQuestion } from './suits-question.js';

/** Waits longer than this are of no use, where the query says nothing else. */
const DEFAULT_PATIENCE_MS = 2_000;
/** Of several queries so many are run; each is a request to somebody's service. */
const MOST_QUERIES = 3;
const MOST_RESULTS = 50;
/** A key that is wrong stays wrong for a while. */
const WRONG_KEY_PAUSE_MS = 5 * 60_000;
/** Any service finds something for this. */
const PROBE_WORD = 'water';

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
  readonly kinds: readonly SourceKind[];
  readonly #options: ServiceProviderOptions;
  readonly #pace: ServicePace;
  readonly #cache: ResultCache<readonly FoundSource[]>;
  #circuit: Circuit = CLOSED;
  #lastFailure: string | null = null;
  #lastAnswerAt: number | null = null;

  constructor(options: ServiceProviderOptions) {
    const { service, clock } = options;
    this.#options = options;
    this.name = service.name;
    this.kinds = service.kinds;
    this.#pace = new ServicePace(service.title, service.pace, clock);
    this.#cache = new ResultCache(clock);
  }

  async search(query: SourceQuery, signal: AbortSignal): Promise<SearchResult> {
    signal.throwIfAborted();
    this.#refuseForeignDomains(query);
    const texts = [...new Set(query.queries.map((text) => text.trim()).filter((text) => text !== ''))].slice(0, MOST_QUERIES);
    const settled = await Promise.allSettled(texts.map((text) => this.#searchOne(this.#serviceQuery(query, text), query.patience_ms ?? DEFAULT_PATIENCE_MS, signal)));
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
    const { title } = this.#options.service;
    const circuit = this.#circuit;
    if (circuit.state === 'closed' && circuit.failures === 0) {
      return this.#lastAnswerAt === null ? { status: 'unknown', detail: `${title} has not been asked yet` } : { status: 'healthy', detail: `${title} answered ${this.#ago(this.#lastAnswerAt)}` };
    }
    if (circuit.state === 'closed') return { status: 'degraded', detail: this.#lastFailure };
    return { status: 'unhealthy', detail: `${this.#lastFailure ?? `${title} failed`}. ${this.#pauseInWords()}` };
  }

  /** Goes past what is remembered and past the circuit: whoever asks wants to know how it is now. */
  async probe(signal: AbortSignal): Promise<void> {
    const query: ServiceQuery = { text: PROBE_WORD, limit: 1, include_domains: [], exclude_domains: [], published_since: undefined, countries: [], language: undefined, kinds: [], today: this.#today() };
    await this.#ask(query, DEFAULT_PATIENCE_MS * 5, signal);
  }

  async #searchOne(query: ServiceQuery, patienceMs: number, signal: AbortSignal): Promise<readonly FoundSource[]> {
    const key = JSON.stringify(query);
    const known = this.#cache.get(key);
    if (known !== undefined) return known;
    if (!mayAsk(this.#circuit, this.#options.clock.now())) throw this.#leftAlone();
    const found = await this.#ask(query, patienceMs, signal);
    this.#cache.set(key, found);
    return found;
  }

  async #ask(query: ServiceQuery, patienceMs: number, signal: AbortSignal): Promise<readonly FoundSource[]> {
    this.#note({ type: 'asked' });
    try {
      const items = await this.#options.service.find(query, this.#call(patienceMs, signal));
      this.#lastAnswerAt = this.#options.clock.now();
      this.#note({ type: 'answered' });
      return items.flatMap((item) => toFoundSource(item, this.name, query) ?? []);
    } catch (thrown) {
      this.#noteFailure(thrown, signal);
      throw thrown;
    }
  }

  #call(patienceMs: number, signal: AbortSignal): ServiceCall {
    const { clock, logger } = this.#options;
    // Answers take their time too; only waits count against the patience.
    const waits = { leftMs: patienceMs };
    return {
      send: (request) => this.#send(request, waits, signal),
      holdOff: (seconds, why) => {
        logger.info({ provider: this.name, seconds }, why);
        this.#pace.holdOffUntil(clock.now() + seconds * 1000);
      },
    };
  }

  async #send(request: ServiceRequest, waits: { leftMs: number }, signal: AbortSignal): Promise<string> {
    const { clock, endpoint } = this.#options;
    for (let tries = 0; ; tries += 1) {
      const began = clock.now();
      const leave = await this.#pace.enter(waits.leftMs, signal);
      waits.leftMs -= clock.now() - began;
      try {
        return await sendToService(endpoint, request, signal);
      } catch (thrown) {
        const delay = signal.aborted ? null : retryDelay(thrown, tries, waits.leftMs);
        if (delay === null || this.#pace.expectedWaitMs() > waits.leftMs) throw thrown;
        leave();
        await pause(clock, delay, signal);
        signal.throwIfAborted();
        waits.leftMs -= delay;
      } finally {
        leave();
      }
    }
  }

  #note(event: CircuitEvent): void {
    const before = this.#circuit;
    const after = nextCircuit(before, event, this.#options.clock.now());
    this.#circuit = after;
    if (before.state !== 'open' && after.state === 'open') this.#options.logger.warn({ provider: this.name, reason: this.#lastFailure }, 'A search service is left alone for a while');
  }

  #noteFailure(thrown: unknown, signal: AbortSignal): void {
    if (signal.aborted || isSkipped(thrown)) return this.#note({ type: 'abandoned' });
    if (!(thrown instanceof SearchFailure)) return this.#note({ type: 'failed' });
    if (thrown.kind === 'rejected') return this.#note({ type: 'answered' });
    this.#lastFailure = thrown.message;
    this.#options.logger.info({ provider: this.name, kind: thrown.kind, err: thrown }, 'A search service failed');
    if (thrown.kind === 'unauthorized') return this.#note({ type: 'closed_its_door', forMs: WRONG_KEY_PAUSE_MS });
    if (thrown.kind === 'limited') return this.#note({ type: 'closed_its_door', forMs: thrown.retryAfter === undefined ? null : thrown.retryAfter * 1000 });
    this.#note({ type: 'failed' });
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

  #leftAlone(): Skipped {
    const { title } = this.#options.service;
    const until = this.#circuit.state === 'open' ? this.#circuit.until : this.#options.clock.now();
    return new Skipped(`${title} was not asked. ${this.#lastFailure ?? 'It failed repeatedly'}. ${this.#pauseInWords()}`, Math.max(1, Math.ceil((until - this.#options.clock.now()) / 1000)));
  }

  #pauseInWords(): string {
    if (this.#circuit.state !== 'open') return 'It is being tried again';
    const seconds = Math.ceil((this.#circuit.until - this.#options.clock.now()) / 1000);
    return seconds <= 0 ? 'The next question tries it again' : `It is left alone for another ${seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} minutes`}`;
  }

  #ago(at: number): string {
    const seconds = Math.round((this.#options.clock.now() - at) / 1000);
    return seconds < 120 ? `${seconds} s ago` : `${Math.round(seconds / 60)} minutes ago`;
  }
}
