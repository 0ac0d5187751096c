import type { KnownAddresses } from '../citations/shown-address.js';
import type { RankedPassage } from '../ranking/ranked-passage.js';
import type { FoundSource } from '../sources/source-provider.js';

/** What the answer may link to, and which addresses it may at least name: those that stand in what the writer was given. Pure. */
export function knownAddresses(found: readonly FoundSource[], passages: readonly RankedPassage[]): KnownAddresses {
  return {
    sources: new Set(found.flatMap(({ url }) => url ?? [])),
    isQuoted: (address) => passages.some(({ passage }) => passage.text.includes(address)),
  };
}
