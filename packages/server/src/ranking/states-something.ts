import type { Candidate } from './candidate-sentences.js';

/** Longer ones are not searched for phrases, so that none is driven to long searches. */
const LONGEST_LOOK = 600;
const QUESTION = /[?？؟]["'”’“»)\]]*$/;
const WHOLE = /[.!。！।۔…]["'”’“»)\]]*(?: '')?(?:\[\d+\])*$/;
/** The rest of a sentence whose beginning was cut off. A name as programs have them (`pg_upgrade`, `resume()`) begins small. */
const CUT_OFF = /^[,;:)\]…]|^\p{Ll}\p{L}*(?![\p{L}\p{N}_(./-])/u;
/** "See Section 5 for details.", "… are described in Table 13.1.": the answer stands elsewhere. */
const POINTS = /^(?:for [^.]{0,80}, )?(?:please )?see (?:also )?(?:the )?[\p{L}\p{N}]|\b(?:described|shown|listed|explained|discussed|documented|summari[sz]ed) (?:\p{L}+ ){0,3}in (?:\p{L}+ )?(?:Table|Section|Chapter|Figure|Appendix|Example) [\p{L}\p{N}.-]+\.$/iu;
/** "More:Ten things to know", "New logo:Firm drops bird": a link to another page, glued together. */
const TEASER = /^[^.!?:]{2,60}:\p{Lu}/u;
/** "For example:" tells nothing without what follows. */
const LEADS_ON = /[:：]$/;
/** In brackets, or with a bracket that is not closed. */
const ASIDE = /^\((?![^()]*\) \p{L})/u;
/** "Table 9.45. Operators": the name of something that is not shown along with it. */
const CAPTION = /^(?:table|figure|fig\.|example|listing|tabelle|abbildung|tableau|tabla) [a-z]?[\d.-]*\d[.:] \p{Lu}[^.]{0,150}$/iu;
/** What pages ask of their readers. */
const BEGS = /\b(?:subscribe (?:to|now)|sign up (?:for|to) (?:(?:our|the|their|his|her)\b|\P{P}{0,20}[’']s )[^.]{0,60}\bnewsletters?|click here|follow us on|take \P{P}{0,20}(?:[’']s )?(?:weekly )?(?:news )?quiz)\b/iu;
/** Openings that stand for something in the sentence before. */
const LEANS = /^["'“‘(]*(?:he|she|it|they|his|her|its|their|this|that|these|those|such|but|and|or|so|then|also|however|therefore|thus|instead|moreover|furthermore|meanwhile|otherwise|as such|as a result|in addition|for example|er|sie|es|dies|diese[rs]?|aber|auch|il|elle|ils|elles|cela|mais|esto|eso|pero|ella|ello)\b/iu;

/** Of those, the ones that stand for a person or a thing. */
const PRONOUN = /^["'“‘(]*(?:he|she|it|they|his|her|its|their|er|sie|es|il|elle|ils|elles|ella|ello)\b/iu;

/** 0 to 1: does this read as a statement when it stands alone? A whole sentence does; a heading or a line of a menu hardly, a question or a caption not at all. */
export function statesSomething({ text: whole, words, kind }: Pick<Candidate, 'text' | 'words' | 'kind'>): number {
  if (kind === 'table') return 1;
  // Of a definition, what follows the term.
  const text = whole.slice(whole.lastIndexOf('\n\n') + 1).trimStart();
  const short = text.length <= LONGEST_LOOK ? text : '';
  if (QUESTION.test(text) || CAPTION.test(short) || BEGS.test(short)) return 0;
  if (words.length < 4) return 0.2;
  if (kind === 'heading' || CUT_OFF.test(text) || TEASER.test(text) || LEADS_ON.test(text)) return 0.3;
  if (!WHOLE.test(text) || ASIDE.test(text) || POINTS.test(short)) return 0.6;
  return leansOnPrevious(text) ? 0.8 : 1;
}

/** Does a sentence begin with a word that needs the sentence before it ("He", "This", "However")? */
export function leansOnPrevious(text: string): boolean {
  return LEANS.test(text);
}

/** Does it begin with a pronoun that stands for a person or a thing? */
export function beginsWithPronoun(text: string): boolean {
  return PRONOUN.test(text);
}
