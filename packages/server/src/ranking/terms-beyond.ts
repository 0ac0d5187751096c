import { essentialWeight, type QuestionTerm } from './analyse-question.js';
import type { TermCounts } from './lexical.js';

/** Terms of a question that what a source is about does not hold, and what counts as all of them. */
export interface TermsBeyond {
  terms: readonly QuestionTerm[];
  whole: number;
}

/** Gives those of some terms that a subject lacks; worked out once for all sentences with the same subject. */
export function termsBeyond(asked: readonly QuestionTerm[]): (subject: TermCounts) => TermsBeyond {
  const known = new Map<TermCounts, TermsBeyond>();
  return (subject) => {
    const earlier = known.get(subject);
    if (earlier !== undefined) return earlier;
    const terms = asked.filter(({ stem }) => !subject.has(stem));
    const found = { terms, whole: essentialWeight(terms) };
    known.set(subject, found);
    return found;
  };
}
