import type { Clock } from '../base/clock.js';
import { LinkedAbort } from '../base/linked-abort.js';
import type { PageReader, ReadFailureCode, ReadPage } from '../reading/page-reader.js';
import type { FoundSource } from '../sources/source-provider.js';

/** What came of reading one source: the source with its text, or why there is none. */
export type Reading =
  | { ok: true; source: FoundSource }
  | { ok: false; reason: string; bar?: Bar | undefined };

/**
 * Why not even a snippet of a source is worth citing: its address, or one that it leads to, must not be reached from here; its page is not
 * there any more; or the page, once read, is none that the question wants.
 */
export type Bar = 'inward' | 'gone' | 'unwanted';

const BARS: Partial<Record<ReadFailureCode, Bar>> = { blocked_address: 'inward', not_found: 'gone' };

export interface PageReadsOptions {
  reader: PageReader;
  clock: Clock;
  signal: AbortSignal;
  /** Most pages that are fetched at the same time; with those that are slow, twice as many. */
  atOnce: number;
  /** A page that is not there after so long is slow: its place goes to the next one, and it may still come. */
  slowMs: number;
  /** Which source a page was first read for, by the page's `document_id`. */
  addresses: Map<string, string>;
  /** What the page makes of the source. */
  judge(source: FoundSource, page: ReadPage): Reading;
  /** Called when a page begins to be read. */
  begun(source: FoundSource): void;
  /** Called when a page has turned out to be slow. */
  slowed(): void;
  /** Called when a page has been read, or given up. */
  ended(source: FoundSource, reading: Reading): void;
}

/** Where most pages fail there must be an end to trying: for each page that may be read, so many are tried. */
const MOST_TRIES = 3;
const ENOUGH = 'Enough other pages were read before it';

interface Running {
  source: FoundSource;
  isSlow: boolean;
  /** Ends the watch over its time. */
  unwatch: () => void;
}

/**
 * Pages on their way, side by side and best first. A page that fails, or is slow, gives its place to the next one. Owns which pages were tried and
 * what came of them; which ones are worth it, and for how long, is the caller's.
 */
export class PageReads {
  readonly #options: PageReadsOptions;
  readonly #readings = new Map<string, Reading>();
  readonly #running = new Map<string, Running>();
  readonly #inward: Array<{ source: FoundSource; reason: string }> = [];
  #stop = new AbortController();
  #startedAt: number | null = null;
  /** As last told. */
  #pages = 0;

  constructor(options: PageReadsOptions) {
    this.#options = options;
  }

  get running(): number {
    return this.#running.size;
  }

  /** Pages whose text is there. */
  get done(): number {
    return [...this.#readings.values()].filter(({ ok }) => ok).length;
  }

  /** Pages that were fetched, or tried. */
  get tried(): number {
    return this.#readings.size + this.#running.size;
  }

  /** When the first page since the last {@link giveUp} began to be read; null before that. */
  get startedAt(): number | null {
    return this.#startedAt;
  }

  /** Sources that lead to what must not be reached from here. */
  get inward(): ReadonlyArray<{ source: FoundSource; reason: string }> {
    return this.#inward;
  }

  readingOf(source_id: string): Reading | undefined {
    return this.#readings.get(source_id);
  }

  /** Begins to read, in this order, as many as are free to begin; `pages` bounds those that are read and those on their way, in all. */
  begin(order: readonly FoundSource[], pages: number): void {
    this.#pages = pages;
    for (const source of order) {
      if (!this.#hasPlace() || this.tried >= MOST_TRIES * pages) break;
      if (source.url === null || this.#readings.has(source.source_id) || this.#running.has(source.source_id)) continue;
      const running = this.#watched(source);
      this.#running.set(source.source_id, running);
      this.#startedAt ??= this.#options.clock.now();
      this.#options.begun(source);
      void this.#read(source, source.url, this.#stop.signal).finally(running.unwatch);
    }
  }

  /** Ends the reads that still run. They count as failed, with this reason. */
  giveUp(reason: string): void {
    this.#startedAt = null;
    const late = [...this.#running.values()].map(({ source }) => source);
    if (late.length === 0) return;
    this.#stop.abort(new Error('The answer went on without this page'));
    this.#stop = new AbortController();
    for (const source of late) this.#end(source, { ok: false, reason });
  }

  #hasPlace(): boolean {
    const { atOnce } = this.#options;
    const prompt = [...this.#running.values()].filter(({ isSlow }) => !isSlow).length;
    return prompt < atOnce && this.#running.size < 2 * atOnce && prompt + this.done < this.#pages;
  }

  #watched(source: FoundSource): Running {
    const { clock, slowMs, slowed } = this.#options;
    const unwatch = clock.after(slowMs, () => {
      running.isSlow = true;
      slowed();
    });
    const running: Running = { source, isSlow: false, unwatch };
    return running;
  }

  async #read(source: FoundSource, url: string, stop: AbortSignal): Promise<void> {
    const { reader, signal } = this.#options;
    const both = new LinkedAbort(signal, stop);
    const reading = await reader.read(url, both.signal).then(
      (outcome): Reading => (outcome.ok ? this.#judged(source, outcome.page) : { ok: false, reason: outcome.reason, bar: BARS[outcome.code] }),
      (): Reading => ({ ok: false, reason: 'Reading it failed unexpectedly' }),
    );
    if (!both.signal.aborted) this.#end(source, reading);
    both.release();
  }

  #judged(source: FoundSource, page: ReadPage): Reading {
    const reading = this.#options.judge(source, page);
    if (!reading.ok) return reading;
    // Two addresses that lead to one page are one source.
    const { addresses } = this.#options;
    const first = addresses.get(page.document_id);
    if (first !== undefined && first !== source.source_id) return { ok: false, reason: 'It leads to a page that was read already' };
    addresses.set(page.document_id, source.source_id);
    return reading;
  }

  #end(source: FoundSource, reading: Reading): void {
    this.#running.delete(source.source_id);
    this.#readings.set(source.source_id, reading);
    if (!reading.ok && reading.bar === 'inward') this.#inward.push({ source, reason: reading.reason });
    this.#options.ended(source, reading);
    // Slow ones and those that took their places may all come in the end.
    if (this.#running.size > 0 && this.done >= this.#pages) this.giveUp(ENOUGH);
  }
}
