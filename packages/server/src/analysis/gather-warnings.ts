import { type AnalysisParameters, type ResearchUsage, type Warning, whyNoPage } from '@groundwire/protocol';
import { countryCode } from '../base/country-codes.js';
import { plainDomain } from '../extraction/plain-domain.js';
import type { Refusal } from '../reading/page-reader.js';
import type { FoundSource } from '../sources/source-provider.js';
import { notConfigured, type ProviderChoice } from './choose-providers.js';
import { lowerFirst } from '../base/lower-first.js';

/** What a reader should know of how the sources were gathered, beside what came of the providers (`provider-warnings.ts`). All pure. */

/** Sources that the question names and that are not set up, or not there at all. */
export function choiceWarnings({ skipped, unknown: { names, known } }: ProviderChoice): Warning[] {
  const unset = skipped.filter(({ reason }) => reason?.startsWith('Not configured') === true);
  return [
    ...unset.map((report) => ({ code: 'SOURCE_NOT_CONFIGURED', message: notConfigured(report), provider: report.name })),
    ...(names.length === 0 ? [] : [{ code: 'SOURCE_UNKNOWN', message: `parameters.sources names ${quoted(names)}, which ${names.length === 1 ? 'is no source' : 'are no sources'} here. Those there are: ${known.join(', ')}` }]),
  ];
}

/** Countries and a language that nobody knows, by which nothing is searched, and domains that are none, on which nothing is found. */
export function unknownFilters({ countries = [], language, include_domains = [], exclude_domains = [] }: AnalysisParameters): Warning[] {
  const unknown = countries.filter((country) => countryCode(country) === null);
  const code = 'PARAMETER_UNKNOWN';
  const noDomains = Object.entries({ include_domains, exclude_domains }).map(([name, domains]): [string, string[]] => [name, domains.filter((domain) => plainDomain(domain) === null)]);
  return [
    ...(unknown.length === 0 ? [] : [{ code, message: `parameters.countries names ${quoted(unknown)}, which ${unknown.length === 1 ? 'is no country' : 'are no countries'} known here and changed nothing: use English names, or codes like "DE"` }]),
    ...(language === undefined || isLanguage(language) ? [] : [{ code, message: `parameters.language "${language}" is no language known here: use a code like "en" or "pt-BR"` }]),
    ...noDomains.flatMap(([name, domains]) => (domains.length === 0 ? [] : [{ code, message: `parameters.${name} names ${quoted(domains)}, which ${domains.length === 1 ? 'is no domain, and no page is on it' : 'are no domains, and no page is on them'}: use names like "example.org"` }])),
  ];
}

/** Results whose addresses are not asked, or lead to what is not. */
export function leftOutResults(leftOut: ReadonlyMap<string, Refusal>): Warning[] {
  const hosts = (inward: boolean) => withReasons([...leftOut].filter(([, refusal]) => refusal.inward === inward).map(([host, { reason }]) => [host, reason] as const));
  const [inward, invalid] = [hosts(true), hosts(false)];
  return [
    ...(inward === '' ? [] : [{ code: 'INWARD_RESULTS', message: `Results at addresses that must not be read were left out: ${inward}. The operator can name hosts of the own network in READ_ALLOW` }]),
    ...(invalid === '' ? [] : [{ code: 'INVALID_RESULTS', message: `Results whose addresses lead nowhere were left out: ${invalid}` }]),
  ];
}

/** Pages that are gone and that only their snippets speak for: hosts with reasons. */
export function goneResults(gone: ReadonlyArray<readonly [string, string]>): Warning[] {
  if (gone.length === 0) return [];
  return [{ code: 'GONE_RESULTS', message: `Results whose pages are not there any more were left out, although search services still show lines of them: ${withReasons(gone)}` }];
}

/** Pages that the question names and that could not be read. `reasons`: by `source_id`. */
export function unreadPages(named: readonly FoundSource[], reasons: ReadonlyMap<string, string>, isInward: (source_id: string) => boolean): Warning[] {
  const unread = named.filter(({ source_id }) => reasons.has(source_id));
  return unread.map(({ source_id, url }) => ({ code: 'PAGE_NOT_READ', message: `${url ?? ''} could not be read: ${lowerFirst(reasons.get(source_id) ?? '')}${isInward(source_id) ? '. The operator can allow hosts of the own network with READ_ALLOW' : ''}` }));
}

/** Addresses that are none, by their place: they may hold a password. */
export function badAddresses({ urls = [] }: AnalysisParameters): Warning[] {
  return urls.flatMap((url, index) => {
    const fault = whyNoPage(url);
    return fault === null ? [] : [{ code: 'PAGE_NOT_READ', message: `parameters.urls ${fault}. Number ${index + 1} was left out` }];
  });
}

/** Parts of a researched question beyond the limit. */
export function droppedParts({ dropped = [], sub_questions }: ResearchUsage): Warning[] {
  if (dropped.length === 0) return [];
  return [{ code: 'PARTS_LEFT_OUT', message: `Of the ${sub_questions.length + dropped.length} parts of the question ${sub_questions.length} were searched for. Left out: ${quoted(dropped)}. Ask for them in a question of their own` }];
}

const MOST_QUOTED = 8;

/** Hosts, each with the reason why nothing comes from it; the first few. */
function withReasons(hosts: ReadonlyArray<readonly [string, string]>): string {
  return hosts.slice(0, MOST_QUOTED).map(([host, reason]) => `${host} (${lowerFirst(reason)})`).join(', ');
}

/** Of a long list the first few. */
function quoted(texts: readonly string[]): string {
  const shown = texts.slice(0, MOST_QUOTED).map((text) => `"${text}"`).join(', ');
  return texts.length > MOST_QUOTED ? `${shown} and ${texts.length - MOST_QUOTED} more` : shown;
}

function isLanguage(code: string): boolean {
  try {
    return new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' }).of(new Intl.Locale(code).language) !== undefined;
  } catch {
    return false;
  }
}
