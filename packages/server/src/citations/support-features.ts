import { commonShare } from '../ranking/common-words.js';
import { isStopWord, readsAsEnglish } from '../ranking/stop-words.js';
import { type Word, wordsOf } from '../ranking/words.js';
import { characterRuns } from './compare-text.js';

/**
 * What a claim and a stretch of a source have in common, each feature 0 to 1 and counted from the claim's side: the
 * length of the source gains nothing. Which of them tell supported claims from others was measured (docs/quality.md).
 */
export interface SupportFeatures {
  /** Share of the claim's words that stand there, the rarer the weightier. */
  words: number;
  /** The same, where a word that shares its first letters counts in part. */
  soft: number;
  /** Share of the claim's neighbouring words that follow each other there too, at most two words apart. */
  pairs: number;
  /** Share of the claim's runs of five characters. */
  characters: number;
  /** Longest sequence of the claim's words that stands there in the same order, with gaps, as a share. */
  order: number;
  /** One less the weight share of the longest stretch of the claim without any word of it there. */
  unbroken: number;
}

/** A claim taken apart once, for all that it is compared with. */
export interface ClaimWords {
  words: Word[];
  /** Words that carry matter, in order; all of them where none does. */
  content: Array<{ stem: string; weight: number }>;
  weight: number;
  /** Made when they are first asked for: where no word is shared nobody does. */
  readonly runs: ReadonlySet<string>;
}

/** A stretch of a source, likewise. */
export interface StretchWords {
  words: Word[];
  stems: ReadonlyMap<string, readonly number[]>;
  prefixes: ReadonlySet<string>;
}

/** Letters that two forms of one word share at least. */
const PREFIX = 5;
export const PREFIX_FIT = 0.6;
const NEAR = 3;
/** Longer claims are compared by their beginning: no sentence has so many words. */
const MOST_WORDS = 200;

/** `all`: the words of the text. */
export function claimWords(text: string, all: readonly Word[] = wordsOf(text)): ClaimWords {
  const words = all.slice(0, MOST_WORDS);
  const english = readsAsEnglish(words.map((word) => word.folded));
  const telling = words.filter((word) => !isStopWord(word.folded, english));
  const content = (telling.length > 0 ? telling : words).map((word) => ({ stem: word.stem, weight: weightOf(word) }));
  let runs: ReadonlySet<string> | null = null;
  return {
    words,
    content,
    weight: content.reduce((sum, { weight }) => sum + weight, 0),
    get runs() {
      return (runs ??= characterRuns(text));
    },
  };
}

export function stretchWords(words: Word[]): StretchWords {
  const stems = new Map<string, number[]>();
  words.forEach(({ stem }, index) => {
    const places = stems.get(stem);
    if (places === undefined) stems.set(stem, [index]);
    else places.push(index);
  });
  return { words, stems, prefixes: new Set(words.filter(({ stem }) => stem.length >= PREFIX).map(({ stem }) => stem.slice(0, PREFIX))) };
}

/** All but the runs of characters, which take longest to find. */
export function wordFeatures(claim: ClaimWords, stretch: StretchWords): Omit<SupportFeatures, 'characters'> {
  const { content, weight } = claim;
  if (content.length === 0 || weight === 0) return { words: 0, soft: 0, pairs: 0, order: 0, unbroken: 0 };
  const isThere = content.map(({ stem }) => stretch.stems.has(stem));
  const fits = content.map(({ stem }, index) => (isThere[index] ? 1 : !/\d/.test(stem) && stem.length >= PREFIX && stretch.prefixes.has(stem.slice(0, PREFIX)) ? PREFIX_FIT : 0));
  const share = (of: readonly number[]) => content.reduce((sum, entry, index) => sum + entry.weight * (of[index] ?? 0), 0) / weight;
  return {
    words: share(isThere.map(Number)),
    soft: share(fits),
    pairs: pairShare(content, stretch),
    order: longestInOrder(content.map(({ stem }) => stem), stretch) / content.length,
    unbroken: 1 - longestGap(content, fits) / weight,
  };
}

/** The share of the claim's runs of characters that `text` has. */
export function characterFeature({ runs, content }: ClaimWords, text: string): number {
  if (runs.size === 0 || content.length === 0) return 0;
  const there = characterRuns(text);
  let shared = 0;
  for (const run of runs) if (there.has(run)) shared += 1;
  return shared / runs.size;
}

function weightOf(word: Pick<Word, 'stem'>): number {
  // A name or a number is as rare as a word can be.
  return Math.log(1 + 1 / Math.max(commonShare(word.stem), 0.002));
}

function pairShare(content: ClaimWords['content'], { stems }: StretchWords): number {
  if (content.length < 2) return stems.has(content[0]?.stem ?? '') ? 1 : 0;
  let found = 0;
  for (let index = 0; index + 1 < content.length; index += 1) {
    const first = stems.get(content[index]?.stem ?? '');
    const second = stems.get(content[index + 1]?.stem ?? '');
    if (first?.some((at) => second?.some((next) => next > at && next - at <= NEAR)) === true) found += 1;
  }
  return found / (content.length - 1);
}

/** Longest common subsequence, by the places of the claim's words (Hunt and Szymanski, 1977). */
function longestInOrder(claim: readonly string[], { stems }: StretchWords): number {
  const ends: number[] = [];
  for (const stem of claim) {
    for (const place of (stems.get(stem) ?? []).toReversed()) {
      let low = 0;
      let high = ends.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((ends[middle] ?? 0) < place) low = middle + 1;
        else high = middle;
      }
      ends[low] = place;
    }
  }
  return ends.length;
}

function longestGap(content: ClaimWords['content'], fits: readonly number[]): number {
  let longest = 0;
  let run = 0;
  content.forEach(({ weight }, index) => {
    run = (fits[index] ?? 0) > 0 ? 0 : run + weight;
    longest = Math.max(longest, run);
  });
  return longest;
}
