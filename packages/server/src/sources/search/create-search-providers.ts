import { type Clock, systemClock } from '../../base/clock.js';
import { type Logger, silentLogger } from '../../base/logger.js';
import type { SourceProvider } from '../source-provider.js';
import type { Undated } from './filter-found.js';
import type { Endpoint } from './search-http.js';
import type { SearchService, ServiceSettings } from './search-service.js';
import { addressOf } from './search-http.js';
import { ServiceProvider } from './service-provider.js';
import { arxivService } from './services/arxiv.js';
import { braveService } from './services/brave.js';
import { crossrefService } from './services/crossref.js';
import { exaService } from './services/exa.js';
import { gdeltService } from './services/gdelt.js';
import { hackerNewsService } from './services/hacker-news.js';
import { openalexService } from './services/openalex.js';
import { pubmedService } from './services/pubmed.js';
import { searxngService } from './services/searxng.js';
import { serperService } from './services/serper.js';
import { stackExchangeService } from './services/stack-exchange.js';
import { tavilyService } from './services/tavily.js';
import { wikipediaService } from './services/wikipedia.js';

/** How a service is set up. */
interface ServiceEntry {
  create(settings: ServiceSettings): SearchService;
  /** The service's own address; null where each operator runs their own. */
  baseUrl: string | null;
  /** Variable with the key; null where there is none. */
  keyVariable: string | null;
  /** It is not asked without its key. */
  needsKey: boolean;
  urlVariable: string;
}

const entry = (create: ServiceEntry['create'], baseUrl: string | null, urlVariable: string, keyVariable: string | null = null, needsKey = false): ServiceEntry => ({ create, baseUrl, urlVariable, keyVariable, needsKey });

/** Every service there is, by its name in `parameters.sources`. Those for the web at large stand first. */
export const SEARCH_SERVICES = {
  tavily: entry(tavilyService, 'https://api.tavily.com', 'TAVILY_BASE_URL', 'TAVILY_API_KEY', true),
  brave: entry(braveService, 'https://api.search.brave.com', 'BRAVE_BASE_URL', 'BRAVE_API_KEY', true),
  exa: entry(exaService, 'https://api.exa.ai', 'EXA_BASE_URL', 'EXA_API_KEY', true),
  serper: entry(serperService, 'https://google.serper.dev', 'SERPER_BASE_URL', 'SERPER_API_KEY', true),
  searxng: entry(searxngService, null, 'SEARXNG_URL'),
  wikipedia: entry(wikipediaService, 'https://{language}.wikipedia.org', 'WIKIPEDIA_BASE_URL'),
  gdelt: entry(gdeltService, 'https://api.gdeltproject.org', 'GDELT_BASE_URL'),
  openalex: entry(openalexService, 'https://api.openalex.org', 'OPENALEX_BASE_URL', 'OPENALEX_API_KEY'),
  crossref: entry(crossrefService, 'https://api.crossref.org', 'CROSSREF_BASE_URL'),
  arxiv: entry(arxivService, 'https://export.arxiv.org', 'ARXIV_BASE_URL'),
  pubmed: entry(pubmedService, 'https://eutils.ncbi.nlm.nih.gov/entrez/eutils', 'PUBMED_BASE_URL', 'NCBI_API_KEY'),
  hackernews: entry(hackerNewsService, 'https://hn.algolia.com', 'HACKERNEWS_BASE_URL'),
  stackexchange: entry(stackExchangeService, 'https://api.stackexchange.com/2.3', 'STACKEXCHANGE_BASE_URL', 'STACKEXCHANGE_KEY'),
} as const satisfies Record<string, ServiceEntry>;

export type SearchServiceName = keyof typeof SEARCH_SERVICES;
export const SEARCH_SERVICE_NAMES = Object.keys(SEARCH_SERVICES) as SearchServiceName[];

export interface SearchOptions {
  /** Keys by service. Services that need one are made only with it. */
  keys?: Partial<Record<SearchServiceName, string | undefined>> | undefined;
  /** Addresses in place of the services' own; SearXNG is made only with one. `{language}` in Wikipedia's stands for the edition. */
  baseUrls?: Partial<Record<SearchServiceName, string | undefined>> | undefined;
  /** Which services may be used. Default: all that need no key, and those whose key or address is set. Empty: none. */
  only?: readonly SearchServiceName[] | undefined;
  /** E-mail address of the operator: Crossref, OpenAlex, PubMed and Wikipedia ask for one, and are kinder to those who give it. */
  contact?: string | undefined;
  /** Language of questions that don't show theirs, as two-letter code. Default `en`. */
  language?: string | undefined;
  /** What becomes of results without a date where only recent ones are asked for. Default `drop`; `keep` where pages are read, and judged, afterwards. */
  undated?: Undated | undefined;
  /** Version for the user agent. */
  version: string;
  clock?: Clock | undefined;
  logger?: Logger | undefined;
  /** Sees the path and the body of every answer that is not an error: for recording. */
  onAnswer?: ((service: SearchServiceName, path: string, body: string) => void) | undefined;
}

const TIMEOUT_MS = 8_000;

/** The search services that are configured, in the order of `SEARCH_SERVICES`. Connects to nothing. */
export function createSearchProviders(options: SearchOptions): SourceProvider[] {
  return SEARCH_SERVICE_NAMES.filter((name) => isConfigured(name, options)).map((name) => createProvider(name, options));
}

function isConfigured(name: SearchServiceName, { keys = {}, baseUrls = {}, only }: SearchOptions): boolean {
  const { needsKey, baseUrl }: ServiceEntry = SEARCH_SERVICES[name];
  if (only !== undefined && !only.includes(name)) return false;
  return (!needsKey || filled(keys[name]) !== undefined) && (baseUrl ?? filled(baseUrls[name])) !== undefined;
}

function createProvider(name: SearchServiceName, options: SearchOptions): SourceProvider {
  const { create, baseUrl, keyVariable, needsKey, urlVariable }: ServiceEntry = SEARCH_SERVICES[name];
  const { keys = {}, baseUrls = {}, contact, language = 'en', undated = 'drop', version, clock = systemClock, logger = silentLogger } = options;
  const ownUrl = filled(baseUrls[name]);
  const apiKey = filled(keys[name]);
  const settings = { apiKey, contact: filled(contact), language, urlVariable: ownUrl === undefined ? null : urlVariable };
  const service = create(settings);
  const endpoint: Endpoint = {
    title: service.title,
    baseUrl: ownUrl ?? baseUrl ?? '',
    host: addressOf(ownUrl ?? baseUrl ?? '', { path: '', language }).host,
    keyVariable,
    hasKey: apiKey !== undefined,
    apiKey,
    urlVariable: settings.urlVariable,
    forbiddenHint: service.forbiddenHint,
    refusal: service.refusal?.bind(service),
    userAgent: settings.contact === undefined ? `Groundwire/${version} (self-hosted answer engine)` : `Groundwire/${version} (self-hosted answer engine; mailto:${settings.contact})`,
    timeoutMs: service.timeoutMs ?? TIMEOUT_MS,
    clock,
    onAnswer: options.onAnswer === undefined ? undefined : (path, body) => options.onAnswer?.(name, path, body),
  };
  return new ServiceProvider({ service, endpoint, clock, logger, undated, keyless: !needsKey && baseUrl !== null });
}

function filled(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === '' ? undefined : value.trim();
}
