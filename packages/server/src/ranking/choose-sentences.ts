import type { RankedSentence } from './ranked-passage.js';
import { isStopWord, readsAsEnglish } from './stop-words.js';
import { lengthInWords, wordsOf } from './words.js';

/** The figures of the choice; hand-set, checked on the development parts of RealTimeQA, CLAP NQ and QuoteSum. */
export const CHOICE = {
  /** Only so many of the best sentences are weighed against each other. */
  considered: 40,
  /** Sentences that share so much of the shorter one's words, grammar left out, say the same. */
  same: 0.6,
  /** Long sentences take the place of others: the gain is divided by the length to this power. 1 would favour fragments, 0 is blind to length. */
  lengthPower: 0.4,
  /** What each new thing of the asked kind adds, for every source that names it: agreement between sources is evidence. */
  vote: 0.1,
  mostVotes: 3,
  /** A sentence that scores so much less than the best is filling, not answer. */
  fallOff: 1.2,
  /** A sentence whose passage covers less than this share of what the best passage covers of the question is beside the matter. */
  leastTopic: 0.4,
  /** Shorter ones are menu entries, bylines and headings. */
  fewestWords: 4,
  /** Longer ones are no sentences, whatever their words. In UTF-16 units. */
  longest: 1500,
};

interface Weighed {
  sentence: RankedSentence;
  words: number;
  stems: ReadonlySet<string>;
}

/**
 * Chooses what to say within a budget of words: greedily the sentence with the most gain for its length, never two that
 * say the same. The best sentence is taken even when it alone breaks the budget, up to half as much again. In order of choice.
 */
export function chooseSentences(ranked: readonly RankedSentence[], maxWords: number): RankedSentence[] {
  const best = ranked
    .filter((sentence) => sentence.text.length <= CHOICE.longest)
    .sort((left, right) => right.score - left.score)
    .slice(0, CHOICE.considered);
  const votes = votesOf(best);
  const seen = new Set<string>();
  const chosen: Weighed[] = [];
  let open = best.map(weigh).filter(({ words }) => words >= CHOICE.fewestWords && words <= maxWords * 1.5);
  const leastTopic = CHOICE.leastTopic * Math.max(0, ...open.map(({ sentence }) => sentence.topic ?? 0));
  const least = (open[0]?.sentence.score ?? 0) - CHOICE.fallOff;
  let left = maxWords;
  for (;;) {
    const fits = open.filter((candidate) => (candidate.words <= left || chosen.length === 0) && candidate.sentence.score >= least && (candidate.sentence.topic ?? 1) >= leastTopic);
    const next = mostGainful(fits, (sentence) => newVotes(sentence, seen, votes));
    if (next === null) return chosen.map((weighed) => weighed.sentence);
    chosen.push(next);
    left -= next.words;
    for (const answer of next.sentence.answers ?? []) seen.add(answer);
    open = open.filter((candidate) => candidate !== next && !saysTheSame(candidate, next));
  }
}

function weigh(sentence: RankedSentence): Weighed {
  return { sentence, words: lengthInWords(sentence.text), stems: contentStems(sentence.text) };
}

function contentStems(text: string): ReadonlySet<string> {
  const words = wordsOf(text);
  const english = readsAsEnglish(words.map((word) => word.folded));
  return new Set(words.filter((word) => !isStopWord(word.folded, english)).map((word) => word.stem));
}

function mostGainful(candidates: readonly Weighed[], votesFor: (sentence: RankedSentence) => number): Weighed | null {
  let most: Weighed | null = null;
  let mostGain = Number.NEGATIVE_INFINITY;
  for (const candidate of candidates) {
    const gain = (Math.max(candidate.sentence.score, 0.01) + CHOICE.vote * votesFor(candidate.sentence)) / candidate.words ** CHOICE.lengthPower;
    if (gain > mostGain) [most, mostGain] = [candidate, gain];
  }
  return most;
}

/** How many sources name each thing of the asked kind. */
function votesOf(sentences: readonly RankedSentence[]): ReadonlyMap<string, number> {
  const sources = new Map<string, Set<number>>();
  for (const { answers, source_number } of sentences) {
    for (const answer of answers ?? []) sources.set(answer, (sources.get(answer) ?? new Set()).add(source_number));
  }
  return new Map([...sources].map(([answer, numbers]) => [answer, Math.min(CHOICE.mostVotes, numbers.size)]));
}

function newVotes({ answers }: RankedSentence, seen: ReadonlySet<string>, votes: ReadonlyMap<string, number>): number {
  return (answers ?? []).filter((answer) => !seen.has(answer)).reduce((sum, answer) => sum + (votes.get(answer) ?? 0), 0);
}

function saysTheSame(one: Weighed, other: Weighed): boolean {
  const [small, large] = one.stems.size < other.stems.size ? [one.stems, other.stems] : [other.stems, one.stems];
  let shared = 0;
  for (const stem of small) if (large.has(stem)) shared += 1;
  return small.size > 0 && shared >= CHOICE.same * small.size;
}
