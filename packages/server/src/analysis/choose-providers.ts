import type { ProviderReport } from '@groundwire/protocol';
import type { AnalysisParameters } from '@groundwire/protocol';
import { GroundwireError } from '../base/errors.js';
import type { SourceKind, SourceProvider } from '../sources/source-provider.js';
import { isSearchService } from './search-run.js';

/** Who is asked, and who is not, and why. */
export interface ProviderChoice {
  library: SourceProvider[];
  services: SourceProvider[];
  skipped: ProviderReport[];
}

/** Providers that there could be, by name, with the setting that is missing. */
export type MissingProviders = ReadonlyMap<string, string>;

const SCHOLARLY = /\b(?:stud(?:y|ies)|papers?|research|trials?|meta-analys[ie]s|evidence|journals?|peer.reviewed|citations?|doi|arxiv|pubmed|preprints?|literature|scientists?|researchers|theorem|algorithm|clinical|efficacy|genes?|proteins?|disease|syndrome|symptoms?|treatments?|therap(?:y|ies)|vaccines?|dosage|mechanism)\b/i;
const TECHNICAL = /\b(?:error|exceptions?|stack ?trace|compil(?:e|er|ing)|install|npm|pip|docker|kubernetes|git|linux|bash|python|javascript|typescript|java|rust|golang|c\+\+|sql|regex|api|css|html|library|framework|config(?:ure|uration)?|debug|segfault|undefined|null|async|thread|how (?:do|can|to) (?:i|you|we)|vs\.?|versus|opinions?|reviews?|experiences?|recommend)\b|[A-Za-z_]\w*\(\)|\w+::\w+|`[^`]+`/i;
const CURRENT = /\b(?:today|yesterday|this (?:week|month|year|morning)|last (?:night|week|month)|latest|newest|breaking|news|recent(?:ly)?|current(?:ly)?|now|just|election|elected|war|attack|earthquake|hurricane|resign(?:s|ed)?|announc(?:e|es|ed)|launch(?:es|ed)?|died|dies|won|wins|score|price)\b/i;

/**
 * Who is asked. `parameters.sources` names providers or kinds; without it the library and the search services that suit the question: services
 * for the web at large always, those for papers, news or discussions where its words or its filters speak of such things. Pure; throws
 * `INVALID_REQUEST` where nothing that is configured was named.
 */
export function chooseProviders(providers: readonly SourceProvider[], question: string, parameters: AnalysisParameters, missing: MissingProviders = new Map()): ProviderChoice {
  const { sources: wanted, collection } = parameters;
  if (wanted !== undefined && wanted.length > 0) return namedProviders(providers, wanted, missing);
  const library = providers.filter((provider) => !isSearchService(provider));
  const services = providers.filter(isSearchService);
  // A collection is a part of the library: whoever names one wants nothing else.
  if (collection !== undefined) return { library, services: [], skipped: [] };
  const kinds = kindsFor(question, parameters);
  const suited = services.filter((provider) => provider.kinds.some((kind) => kinds.has(kind)));
  const skipped = suited.length === 0 ? [] : services.filter((provider) => !suited.includes(provider)).map(({ name, kinds: own }) => ({ name, status: 'skipped' as const, reason: `Not asked: the question does not look as if it were about ${own.join(' or ')}. Name it in "sources" to ask it` }));
  return { library, services: suited.length === 0 ? services : suited, skipped };
}

/** Kinds of material that a question calls for. */
function kindsFor(question: string, { days }: AnalysisParameters): ReadonlySet<SourceKind> {
  const kinds = new Set<SourceKind>(['web']);
  if (SCHOLARLY.test(question)) kinds.add('academic');
  if (TECHNICAL.test(question)) kinds.add('discussion');
  if (days !== undefined || CURRENT.test(question)) kinds.add('news');
  return kinds;
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
