import type { Passage } from '../ranking/passage.js';
import { characterRuns } from './compare-text.js';
import { type QuoteUnit, quoteUnits, windowsOf } from './quote-units.js';
import { type ClaimWords, claimWords, type StretchWords, stretchWords, type SupportFeatures, supportFeatures } from './support-features.js';

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
  text: string;
  passage_index: number;
  features: SupportFeatures;
}

interface Window {
  passage_index: number;
  units: QuoteUnit[];
  stems: ReadonlySet<string>;
  words: StretchWords | null;
}

/** A source taken apart once, for many claims. */
export type SupportScorer = (claim: ClaimWords) => ScoredStretch | null;

/** The stretch that backs the claim best; null where no stretch shares a word with it. Linear in source and claim. */
export function createSupportScorer(passages: readonly Passage[]): SupportScorer {
  let windows: Window[] | null = null;
  return (claim) => {
    windows ??= passages.flatMap((passage, index) => windowsIn(passage, index));
    let best: ScoredStretch | null = null;
    for (const window of shortlist(claim, windows)) {
      const scored = scoreWindow(claim, window, passages[window.passage_index]);
      if (scored !== null && (best === null || scored.score > best.score)) best = scored;
    }
    return best;
  };
}

/** For one claim and one text. */
export function scoreSupport(claim: string, text: string): ScoredStretch | null {
  return createSupportScorer([{ start: 0, end: text.length, text, heading: '', blocks: [] }])(claimWords(claim));
}

function windowsIn(passage: Passage, passage_index: number): Window[] {
  const units = quoteUnits(passage);
  const stems = units.map((unit) => new Set(stretchWords(unit.text, EMPTY).stems.keys()));
  return windowsOf(units).map(([first, last]) => ({ passage_index, units: units.slice(first, last + 1), stems: first === last ? (stems[first] ?? EMPTY) : union(stems.slice(first, last + 1)), words: null }));
}

const EMPTY: ReadonlySet<string> = new Set();

function union(sets: ReadonlyArray<ReadonlySet<string>>): ReadonlySet<string> {
  return new Set(sets.flatMap((set) => [...set]));
}

function shortlist(claim: ClaimWords, windows: readonly Window[]): Window[] {
  const found: Array<{ window: Window; score: number }> = [];
  for (const window of windows) {
    let covered = 0;
    for (const { stem, weight } of claim.content) if (window.stems.has(stem)) covered += weight;
    if (covered > 0) found.push({ window, score: covered / claim.weight - EACH_FURTHER_SENTENCE * (window.units.length - 1) });
  }
  return found.sort((left, right) => right.score - left.score).slice(0, SHORTLIST).map(({ window }) => window);
}

function scoreWindow(claim: ClaimWords, window: Window, passage: Passage | undefined): ScoredStretch | null {
  const start = window.units[0]?.start;
  const end = window.units.at(-1)?.end;
  if (passage === undefined || start === undefined || end === undefined) return null;
  const text = passage.text.slice(start - passage.start, end - passage.start);
  window.words ??= stretchWords(text, characterRuns(text));
  const features = supportFeatures(claim, window.words);
  const sum = (Object.keys(SUPPORT_WEIGHTS) as Array<keyof SupportFeatures>).reduce((total, name) => total + SUPPORT_WEIGHTS[name] * features[name], 0);
  return { score: Math.max(0, sum - EACH_FURTHER_SENTENCE * (window.units.length - 1)), start, end, text, passage_index: window.passage_index, features };
}
