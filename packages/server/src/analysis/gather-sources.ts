import type { Warning } from '@groundwire/protocol';
import { GroundwireError, toGroundwireError } from '../base/errors.js';
import type { TermStatistics } from '../ranking/passage.js';
import type { FoundSource, SearchResult, SourceProvider, SourceQuery } from '../sources/source-provider.js';

export interface GatheredSources {
  /** One entry per source, best first; the first provider's order goes before the next one's. */
  sources: FoundSource[];
  statistics: TermStatistics | null;
  warnings: Warning[];
}

/** The providers that `parameters.sources` names, by name or kind; all of them when it names none. */
export function chooseProviders(providers: SourceProvider[], wanted: string[] | undefined): SourceProvider[] {
  if (wanted === undefined || wanted.length === 0) return providers;
  const chosen = providers.filter((provider) => wanted.includes(provider.name) || provider.kinds.some((kind) => wanted.includes(kind)));
  if (chosen.length > 0) return chosen;
  const known = [...new Set(providers.flatMap((provider) => [provider.name, ...provider.kinds]))].join(', ');
  throw new GroundwireError('INVALID_REQUEST', `parameters.sources names no configured source. Configured: ${known}`);
}

/**
 * Asks all providers side by side. One that fails becomes a warning and the others go on; only when all of them fail does
 * this reject, with the first one's error.
 */
export async function gatherSources(providers: SourceProvider[], query: SourceQuery, signal: AbortSignal): Promise<GatheredSources> {
  const settled = await Promise.allSettled(providers.map((provider) => provider.search(query, signal)));
  signal.throwIfAborted();
  const answered = settled.filter((result): result is PromiseFulfilledResult<SearchResult> => result.status === 'fulfilled');
  const failures = settled.flatMap((result, position) => (result.status === 'rejected' ? [{ provider: providers[position], error: toGroundwireError(result.reason) }] : []));
  const first = failures[0];
  if (answered.length === 0 && first !== undefined) throw first.error;
  return {
    sources: onePerSource(answered.flatMap((result) => result.value.sources)).slice(0, query.limit),
    statistics: answered.find((result) => result.value.statistics !== null)?.value.statistics ?? null,
    warnings: failures.map(({ provider, error }) => ({ code: error.code, message: error.message, ...(provider === undefined ? {} : { provider: provider.name }) })),
  };
}

function onePerSource(sources: FoundSource[]): FoundSource[] {
  const seen = new Set<string>();
  return sources.filter((source) => {
    const identity = source.url ?? source.source_id;
    if (seen.has(identity)) return false;
    seen.add(identity);
    return true;
  });
}
