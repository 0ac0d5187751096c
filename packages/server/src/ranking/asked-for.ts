import type { Question, QuestionTerm } from './analyse-question.js';
import { wordsOf } from './words.js';

/** "Who is the mayor of …", "what was the yearly rent for …": what stands between, and is asked for. */
const NAMED_THING = /^\W{0,3}(?:what|who|which) (?:is|was|are|were|will be) (?:(?:the|an?|its|his|her|their) )?((?:[\p{L}\p{N}'’-]{1,30} ){0,3}?[\p{L}\p{N}'’-]{1,30})(?= (?:of|for|in|from|at|to|with|on|between|behind|by)\b|\W{0,3}$)/iu;
/** "How loud is …". */
const DEGREE = /^\W{0,3}how ([\p{L}-]{1,30}) (?:is|was|are|were|do|does|did|will|can)\b/iu;
/** What frames a question: an answer states it in other words. By stem. */
const FRAMES: ReadonlySet<string> = new Set(['role', 'rol', 'purpos', 'function', 'motiv', 'reason', 'credit', 'origin', 'caus', 'effect', 'significanc', 'importanc', 'advantag', 'benefit', 'component', 'titl', 'nam', 'individual', 'figur', 'subject', 'featur', 'characteristic', 'statu', 'answer', 'fact', 'term', 'word', 'goal', 'aim', 'idea', 'concept', 'way', 'method', 'process', 'exampl', 'typ', 'kind', 'sort', 'definition', 'meaning', 'mean', 'differenc', 'result', 'estimat']);
/** A word so common that another may stand for it. */
export const LEAST_WEIGHT = 2;

/**
 * The words that name what a question asks for of its subject, as far as the form of an English question shows them: "mayor" in "Who is
 * the mayor of Larch?", "loud" in "How loud is it?", "goals" in "How many goals …". Words of every text and words that only frame the
 * question are left out. Pure.
 */
export function askedFor({ asking, byStem, counted }: Question): QuestionTerm | null {
  const named = NAMED_THING.exec(asking)?.[1] ?? DEGREE.exec(asking)?.[1] ?? '';
  const head = named === '' ? byStem.get(counted ?? '') : wordsOf(named).flatMap(({ stem }) => byStem.get(stem) ?? []).at(-1);
  return head === undefined || head.named || FRAMES.has(head.stem) || (named !== '' && head.weight < LEAST_WEIGHT) ? null : head;
}

const ASKS = 'who|whom|whose|what|when|where|why|how|which';
const SECOND_QUESTION = new RegExp(String.raw`\b(?:and|or) (?:\w{1,20} )?(?:${ASKS})\b`, 'i');
const WHETHER = /^\W{0,3}(?:is|are|was|were|do|does|did|can|could|has|have|had|will|would|should|may|must)\b/i;
/** "When do you sow it?": after the frost, says a gardener, and names no date. */
const IN_GENERAL = /^\W{0,3}\w{3,5} (?:do|can|should) (?:you|we|they|people|i|one)\b/i;

/** Is it one thing of a kind that is asked for? Not by "who found it and when", by what is answered with yes or no, or by how things are done in general. */
export function asksForOneThing({ asking, english }: Question): boolean {
  return !english || ![SECOND_QUESTION, WHETHER, IN_GENERAL].some((pattern) => pattern.test(asking));
}
