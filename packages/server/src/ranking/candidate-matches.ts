import type { Question } from './analyse-question.js';
import { askedFor } from './asked-for.js';
import { askedVerb } from './asked-verb.js';
import type { Candidate } from './candidate-sentences.js';
import { coverageOf, type TermCounts, termMatcher, unionOf } from './lexical.js';
import { identifiersIn, isPartOfName } from './identifiers.js';
import { withoutSiteName } from './named-source.js';
import type { Passage } from './passage.js';
import type { RankSource } from './rank-source.js';
import { termsBeyond } from './terms-beyond.js';
import { type Word, wordsOf } from './words.js';

/** A candidate with what it shares with the question. */
export interface CandidateMatch {
  candidate: Candidate;
  counts: TermCounts;
  /** Terms in the source's title and in the headings above the sentence. */
  context: TermCounts;
  /** The same and the names in the first sentence of its source: what the source is about, and what "it" stands for. */
  subject: TermCounts;
  /** Share of the question's weight in the sentence alone, and in it with the sentence before and behind. */
  own: number;
  around: number;
  /** Share, in the sentence alone, of what is asked beyond the subject; null where that holds all of it. */
  beyond: number | null;
  /** Share in its whole passage, with title and headings. */
  topic: number;
  /** None of the names in the question stands in its source, title and headings: it speaks of somebody or something else. */
  elsewhere: boolean;
}

/** Between a term and its definition. */
const TERM_END = '\n\n';
/** What a word that is only part of another name counts. */
const PART = 0.5;

type Match = (stems: Iterable<string>) => TermCounts;

/** What a definition's sentence holds, and its term: the name alone, not the signature behind it. Of a row, also the names of the columns asked for. */
function matchSentence(match: Match, question: Question, { text, words, columns }: Candidate): TermCounts {
  if (columns !== null) return unionOf(matchNames(match, question, columns.names), matchNames(match, question, text, words));
  const [term, ...rest] = text.split(TERM_END);
  if (term === undefined || rest.length === 0) return matchNames(match, question, text, words);
  return unionOf(matchTerm(match, question, term), matchNames(match, question, rest.join(' ')));
}

function matchTerm(match: Match, question: Question, term: string): TermCounts {
  return matchNames(match, question, term.replace(/ ?\(.*$/su, ''));
}

function matchNames(match: Match, question: Question, text: string, words = wordsOf(text)): TermCounts {
  const names = identifiersIn(text);
  if (names.length === 0) return match(words.map((word) => word.stem));
  const asked = names.filter(({ folded }) => question.byStem.has(folded));
  const isPart = (word: Word) => isPartOfName(word, text) && !asked.some(({ start, end }) => word.start >= start && word.start < end);
  const counts = new Map(match([...words.filter((word) => !isPart(word)).map((word) => word.stem), ...asked.map(({ folded }) => folded)]));
  for (const [stem, count] of match(words.filter(isPart).map((word) => word.stem))) counts.set(stem, (counts.get(stem) ?? 0) + PART * Math.min(1, count));
  return counts;
}

/** Matches of all candidates, in their order; sentences of one source stand together. */
export function matchCandidates(question: Question, candidates: readonly Candidate[]): CandidateMatch[] {
  const match = termMatcher(question);
  const stems = (text: string) => wordsOf(text).map((word) => word.stem);
  const termCounts = (text: string) => match([...stems(text), ...identifiersIn(text).map(({ folded }) => folded)]);
  const contexts = new Map<RankSource, Map<string, TermCounts>>();
  const contextOf = ({ source, passage }: Candidate): TermCounts => {
    const heading = source.passages[passage]?.heading ?? '';
    const ofSource = contexts.get(source) ?? new Map<string, TermCounts>();
    contexts.set(source, ofSource);
    const known = ofSource.get(heading) ?? termCounts(`${withoutSiteName(source.title)}\n${heading}`);
    ofSource.set(heading, known);
    return known;
  };
  const termsOf = (opening: number) => matchTerm(match, question, candidates[opening]?.text.split(TERM_END)[0] ?? '');
  const alone = candidates.map((candidate) => matchSentence(match, question, candidate));
  // What a definition says, it says of its term.
  const counts = candidates.map(({ opening }, index) => (opening === null ? alone[index]! : unionOf(alone[index], termsOf(opening))));
  const neighbour = (index: number, step: number) => (candidates[index + step]?.source === candidates[index]?.source ? counts[index + step] : undefined);
  const passages = new Map<Passage | undefined, TermCounts>();
  candidates.forEach(({ source, passage }, index) => passages.set(source.passages[passage], unionOf(passages.get(source.passages[passage]), counts[index])));
  const names = question.terms.filter(({ named, folded }) => named && !/^\d/.test(folded)).map(({ stem }) => stem);
  const namedIn = new Map<RankSource, Set<string>>();
  candidates.forEach(({ source }, index) => {
    const own = namedIn.get(source) ?? new Set<string>();
    namedIn.set(source, own);
    for (const stem of counts[index]?.keys() ?? []) own.add(stem);
  });
  const beyondOf = shareBeyond(question);
  const subjectOf = subjectsOf(question, candidates, counts);
  return candidates.map((candidate, index) => {
    const own = counts[index] ?? new Map<string, number>();
    const context = contextOf(candidate);
    const subject = subjectOf(candidate, context);
    return {
      candidate,
      counts: own,
      context,
      subject,
      own: coverageOf(own, question),
      around: coverageOf(unionOf(own, neighbour(index, -1), neighbour(index, 1)), question),
      beyond: beyondOf(own, subject),
      topic: coverageOf(unionOf(passages.get(candidate.source.passages[candidate.passage]), context), question),
      elsewhere: names.length > 0 && !names.some((name) => context.has(name) || namedIn.get(candidate.source)?.has(name) === true),
    };
  });
}

/** A title of more words is a headline: it tells news, of which only the names are the subject. */
const SUBJECT_WORDS = 6;

/** The subject of each source below each heading, worked out once. */
function subjectsOf(question: Question, candidates: readonly Candidate[], counts: readonly TermCounts[]): (candidate: Candidate, context: TermCounts) => TermCounts {
  const namesOf = (counts: TermCounts): TermCounts => new Map([...counts].filter(([stem]) => question.byStem.get(stem)?.named === true));
  const isHeadline = (title: string) => question.english && wordsOf(title).length > SUBJECT_WORDS;
  const introduced = new Map<RankSource, TermCounts>();
  candidates.forEach(({ source, position }, index) => {
    // Elsewhere capitals don't show what is a name.
    if (position === 0 && question.english) introduced.set(source, namesOf(counts[index] ?? new Map<string, number>()));
  });
  const known = new Map<TermCounts, TermCounts>();
  return ({ source }, context) => {
    const subject = known.get(context) ?? unionOf(isHeadline(source.title) ? namesOf(context) : context, introduced.get(source));
    known.set(context, subject);
    return subject;
  };
}

/** What is asked for weighs so many times as much as what tells of which thing. */
const ASKED_FOR = 2;

/** The share, in some counts, of what is asked beyond a subject; null where that holds all of it. */
function shareBeyond(question: Question): (own: TermCounts, subject: TermCounts) => number | null {
  const attributes = [askedFor(question), askedVerb(question)];
  const beyond = termsBeyond(question.terms.filter(({ asked }) => asked).map((term) => (attributes.includes(term) ? { ...term, weight: ASKED_FOR * term.weight } : term)));
  return (own, subject) => {
    const { terms, whole } = beyond(subject);
    return whole === 0 ? null : Math.min(1, terms.reduce((sum, { stem, weight }) => sum + weight * Math.min(1, own.get(stem) ?? 0), 0) / whole);
  };
}
