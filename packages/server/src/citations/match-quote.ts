import { textMemo } from '../base/text-memo.js';
import { knownSentence } from '../ranking/known-sentences.js';
import type { Passage } from '../ranking/passage.js';
import { wordsOf } from '../ranking/words.js';
import { canonicalSentence, characterRuns, countIn, featuresOf, type TextFeatures } from './compare-text.js';
import { type QuoteUnit, quoteUnits, windowsOf } from './quote-units.js';

/**
 * Finds the place in a source that a statement most likely rests on.
 *
 * Owns the choice of the quote. Must not say whether the quote supports the statement (`judge-support.ts`). Called by
 * `settle-citations.ts`.
 */

/** Verbatim text of a passage with its range in the document. `score` is 0 to 1, comparable between quotes for one claim. */
export interface MatchedQuote {
  passage_index: number;
  start: number;
  end: number;
  text: string;
  score: number;
}

/**
 * What the score is made of. Overlap is counted from the claim's side, in the best window of one to three sentences rather
 * than in the whole passage, so that the length of a passage gains nothing. Weights are set by hand: words carry most, runs
 * of characters see endings, pairs of words see order.
 */
const WEIGHTS = { content: 0.5, bigrams: 0.2, characters: 0.3, eachFurtherSentence: -0.04 } as const;
/** Windows that are compared by characters too: the best by words. */
const SHORTLIST = 12;
/** Below this share of common character runs, a window without a common word has nothing to do with the claim. */
const LEAST_CHARACTERS = 0.2;

/** Characters of the sentences that are remembered taken apart: what is cited is cited again. Their runs take about sixty times as many bytes. */
const KNOWN_CHARACTERS = 128 * 1024;
const knownFeatures = textMemo((text) => featuresOf(knownSentence(text).words), KNOWN_CHARACTERS);
const knownRuns = textMemo(characterRuns, KNOWN_CHARACTERS);

export type QuoteFinder = (claimText: string) => MatchedQuote | null;

/** The sentences, at most three in a row, that match the claim best; null where nothing has a word in common with it. */
export function matchQuote(claimText: string, passages: readonly Passage[]): MatchedQuote | null {
  return createQuoteFinder(passages)(claimText);
}

interface PreparedUnit extends QuoteUnit {
  features: TextFeatures;
  /** Character runs, once somebody asked. */
  runs?: ReadonlySet<string>;
}

interface Window {
  passage_index: number;
  units: PreparedUnit[];
  score: number;
}

/** `matchQuote` for many claims on the same passages: they are taken apart once. */
export function createQuoteFinder(passages: readonly Passage[]): QuoteFinder {
  let prepared: Window[] | null = null;
  return (claimText) => {
    prepared ??= passages.flatMap((passage, index) => prepare(passage, index));
    return best(claimText, prepared, passages);
  };
}

function prepare(passage: Passage, passageIndex: number): Window[] {
  const units: PreparedUnit[] = quoteUnits(passage).map((unit) => ({ ...unit, features: knownFeatures(unit.text) }));
  return windowsOf(units).map(([first, last]) => ({ passage_index: passageIndex, units: units.slice(first, last + 1), score: 0 }));
}

function best(claimText: string, windows: readonly Window[], passages: readonly Passage[]): MatchedQuote | null {
  const canonical = canonicalSentence(claimText);
  if (canonical === '') return null;
  const shortlist = bestByWords(featuresOf(wordsOf(claimText)), windows);
  const same = shortlist.find((window) => canonicalSentence(textOf(window.units, passages[window.passage_index])) === canonical);
  if (same !== undefined) return quote({ ...same, score: 1 }, passages);
  const runs = characterRuns(claimText);
  const scored = shortlist.length > 0 ? shortlist.map((window) => withCharacters(runs, window)) : alike(runs, windows);
  const winner = scored.reduce<Window | null>((top, window) => (top === null || window.score > top.score ? window : top), null);
  return winner === null ? null : quote(winner, passages);
}

/** The windows that have words of the claim, best first, as many as are worth a closer look. */
function bestByWords(claim: TextFeatures, windows: readonly Window[]): Window[] {
  const found: Window[] = [];
  for (const window of windows) {
    const score = wordScore(claim, window.units);
    if (score > 0) found.push({ ...window, score });
  }
  return found.sort((left, right) => right.score - left.score).slice(0, SHORTLIST);
}

function wordScore(claim: TextFeatures, units: readonly PreparedUnit[]): number {
  const content = countIn(claim.content, units.map((unit) => unit.features.stems));
  if (content === 0) return 0;
  const bigrams = countIn(claim.bigrams, units.map((unit) => unit.features.bigrams));
  const pairs = claim.bigrams.size === 0 ? content / claim.content.size : bigrams / claim.bigrams.size;
  const score = (WEIGHTS.content * content) / claim.content.size + WEIGHTS.bigrams * pairs + WEIGHTS.eachFurtherSentence * (units.length - 1);
  return Math.max(score, 0.001);
}

function withCharacters(runs: ReadonlySet<string>, window: Window): Window {
  const shared = countIn(runs, window.units.map(runsOf));
  return { ...window, score: window.score + (WEIGHTS.characters * shared) / Math.max(1, runs.size) };
}

function runsOf(unit: PreparedUnit): ReadonlySet<string> {
  unit.runs ??= knownRuns(unit.text);
  return unit.runs;
}

/** Without a common word: single sentences that look alike all the same, as in languages that join words. */
function alike(runs: ReadonlySet<string>, windows: readonly Window[]): Window[] {
  return windows
    .filter(({ units }) => units.length === 1)
    .map((window) => withCharacters(runs, { ...window, score: 0 }))
    .filter(({ score }) => score >= WEIGHTS.characters * LEAST_CHARACTERS);
}

function textOf(units: readonly QuoteUnit[], passage: Passage | undefined): string {
  return passage === undefined ? '' : passage.text.slice((units[0]?.start ?? 0) - passage.start, (units.at(-1)?.end ?? 0) - passage.start);
}

function quote({ passage_index, units, score }: Window, passages: readonly Passage[]): MatchedQuote | null {
  const passage = passages[passage_index];
  const start = units[0]?.start;
  const end = units.at(-1)?.end;
  if (passage === undefined || start === undefined || end === undefined) return null;
  return { passage_index, start, end, text: textOf(units, passage), score: Math.min(1, score) };
}
