import type { Question } from './analyse-question.js';
import type { CandidateMatch } from './candidate-matches.js';
import { bm25, sumOf } from './lexical.js';
import { namedDays } from './named-days.js';
import { namedPublications } from './named-source.js';
import type { Passage } from './passage.js';
import type { RankSource } from './rank-source.js';

/** Passages differ in length for real: a long one holds a word by chance. */
const LENGTH_MATTERS = 0.5;
/** What it counts when the question names the publication: about as much as a third of the best passage's words. */
const NAMED_SOURCE = 0.4;
/** And when it names the day on which the source was published. */
const NAMED_DAY = 0.2;

/**
 * How well whole passages match the question: BM25 over their sentences with title and headings, as a share of the best
 * one's, and more where the question names the publication or its day. By passage; 0 to about 1.6.
 *
 * A sentence is judged with its passage because a passage says many times over what it is about, and a sentence may not.
 */
export function passageScores(question: Question, matches: readonly CandidateMatch[]): Map<Passage | undefined, number> {
  const groups = new Map<Passage | undefined, CandidateMatch[]>();
  for (const match of matches) {
    const passage = match.candidate.source.passages[match.candidate.passage];
    const group = groups.get(passage);
    if (group === undefined) groups.set(passage, [match]);
    else group.push(match);
  }
  const lengths = new Map([...groups].map(([passage, group]) => [passage, group.reduce((sum, { candidate }) => sum + candidate.words.length, 0)]));
  const mean = Math.max(1, [...lengths.values()].reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.size));
  const scores = [...groups].map(([passage, group]): [Passage | undefined, number, RankSource | undefined] => {
    const counts = sumOf([...group.map((match) => match.counts), ...(group[0] === undefined ? [] : [group[0].context])]);
    return [passage, bm25(counts, question, lengths.get(passage) ?? 0, mean, LENGTH_MATTERS), group[0]?.candidate.source];
  });
  const best = scores.reduce((most, [, score]) => Math.max(most, score), 1e-9);
  const days = namedDays(question.text);
  const bonus = (source: RankSource | undefined) => (source === undefined ? 0 : (namedPublications(question, source).length > 0 ? NAMED_SOURCE : 0) + (days.has(source.published_at?.slice(0, 10) ?? '') ? NAMED_DAY : 0));
  const named = new Map([...new Set(scores.map(([, , source]) => source))].map((source) => [source, bonus(source)]));
  return new Map(scores.map(([passage, score, source]) => [passage, score / best + (named.get(source) ?? 0)]));
}
