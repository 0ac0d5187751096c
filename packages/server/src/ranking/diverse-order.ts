/** Two texts with so many of their words in common, of the words of both, are one text that two sites print. */
const SAME_TEXT = 0.7;
/** Only so many of the best are compared: what comes behind them is read by nobody. */
const COMPARED = 40;

/**
 * The same items, best first as they came, but with one that repeats a better one moved behind those that were compared: the same agency
 * report on five sites is one thing to know. `wordsOf` gives the words that are compared. Pure.
 *
 * The measure is Jaccard's: P. Jaccard, Distribution de la flore alpine, 1901.
 */
export function diverseOrder<T>(ordered: readonly T[], wordsOf: (item: T) => ReadonlySet<string>): T[] {
  const kept: Array<{ item: T; words: ReadonlySet<string> }> = [];
  const repeated: T[] = [];
  for (const item of ordered.slice(0, COMPARED)) {
    const words = wordsOf(item);
    if (kept.some((earlier) => isSameText(words, earlier.words))) repeated.push(item);
    else kept.push({ item, words });
  }
  return [...kept.map(({ item }) => item), ...repeated, ...ordered.slice(COMPARED)];
}

function isSameText(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const [small, large] = one.size < other.size ? [one, other] : [other, one];
  if (small.size === 0 || small.size < SAME_TEXT * large.size) return false;
  // Of `shared` words in common it is the same text from `shared >= SAME_TEXT * (small + large - shared)` on: so many may be missing.
  let spare = small.size - (SAME_TEXT * (small.size + large.size)) / (1 + SAME_TEXT);
  for (const word of small) if (!large.has(word) && (spare -= 1) < 0) return false;
  return spare >= 0;
}
