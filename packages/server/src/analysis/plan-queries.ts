import type { AnalysisParameters } from '@groundwire/protocol';
import type { Turn } from '../models/writer.js';
import type { SourceKind, SourceQuery } from '../sources/source-provider.js';

const SOURCES_BY_MODE = { quick: 10, research: 20 } as const;
const SOURCE_KINDS: readonly SourceKind[] = ['library', 'web', 'news', 'academic', 'discussion'];
const MS_PER_DAY = 86_400_000;

/**
 * From a question to what providers are asked. The plain question always comes first. A question that continues the
 * session is also searched together with the one before it, because "and in winter?" names nothing by itself.
 */
export function planQueries(question: string, parameters: AnalysisParameters, history: Turn[], now: number): SourceQuery {
  const before = history.at(-1)?.question;
  return {
    question,
    queries: before === undefined ? [question] : [question, `${before} ${question}`],
    limit: parameters.max_sources ?? parameters.results_per_country ?? SOURCES_BY_MODE[parameters.mode ?? 'quick'],
    collection: parameters.collection,
    include_domains: parameters.include_domains ?? [],
    exclude_domains: parameters.exclude_domains ?? [],
    published_since: parameters.days === undefined ? undefined : dayOf(now - parameters.days * MS_PER_DAY),
    published_until: parameters.days === undefined ? undefined : dayOf(now + MS_PER_DAY),
    countries: parameters.countries ?? [],
    language: parameters.language,
    kinds: SOURCE_KINDS.filter((kind) => parameters.sources?.includes(kind)),
  };
}

function dayOf(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10);
}
