import type { AnalysisParameters, ProviderReport } from '@groundwire/protocol';
import { GroundwireError } from '../base/errors.js';
import type { SourceProvider, SourceQuery } from '../sources/source-provider.js';
import { isSearchService } from './search-run.js';

/** Who is asked, and who is not, and why. */
export interface ProviderChoice {
  library: SourceProvider[];
  services: SourceProvider[];
  skipped: ProviderReport[];
  /** Names that `parameters.sources` holds and nothing has. */
  unknown: UnknownSources;
}

export interface UnknownSources {
  names: string[];
  /** Names and kinds of what is configured. */
  known: string[];
}

const NONE_UNKNOWN: UnknownSources = { names: [], known: [] };
/** Where nothing is asked. */
export const NOBODY: ProviderChoice = { library: [], services: [], skipped: [], unknown: NONE_UNKNOWN };

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
  if (collection !== undefined) return { ...NOBODY, library };
  const services = providers.filter(isSearchService);
  const suited = services.filter((provider) => provider.suits?.(query) ?? true);
  if (suited.length === 0) return { ...NOBODY, library, services };
  const skipped = services.filter((provider) => !suited.includes(provider)).map(({ name, kinds }): ProviderReport => ({ name, status: 'skipped', reason: `Not asked: it is for ${kinds.join(' and ')} questions. Name it in "sources" to ask it all the same` }));
  return { library, services: suited, skipped, unknown: NONE_UNKNOWN };
}

function namedProviders(providers: readonly SourceProvider[], wanted: readonly string[], missing: MissingProviders): ProviderChoice {
  const isWanted = ({ name, kinds }: SourceProvider) => wanted.some((word) => word === name || kinds.some((kind) => kind === word));
  const chosen = providers.filter(isWanted);
  const skipped = wanted.flatMap((name): ProviderReport[] => (missing.has(name) ? [{ name, status: 'skipped', reason: `Not configured: ${missing.get(name)}` }] : []));
  const known = [...new Set([...providers.map(({ name }) => name), ...providers.flatMap(({ kinds }) => kinds)])];
  const unknown = { names: [...new Set(wanted)].filter((name) => !known.includes(name) && !missing.has(name)), known };
  if (chosen.length > 0) return { library: chosen.filter((provider) => !isSearchService(provider)), services: chosen.filter(isSearchService), skipped, unknown };
  const mend = skipped.length === 0 ? '' : `${skipped.map(notConfigured).join('; ')}. `;
  throw new GroundwireError('INVALID_REQUEST', `parameters.sources names no configured source${unknown.names.length === 0 ? '' : ` (${unknown.names.slice(0, 8).map((name) => `"${name}"`).join(', ')} is none)`}. ${mend}Configured: ${known.join(', ')}`);
}

/** That a source which was named is not set up, and what would set it up, as a sentence. */
export function notConfigured({ name, reason = '' }: ProviderReport): string {
  return reason.replace(/^Not configured/, `${name} is not configured`);
}
