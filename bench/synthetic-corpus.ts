/** A document made up by a seeded generator: real enough in its word frequencies to be a fair load, and nobody's text. */
export interface SyntheticDocument {
  key: string;
  title: string;
  content: string;
}

const SYLLABLES = 'ka lo mi ter san ver do re gal ni por ta bel mon is ra cu den fo hal ju le pra qui ros sti tu vo wen ya zer'.split(' ');

/** Mulberry32, a public-domain 32-bit generator by Tommy Ettinger: small, seedable, good enough for text. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Words by rank; the same rank is always the same word. */
function word(rank: number): string {
  let text = '';
  for (let rest = rank + 1; rest > 0; rest = Math.floor(rest / SYLLABLES.length)) text += SYLLABLES[rest % SYLLABLES.length];
  return text;
}

const VOCABULARY = 30_000;

/** A rank drawn from Zipf's law with exponent 1, by inverting its approximate distribution. */
function zipfRank(random: () => number): number {
  return Math.min(VOCABULARY - 1, Math.floor(VOCABULARY ** random()) - 1);
}

function sentence(random: () => number): string {
  const words = Array.from({ length: 8 + Math.floor(random() * 14) }, () => word(zipfRank(random)));
  const text = words.join(' ');
  return `${text[0]?.toUpperCase()}${text.slice(1)}.`;
}

/** Documents of `paragraphs` paragraphs of about 100 words each. */
export function syntheticDocuments(count: number, paragraphs: number, seed: number): SyntheticDocument[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, position) => ({
    key: `synthetic-${position}`,
    title: sentence(random).slice(0, 60),
    content: Array.from({ length: paragraphs }, () => Array.from({ length: 7 }, () => sentence(random)).join(' ')).join('\n\n'),
  }));
}

/** Questions that some passage can answer: a few of the rarer words of one of its sentences. */
export function syntheticQuestions(documents: SyntheticDocument[], count: number, seed: number): string[] {
  const random = seededRandom(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  return Array.from({ length: count }, () => {
    const sentences = pick(documents).content.split(/\.\s+/u);
    const words = [...new Set(pick(sentences).toLowerCase().split(/\W+/u))].filter((candidate) => candidate.length > 4);
    return `What about ${words.slice(0, 5).join(' ')}?`;
  });
}
