import { knownSentence } from '../ranking/known-sentences.js';
import { readingOf, type SourceIndex, type Window } from './source-index.js';
import { characterFeature, type ClaimWords, stretchWords, type SupportFeatures, wordFeatures } from './support-features.js';

/**
 * How far a source backs a claim, as far as words can tell: the best stretch of one to three sentences counts, so that a
 * long source gains nothing by its length.
 */
export const SUPPORT_WEIGHTS: Readonly<Record<keyof SupportFeatures, number>> = { words: 0.15, soft: 0.25, pairs: 0.2, characters: 0.2, order: 0.1, unbroken: 0.1 };
/** Each sentence more is a little less of one statement. */
const EACH_FURTHER_SENTENCE = 0.02;
/** Stretches that are looked at closely: the best by words. */
const SHORTLIST = 12;

export interface ScoredStretch {
  /** 0 to 1. */
  score: number;
  start: number;
  end: number;
  /** What stands there, with the heads of a table's columns where it is a row: not always verbatim. */
  text: string;
  verbatim: string;
  passage_index: number;
  features: SupportFeatures;
}

export interface SupportScorer {
  /** The stretch that backs the claim best; null where no stretch shares a word with it. Linear in source and claim. */
  score(claim: ClaimWords): ScoredStretch | null;
  /** The largest share of the claim's words, by their rarity, that any stretch has. A tenth of the work of scoring. */
  covered(claim: ClaimWords): number;
}

export function createSupportScorer(source: SourceIndex): SupportScorer {
  return {
    score(claim) {
      const scored = shortlist(claim, coverages(claim, source), source).map((window) => scoreWords(claim, window, source));
      return best(claim, scored.sort((left, right) => right.sum - left.sum));
    },
    covered(claim) {
      let most = 0;
      for (const weight of coverages(claim, source).values()) most = Math.max(most, weight);
      return claim.weight === 0 ? 0 : most / claim.weight;
    },
  };
}

/** By window: the weight of the claim's words that stand in it. */
function coverages(claim: ClaimWords, source: SourceIndex): Map<number, number> {
  const weights = new Map<string, number>();
  for (const { stem, weight } of claim.content) if (source.windowsWith(stem).length > 0) weights.set(stem, (weights.get(stem) ?? 0) + weight);
  const covered = new Map<number, number>();
  for (const [stem, weight] of weights) for (const window of source.windowsWith(stem)) covered.set(window, (covered.get(window) ?? 0) + weight);
  return covered;
}

function shortlist(claim: ClaimWords, covered: ReadonlyMap<number, number>, { windows }: SourceIndex): Window[] {
  return [...covered]
    .map(([window, weight]) => ({ window, score: weight / claim.weight - EACH_FURTHER_SENTENCE * lengthOf(windows[window]) }))
    .sort((left, right) => right.score - left.score || left.window - right.window)
    .slice(0, SHORTLIST)
    .flatMap(({ window }) => windows[window] ?? []);
}

/** Sentences beyond the first. */
function lengthOf(window: Window | undefined): number {
  return window === undefined ? 0 : window.last - window.first;
}

/** A window without what its characters add. */
interface ScoredWords extends Omit<ScoredStretch, 'score' | 'features'> {
  sum: number;
  features: Omit<SupportFeatures, 'characters'>;
}

function scoreWords(claim: ClaimWords, window: Window, source: SourceIndex): ScoredWords {
  const words = source.units.slice(window.first, window.last + 1).flatMap((unit) => knownSentence(readingOf(unit)).words);
  const features = wordFeatures(claim, stretchWords(words));
  const sum = (Object.keys(features) as Array<keyof typeof features>).reduce((total, name) => total + SUPPORT_WEIGHTS[name] * features[name], 0);
  return { sum: sum - EACH_FURTHER_SENTENCE * lengthOf(window), ...source.rangeOf(window), text: source.readingOf(window), verbatim: source.textOf(window), passage_index: window.passage_index, features };
}

/** `scored`: best first. What its characters can't lift above the best so far is not looked at. */
function best(claim: ClaimWords, scored: readonly ScoredWords[]): ScoredStretch | null {
  let top: ScoredStretch | null = null;
  for (const { sum, features, ...stretch } of scored) {
    if (top !== null && sum + SUPPORT_WEIGHTS.characters <= top.score) break;
    const characters = characterFeature(claim, stretch.text);
    const score = Math.max(0, sum + SUPPORT_WEIGHTS.characters * characters);
    if (top === null || score > top.score) top = { ...stretch, score, features: { ...features, characters } };
  }
  return top;
}
