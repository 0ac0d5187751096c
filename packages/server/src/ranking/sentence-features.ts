import type { Question } from './analyse-question.js';
import { answerCandidates, countsNoun, newNames, placeAsked } from './answer-candidates.js';
import { answerTypeOf } from './answer-type.js';
import type { CandidateMatch } from './candidate-matches.js';
import type { Passage } from './passage.js';
import type { RankSource } from './rank-source.js';
import { knownSentence } from './known-sentences.js';
import { bm25, coverageOf } from './lexical.js';
import { presentness, ageInDays } from './presentness.js';

/** What ranking looks at in one sentence; `WEIGHTS` says how much each counts, and why. */
export interface SentenceFeatures {
  /** BM25, as a share of the best sentence's. */
  lexical: number;
  /** Share of the asking sentence's weight. */
  asked: number;
  /** Share of what is asked beyond the subject that title and headings name; 1 where they name all of it. */
  beyond: number;
  /** How well its whole passage matches, as a share of the best passage's. */
  passage: number;
  /** Share of the question's weight in title and headings. */
  context: number;
  /** Logarithm of one plus the source's place in the search result. */
  rank: number;
  /** 1 for today, falling by e in a week; 0 unless the question is about the present. */
  fresh: number;
  /** 1 when older than two months; 0 unless the question is about the present. */
  stale: number;
  /** Logarithm of two plus the number of sentences before it in the source. */
  position: number;
  /** 1 for a whole sentence that tells something, less for headings, questions and fragments. */
  states: number;
  /** 1 when something of the kind that was asked for stands in it. */
  type: number;
  /** 1 when a number stands right before the noun of "how many". */
  counted: number;
  /** Names that the question does not hold, 3 at most. */
  names: number;
}

export interface FeaturedSentence {
  features: SentenceFeatures;
  /** Things of the kind that was asked for, folded. */
  answers: string[];
}

const STALE_DAYS = 60;
const FRESH_DAYS = 7;
/** Names and types are looked for only in so many sentences, the best by the other features: they can't lift one from further down to the top. */
const CLOSER_LOOK = 120;

/** Features of all candidates, in their order. `score` adds up features; the closer look goes to those that score best without it. */
export function sentenceFeatures(question: Question, matches: readonly CandidateMatch[], passages: ReadonlyMap<Passage | undefined, number>, now: number, score: (features: SentenceFeatures) => number): FeaturedSentence[] {
  const length = matches.reduce((sum, { candidate }) => sum + candidate.words.length, 0) / Math.max(1, matches.length);
  const lexical = matches.map(({ candidate, counts }) => bm25(counts, question, candidate.words.length, Math.max(1, length)));
  const best = lexical.reduce((most, value) => Math.max(most, value), 1e-9);
  const ages = recencyOf(question, matches, now);
  const plain = matches.map((match, index) => ({ ...plainFeatures(question, match), passage: passages.get(match.candidate.source.passages[match.candidate.passage]) ?? 0, lexical: (lexical[index] ?? 0) / best, ...ages(match.candidate.source) }));
  const order = plain.map((features, index) => ({ index, score: score(features) })).sort((left, right) => right.score - left.score);
  const closer = new Set(order.slice(0, CLOSER_LOOK).map(({ index }) => index));
  const look = closerLook(question);
  return matches.map((match, index) => (closer.has(index) ? look(match, plain[index]!) : { features: plain[index]!, answers: [] }));
}

function plainFeatures(question: Question, { candidate, counts, context, beyond }: CandidateMatch): SentenceFeatures {
  return {
    lexical: 0,
    passage: 0,
    asked: coverageOf(counts, question, true),
    beyond: beyond ?? 1,
    context: coverageOf(context, question),
    rank: Math.log(1 + candidate.source.rank),
    fresh: 0,
    stale: 0,
    position: Math.log(2 + candidate.position),
    states: knownSentence(candidate.text).statesAs(candidate.kind),
    type: 0,
    counted: 0,
    names: 0,
  };
}

function recencyOf(question: Question, matches: readonly CandidateMatch[], now: number): (source: RankSource) => Pick<SentenceFeatures, 'fresh' | 'stale'> {
  const sources = [...new Set(matches.map((match) => match.candidate.source))];
  const present = presentness(question.text, sources, now);
  const bySource = new Map(sources.map((source) => [source, ageInDays(source.published_at, now)]));
  return (source) => {
    const age = bySource.get(source) ?? null;
    if (age === null) return { fresh: 0, stale: 0 };
    return { fresh: present * Math.exp(-Math.abs(age) / FRESH_DAYS), stale: age > STALE_DAYS ? present : 0 };
  };
}

function closerLook(question: Question): (match: CandidateMatch, plain: SentenceFeatures) => FeaturedSentence {
  const type = answerTypeOf(question.asking);
  const place = placeAsked(question.asking);
  return ({ candidate }, plain) => {
    const answers = answerCandidates(candidate.text, type, question, place);
    const counted = answers.length > 0 && countsNoun(candidate.words, question) ? 1 : 0;
    return { features: { ...plain, type: answers.length > 0 ? 1 : 0, counted, names: Math.min(3, newNames(candidate.text, question).length) }, answers };
  };
}
