import type { RankedPassage, RankedResult, RankedSentence } from './ranked-passage.js';

/**
 * One order for a question of several parts, from the ranking of the whole and of each part over the same sources: a sentence counts
 * for the part that it answers best, a passage for its best ranking. Of the passages, each ranking in turn names its next one, so that
 * no part is crowded out. The whole can be answered where it, or one of its parts, can. `leads` are the sentences that answer a part
 * best; they are marked as such. Pure.
 */
export function mergeRankings(rankings: readonly RankedResult[], leads: readonly RankedSentence[] = []): RankedResult {
  const [first] = rankings;
  if (first === undefined || rankings.length === 1) return first ?? { passages: [], sentences: [], answerability: { score: 0, answerable: false } };
  const best = bestSentences(rankings, leads);
  const passages = inTurns(rankings).map((passage): RankedPassage => ({ ...passage, sentences: passage.sentences.map((sentence) => best.get(placeOf(sentence)) ?? sentence) }));
  return {
    passages,
    sentences: [...best.values()].sort((left, right) => right.score - left.score),
    answerability: rankings.map(({ answerability }) => answerability).reduce((most, next) => (next.answerable === most.answerable ? next.score > most.score : next.answerable) ? next : most),
  };
}

function placeOf({ source_number, start }: RankedSentence): string {
  return `${source_number} ${start}`;
}

/** Each sentence once, as the ranking sees it that puts it highest. What leans on another sentence points at that one's only copy. */
function bestSentences(rankings: readonly RankedResult[], leads: readonly RankedSentence[]): Map<string, RankedSentence> {
  const best = new Map<string, RankedSentence>();
  for (const { sentences } of rankings) {
    for (const sentence of sentences) {
      const place = placeOf(sentence);
      if (sentence.score > (best.get(place)?.score ?? Number.NEGATIVE_INFINITY)) best.set(place, { ...sentence });
    }
  }
  for (const lead of leads) best.set(placeOf(lead), { ...lead, leads: true });
  const copyOf = (sentence: RankedSentence) => best.get(placeOf(sentence)) ?? sentence;
  for (const sentence of best.values()) {
    if (sentence.opening !== undefined) sentence.opening = copyOf(sentence.opening);
    if (sentence.before !== undefined) sentence.before = copyOf(sentence.before);
  }
  return best;
}

function inTurns(rankings: readonly RankedResult[]): RankedPassage[] {
  const highest = new Map<string, number>();
  const key = ({ source_number, passage }: RankedPassage) => `${source_number} ${passage.start}`;
  for (const { passages } of rankings) for (const passage of passages) highest.set(key(passage), Math.max(passage.score, highest.get(key(passage)) ?? Number.NEGATIVE_INFINITY));
  const taken = new Map<string, RankedPassage>();
  const most = Math.max(...rankings.map(({ passages }) => passages.length));
  for (let turn = 0; turn < most; turn += 1) {
    for (const { passages } of rankings) {
      const passage = passages[turn];
      if (passage !== undefined && !taken.has(key(passage))) taken.set(key(passage), { ...passage, score: highest.get(key(passage)) ?? passage.score });
    }
  }
  return [...taken.values()];
}
