import { answerCandidates, newNames, placeAsked } from './answer-candidates.js';
import { type AnswerType, answerTypeOf } from './answer-type.js';
import { askedFor, asksForOneThing } from './asked-for.js';
import { askedVerb } from './asked-verb.js';
import { contraryTo } from './contrasts.js';
import { type Question, type QuestionTerm, weightOf } from './analyse-question.js';
import type { CandidateMatch } from './candidate-matches.js';
import { impliedBy, isOtherDimension } from './implied-words.js';
import { DATE } from './value-forms.js';
import type { Lack } from './ranked-passage.js';
import { sameRoot, termOccurrence, type TermOccurrence } from './term-occurrence.js';
import { termsBeyond } from './terms-beyond.js';

/**
 * Of what the question asks beyond the subject that title and headings name, a sentence must hold this share, with those beside it, to be
 * taken for one that may answer. Measured on CLAP NQ, RealTimeQA and XQuAD: .3 to .5 makes little difference.
 */
const ABOUT = 0.4;
/** Of languages whose word forms are only guessed at, less has to do. */
const ABOUT_ELSEWHERE = 0.3;
/** So much of all of the question in the sentence alone is enough, too: titles repeat what sentences say. */
const ABOUT_ALL = 0.6;
/** A question of more words describes what it asks for in several ways, and an answer need not repeat each. */
const MOST_TERMS = 8;
/** Weight (`QuestionTerm.weight`) of words so common that it says nothing where they are missing. */
const LITTLE = 3;
/** Kinds that are told by their form: a sentence without a figure answers no "when". */
const TOLD_BY_FORM: ReadonlySet<AnswerType> = new Set<AnswerType>(['date', 'number', 'percentage', 'money', 'duration', 'extent', 'length', 'mass', 'temperature', 'speed', 'area', 'age', 'colour', 'telephone']);
/** In alphabets with capitals a name shows by its form, too. */
const ASKS_WHO = /^\W{0,3}(?:(?:by|to|for|from|with|and|von|bei|an|par|pour|por|para|de|da) )?(?:whom?|whose|wer|wem|wen|qui|qui[eé]n(?:es)?|chi|quem|кто|кого|кем|кому)(?!\p{L})/iu;
const YEAR = /(?<!\p{N})(?:1[0-9]|20)\d\d(?!\p{N})/gu;

/**
 * What the question asks for and no sentence about it states: something of the kind that is asked for ("how much" without an amount), a
 * figure or name that occurs nowhere, or the thing itself that is asked for ("mayor"). Null where nothing is known to lack. That the
 * matter is there at all, {@link judgeAnswerability} tells. Pure.
 */
export function lackOf(question: Question, matches: readonly CandidateMatch[]): Lack | null {
  const type = answerTypeOf(question.asking);
  // What leads up to the question is told, not asked.
  const asked = question.terms.filter((term) => term.asked);
  const occurrence = termOccurrence(question, asked, matches);
  const { missing, related } = occurrence;
  const words = asked.length > MOST_TERMS ? undefined : [missingFigures(missing), missingNames(asked, missing), missingThing(question, occurrence, type, matches)].find((terms) => terms.length > 0);
  if (words !== undefined) return { kind: null, words: words.map(({ folded }) => folded) };
  const about = sentencesAbout(question, asked.filter((term) => !related.includes(term)), matches, type);
  if (about.length === 0 && !question.english && missing.length > 0) return { kind: null, words: missing.map(({ folded }) => folded) };
  const toldByForm = TOLD_BY_FORM.has(type) || asksWho(question, type);
  if (!toldByForm || !asksForOneThing(question)) return null;
  return about.some((match) => isOfKind(match, question, type)) ? null : { kind: type, words: [] };
}

/** Who does a thing in general may have no name; who does it to something that has one mostly has. English questions show which. */
function asksWho({ asking, terms, english }: Question, type: AnswerType): boolean {
  return type === 'person' && ASKS_WHO.test(asking) && (!english || terms.some(({ named, folded }) => named && !/\p{N}/u.test(folded)));
}

/** Years, versions, models: what a source says of another one is no answer. Small numbers are often written as words. */
function missingFigures(missing: readonly QuestionTerm[]): QuestionTerm[] {
  return missing.filter(({ folded }) => (/^\p{N}+(?:[.,]\p{N}+)*$/u.test(folded) ? !/^\d$|^1[0-2]$/.test(folded) : /^\p{L}{1,6}\p{N}{1,6}\p{L}?$/u.test(folded)));
}

/** Names, where they are most of what the question names. */
function missingNames(asked: readonly QuestionTerm[], missing: readonly QuestionTerm[]): QuestionTerm[] {
  const names = asked.filter(({ named }) => named);
  const absent = missing.filter(({ named, folded }) => named && !/\p{N}/u.test(folded));
  return 2 * weightOf(absent) > weightOf(names) ? absent : [];
}

/** What is asked for ("mayor", "goals"), or what is to have happened ("painted"), where it makes up most of what is asked of the subject. */
function missingThing(question: Question, { isAbsent }: TermOccurrence, type: AnswerType, matches: readonly CandidateMatch[]): QuestionTerm[] {
  const implied = impliedBy(type);
  const contexts = [...new Set(matches.map(({ subject }) => subject))];
  const beyond = question.terms.filter(({ asked, named, stem }) => asked && !named && !contexts.some((context) => context.has(stem)));
  // Of languages whose grammar is not known, whatever is asked of a subject that a title names.
  const isSubjectNamed = question.terms.some(({ stem }) => matches.some(({ context }) => context.has(stem)));
  const isMost = (term: QuestionTerm) => 2 * term.weight > weightOf(beyond);
  const thing = (question.english ? [askedFor(question), askedVerb(question)] : isSubjectNamed ? beyond : []).find((term) => term !== null && !implied.has(term.stem) && isMost(term) && isAbsent(term));
  return thing === undefined || thing === null ? [] : [thing];
}

/** The sentences that hold enough of what is asked beyond the subject. */
function sentencesAbout(question: Question, asked: readonly QuestionTerm[], matches: readonly CandidateMatch[], type: AnswerType): CandidateMatch[] {
  const beyond = termsBeyond(asked.filter(({ stem }) => !impliedBy(type).has(stem)));
  const least = question.english ? ABOUT : ABOUT_ELSEWHERE;
  const years = new Set(question.asking.match(YEAR) ?? []);
  const isContrary = contraryTo(question);
  const attribute = attributeOf(question, type);
  const isTold = attribute !== null && matches.some((match) => states(attribute, match));
  return matches.filter((match, index) => {
    const { terms, whole } = beyond(match.subject);
    if (isContrary(match.candidate.words, (stem) => match.counts.has(stem))) return false;
    if (isTold && !states(attribute, match)) return false;
    if (whole >= LITTLE) {
      const here = held(terms, match, matches[index - 1], matches[index + 1]);
      if (here < least * whole && (match.own < ABOUT_ALL || here === 0)) return false;
    }
    return years.size === 0 || !isOfOtherYear(match.candidate.text, years);
  });
}

/** The word that an answer can't do without: what is asked for, or what is to have happened; null where the kind of answer says as much. */
function attributeOf(question: Question, type: AnswerType): QuestionTerm | null {
  return [askedFor(question), askedVerb(question)].find((term) => term !== null && !impliedBy(type).has(term.stem)) ?? null;
}

function states({ stem }: QuestionTerm, { counts, context, candidate }: CandidateMatch): boolean {
  return counts.has(stem) || context.has(stem) || candidate.words.some((word) => sameRoot(stem, word.stem));
}

/** The weight of the terms that a sentence holds; what stands in one beside it counts `BESIDE`. */
function held(terms: readonly QuestionTerm[], match: CandidateMatch, ...beside: Array<CandidateMatch | undefined>): number {
  const near = beside.filter((other) => other?.candidate.source === match.candidate.source);
  const share = (stem: string) => Math.max(match.counts.get(stem) ?? 0, ...near.map((other) => BESIDE * (other?.counts.get(stem) ?? 0)));
  return terms.reduce((sum, { stem, weight }) => sum + weight * Math.min(1, share(stem)), 0);
}

/** Less than `ABOUT`: a sentence that holds nothing of it itself is about another matter. */
const BESIDE = 0.35;

function isOfOtherYear(text: string, years: ReadonlySet<string>): boolean {
  const told: readonly string[] = text.slice(0, LONGEST_LOOK).match(YEAR) ?? [];
  return told.length > 0 && !told.some((year) => years.has(year));
}

const LONGEST_LOOK = 1000;

function isOfKind({ candidate }: CandidateMatch, question: Question, type: AnswerType): boolean {
  const { text, source } = candidate;
  if (type === 'person') return newNames(text, question).some((name) => !isDate(name)) || isName(source.title, question);
  if (type === 'length' && isOtherDimension(question.asking, text)) return false;
  return answerCandidates(text, type, question, placeAsked(question.asking)).length > 0;
}

/** The names of months and days are nobody's. */
function isDate(name: string): boolean {
  return name.replace(DATE, '').trim() === '';
}

/** A page about a person says "he". */
function isName(title: string, question: Question): boolean {
  return /^\p{Lu}[\p{L}.’'-]{0,30}(?: (?:(?:de|van|von|of|al|bin) )?\p{Lu}[\p{L}.’'-]{0,30}){1,4}$/u.test(title) && newNames(title, question).length > 0;
}
