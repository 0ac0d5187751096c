import type { FoundSource } from '../source-provider.js';

/** Several lists as one: the first of each, then the second of each, … A source that is in more than one keeps its best place. Pure. */
export function interleave(lists: ReadonlyArray<readonly FoundSource[]>): FoundSource[] {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  const together: FoundSource[] = [];
  const seen = new Set<string>();
  for (let place = 0; place < longest; place += 1) {
    for (const list of lists) {
      const source = list[place];
      if (source === undefined || seen.has(source.source_id)) continue;
      seen.add(source.source_id);
      together.push(source);
    }
  }
  return together;
}
