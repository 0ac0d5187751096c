import { fold, type Word } from './words.js';

/** Names as programs have them: words joined by `_`. */
const IDENTIFIER = /[\p{L}\p{N}]{1,64}(?:_[\p{L}\p{N}]{1,64}){1,8}/gu;

/** Names like `shared_buffers` in a text, folded, each as often as it stands there, with their place. */
export function identifiersIn(text: string): Array<{ folded: string; start: number; end: number }> {
  if (!text.includes('_')) return [];
  return [...text.matchAll(IDENTIFIER)].map((match) => ({ folded: fold(match[0]), start: match.index, end: match.index + match[0].length }));
}

/** Is a word only a part of a longer name (`fsync` in `pg_test_fsync`)? Then the text is about something else. */
export function isPartOfName({ raw, start }: Word, text: string): boolean {
  return isInnerBorder(text, start - 1, start - 2) || isInnerBorder(text, start + raw.length, start + raw.length + 1);
}

function isInnerBorder(text: string, border: number, beyond: number): boolean {
  return text.charAt(border) === '_' && /[\p{L}\p{N}]/u.test(text.charAt(beyond));
}
