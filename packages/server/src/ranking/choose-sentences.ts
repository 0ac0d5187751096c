import type { RankedSentence } from './ranked-passage.js';
import { lengthInWords, wordsOf } from './words.js';

/** Only so many of the best sentences are weighed against each other. */
const CONSIDERED = 40;
/** Sentences that share so much of the shorter one's words say the same. */
const SAME = 0.6;
/** Long sentences take the place of others: the gain is divided by the length to this power. 1 would favour fragments, 0 is blind to length. */
const LENGTH_POWER = 0.3;
/** What each new thing of the asked kind adds, for every source (three at most) that names it: agreement between sources is evidence. */
const VOTE = 0.1;
const MOST_VOTES = 3;
/** A sentence that scores so much less than the best is filling, not answer. */
const FALL_OFF = 1.2;
/** Shorter ones are menu entries, bylines and headings. */
const FEWEST_WORDS = 4;

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
  const best = ranked.toSorted((left, right) => right.score - left.score).slice(0, CONSIDERED);
  const votes = votesOf(best);
  const seen = new Set<string>();
  const chosen: Weighed[] = [];
  let open = best.map(weigh).filter(({ words }) => words >= FEWEST_WORDS && words <= maxWords * 1.5);
  const least = (open[0]?.sentence.score ?? 0) - FALL_OFF;
  let left = maxWords;
  for (;;) {
    const fits = open.filter((candidate) => (candidate.words <= left || chosen.length === 0) && candidate.sentence.score >= least);
    const next = mostGainful(fits, (sentence) => newVotes(sentence, seen, votes));
    if (next === null) return chosen.map((weighed) => weighed.sentence);
    chosen.push(next);
    left -= next.words;
    for (const answer of next.sentence.answers ?? []) seen.add(answer);
    open = open.filter((candidate) => candidate !== next && !saysTheSame(candidate, next));
  }
}

function weigh(sentence: RankedSentence): Weighed {
  return { sentence, words: lengthInWords(sentence.text), stems: new Set(wordsOf(sentence.text).map((word) => word.stem)) };
}

function mostGainful(candidates: readonly Weighed[], votesFor: (sentence: RankedSentence) => number): Weighed | null {
  let most: Weighed | null = null;
  let mostGain = Number.NEGATIVE_INFINITY;
  for (const candidate of candidates) {
    const gain = (Math.max(candidate.sentence.score, 0.01) + VOTE * votesFor(candidate.sentence)) / candidate.words ** LENGTH_POWER;
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
  return new Map([...sources].map(([answer, numbers]) => [answer, Math.min(MOST_VOTES, numbers.size)]));
}

function newVotes({ answers }: RankedSentence, seen: ReadonlySet<string>, votes: ReadonlyMap<string, number>): number {
  return (answers ?? []).filter((answer) => !seen.has(answer)).reduce((sum, answer) => sum + (votes.get(answer) ?? 0), 0);
}

function saysTheSame(one: Weighed, other: Weighed): boolean {
  const [small, large] = one.stems.size < other.stems.size ? [one.stems, other.stems] : [other.stems, one.stems];
  let shared = 0;
  for (const stem of small) if (large.has(stem)) shared += 1;
  return shared >= SAME * small.size;
}
