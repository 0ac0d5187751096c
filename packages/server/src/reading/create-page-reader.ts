import { createHash } from 'node:crypto';
import { type Clock, systemClock } from '../base/clock.js';
import { LinkedAbort } from '../base/linked-abort.js';
import type { Logger } from '../base/logger.js';
import type { DocumentExtractor } from '../extraction/extract-document.js';
import type { ExtractedDocument, Obstacle } from '../extraction/extracted-document.js';
import { type AddressPolicy, type AllowedHost, hostOf, judgeUrl, WEB_PORTS } from './address-policy.js';
import { contentKind } from './content-kind.js';
import { FETCH_LIMITS, type Fetched, type FetchFailure, type FetchLimits, GuardedFetch, type Step } from './guarded-fetch.js';
import { type Lookup, systemAddresses } from './guarded-connector.js';
import { HostLimits, type HostLimitOptions } from './host-limits.js';
import { HostPauses } from './host-pauses.js';
import { type KeptPage, PageCache, webDocumentId } from './page-cache.js';
import type { PageReader, ReadFailureCode, ReadOutcome, ReadPage, Refusal } from './page-reader.js';
import { Robots } from './robots.js';

export interface PageReaderOptions {
  /** SQLite file of the pages that are kept. */
  file: string;
  extractor: DocumentExtractor;
  logger: Logger;
  /** `Groundwire/1.0 (+https://…)`: a product token, and where its operator can be found. */
  userAgent: string;
  clock?: Clock | undefined;
  /** What the operator allows beside the public network. */
  allowed?: readonly AllowedHost[] | undefined;
  /** `ignore` for operators that read hosts of their own. */
  robots?: 'honour' | 'ignore' | undefined;
  cacheBytes?: number | undefined;
  lookup?: Lookup | undefined;
  limits?: Partial<FetchLimits> | undefined;
  hostLimits?: HostLimitOptions | undefined;
}

/** Within this time a page is not asked for again. */
const FRESH_MS = 15 * 60_000;
const CACHE_BYTES = 200 * 2 ** 20;
const ACCEPT = 'text/html, application/xhtml+xml, application/pdf;q=0.9, text/plain;q=0.8, text/markdown;q=0.8, application/vnd.openxmlformats-officedocument.wordprocessingml.document;q=0.7, */*;q=0.1';

/** Reads pages: guarded, politely, with a cache. Opens the cache's file; throws SQLite's error where it can't. */
export function createPageReader(options: PageReaderOptions): PageReader {
  return new GuardedPageReader(options);
}

class GuardedPageReader implements PageReader {
  readonly #options: PageReaderOptions;
  readonly #clock: Clock;
  readonly #policy: AddressPolicy;
  readonly #fetch: GuardedFetch;
  readonly #robots: Robots;
  readonly #hosts: HostLimits;
  readonly #pauses: HostPauses;
  readonly #cache: PageCache;
  readonly #stopping = new AbortController();

  constructor(options: PageReaderOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#policy = { ports: WEB_PORTS, allowed: options.allowed ?? [] };
    this.#cache = new PageCache({ file: options.file, maxBytes: options.cacheBytes ?? CACHE_BYTES, logger: options.logger });
    this.#fetch = new GuardedFetch({ policy: this.#policy, lookup: options.lookup ?? systemAddresses, userAgent: options.userAgent, limits: { ...FETCH_LIMITS, ...options.limits }, clock: this.#clock });
    this.#hosts = new HostLimits(options.hostLimits);
    this.#pauses = new HostPauses(this.#clock);
    this.#robots = new Robots({ fetch: this.#fetch, hosts: this.#hosts, clock: this.#clock, agent: options.userAgent.split('/')[0] ?? 'Groundwire' });
  }

  async read(address: string, signal: AbortSignal): Promise<ReadOutcome> {
    const linked = new LinkedAbort(signal, this.#stopping.signal);
    try {
      return await this.#read(address, linked.signal);
    } finally {
      linked.release();
    }
  }

  async #read(address: string, signal: AbortSignal): Promise<ReadOutcome> {
    signal.throwIfAborted();
    const judged = judgeUrl(address, this.#policy);
    if (!judged.ok) return failed(judged.inward ? 'blocked_address' : 'bad_address', judged.reason);
    const { url } = judged;
    url.hash = '';
    const kept = this.#cache.find(url.href, this.#clock.now());
    if (kept !== null && this.#clock.now() - kept.checkedAt < FRESH_MS) return { ok: true, page: kept.page };
    return this.#readAnew(url, kept, signal);
  }

  prepare(): void {
    this.#options.extractor.prepare();
  }

  refusal(address: string): Refusal | null {
    const judged = judgeUrl(address, this.#policy);
    return judged.ok ? null : { reason: judged.reason, inward: judged.inward };
  }

  async document(documentId: string): Promise<ReadPage | null> {
    return documentId.startsWith('doc_web_') ? this.#cache.document(documentId, this.#clock.now()) : null;
  }

  cited(documentIds: readonly string[]): void {
    this.#cache.keepLonger(documentIds, this.#clock.now());
  }

  async check(): Promise<void> {
    this.#cache.check();
  }

  async close(): Promise<void> {
    if (this.#stopping.signal.aborted) return;
    this.#stopping.abort(new Error('the server is stopping'));
    await this.#fetch.close();
    this.#cache.close();
  }

  async #readAnew(url: URL, kept: KeptPage | null, signal: AbortSignal): Promise<ReadOutcome> {
    // Rules come first, so that none who has a turn waits for another.
    const enter = async (hop: URL, ask: () => Promise<Step>) => (await this.#refusal(hop, signal)) ?? (await this.#hosts.run(hostOf(hop), signal, () => this.#ask(hostOf(hop), ask)));
    const outcome = await this.#fetch.get(url.href, { signal, enter, accept: ACCEPT, etag: kept?.etag ?? null, lastModified: kept?.lastModified ?? null });
    if (!outcome.ok) return outcome;
    if (outcome.fetched.status === 304 && kept !== null) {
      const now = this.#clock.now();
      this.#cache.confirm(url.href, now);
      return { ok: true, page: { ...kept.page, retrieved_at: new Date(now).toISOString() } };
    }
    return this.#extract(url, outcome.fetched, signal);
  }

  async #ask(host: string, ask: () => Promise<Step>): Promise<Step> {
    // Pages of one host wait in turn: the first may have been told that no other is wanted.
    const refusal = this.#pauses.refusal(host);
    if (refusal !== null) return refusal;
    const step = await ask();
    if ('ok' in step && !step.ok && step.pauseS !== undefined) this.#pauses.begin(host, step.pauseS);
    return step;
  }

  async #refusal(url: URL, signal: AbortSignal): Promise<FetchFailure | null> {
    const pause = this.#pauses.refusal(hostOf(url));
    if (pause !== null) return pause;
    return this.#options.robots === 'ignore' ? null : this.#robots.refusal(url, signal);
  }

  async #extract(asked: URL, fetched: Fetched, signal: AbortSignal): Promise<ReadOutcome> {
    const kind = contentKind(fetched.body, fetched.type);
    if (kind === null) return failed('unsupported_type', `It is ${fetched.type.type || 'of an unknown type'}, which is not read as text`);
    const { href } = fetched.url;
    const extraction = await this.#options.extractor.extract(fetched.body, kind, { baseUrl: href, fallbackTitle: titleOf(fetched.url), charset: fetched.type.charset ?? undefined, signal });
    const { obstacle } = extraction.ok ? extraction.document : extraction;
    if (obstacle !== undefined) return failed(...OBSTACLES[obstacle]);
    if (!extraction.ok) return failed('unreadable', extraction.reason);
    const now = this.#clock.now();
    const page = toPage(href, extraction.document, now);
    this.#cache.put(asked.href, { page, etag: fetched.etag, lastModified: fetched.lastModified, checkedAt: now });
    return { ok: true, page };
  }
}

const OBSTACLES: Readonly<Record<Obstacle, [ReadFailureCode, string]>> = {
  paywall: ['paywall', 'The text is for subscribers; only its beginning is shown'],
  consent: ['consent', 'The site shows only a dialog that asks for consent'],
  login: ['refused', 'The site shows the page only to those who are signed in'],
  bot_check: ['refused', 'The site asks to prove that a person is reading'],
  error_page: ['not_found', 'The site shows an error in place of the page'],
  redirect: ['unreadable', 'The page only sends readers on to another address'],
};

function toPage(url: string, document: ExtractedDocument, now: number): ReadPage {
  const content_hash = `sha256:${createHash('sha256').update(document.text).digest('hex')}`;
  return { url, document, document_id: webDocumentId(url, content_hash), content_hash, retrieved_at: new Date(now).toISOString(), from_cache: false };
}

function titleOf(url: URL): string {
  const last = url.pathname.split('/').findLast((part) => part !== '') ?? '';
  return last === '' ? url.hostname : `${last.slice(0, 100)} (${url.hostname})`;
}

function failed(code: ReadFailureCode, reason: string): ReadOutcome {
  return { ok: false, code, reason };
}
