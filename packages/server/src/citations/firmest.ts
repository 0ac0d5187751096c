import type { Discord } from './support-checks.js';

const ORDER: readonly Discord['kind'][] = ['against', 'missing', 'doubt'];

/** The one that weighs most; the first of several. */
export function firmest(found: ReadonlyArray<Discord | null>): Discord | null {
  for (const kind of ORDER) {
    const discord = found.find((each) => each?.kind === kind);
    if (discord != null) return discord;
  }
  return null;
}
