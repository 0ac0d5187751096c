import { textMemo } from '../base/text-memo.js';
import { knownSentence } from '../ranking/known-sentences.js';
import type { Passage } from '../ranking/passage.js';
import { ClaimText } from './claim-text.js';
import { canonicalSentence, characterRuns, countIn, featuresOf, type TextFeatures } from './compare-text.js';
import { SourceIndex, type Window } from './source-index.js';

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

export type QuoteFinder = (claim: ClaimText) => MatchedQuote | null;

/** The sentences, at most three in a row, that match the claim best; null where nothing has a word in common with it. */
export function matchQuote(claimText: string, passages: readonly Passage[]): MatchedQuote | null {
  return createQuoteFinder(new SourceIndex(passages))(new ClaimText(claimText));
}

interface ScoredWindow extends Window {
  score: number;
}

/** `matchQuote` for many claims on the same source: it is taken apart once. */
export function createQuoteFinder(source: SourceIndex): QuoteFinder {
  const features: TextFeatures[] = [];
  const featuresAt = (unit: number) => (features[unit] ??= knownFeatures(source.units[unit]?.text ?? ''));
  return (claim) => {
    if (claim.canonical === '') return null;
    const shortlist = bestByWords(claim.features, source, featuresAt);
    const same = shortlist.find((window) => canonicalSentence(source.textOf(window)) === claim.canonical);
    if (same !== undefined) return quote({ ...same, score: 1 }, source);
    const { runs } = claim.words;
    const winner = shortlist.length > 0 ? best(shortlist.map((window) => withCharacters(runs, window, source))) : alike(runs, source);
    return winner === null ? null : quote(winner, source);
  };
}

/** The windows that have words of the claim, best first, as many as are worth a closer look. */
function bestByWords(claim: TextFeatures, source: SourceIndex, featuresAt: (unit: number) => TextFeatures): ScoredWindow[] {
  const found = new Set<number>();
  for (const stem of claim.content) for (const window of source.windowsWith(stem)) found.add(window);
  return [...found]
    .sort((left, right) => left - right)
    .flatMap((index) => source.windows[index] ?? [])
    .map((window) => ({ ...window, score: wordScore(claim, unitsIn(window).map(featuresAt)) }))
    .sort((left, right) => right.score - left.score)
    .slice(0, SHORTLIST);
}

function unitsIn({ first, last }: Window): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function wordScore(claim: TextFeatures, units: readonly TextFeatures[]): number {
  const content = countIn(claim.content, units.map(({ stems }) => stems));
  const bigrams = countIn(claim.bigrams, units.map((unit) => unit.bigrams));
  const pairs = claim.bigrams.size === 0 ? content / claim.content.size : bigrams / claim.bigrams.size;
  const score = (WEIGHTS.content * content) / claim.content.size + WEIGHTS.bigrams * pairs + WEIGHTS.eachFurtherSentence * (units.length - 1);
  return Math.max(score, 0.001);
}

function withCharacters(runs: ReadonlySet<string>, window: ScoredWindow, { units }: SourceIndex): ScoredWindow {
  const shared = countIn(runs, units.slice(window.first, window.last + 1).map(({ text }) => knownRuns(text)));
  return { ...window, score: window.score + characterScore(shared, runs) };
}

function characterScore(shared: number, runs: ReadonlySet<string>): number {
  return (WEIGHTS.characters * shared) / Math.max(1, runs.size);
}

function best(scored: readonly ScoredWindow[]): ScoredWindow | null {
  return scored.reduce<ScoredWindow | null>((top, window) => (top === null || window.score > top.score ? window : top), null);
}

/** Without a common word: the single sentence that looks most alike all the same, as in languages that join words. */
function alike(runs: ReadonlySet<string>, source: SourceIndex): ScoredWindow | null {
  const shared = new Uint32Array(source.units.length);
  for (const run of runs) for (const unit of source.unitsWithRun(run)) shared[unit]! += 1;
  const unit = shared.indexOf(shared.reduce((most, count) => Math.max(most, count), 0));
  const score = characterScore(shared[unit] ?? 0, runs);
  const window = source.windows.find(({ first, last }) => first === unit && last === unit);
  return window === undefined || score < WEIGHTS.characters * LEAST_CHARACTERS ? null : { ...window, score };
}

function quote(window: ScoredWindow, source: SourceIndex): MatchedQuote {
  return { passage_index: window.passage_index, ...source.rangeOf(window), text: source.textOf(window), score: Math.min(1, window.score) };
}
