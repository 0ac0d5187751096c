import type { Citation, Warning } from '@groundwire/protocol';
import type { WrittenAnswer } from './write-answer.js';

/** What a reader should know of how the answer was written. */
export function warningsOf({ marksAdded, cutOff, noAnswer, citationNumbers }: WrittenAnswer): Warning[] {
  const warnings: Warning[] = [];
  if (marksAdded) warnings.push({ code: 'UNCITED_ANSWER', message: 'The model named no source. The sources at the end are those that its sentences match best' });
  else if (!noAnswer && citationNumbers.size === 0) warnings.push({ code: 'UNCITED_ANSWER', message: 'The model named no source, and no source says what it wrote. Do not rely on this answer' });
  if (cutOff) warnings.push({ code: 'ANSWER_CUT', message: 'The model reached the limit of what it may write; the answer stops there. Ask with a larger max_words' });
  return warnings;
}

/** Says of an answer that cites nothing but snippets that it does: nobody has seen the pages themselves. Pure. */
export function snippetsOnly(citations: readonly Citation[]): Warning[] {
  if (citations.length === 0 || citations.some(({ read }) => read !== 'snippet')) return [];
  return [{ code: 'SNIPPETS_ONLY', message: 'No page behind this answer could be read: all that it cites are lines that search services showed. Look at the pages before relying on it' }];
}
