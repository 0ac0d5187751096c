import type { AnalysisParameters, ProviderReport } from '@groundwire/protocol';
import { GroundwireError } from '../base/errors.js';
import type { SourceProvider, SourceQuery } from '../sources/source-provider.js';
import { isSearchService } from './search-run.js';

/** Who is asked, and who is not, and why. */
export interface ProviderChoice {
  library: SourceProvider[];
  services: SourceProvider[];
  skipped: ProviderReport[];
}

/** Providers that there could be, by name, with the setting that is missing. */
export type MissingProviders = ReadonlyMap<string, string>;

/**
 * Who is asked. `parameters.sources` names providers or kinds; without it the library and the search services that find the question suits
 * them. Pure; throws `INVALID_REQUEST` where nothing that is configured was named.
 */
export function chooseProviders(providers: readonly SourceProvider[], query: SourceQuery, { sources: wanted, collection }: AnalysisParameters, missing: MissingProviders = new Map()): ProviderChoice {
  if (wanted !== undefined && wanted.length > 0) return namedProviders(providers, wanted, missing);
  const library = providers.filter((provider) => !isSearchService(provider));
  // A collection is a part of the library: whoever names one wants nothing else.
  if (collection !== undefined) return { library, services: [], skipped: [] };
  const services = providers.filter(isSearchService);
  const suited = services.filter((provider) => provider.suits?.(query) ?? true);
  if (suited.length === 0) return { library, services, skipped: [] };
  const skipped = services.filter((provider) => !suited.includes(provider)).map(({ name, kinds }): ProviderReport => ({ name, status: 'skipped', reason: `Not asked: it is for ${kinds.join(' and ')} questions. Name it in "sources" to ask it all the same` }));
  return { library, services: suited, skipped };
}

function namedProviders(providers: readonly SourceProvider[], wanted: readonly string[], missing: MissingProviders): ProviderChoice {
  const isWanted = ({ name, kinds }: SourceProvider) => wanted.some((word) => word === name || kinds.some((kind) => kind === word));
  const chosen = providers.filter(isWanted);
  const skipped = wanted.flatMap((name): ProviderReport[] => (missing.has(name) ? [{ name, status: 'skipped', reason: `Not configured: ${missing.get(name)}` }] : []));
  if (chosen.length > 0) return { library: chosen.filter((provider) => !isSearchService(provider)), services: chosen.filter(isSearchService), skipped };
  const known = [...new Set(providers.flatMap(({ name, kinds }) => [name, ...kinds]))].join(', ');
  const mend = skipped.length === 0 ? '' : `${skipped.map(({ name, reason }) => `${name}: ${reason}`).join('; ')}. `;
  throw new GroundwireError('INVALID_REQUEST', `parameters.sources names no configured source. ${mend}Configured: ${known}`);
}
