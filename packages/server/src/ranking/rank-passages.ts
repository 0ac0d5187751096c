import { analyseQuestion } from './analyse-question.js';
import { judgeAnswerability } from './answerability.js';
import { type CandidateMatch, matchCandidates } from './candidate-matches.js';
import { type Candidate, candidateSentences } from './candidate-sentences.js';
import { diverseOrder } from './diverse-order.js';
import { knownSentence } from './known-sentences.js';
import type { Passage } from './passage.js';
import { passageOrder } from './passage-order.js';
import { passageScores } from './passage-scores.js';
import type { Answerability, RankedPassage, RankedResult, RankedSentence } from './ranked-passage.js';
import type { RankOptions, RankSource } from './rank-source.js';
import { beginsWithPronoun, leansOnPrevious } from './states-something.js';
import { type FeaturedSentence, sentenceFeatures } from './sentence-features.js';
import { scoreOf, WEIGHTS } from './weights.js';

/**
 * Orders what was found by how well it answers the question. Owns the recipe: sentences are scored by hand-set weights
 * over a few features (`weights.ts`), a passage by its best sentences. Knows nothing of where sources come from; the
 * present is passed in. Called by the engine once per question, and by evaluation.
 *
 * Passages without prose (code, tables) have no sentences and come last. Equal scores keep the order of the sources. What repeats a better text stands behind
 * the best ones.
 */
export function rankPassages(question: string, sources: RankSource[], options: RankOptions): RankedResult {
  const analysed = analyseQuestion(question, options.statistics, options.language);
  const matches = matchCandidates(analysed, candidateSentences(sources, analysed));
  const whole = passageScores(analysed, matches);
  const featured = sentenceFeatures(analysed, matches, whole, options.now, (features) => scoreOf(features, WEIGHTS));
  const sentences = matches.map((match, index) => toRanked(match, featured[index]!));
  matches.forEach(({ candidate: { opening } }, index) => {
    if (opening !== null) sentences[index]!.opening = sentences[opening];
    const previous = matches[index - 1];
    if (previous !== undefined && opening === null && needs(previous, matches[index]!)) sentences[index]!.before = sentences[index - 1];
  });
  return {
    passages: passageOrder(analysed, sources, rankedPassages(sources, matches, sentences, whole)),
    sentences: diverseOrder(sentences.toSorted((left, right) => right.score - left.score), ({ text }) => knownSentence(text).stems),
    answerability: judgeAnswerability(analysed, matches),
  };
}

/** The answerability alone, of {@link rankPassages}, for a part of its time. */
export function answerabilityOf(question: string, sources: RankSource[], options: RankOptions): Answerability {
  const analysed = analyseQuestion(question, options.statistics, options.language);
  return judgeAnswerability(analysed, matchCandidates(analysed, candidateSentences(sources, analysed)));
}

function toRanked({ candidate, counts, around, topic, beyond, elsewhere }: CandidateMatch, { features, answers }: FeaturedSentence): RankedSentence {
  const { source, start, end, text, kind, columns } = candidate;
  return { source_number: source.source_number, start, end, text, score: scoreOf(features, WEIGHTS), coverage: around, topic, beyond: beyond ?? undefined, elsewhere, kind, states: features.states, terms: [...counts.keys()], answers, told: columns?.told };
}

/** Must what stands before a sentence be told along with it? Not where "it" is what title and question name, and the sentence before begins with that. */
function needs(previous: CandidateMatch, { candidate, context }: CandidateMatch): boolean {
  if (!leansOnPrevious(candidate.text) || !isNext(previous.candidate, candidate)) return false;
  return !beginsWithPronoun(candidate.text) || !previous.candidate.words.slice(0, OPENING_WORDS).some(({ stem }) => context.has(stem));
}

/** "The old bridge": so many words name what a sentence is about. */
const OPENING_WORDS = 4;

/** Most characters between two sentences of one paragraph. */
const GAP = 3;

function isNext(previous: Candidate, candidate: Candidate): boolean {
  return previous.source === candidate.source && previous.kind === candidate.kind && candidate.start - previous.end <= GAP;
}

/** How much the second best sentence of a passage adds to the best: two good sentences beat one. */
const SECOND_BEST = 0.25;

function rankedPassages(sources: readonly RankSource[], matches: readonly CandidateMatch[], sentences: readonly RankedSentence[], whole: ReadonlyMap<Passage | undefined, number>): RankedPassage[] {
  const groups = new Map(sources.map((source) => [source, source.passages.map((): RankedSentence[] => [])]));
  matches.forEach(({ candidate }, index) => groups.get(candidate.source)?.[candidate.passage]?.push(sentences[index]!));
  const passages = sources.flatMap((source) =>
    source.passages.map((passage, index) => {
      const own = groups.get(source)?.[index] ?? [];
      return { source_number: source.source_number, passage, score: passageScore(own, whole.get(passage) ?? 0), sentences: own };
    }),
  );
  return passages.sort((left, right) => right.score - left.score);
}

/** What the whole passage's match counts beside its best sentence's score. */
const WHOLE = 4;

function passageScore(sentences: readonly RankedSentence[], whole: number): number {
  const [best, second] = sentences.map((sentence) => sentence.score).sort((left, right) => right - left);
  if (best === undefined) return LOWEST;
  return best + SECOND_BEST * Math.max(0, second ?? 0) + WHOLE * whole;
}

/** Below any score that the weights can give, and still a number that JSON can carry. */
const LOWEST = -1000;
