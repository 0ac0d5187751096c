import type { Question } from './analyse-question.js';
import type { CandidateMatch } from './candidate-matches.js';
import { coverageOf, unionOf } from './lexical.js';
import type { Answerability } from './ranked-passage.js';
import { lackOf } from './stated-answer.js';

/** About as many sentences as a long paragraph has. */
const WINDOW = 8;
/**
 * The border, on the mean of three shares. Measured on CLAP NQ (half of the passages hold no answer), on RealTimeQA (a
 * third of the searches found none) and on CLAP NQ and English XQuAD with all passages in one pool and the right one taken
 * out. Between .42 and .50 the balanced accuracy hardly changes; within that, a weak answer with its source does less
 * harm than a refusal, and what lacks of an answer is looked at apart.
 */
const BORDER = 0.43;
/** Of languages whose word forms are only guessed at, less overlap has to do. */
const BORDER_ELSEWHERE = 0.36;

/**
 * Is the matter of the question there at all? Looks at the stretch of sentences that holds most of it: how much of the
 * question's weight its sentences cover on average (each with its neighbours), how much the best single sentence covers,
 * and how much all of them cover together with title and headings. Words that occur nowhere lower all three. This says
 * whether the text is about what was asked; what it then lacks of an answer, {@link lackOf} says.
 */
export function judgeAnswerability(question: Question, matches: readonly CandidateMatch[]): Answerability {
  let best = 0;
  for (const ofSource of bySource(matches)) {
    for (let start = 0; start === 0 || start + WINDOW <= ofSource.length; start += 1) best = Math.max(best, evidence(question, ofSource.slice(start, start + WINDOW), best));
  }
  const border = question.english ? BORDER : BORDER_ELSEWHERE;
  const score = toScore(best, border);
  const lack = best >= border ? lackOf(question, matches) : null;
  return lack === null ? { score, answerable: best >= border } : { score, answerable: false, lack };
}

function bySource(matches: readonly CandidateMatch[]): CandidateMatch[][] {
  const groups = new Map<unknown, CandidateMatch[]>();
  for (const match of matches) {
    const group = groups.get(match.candidate.source);
    if (group === undefined) groups.set(match.candidate.source, [match]);
    else group.push(match);
  }
  return [...groups.values()];
}

/** The mean of the three shares; 0 without the third, costly one where even all of it would not beat `toBeat`. */
function evidence(question: Question, window: readonly CandidateMatch[], toBeat: number): number {
  if (window.length === 0) return 0;
  const mean = window.reduce((sum, match) => sum + match.around, 0) / window.length;
  const own = Math.max(...window.map((match) => match.own));
  if (mean + own + 1 <= 3 * toBeat) return 0;
  const together = coverageOf(unionOf(...window.map((match) => match.counts), window[0]?.context), question);
  return (mean + own + together) / 3;
}

/** Puts the border at .5, 0 and 1 at the ends. */
function toScore(found: number, border: number): number {
  return found < border ? (0.5 * found) / border : 0.5 + (0.5 * (found - border)) / (1 - border);
}
