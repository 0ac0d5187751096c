import type { Clock } from '../base/clock.js';
import { pause } from '../base/clock.js';
import { GroundwireError } from '../base/errors.js';
import { Skipped } from '../base/skipped.js';
import type { PageReader, ReadFailureCode, ReadOutcome } from '../reading/page-reader.js';
import type { FoundSource, SearchResult, SourceKind, SourceProvider, SourceQuery } from '../sources/source-provider.js';

/** A source as a search service names it: an address, and nothing read. */
export function foundPage(url: string, overrides: Partial<FoundSource> = {}): FoundSource {
  const { hostname } = new URL(url);
  return { source_id: url, provider: 'web', kind: 'web', url, title: `Title of ${url}`, domain: hostname.replace(/^www\./, ''), published_at: null, author: null, language: null, rank: 1, snippet: null, text: null, document_id: null, ...overrides };
}

/** A document of the library with this text as its one passage. */
export function foundDocument(id: string, text: string, overrides: Partial<FoundSource> = {}): FoundSource {
  const passages = [{ start: 0, end: text.length, text, heading: '', blocks: [{ kind: 'paragraph' as const, start: 0, end: text.length }] }];
  return {
    source_id: id, provider: 'library', kind: 'library', url: null, title: id, domain: 'library', published_at: null, author: null, language: null, rank: 1, snippet: null, document_id: id,
    text: { read: 'document', content_hash: 'sha256:00', retrieved_at: '2025-09-28T12:00:00.000Z', length: text.length, words: text.split(' ').length, passages },
    ...overrides,
  };
}

export interface ScriptedProvider extends SourceProvider {
  readonly asked: SourceQuery[];
  /** Calls that were aborted before they ended. */
  readonly aborted: number;
}

export interface ProviderScript {
  name?: string;
  kinds?: SourceKind[];
  /** What is found, by the first query of the call; an error fails the call. */
  finds(query: string): FoundSource[] | Error;
  /** How long an answer takes. `null`: for ever. */
  takesMs?: number | null;
  clock?: Clock;
  statistics?: SearchResult['statistics'];
  /** What it says of why it has not answered yet. */
  hindrance?: GroundwireError;
  /** When its next turn comes, by the clock; who has less patience is skipped. */
  turnAt?: number;
  /** Of the library: it holds Groundwire's own documentation alone. */
  builtin?: true;
}

/** A search service, or the library, that does as it is told. */
export function scriptedProvider({ name = 'web', kinds = ['web'], finds, takesMs = 0, clock, statistics = null, hindrance, turnAt = 0, builtin }: ProviderScript): ScriptedProvider {
  const asked: SourceQuery[] = [];
  let aborted = 0;
  return {
    name,
    kinds,
    asked,
    get aborted() {
      return aborted;
    },
    async search(query, signal, hindered) {
      asked.push(query);
      const turnMs = turnAt - (clock?.now() ?? turnAt);
      if (turnMs > (query.patience_ms ?? 0)) throw new Skipped(`${name} was not asked: its turn comes in ${turnMs} ms`, turnMs / 1000);
      if (turnMs > 0) await takes(clock, turnMs, signal);
      if (hindrance !== undefined) hindered?.(hindrance);
      await takes(clock, takesMs, signal);
      if (signal.aborted) aborted += 1;
      signal.throwIfAborted();
      const found = finds(query.queries[0] ?? '');
      if (found instanceof Error) throw found;
      return { sources: found.map((source, index) => ({ ...source, provider: name, rank: index + 1 })), statistics, builtin };
    },
  };
}

export function unreachable(name: string): GroundwireError {
  return new GroundwireError('EXTERNAL_API_FAILURE', `${name} could not be reached`);
}

export interface ScriptedPage {
  text?: string;
  title?: string;
  published_at?: string | null;
  /** Where the address leads to. */
  url?: string;
  /** What the page says its address is. */
  canonical?: string;
  takesMs?: number | null;
  fails?: { code: ReadFailureCode; reason: string };
  obstacle?: 'paywall' | 'consent';
}

export interface ScriptedReader extends PageReader {
  readonly asked: string[];
  readonly aborted: string[];
  /** Documents that an answer cited. */
  readonly citedIds: string[];
  /** Most reads at the same time. */
  readonly most: number;
  /** How often it was told that there will be something to read. */
  readonly prepared: number;
}

/** A reader of pages that are told, by address. Any other is not found. */
export function scriptedReader(pages: Readonly<Record<string, ScriptedPage>>, clock?: Clock): ScriptedReader {
  const asked: string[] = [];
  const aborted: string[] = [];
  const citedIds: string[] = [];
  let running = 0;
  let most = 0;
  let prepared = 0;
  return {
    asked,
    aborted,
    citedIds,
    get most() {
      return most;
    },
    get prepared() {
      return prepared;
    },
    async read(url, signal) {
      asked.push(url);
      most = Math.max(most, (running += 1));
      const page = pages[url];
      try {
        await takes(clock, page?.takesMs === undefined ? 0 : page.takesMs, signal);
        if (signal.aborted) aborted.push(url);
        signal.throwIfAborted();
        return outcomeOf(url, page);
      } finally {
        running -= 1;
      }
    },
    prepare: () => void (prepared += 1),
    refusal: (url) => (/^https?:\/\/(?:10\.|[^/]*\.internal[/:])/.test(url) ? { reason: 'Its address is not on the public network', inward: true } : null),
    document: async () => null,
    cited: (documentIds) => void citedIds.push(...documentIds),
    check: async () => {},
    close: async () => {},
  };
}

function outcomeOf(url: string, page: ScriptedPage | undefined): ReadOutcome {
  if (page === undefined) return { ok: false, code: 'not_found', reason: 'There is no such page (404)' };
  if (page.fails !== undefined) return { ok: false, ...page.fails };
  const text = page.text ?? '';
  const blocks = [...text.matchAll(/[^\n]+/g)].map(({ 0: line, index }) => ({ kind: 'paragraph' as const, start: index, end: index + line.length }));
  return {
    ok: true,
    page: {
      url: page.url ?? url,
      document: { title: page.title ?? '', url: page.canonical ?? null, published_at: page.published_at ?? null, author: null, language: 'en', text, blocks, ...(page.obstacle === undefined ? {} : { obstacle: page.obstacle }) },
      document_id: `doc_web_${(page.url ?? url).replace(/\W+/g, '_')}`,
      content_hash: 'sha256:11',
      retrieved_at: '2025-09-28T12:00:00.000Z',
      from_cache: false,
    },
  };
}

async function takes(clock: Clock | undefined, ms: number | null, signal: AbortSignal): Promise<void> {
  if (ms === null) await new Promise<void>((resolve) => (signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve(), { once: true })));
  else if (clock !== undefined) await pause(clock, ms, signal);
}
