import type { Candidate } from './candidate-sentences.js';

const QUESTION = /[?？؟]["'”’“»)\]]*$/;
const WHOLE = /[.!。！।۔…]["'”’“»)\]]*(?: '')?(?:\[\d+\])*$/;
/** The rest of a sentence whose beginning was cut off. */
const CUT_OFF = /^[,;:)\]…]|^\p{Ll}/u;
/** "More:Ten things to know", "New logo:Firm drops bird": a link to another page, glued together. */
const TEASER = /^[^.!?:]{2,60}:\p{Lu}/u;
/** Openings that stand for something in the sentence before. */
const LEANS = /^["'“‘(]*(?:he|she|it|they|his|her|its|their|this|that|these|those|such|but|and|or|so|then|also|however|therefore|thus|instead|moreover|furthermore|meanwhile|otherwise|as such|as a result|in addition|for example|er|sie|es|dies|diese[rs]?|aber|auch|il|elle|ils|elles|cela|mais|esto|eso|pero|ella|ello)\b/iu;

/** 0 to 1: does this read as a statement when it stands alone? A whole sentence does; a heading, a line of a menu or a question does not. */
export function statesSomething({ text, words, kind }: Pick<Candidate, 'text' | 'words' | 'kind'>): number {
  if (QUESTION.test(text)) return 0;
  if (words.length < 4) return 0.2;
  if (kind === 'heading' || CUT_OFF.test(text) || TEASER.test(text)) return 0.3;
  if (!WHOLE.test(text)) return 0.6;
  return leansOnPrevious(text) ? 0.8 : 1;
}

/** Does a sentence begin with a word that needs the sentence before it ("He", "This", "However")? */
export function leansOnPrevious(text: string): boolean {
  return LEANS.test(text);
}
