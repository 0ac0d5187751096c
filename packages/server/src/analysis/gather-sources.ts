import type { FrameBody, ProgressStep, ProviderReport, ResearchUsage, Warning } from '@groundwire/protocol';
import { GroundwireError } from '../base/errors.js';
import { LinkedAbort } from '../base/linked-abort.js';
import type { QueryPlanner } from '../models/query-planner.js';
import type { TermStatistics } from '../ranking/passage.js';
import type { FoundSource, SourceProvider, SourceQuery } from '../sources/source-provider.js';
import type { AnalysisParams } from './analysis-params.js';
import { chooseProviders, NOBODY, type ProviderChoice } from './choose-providers.js';
import { type Effort, effortFor } from './effort.js';
import type { EngineEdges } from './engine-edges.js';
import { badAddresses, choiceWarnings, droppedParts, goneResults, leftOutResults, unknownFilters, unreadPages } from './gather-warnings.js';
import { type GatherEvent, Gatherer } from './gatherer.js';
import { asksAboutNow, matchLibrary } from './library-match.js';
import { namedSources } from './named-sources.js';
import { planInTime } from './plan-in-time.js';
import { planQueries } from './plan-queries.js';
import { hasFailed, nothingSearched, providerWarnings } from './provider-warnings.js';
import { researchSources } from './research-sources.js';

export interface GatheredSources {
  /** Best first. Those with `text` may be cited; the others were found and could not be used. */
  sources: FoundSource[];
  /** Why a source was not read, by `source_id`. */
  unread: Array<[string, string]>;
  statistics: TermStatistics | null;
  warnings: Warning[];
  providers: ProviderReport[];
  /** What was searched for. */
  searchTerms: string[];
  /** The providers that answered, by name, and the pages that the question names. */
  searched: string[];
  /** Parts of the question, where it was divided. */
  parts: string[];
  research: ResearchUsage | null;
}

export interface Gathering {
  edges: EngineEdges;
  params: AnalysisParams;
  now: number;
  signal: AbortSignal;
  tell(body: FrameBody): void;
  progress(step: ProgressStep, percentage: number, message: string, providers?: ProviderReport[]): FrameBody;
}

/**
 * Gets what an answer is written from: asks the library, then the search services side by side, and reads pages as they are named. A provider
 * or page that fails is recorded and the others go on. Rejects with `EXTERNAL_API_FAILURE` when nothing at all could be searched,
 * with `INVALID_REQUEST` when the parameters name nothing that there is. Owns the order of asking; how a round goes is `gatherer.ts`'.
 */
export async function gatherSources(gathering: Gathering): Promise<GatheredSources> {
  const { edges, params, now, signal } = gathering;
  const { query: question, parameters, history } = params;
  const effort = effortFor(parameters.mode ?? 'quick', edges.effort);
  const query: SourceQuery = { ...planQueries(question, parameters, history, now), patience_ms: effort.searchMs };
  const named = namedSources(parameters.urls ?? []);
  const choice: ProviderChoice = named.length > 0 && parameters.sources === undefined ? NOBODY : chooseProviders(edges.providers, query, parameters, edges.missingProviders);
  // Whoever names services and nothing else wants to hear from them.
  const turnMs = parameters.sources !== undefined && choice.library.length === 0 ? Math.max(effort.patienceMs, effort.namedMs) : effort.patienceMs;
  const gatherer = new Gatherer({
    query,
    reader: edges.reader ?? null,
    effort,
    turnMs,
    clock: edges.clock,
    signal,
    match: ({ sources, statistics }) => matchLibrary(question, sources, { now, statistics, language: parameters.language }),
    tell: teller(gathering, named.length),
  });
  const [, search] = await Promise.all([gatherer.readNamed(named), searchAll(gathering, { gatherer, choice, query, effort })]);
  return settled(gathering, { gatherer, choice, named, query, search });
}

/** The library answers within some milliseconds. While it is busy, for example indexing, the web need not wait for it. */
const LIBRARY_HEAD_START_MS = 250;

interface Searching {
  gatherer: Gatherer;
  choice: ProviderChoice;
  query: SourceQuery;
  effort: Effort;
}

interface Searched {
  /** Services that were left out after the library had answered. */
  left: ProviderReport[];
  searchTerms: string[];
  parts: string[];
  research: ResearchUsage | null;
}

async function searchAll(gathering: Gathering, { gatherer, choice, query, effort }: Searching): Promise<Searched> {
  const { edges, params, now, signal, tell, progress } = gathering;
  const { query: question, parameters, history } = params;
  const planner = edges.plannerFor?.(parameters) ?? null;
  const today = new Date(now).toISOString().slice(0, 10);
  const { library, services } = choice;
  if (library.length + services.length === 0) return { left: [], searchTerms: [], parts: [], research: null };
  if (parameters.mode === 'research') {
    const rank = { now, statistics: null, language: parameters.language };
    const { parts, queries, usage } = await researchSources({ question, queries: query.queries, providers: [...library, ...services], gatherer, planner, history, today, effort, rank, clock: edges.clock, signal, tell: (what) => tell(progress('searching', 15, what)) });
    return { left: [], searchTerms: queries, parts, research: usage };
  }
  if (library.length > 0) await gatherer.round({ providers: library, queries: query.queries, pages: 0, ...(services.length === 0 ? {} : { headStartMs: LIBRARY_HEAD_START_MS }) });
  if (services.length === 0) return { left: [], searchTerms: query.queries, parts: [], research: null };
  if (libraryIsEnough(gathering, gatherer)) return { left: services.map(leftOut), searchTerms: query.queries, parts: [], research: null };
  const planned: string[] = [];
  const planning = new LinkedAbort(signal);
  const plan = planner === null ? undefined : plannedQueries(planner, { ...gathering, signal: planning.signal }, { effort, today }).then((queries) => (planned.push(...queries), queries));
  try {
    await gatherer.round({ providers: services, queries: query.queries, planned: plan, pages: effort.pages });
  } finally {
    // A model on this machine is needed for the answer now.
    planning.abort(new Error('The plan comes too late'));
  }
  return { left: [], searchTerms: [...query.queries, ...planned], parts: [], research: null };
}

/**
 * Who has put documents by wants them to answer, at once, and without the question being sent anywhere. So the web is asked only where
 * they hold no strong match, where the question is about now, or where it names its sources.
 */
function libraryIsEnough({ params, now }: Gathering, gatherer: Gatherer): boolean {
  const { query: question, parameters } = params;
  if (parameters.sources !== undefined || parameters.days !== undefined || asksAboutNow(question, now)) return false;
  return gatherer.libraryMatch === 'strong';
}

function leftOut({ name }: SourceProvider): ProviderReport {
  return { name, status: 'skipped', reason: 'Not asked: the library answers the question. Name it in "sources" to ask it all the same' };
}

async function plannedQueries(planner: QueryPlanner, { edges, params, signal }: Gathering, { effort, today }: { effort: Effort; today: string }): Promise<string[]> {
  const request = { question: params.query, history: params.history, today, wanted: 'queries' as const, most: effort.plannedQueries, maxOutputTokens: effort.planTokens };
  const plan = await planInTime(planner, request, { clock: edges.clock, signal, limitMs: effort.planMs }).catch(() => null);
  return plan?.items ?? [];
}

/** Frames of what happens. A source is told once. */
function teller({ params, tell, progress }: Gathering, named: number): (event: GatherEvent) => void {
  const { analysis_id } = params;
  const begun = new Set<string>();
  let [ended, reached] = [0, 0];
  // Searching and reading go on side by side: what was reached is not taken back.
  const at = (percentage: number) => (reached = Math.max(reached, percentage));
  return (event) => {
    if (event.type === 'searched') return tell(progress('searching', at(20), searchWords(event.providers), event.providers));
    const { source_id, provider, url, title, domain, published_at } = event.source;
    if (event.type === 'found') {
      begun.add(source_id);
      tell({ type: 'source_found', analysis_id, source_id, provider, url, title, domain, published_at });
    } else {
      ended += 1;
      if (event.reading.ok) tell({ type: 'source_read', analysis_id, source_id, words: event.reading.source.text?.words ?? 0 });
      else tell({ type: 'source_failed', analysis_id, source_id, reason: event.reading.reason });
    }
    const words = `Reading ${Math.min(ended + 1, begun.size)} of ${begun.size} ${named > 0 ? 'named ' : ''}${begun.size === 1 ? 'page' : 'pages'}`;
    tell(progress('reading', at(Math.min(45, 30 + ended)), words));
  };
}

function searchWords(providers: readonly ProviderReport[]): string {
  const open = providers.filter(({ status }) => status === 'asked').map(({ name }) => name);
  if (open.length > 0) return `Searching ${open.join(', ')}`;
  const names = (some: readonly ProviderReport[]) => some.map(({ name }) => name).join(', ');
  const failed = providers.filter(hasFailed);
  const answered = providers.filter(({ status }) => status === 'answered');
  const words = [...(answered.length > 0 ? [`searched ${names(answered)}`] : []), ...(failed.length > 0 ? [`no answer from ${names(failed)}`] : [])].join('; ');
  return words === '' ? 'Nothing was searched' : words.charAt(0).toUpperCase() + words.slice(1);
}

interface Settled {
  gatherer: Gatherer;
  choice: ProviderChoice;
  named: FoundSource[];
  query: SourceQuery;
  search: Searched;
}

function settled({ edges, params }: Gathering, { gatherer, choice, named, search }: Settled): GatheredSources {
  const { sources, unread, gone } = gatherer.settled(named);
  const asked = gatherer.reports;
  const isLibrary = (name: string) => choice.library.some((provider) => provider.name === name);
  if (named.length === 0 && !sources.some(({ text }) => text !== null)) throwIfNothingAnswered(gatherer, asked, isLibrary);
  const warnings = [
    ...providerWarnings(asked, isLibrary),
    ...choiceWarnings(choice),
    ...unknownFilters(params.parameters),
    ...leftOutResults(gatherer.leftOut),
    ...goneResults(gone),
    ...(search.research === null ? [] : droppedParts(search.research)),
    ...badAddresses(params.parameters),
    ...unreadPages(named, new Map(unread), (id) => gatherer.isInward(id)),
  ];
  edges.logger.debug({ providers: asked, pages: gatherer.pagesRead }, 'sources are gathered');
  return {
    sources,
    unread,
    statistics: gatherer.statistics,
    warnings,
    providers: [...asked, ...search.left, ...choice.skipped],
    searchTerms: search.searchTerms,
    searched: [...(named.length === 0 ? [] : ['the pages that the question names']), ...asked.filter((report) => !hasFailed(report)).map(({ name }) => name)],
    parts: search.parts,
    research: search.research,
  };
}

/** Nothing could be searched: the library holds nothing of its owner's or is out of order, and no service answered. */
function throwIfNothingAnswered(gatherer: Gatherer, asked: readonly ProviderReport[], isLibrary: (name: string) => boolean): void {
  const services = asked.filter(({ name }) => !isLibrary(name));
  const library = asked.filter(({ name }) => isLibrary(name));
  const libraryHolds = library.some(({ status }) => status === 'answered') && gatherer.statistics?.passages !== 0 && !gatherer.builtin;
  if (libraryHolds || asked.length === 0) return;
  if (services.length > 0 && services.every(hasFailed)) throw nothingSearched(services, services.map(({ name }) => gatherer.failures.find(({ provider }) => provider.name === name)?.error.retryAfter ?? null));
  if (services.length > 0 || !library.every(hasFailed)) return;
  // One that is late has no error of its own.
  throw gatherer.failures.find(({ provider }) => isLibrary(provider.name))?.error ?? new GroundwireError('LIBRARY_UNAVAILABLE', `The library could not be searched: ${library[0]?.reason ?? 'no answer'}. It may be busy, for example indexing; ask again in a moment`);
}
