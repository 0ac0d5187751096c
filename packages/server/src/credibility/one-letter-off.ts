import type { Evidence } from './evidence.js';
import { hostFacts } from './host-facts.js';
import { imitatedName } from './look-alike.js';
import { LIST_RULES, type Listings } from './listings.js';
import type { ScoredSource } from './rules.js';

/** A host that at least 8 editions of Wikipedia cite, at least 200 times, is one that others imitate. */
const WELL_KNOWN = /^[^\t\n]+\t(?:[89]|[1-9]\d)\t(?:[2-9]\d\d|[1-9]\d{3,})\t/gm;
/** Shorter names are one letter apart by chance: `sctimes.com`, `latimes.com`. */
const SHORTEST_NAME = 8;

/**
 * Finds, among hosts of which no list says anything, those whose registered name is one slip of the keyboard away from a well-known one under the same suffix:
 * `politicot.com`, `aijazeera.com`. The first call reads the lists once. A slip is a letter too many, too few, another one, or two exchanged
 * (F. J. Damerau, A technique for computer detection and correction of spelling errors, 1964).
 */
export function oneLetterOff(listings: Listings): (source: ScoredSource) => Evidence[] {
  let known: Map<string, string[]> | null = null;
  return (source) => {
    const facts = hostFacts(source.domain, source.url);
    if (facts === null || facts.name === null || facts.suffix === null || facts.name.length < SHORTEST_NAME || imitatedName(facts) !== null) return [];
    if (facts.registered !== null && listings.listings.find(facts.registered) !== null) return [];
    const { name } = facts;
    const original = (known ??= wellKnownNames(listings)).get(facts.suffix)?.find((each) => isOneSlip(each, name));
    if (original === undefined) return [];
    const { name: rule, effect, strength, source: list, year } = LIST_RULES.one_letter_off;
    return [{ rule, effect, strength, source: list, year, reason: `The address is one letter away from ${original}.${facts.suffix}, which is widely cited, but is another one` }];
  };
}

/** Registered names of at least the shortest length, by their public suffix. */
function wellKnownNames({ listings }: Listings): Map<string, string[]> {
  const names = new Map<string, string[]>([['org', ['wikipedia']]]);
  for (const [host = ''] of listings.rowsLike(WELL_KNOWN)) {
    const facts = hostFacts(host, null);
    if (facts?.suffix === undefined || facts.suffix === null || facts.name === null || facts.below !== '' || facts.name.length < SHORTEST_NAME) continue;
    const known = names.get(facts.suffix);
    if (known === undefined) names.set(facts.suffix, [facts.name]);
    else known.push(facts.name);
  }
  return names;
}

function isOneSlip(one: string, other: string): boolean {
  if (one === other || Math.abs(one.length - other.length) > 1) return false;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const [rest, otherRest] = [one.slice(at), other.slice(at)];
  if (rest.length !== otherRest.length) return rest.length > otherRest.length ? rest.slice(1) === otherRest : otherRest.slice(1) === rest;
  return rest.slice(1) === otherRest.slice(1) || (rest[0] === otherRest[1] && rest[1] === otherRest[0] && rest.slice(2) === otherRest.slice(2));
}
