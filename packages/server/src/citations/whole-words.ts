import type { Discord } from './support-checks.js';

/** Begins with a letter of a script without spaces, whose "words" are pairs of characters. */
export const UNSPACED_WORD = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const FRAGMENT = new RegExp(`“${UNSPACED_WORD.source.slice(1)}`, 'u');

/** A discord that a check of words found, without what are no whole words to a reader. Pure. */
export function inWholeWords(discord: Discord | null): Discord | null {
  return discord === null || !FRAGMENT.test(discord.reason) ? discord : { ...discord, reason: 'The source does not say all of this of the same, or not in this order.' };
}
