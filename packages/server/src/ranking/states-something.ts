import type { Candidate } from './candidate-sentences.js';

const QUESTION = /[?？؟]["'”’“»)\]]*$/;
const WHOLE = /[.!。！।۔…]["'”’“»)\]]*(?: '')?(?:\[\d+\])*$/;

/** 0 to 1: does this read as a statement when it stands alone? A whole sentence does; a heading, a line of a menu or a question does not. */
export function statesSomething({ text, words, kind }: Pick<Candidate, 'text' | 'words' | 'kind'>): number {
  if (QUESTION.test(text)) return 0;
  if (words.length < 4) return 0.2;
  if (kind === 'heading') return 0.4;
  return WHOLE.test(text) ? 1 : 0.6;
}
