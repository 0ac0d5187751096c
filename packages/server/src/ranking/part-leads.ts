import { type AnswerType, answerTypeOf } from './answer-type.js';
import { newNames } from './answer-candidates.js';
import { analyseQuestion, type Question, type QuestionTerm } from './analyse-question.js';
import { CHOICE, scoreAlone } from './choose-sentences.js';
import { knownStems } from './known-sentences.js';
import type { RankedResult, RankedSentence } from './ranked-passage.js';
import type { RankOptions, RankSource } from './rank-source.js';
import { lengthInWords } from './words.js';

/** Of the weight of a part's own words, what a sentence, with those around it, must hold to be about that part. */
const OWN_SHARE = 0.5;
/** Kinds that can be told by their form: a sentence without a figure answers no "when". Places and names are often written as common words. */
const TOLD_BY_FORM: ReadonlySet<AnswerType> = new Set<AnswerType>(['date', 'number', 'percentage', 'money', 'duration']);

/**
 * For each part of a question the sentence that answers it best, by the part's own ranking; null where none does. A sentence answers a
 * part when it, or what stands around it, holds the words that this part has and the others lack, and when it holds something of the
 * kind that the part asks for: what is only about the common subject answers no part. Pure.
 */
export function leadsOfParts(parts: readonly string[], rankings: readonly RankedResult[], sources: readonly RankSource[], { statistics, language }: Pick<RankOptions, 'statistics' | 'language'>): Array<RankedSentence | null> {
  const questions = parts.map((part) => analyseQuestion(part, statistics, language));
  const titles = new Map(sources.map(({ source_number, title }) => [source_number, title]));
  return questions.map((question, index) => {
    const ranking = rankings[index];
    return ranking?.answerability.answerable === true ? bestOf(ranking, { question, own: ownTerms(question, questions) }, titles) : null;
  });
}

interface Part {
  question: Question;
  own: readonly QuestionTerm[];
}

/** The terms that no other part has; all of them where there are none. */
function ownTerms(question: Question, all: readonly Question[]): readonly QuestionTerm[] {
  const own = question.terms.filter(({ stem }) => all.every((other) => other === question || !other.byStem.has(stem)));
  return own.length > 0 ? own : question.terms;
}

function bestOf({ passages }: RankedResult, part: Part, titles: ReadonlyMap<number, string>): RankedSentence | null {
  const fits = passages.flatMap(({ source_number, passage, sentences }) => {
    const context = [...knownStems(`${titles.get(source_number) ?? ''}\n${passage.heading}`)];
    return sentences.filter((sentence, index) => canBeTold(sentence) && isOfKind(sentence, part.question) && isAbout([...context, ...sentences.slice(Math.max(0, index - 1), index + 2).flatMap(({ terms }) => terms ?? [])], part.own));
  });
  return fits.reduce<RankedSentence | null>((best, next) => (best === null || scoreAlone(next) > scoreAlone(best) ? next : best), null);
}

function canBeTold({ text, states, elsewhere }: RankedSentence): boolean {
  return states !== 0 && elsewhere !== true && text.length <= CHOICE.longest && lengthInWords(text) >= CHOICE.fewestWords;
}

function isOfKind({ text, answers = [] }: RankedSentence, question: Question): boolean {
  const type = answerTypeOf(question.asking);
  if (answers.length > 0) return true;
  return type === 'person' ? newNames(text, question).length > 0 : !TOLD_BY_FORM.has(type);
}

function isAbout(stems: readonly string[], own: readonly QuestionTerm[]): boolean {
  const held = new Set(stems);
  const whole = own.reduce((sum, { weight }) => sum + weight, 0);
  return own.filter(({ stem }) => held.has(stem)).reduce((sum, { weight }) => sum + weight, 0) >= OWN_SHARE * whole;
}
