import type { Support } from '@groundwire/protocol';
import type { Passage } from '../ranking/passage.js';
import { splitSentences } from '../ranking/split-sentences.js';
import { wordsOf } from '../ranking/words.js';
import { unsourcedFact } from './check-facts.js';
import { ClaimText } from './claim-text.js';
import { canonicalSentence } from './compare-text.js';
import { sourceMemo } from './known-source.js';
import { createQuoteFinder, type QuoteFinder } from './match-quote.js';
import { restateFigures } from './restate-figures.js';
import { createSupportScorer, type ScoredStretch, type SupportScorer } from './score-support.js';
import { SourceIndex } from './source-index.js';
import { UNSPACED_WORD } from './whole-words.js';
import { type Discord, findDiscord, isAlike, SourceFacts } from './support-checks.js';
import { characterFeature, PREFIX_FIT, stretchWords, wordFeatures } from './support-features.js';

/**
 * Says how firmly sources back a claim, and why, in words for a reader.
 *
 * Owns the levels and their borders. Must not find sources or choose quotes that are shown. No model is asked; another judge may
 * stand behind the same interface. Called by `settle-citations.ts`.
 */
export interface SupportJudge {
  /** What one source, by its passages, says of a claim. */
  judge(claim: ClaimText, source: JudgedSource): Judgement;
  /** Is it out of the question, at a glance, that the source backs the claim in full? */
  rulesOutFull?(claim: ClaimText, source: JudgedSource): boolean;
  /** What several sources say of it together. `judgements` are theirs alone, in the same order. */
  together(claim: ClaimText, judgements: readonly Judgement[]): Judgement | null;
}

export interface Judgement {
  support: Support;
  reason: string;
  /** 0 to 1: how far the words of the claim are there; 0 where nothing is. */
  score: number;
  /** The stretch of the source that backs it best. */
  stretch: ScoredStretch | null;
  /** A fact in which the two differ: see `Discord`; absent or null where none was found. */
  discord?: Discord['kind'] | null | undefined;
}

/** How much matter of the claim the stretch does not have: the weights of its words (logarithms of their rarity) added up. */
export function unbacked(claim: ClaimText, { stretch }: Judgement): number {
  return claim.words.weight * (1 - (stretch?.features.soft ?? 0));
}

/** A source with what is made of it once, each part when it is first asked for. */
export interface JudgedSource {
  facts: SourceFacts;
  scorer: SupportScorer;
  /** See `createQuoteFinder`. */
  quote: QuoteFinder;
}

/**
 * The borders on the score. Set to round values on development parts, by how many unsupported claims each lets through: a quarter
 * at `partial`; at `full`, one in fourteen before what words in common can not show is looked at, one in a hundred after (docs/quality.md).
 */
export const SUPPORT_BORDERS = { full: 0.58, partial: 0.5, unchecked: 0.3 } as const;
/** What is said where there is nothing to back. */
const STATES_NOTHING = 'This sentence states nothing that could be checked.';
/** And `full` only with so much of the claim's weight there: one telling word that is missing may be the one that matters. */
const FULL_WORDS = 0.8;

/** Characters of the sources that are remembered taken apart: what is cited is cited again. Their parts take about a hundred times as many bytes. */
const KNOWN_CHARACTERS = 128 * 1024;

/** The source with these passages, taken apart. What it gives is not to be changed. */
export const judgedSource: (passages: readonly Passage[]) => JudgedSource = sourceMemo((passages) => {
  const index = new SourceIndex(passages);
  return { facts: new SourceFacts(passages.map(({ text }) => text).join('\n')), scorer: createSupportScorer(index), quote: createQuoteFinder(index) };
}, KNOWN_CHARACTERS);

/**
 * `full`: word for word, or nearly all of it in one place and nothing against it. `partial`: much of it, or all but a
 * figure, a name or a quotation. `none`: the source says otherwise, or next to nothing of it. `unchecked`: some of its words are
 * there, in other company; whether that backs it words alone can't tell.
 */
export const lexicalJudge: SupportJudge = {
  judge(told, source) {
    const claim = restated(told, source);
    if (claim.canonical === '') return { support: 'unchecked', reason: 'There are no words to check.', score: 0, stretch: null };
    if (told.statesNothing) return { support: 'unchecked', reason: STATES_NOTHING, score: 0, stretch: null };
    const stretch = source.scorer.score(claim.words);
    if (stretch === null) return { support: 'none', reason: 'What was read of the cited source has no word of substance in common with this sentence.', score: 0, stretch };
    if (isWhole(told, stretch.verbatim)) return { support: 'full', reason: 'Found word for word in the cited text.', score: 1, stretch };
    return { ...level(claim, stretch, source.facts), stretch };
  },
  rulesOutFull(claim, source) {
    // A word that is not there counts for `PREFIX_FIT` at most.
    const covered = source.scorer.covered(claim.words);
    return covered + PREFIX_FIT * (1 - covered) < FULL_WORDS;
  },
  together(claim, judgements) {
    const texts = judgements.flatMap(({ stretch }) => (stretch === null ? [] : [stretch.text]));
    if (texts.length < 2) return null;
    const joined = texts.join('\n');
    const words = stretchWords(wordsOf(joined));
    // The order of words across sources means nothing.
    const score = 0.9 * wordFeatures(claim.words, words).soft + 0.1 * characterFeature(claim.words, joined);
    if (score < TOGETHER) return null;
    const discord = findDiscord({ claim: claim.stated, stretch: joined, source: new SourceFacts(joined), closely: false, alike: isAlike(claim.words, words.stems) });
    // It is a part at most in any case.
    if (discord !== null && discord.kind !== 'doubt') return null;
    return { support: 'partial', reason: 'No source says all of it; together they do.', score, stretch: null };
  },
};

/** A figure, date, name or quotation of the claim that is nowhere in the source, in words; null where all are there. */
export function unsourcedIn(text: string, source: JudgedSource): string | null {
  return unsourcedFact({ claim: restated(new ClaimText(text), source).stated, source: source.facts });
}

function restated(claim: ClaimText, { facts }: JudgedSource): ClaimText {
  const text = restateFigures(claim.stated, facts);
  return text === null ? claim : new ClaimText(text);
}

/** Nearly every word must be in one of them. */
const TOGETHER = 0.9;

function level(claim: ClaimText, stretch: ScoredStretch, source: SourceFacts): Omit<Judgement, 'stretch'> {
  const { score } = stretch;
  const discord = score < SUPPORT_BORDERS.unchecked ? null : findDiscord({ claim: claim.stated, stretch: stretch.text, source, closely: mayBeFull(stretch), alike: mayBeFull(stretch) || isAlike(claim.words, stretchWords(wordsOf(stretch.text)).stems) });
  if (discord?.kind === 'doubt') return doubtful(stretch, discord);
  if (discord?.kind === 'against') return { support: 'none', reason: discord.reason, score: Math.min(score, SUPPORT_BORDERS.unchecked), discord: discord.kind };
  if (discord !== null && score < SUPPORT_BORDERS.full) return { support: score < SUPPORT_BORDERS.partial ? 'unchecked' : 'none', reason: discord.reason, score: Math.min(score, SUPPORT_BORDERS.partial - 0.05), discord: discord.kind };
  if (discord !== null) return { support: 'partial', reason: `Most of it stands in the cited text, but: ${discord.reason}`, score: SUPPORT_BORDERS.partial, discord: discord.kind };
  if (claim.words.content.length < 2) return { support: 'unchecked', reason: 'One word of it stands in the cited text; whether it is said of the same is not checked further.', score };
  if (mayBeFull(stretch)) return { support: 'full', reason: 'The cited text says it in nearly the same words.', score };
  if (score >= SUPPORT_BORDERS.partial) return { support: 'partial', reason: `Much of it stands in the cited text${lacking(claim, stretch)}.`, score };
  if (score >= SUPPORT_BORDERS.unchecked) return { support: 'unchecked', reason: `The closest passage shares some of its words${lacking(claim, stretch)}; whether it says the same is not checked further.`, score };
  return { support: 'none', reason: `The cited text says next to nothing of it${lacking(claim, stretch)}.`, score };
}

function mayBeFull({ score, features }: ScoredStretch): boolean {
  return score >= SUPPORT_BORDERS.full && features.soft >= FULL_WORDS;
}

/** All may be there, but said of something else: never `full`, and no less than it would be otherwise. */
function doubtful({ score }: ScoredStretch, { kind, reason }: Discord): Omit<Judgement, 'stretch'> {
  if (score >= SUPPORT_BORDERS.partial) return { support: 'partial', reason: `Its words stand in the cited text, but: ${reason}`, score: Math.min(score, SUPPORT_BORDERS.partial), discord: kind };
  return { support: 'unchecked', reason: `The closest passage shares some of its words, but: ${reason}`, score, discord: kind };
}

/** The weightiest words that are not there, as they are written. Of a script without spaces there are but pairs of characters, which would say nothing to a reader. */
function lacking({ words }: ClaimText, stretch: ScoredStretch): string {
  const there = stretchWords(wordsOf(stretch.text)).stems;
  const weights = new Map(words.content.map(({ stem, weight }) => [stem, weight]));
  const missing = words.words.filter(({ stem, raw }) => weights.has(stem) && !there.has(stem) && !UNSPACED_WORD.test(raw)).sort((left, right) => (weights.get(right.stem) ?? 0) - (weights.get(left.stem) ?? 0));
  const shown = [...new Set(missing.map(({ raw }) => raw))].slice(0, 3);
  return shown.length === 0 ? '' : `, without ${shown.map((word) => `“${word}”`).join(', ')}`;
}

/** Is the claim one sentence of the text, or several in a row? What stands within a longer sentence may be denied by the rest of it. */
function isWhole({ canonical: wanted }: ClaimText, text: string): boolean {
  if (canonicalSentence(text) === wanted) return true;
  const sentences = splitSentences(text);
  return sentences.some(({ start }, first) => sentences.slice(first, first + 3).some(({ end }) => canonicalSentence(text.slice(start, end)) === wanted));
}

/** A claim against texts that it may rest on, each by itself and all together, as `settle-citations.ts` goes about it: the best of them counts. */
export function judgeAgainst(claim: string, texts: readonly string[]): Judgement & { unbacked: number } {
  const text = new ClaimText(claim);
  const judgements = texts.map((source) => lexicalJudge.judge(text, judgedSource(passagesOf(source))));
  const best = judgements.reduce<Judgement | null>((top, judgement) => (top === null || judgement.score > top.score ? judgement : top), null);
  if (best === null) return { support: 'unchecked', reason: 'There is no source.', score: 0, stretch: null, unbacked: text.words.weight };
  const judgement = best.score >= SUPPORT_BORDERS.partial ? best : (lexicalJudge.together(text, judgements) ?? best);
  return { ...judgement, unbacked: unbacked(text, best) };
}

function passagesOf(text: string): Passage[] {
  return [{ start: 0, end: text.length, text, heading: '', blocks: [] }];
}
