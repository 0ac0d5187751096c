import type { ProviderReport, Warning } from '@groundwire/protocol';
import { GroundwireError } from '../base/errors.js';
import { PROVIDER_SKIPPED } from '../base/skipped.js';

/**
 * What a reader should know of providers that were asked and did not answer: a warning each while some search service did, one in all
 * where none of several did. Pure.
 */
export function providerWarnings(asked: readonly ProviderReport[], isLibrary: (name: string) => boolean): Warning[] {
  const failed = asked.filter(hasFailed);
  const services = asked.filter(({ name }) => !isLibrary(name));
  if (services.length < 2 || !services.every(hasFailed)) return failed.map(warningOf);
  return [...failed.filter(({ name }) => isLibrary(name)).map(warningOf), { code: 'WEB_SEARCH_FAILED', message: `The web could not be searched: ${causesOf(services)}` }];
}

/**
 * The end of an analysis for which nothing could be searched. Recoverable: the network, or the service, may be back in a moment; where
 * all of those that failed said when they may be asked again (`waits`, in seconds; null where one did not), when the first of them may.
 */
export function nothingSearched(asked: readonly ProviderReport[], waits: ReadonlyArray<number | null>): GroundwireError {
  const known = waits.filter((wait) => wait !== null);
  const retryAfter = known.length === 0 || known.length < waits.length ? {} : { retryAfter: Math.min(...known) };
  return new GroundwireError('EXTERNAL_API_FAILURE', `No search service answered: ${causesOf(asked.filter(hasFailed))}. Check the server's connection to the internet ("groundwire doctor" looks at each service), or set SEARCH=off to search the library only`, retryAfter);
}

export function hasFailed({ status }: ProviderReport): boolean {
  return status === 'failed' || status === 'skipped';
}

/** Reasons with the names of those that gave them: eight services behind one dead line are one cause. */
function causesOf(reports: readonly ProviderReport[]): string {
  const byReason = new Map<string, string[]>();
  for (const { name, reason = 'no answer' } of reports) {
    const general = reason.replace(titleAtStart(name), '').replace(HOST, (host) => (host === HOST_OF_CONTAINERS ? host : 'its server')).replace(/\.$/, '');
    byReason.set(general, [...(byReason.get(general) ?? []), name]);
  }
  return [...byReason].map(([general, names]) => `${names.join(', ')} (${general})`).join('; ');
}

/** A service's name at the start of a sentence, as people write it: `Stack Exchange` for `stackexchange`, `Brave Search` for `brave`. */
function titleAtStart(name: string): RegExp {
  const letters = [...name].map((sign) => (/[a-z]/i.test(sign) ? `[${sign.toLowerCase()}${sign.toUpperCase()}]` : sign.replace(/\W/, '\\$&')));
  return new RegExp(`^${letters.join('\\s?')}(?:\\s+[A-Z]\\w*)*\\s+`);
}

/** By this name containers call the machine that they run on: it is something to set, not what was asked. */
const HOST_OF_CONTAINERS = 'host.docker.internal';
const HOST = /\b[a-z\d-]+(?:\.[a-z\d-]+)*\.[a-z]{2,}\b/g;

function warningOf({ name, status, reason }: ProviderReport): Warning {
  // Nothing failed where a filter of the question, or a limit, kept a service from being asked.
  return { code: status === 'skipped' ? PROVIDER_SKIPPED : 'EXTERNAL_API_FAILURE', message: reason ?? `${name} did not answer`, provider: name };
}
