import { isStopWord, readsAsEnglish } from '../ranking/stop-words.js';
import { type Word, wordsOf } from '../ranking/words.js';

/** "See the manual", "Read more here": it sends the reader on, and states nothing of its own. */
const SENDS_ON = /^(?:for [^,.]{0,60},\s)?(?:please\s)?(?:also\s)?(?:see|cf\.?|refer to|read (?:more|on)|learn more|find out more|siehe|vgl\.?|voir|véase|vedi|zie)(?![\p{L}\p{N}])(?!\sthan\b)/iu;
/** "More details here", "Source: the manual": the same where nothing else is told. */
const LABEL = /^(?:more|further|sources?|references?|details|mehr|quellen?|más|plus|altro)(?![\p{L}\p{N}])/iu;

/** Has a claim nothing that a source could back: a pointer, a label, or less than two words? `words`: those of the claim. Pure. */
export function statesNothing(claim: string, words: readonly Word[] = wordsOf(claim)): boolean {
  const english = readsAsEnglish(words.map(({ folded }) => folded));
  const telling = words.filter(({ folded }) => !isStopWord(folded, english)).length;
  if (telling === 0 || words.length === 1) return true;
  return SENDS_ON.test(claim.trim()) || (telling <= 2 && LABEL.test(claim.trim()) && words.length <= 3);
}
