import type { ServiceStatus } from '@groundwire/protocol';
import { isSearchService } from './analysis/search-run.js';
import type { ProviderState, SourceProvider } from './sources/source-provider.js';

/**
 * How searching the web fares, from what came of the last calls: nobody is asked for it. Healthy while no service is known to be out
 * of order, unhealthy when all that were asked are. Pure.
 */
export function searchHealth(providers: readonly SourceProvider[]): { status: ServiceStatus; detail?: string } {
  const services = providers.filter(isSearchService).map((provider) => ({ name: provider.name, state: provider.state?.() ?? UNKNOWN }));
  if (services.length === 0) return { status: 'not_configured', detail: 'Web search is off (SEARCH=off): the library only is searched' };
  const asked = services.filter(({ state }) => state.status !== 'unknown');
  const faulty = asked.filter(({ state }) => state.status !== 'healthy');
  const unasked = services.filter(({ state }) => state.status === 'unknown').map(({ name }) => name);
  const detail = [...asked.map(({ name, state }) => `${name}: ${wordsOf(state)}`), ...(unasked.length === 0 ? [] : [`not asked yet: ${unasked.join(', ')}`])].join('; ');
  if (faulty.length === 0) return { status: 'healthy', detail };
  const down = asked.every(({ state }) => state.status === 'unhealthy');
  return { status: down ? 'unhealthy' : 'degraded', detail };
}

const UNKNOWN: ProviderState = { status: 'unknown', detail: null };

function wordsOf({ status, detail }: ProviderState): string {
  return detail === null ? status : `${status}, ${detail.replace(/\.$/, '')}`;
}
