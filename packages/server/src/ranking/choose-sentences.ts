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
  /** Where this many sources have a sentence with at least this share of the best one's score, each may tell another part of the news: then so far below is near enough. */
  manySources: 3,
  nearShare: 0.6,
  manyFallOff: 1.8,
  /** Neither is one with less than this share of the best one's score: it was asked about other things. More than .3 begins to cost answers on CLAP NQ. */
  leastShare: 0.3,
  /** One that holds less than this share of what the first one holds beyond the subject, and nothing of the kind asked for, only speaks of the same subject. */
  leastBeyond: 0.25,
  /** What a heading, a label or a line without an end is short of a sentence that says the same. */
  fragment: 1,
  /** `states` of those; whole sentences have more. */
  fragmentStates: 0.6,
  /** An answer begins with a sentence that has at least this share of the best one's score. */
  leadShare: 0.85,
  /** Among those with at least this share of it, one is looked for that tells more of what was asked beyond the subject; the first sentence holds at least `leadBeyond` of what that one holds. */
  tellingShare: 0.4,
  leadBeyond: 0.5,
  /** A sentence whose passage covers less than this share of what the best passage covers of the question is beside the matter. */
  leastTopic: 0.4,
  /** Shorter ones are menu entries, bylines and headings. */
  fewestWords: 4,
  /** Longer ones are no sentences, whatever their words. In UTF-16 units. */
  longest: 1500,
};

interface Weighed {
  sentence: RankedSentence;
  score: number;
  words: number;
  stems: ReadonlySet<string>;
}

/**
 * Chooses what to say within a budget of words: greedily the sentence with the most gain for its length, never two that
 * say the same. What leads a part of the question comes first, so that no part is crowded out. The best sentence is taken even when it alone breaks the budget, up to half as much again. In order of choice.
 */
export function chooseSentences(ranked: readonly RankedSentence[], maxWords: number): RankedSentence[] {
  const best = ranked
    .filter((sentence) => sentence.text.length <= CHOICE.longest && sentence.states !== 0)
    .map((sentence) => ({ sentence, score: scoreAlone(sentence) }))
    .sort((left, right) => Number(right.sentence.leads === true) - Number(left.sentence.leads === true) || right.score - left.score)
    .slice(0, CHOICE.considered);
  const votes = votesOf(best.map(({ sentence }) => sentence));
  const seen = new Set<string>();
  const chosen: Weighed[] = [];
  let open = best.map(weigh).filter(({ words }) => words >= CHOICE.fewestWords && words <= maxWords * 1.5);
  const leastTopic = CHOICE.leastTopic * Math.max(0, ...open.map(({ sentence }) => sentence.topic ?? 0));
  const top = Math.max(Number.NEGATIVE_INFINITY, ...open.map(({ score }) => score));
  const near = open.filter(({ score }) => score >= shareOf(top, CHOICE.nearShare));
  const widelyTold = new Set(near.map(({ sentence }) => sentence.source_number)).size >= CHOICE.manySources;
  const least = Math.max(top - (widelyTold ? CHOICE.manyFallOff : CHOICE.fallOff), shareOf(top, CHOICE.leastShare));
  let left = maxWords;
  for (;;) {
    const room = open.filter((candidate) => candidate.words <= left || chosen.length === 0);
    const ofParts = room.filter(({ sentence }) => sentence.leads === true);
    const onTopic = room.filter(({ sentence }) => (sentence.topic ?? 1) >= leastTopic);
    const fits = chosen.length === 0 ? leads(onTopic) : onTopic.filter(({ score, sentence }) => score >= least && (widelyTold || !isFiller(sentence, chosen[0]?.sentence)));
    const next = mostGainful(ofParts.length > 0 ? ofParts : fits, (sentence) => newVotes(sentence, seen, votes));
    if (next === null) return withPredecessors(chosen.map((weighed) => weighed.sentence), left);
    for (const taken of withOpening(next, chosen)) {
      chosen.push(taken);
      left -= taken.words;
      for (const answer of taken.sentence.answers ?? []) seen.add(answer);
      open = open.filter((candidate) => candidate.sentence !== taken.sentence && (candidate.sentence.opening === taken.sentence || !repeats(candidate, taken))).map((candidate) => needingLess(candidate, taken));
    }
  }
}

/** What begins with "He" or "This" is told behind the sentence that says who or what that is, as far as there is room. */
function withPredecessors(chosen: readonly RankedSentence[], room: number): RankedSentence[] {
  const all = [...chosen];
  let left = room;
  for (const { before } of chosen) {
    if (before === undefined || all.includes(before) || (before.states ?? 1) < 1) continue;
    const words = lengthInWords(before.text);
    if (words > left) continue;
    all.push(before);
    left -= words;
  }
  return all;
}

/** An answer begins with what is about the subject that was asked about, where there is anything of it, and tells what was asked of it, where something does. */
function leads(all: readonly Weighed[]): readonly Weighed[] {
  const own = all.filter(({ sentence }) => sentence.elsewhere !== true);
  const fits = own.length > 0 ? own : all;
  const within = (share: number, pool: readonly Weighed[]) => pool.filter(({ score }) => score >= shareOf(pool[0]!.score, share));
  if (fits.length === 0) return [];
  const ofBest = fits.filter(({ sentence }) => sentence.source_number === fits[0]?.sentence.source_number);
  const telling = within(CHOICE.tellingShare, ofBest).reduce((most, next) => ((next.sentence.beyond ?? 0) > (most.sentence.beyond ?? 0) ? next : most));
  const pool = fits.filter(({ sentence }) => !tellsLess(sentence, telling.sentence, CHOICE.leadBeyond) || (holdsAnswer(sentence) && !holdsAnswer(telling.sentence)));
  return within(CHOICE.leadShare, pool);
}

/** Beside a sentence that tells what was asked, one that only names the same subject. */
function isFiller(sentence: RankedSentence, first: RankedSentence | undefined): boolean {
  return first !== undefined && tellsLess(sentence, first, CHOICE.leastBeyond) && !holdsAnswer(sentence);
}

type Told = Pick<RankedSentence, 'beyond' | 'source_number'>;

/** Does a sentence hold less than this share of what another one of its source holds of what is asked beyond the subject? Sources differ in what their titles name. */
export function tellsLess(sentence: Told, other: Told, share: number): boolean {
  return sentence.source_number === other.source_number && sentence.beyond !== undefined && other.beyond !== undefined && sentence.beyond < share * other.beyond;
}

function holdsAnswer({ answers = [] }: RankedSentence): boolean {
  return answers.length > 0;
}

/** Scores may be negative; then a share says nothing and nothing is too little. */
function shareOf(score: number, share: number): number {
  return score > 0 ? score * share : Number.NEGATIVE_INFINITY;
}

/** What a definition goes on with is told behind its first sentence, which names the term. */
function withOpening(next: Weighed, chosen: readonly Weighed[]): Weighed[] {
  const { opening } = next.sentence;
  if (opening === undefined || chosen.some(({ sentence }) => sentence === opening)) return [next];
  return [{ ...next, words: next.words - lengthInWords(opening.text) }, weigh({ sentence: opening, score: opening.score })];
}

/** Once the opening of a definition is told, the rest of it costs only its own words. */
function needingLess(candidate: Weighed, taken: Weighed): Weighed {
  return candidate.sentence.opening === taken.sentence ? { ...candidate, words: lengthInWords(candidate.sentence.text) } : candidate;
}

/** What a sentence is worth when it stands alone. */
export function scoreAlone({ score, states = 1 }: RankedSentence): number {
  return states <= CHOICE.fragmentStates ? score - CHOICE.fragment : score;
}

function weigh({ sentence, score }: { sentence: RankedSentence; score: number }): Weighed {
  const opening = sentence.opening === undefined ? 0 : lengthInWords(sentence.opening.text);
  return { sentence, score, words: opening + lengthInWords(sentence.text), stems: contentStems(sentence.text) };
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
    const gain = (Math.max(candidate.score, 0.01) + CHOICE.vote * votesFor(candidate.sentence)) / candidate.words ** CHOICE.lengthPower;
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

/** A sentence that holds another word of the question is no repetition, however much the two share. */
function repeats(candidate: Weighed, taken: Weighed): boolean {
  const told = taken.sentence.terms ?? [];
  const brings = (candidate.sentence.terms ?? []).some((term) => !told.includes(term));
  return !brings && saysTheSame(candidate, taken);
}

function saysTheSame(one: Weighed, other: Weighed): boolean {
  const [small, large] = one.stems.size < other.stems.size ? [one.stems, other.stems] : [other.stems, one.stems];
  let shared = 0;
  for (const stem of small) if (large.has(stem)) shared += 1;
  return small.size > 0 && shared >= CHOICE.same * small.size;
}
