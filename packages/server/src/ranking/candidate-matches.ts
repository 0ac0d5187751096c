import type { Question } from './analyse-question.js';
import type { Candidate } from './candidate-sentences.js';
import { coverageOf, type TermCounts, termMatcher, unionOf } from './lexical.js';
import type { Passage } from './passage.js';
import type { RankSource } from './rank-source.js';
import { wordsOf } from './words.js';

/** A candidate with what it shares with the question. */
export interface CandidateMatch {
  candidate: Candidate;
  counts: TermCounts;
  /** Terms in the source's title and in the headings above the sentence. */
  context: TermCounts;
  /** Share of the question's weight in the sentence alone, and in it with the sentence before and behind. */
  own: number;
  around: number;
  /** Share in its whole passage, with title and headings. */
  topic: number;
}

/** Matches of all candidates, in their order; sentences of one source stand together. */
export function matchCandidates(question: Question, candidates: readonly Candidate[]): CandidateMatch[] {
  const match = termMatcher(question);
  const stems = (text: string) => wordsOf(text).map((word) => word.stem);
  const contexts = new Map<RankSource, Map<string, TermCounts>>();
  const contextOf = ({ source, passage }: Candidate): TermCounts => {
    const heading = source.passages[passage]?.heading ?? '';
    const ofSource = contexts.get(source) ?? new Map<string, TermCounts>();
    contexts.set(source, ofSource);
    const known = ofSource.get(heading) ?? match([...stems(source.title), ...stems(heading)]);
    ofSource.set(heading, known);
    return known;
  };
  const counts = candidates.map((candidate) => match(candidate.words.map((word) => word.stem)));
  const neighbour = (index: number, step: number) => (candidates[index + step]?.source === candidates[index]?.source ? counts[index + step] : undefined);
  const passages = new Map<Passage | undefined, TermCounts>();
  candidates.forEach(({ source, passage }, index) => passages.set(source.passages[passage], unionOf(passages.get(source.passages[passage]), counts[index])));
  return candidates.map((candidate, index) => {
    const own = counts[index] ?? new Map<string, number>();
    const context = contextOf(candidate);
    return {
      candidate,
      counts: own,
      context,
      own: coverageOf(own, question),
      around: coverageOf(unionOf(own, neighbour(index, -1), neighbour(index, 1)), question),
      topic: coverageOf(unionOf(passages.get(candidate.source.passages[candidate.passage]), context), question),
    };
  });
}
