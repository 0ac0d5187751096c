import type { BlockKind } from '../extraction/extracted-document.js';

const LONGEST = 120;
const MOST_WORDS = 12;
const ENDS = /[.!?:;,。！？।؟…]["'”’)\]]*$/;
/** `pg_table_size ( regclass ) → bigint`, `resume(stream, cursor)`: how reference pages head the description of a function. */
const SIGNATURE = /^[\w.$-]+ ?\([^()]*(?:\([^()]*\)[^()]*)*\)/u;

/**
 * Is a block the term that the next block defines? Manuals set options, settings and functions so: the name alone, then a
 * paragraph that says what it does, mostly without the name. A definition list arrives as a list item between paragraphs;
 * an item behind another is the last of a common list, and what follows it is about something else.
 */
export function isTermBefore(kind: BlockKind, text: string, before: BlockKind | undefined, after: BlockKind): boolean {
  if (after !== 'paragraph' || text.length > LONGEST || ENDS.test(text) || text.includes('\n')) return false;
  if (kind === 'list_item') return before !== 'list_item' && text.split(/\s+/).length <= MOST_WORDS;
  return kind === 'paragraph' && SIGNATURE.test(text);
}
