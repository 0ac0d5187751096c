import type { EffortOverrides } from './analysis/effort.js';
import type { Clock } from './base/clock.js';
import type { Logger } from './base/logger.js';
import type { Config } from './config.js';
import { createSearchProviders, SEARCH_SERVICE_NAMES, SEARCH_SERVICES } from './sources/search/create-search-providers.js';
import type { SourceProvider } from './sources/source-provider.js';
import { VERSION } from './version.js';

/** The search services of these settings; none with `SEARCH=off`. Part of the wiring; connects to nothing. */
export function searchServices({ search }: Config, { clock, logger }: { clock: Clock; logger: Logger }): SourceProvider[] {
  if (!search.on) return [];
  const { only, keys, baseUrls, contact, language } = search;
  // Pages are read afterwards, and say when they were published.
  return createSearchProviders({ only, keys, baseUrls, contact, language, undated: 'keep', version: VERSION, clock, logger });
}

/** What would have to be set so that `parameters.sources` may name it: services and kinds that are not there. */
export function missingProviders({ search }: Config, there: readonly SourceProvider[]): ReadonlyMap<string, string> {
  if (!search.on) return new Map([...SEARCH_SERVICE_NAMES, 'web', 'news', 'academic', 'discussion'].map((name) => [name, 'SEARCH=off turns web search off on this server']));
  const absent = SEARCH_SERVICE_NAMES.filter((name) => !there.some((provider) => provider.name === name));
  return new Map(absent.map((name) => [name, mendFor(name, search)]));
}

function mendFor(name: (typeof SEARCH_SERVICE_NAMES)[number], { only }: Config['search']): string {
  if (only !== undefined && !only.includes(name)) return 'SEARCH_SERVICES leaves it out on this server';
  const { needsKey, keyVariable, urlVariable } = SEARCH_SERVICES[name];
  return `set ${needsKey ? keyVariable : urlVariable} in the server's environment`;
}

/** Whether the operator set the service up, rather than that it is there by itself. */
export function isConfigured({ search }: Config, name: string): boolean {
  const known = SEARCH_SERVICE_NAMES.find((candidate) => candidate === name);
  return known !== undefined && (search.keys[known] !== undefined || search.baseUrls[known] !== undefined);
}

/** Variable in which a service's address stands. */
export function urlVariableOf(name: string): string | null {
  const known = SEARCH_SERVICE_NAMES.find((candidate) => candidate === name);
  return known === undefined ? null : SEARCH_SERVICES[known].urlVariable;
}

/** The waits that the settings name. Research must leave time to write before an analysis has to end. */
export function effortOf({ searchWaitMs, readWaitMs, analysisDeadlineMs }: Config): EffortOverrides {
  return {
    quick: { ...(searchWaitMs === undefined ? {} : { searchMs: searchWaitMs, patienceMs: Math.max(4_000, searchWaitMs) }), ...(readWaitMs === undefined ? {} : { readMs: readWaitMs }) },
    research: { totalMs: Math.min(40_000, Math.floor(analysisDeadlineMs / 2)) },
  };
}
