/** The names that are most like one that nobody has, best first, at most `most`; none that has little in common with it. Pure. */
export function nearestNames(wanted: string, names: readonly string[], most: number): string[] {
  const pairs = pairsOf(wanted);
  return names
    .map((name) => ({ name, likeness: likeness(pairs, pairsOf(name)) }))
    .filter((candidate) => candidate.likeness >= LEAST_LIKENESS)
    .sort((left, right) => right.likeness - left.likeness)
    .slice(0, most)
    .map(({ name }) => name);
}

const LEAST_LIKENESS = 0.4;

/** Pairs of neighbouring characters that both have, by Dice. */
function likeness(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  const both = [...left].filter((pair) => right.has(pair)).length;
  return (2 * both) / Math.max(1, left.size + right.size);
}

function pairsOf(name: string): ReadonlySet<string> {
  const plain = ` ${name.toLowerCase().slice(0, 200)}`;
  return new Set([...plain].slice(1).map((sign, index) => `${[...plain][index] ?? ''}${sign}`));
}
