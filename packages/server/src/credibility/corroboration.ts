import type { Citation, Claim } from '@groundwire/protocol';
import type { Evidence } from './evidence.js';
import { hostFacts } from './host-facts.js';

/** How far other sources of the same answer may raise a source: little, because they may have copied from one another. */
export const CORROBORATED_STRENGTH = 0.15;

/**
 * For each citation (by id) the domains, other than its own, that back a claim which it backs too. Only claims count whose
 * support is `full` or `partial`. Hosts below one registered domain are one voice; documents without an address have none.
 */
export function corroboratingDomains(citations: readonly Citation[], claims: readonly Claim[]): Map<string, string[]> {
  const voices = new Map(citations.map(({ id, url, domain }) => [id, domain === 'library' ? null : (hostFacts(domain, url)?.registered ?? null)]));
  const others = new Map(citations.map(({ id }) => [id, new Set<string>()]));
  for (const { citations: ids, support } of claims) {
    if (support !== 'full' && support !== 'partial') continue;
    for (const id of ids) for (const other of ids) addVoice(others.get(id), voices.get(id), voices.get(other));
  }
  return new Map([...others].map(([id, domains]) => [id, [...domains].sort()]));
}

/** Evidence from what `corroboratingDomains` found; null where there is none. */
export function corroboration(domains: readonly string[]): Evidence | null {
  if (domains.length === 0) return null;
  const shown = domains.slice(0, 3).join(', ') + (domains.length > 3 ? ' and others' : '');
  return { rule: 'corroborated', effect: 'raises', strength: CORROBORATED_STRENGTH, reason: `In this answer ${shown} ${domains.length === 1 ? 'says' : 'say'} the same` };
}

function addVoice(found: Set<string> | undefined, own: string | null | undefined, other: string | null | undefined): void {
  if (own != null && other != null && own !== other) found?.add(other);
}
