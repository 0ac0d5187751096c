import type { LaidOut, LaidWord } from './laid-out.js';
import { oppositesOf } from './opposites.js';
import { LIGHT_WORDS } from './turning-words.js';

/** Letters in which two forms of one word agree at least, and the share of the shorter. */
const PREFIX = 5;
const SHORT_PREFIX = 4;
const SHARE = 0.6;
/** Syllables of Korean, whose words are written in fewer signs. */
const HANGUL_PREFIX = 2;
const UNSPACED_LETTER = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
/** Signs of Chinese and Japanese that carry grammar. */
const PARTICLES = /[\p{Script=Hiragana}的地得了在是有着之为為于於与與和及也将被把]/gu;

/**
 * A telling word of the claim of which the source has no form and no word of the same sense: it may be the one that matters. Figures
 * are looked at by themselves. Null where every word is there. Pure.
 */
export function missingWord(claim: LaidOut, stretch: LaidOut): LaidWord | null {
  const stems = new Set(stretch.words.map(({ stem }) => stem));
  const words = claim.words.filter(({ telling, stem, folded }) => telling && !stems.has(stem) && !/^\d/.test(folded) && !LIGHT_WORDS.test(folded));
  return words.find((word) => !isThere(word, stretch)) ?? null;
}

function isThere(word: LaidWord, { words, text }: LaidOut): boolean {
  if (UNSPACED_LETTER.test(word.folded)) return [...word.folded.replace(PARTICLES, '')].every((sign) => text.includes(sign));
  const synonyms = oppositesOf(word.stem);
  return words.some((other) => areForms(word.folded, other.folded) || synonyms.some(({ one }) => one.has(other.stem)));
}

/** Forms of one word, as far as their beginnings show: "exports" and "exported". */
function areForms(left: string, right: string): boolean {
  const shorter = Math.min(left.length, right.length);
  let same = 0;
  while (same < shorter && left[same] === right[same]) same += 1;
  const least = /\p{Script=Hangul}/u.test(left) ? HANGUL_PREFIX : shorter <= PREFIX ? SHORT_PREFIX : PREFIX;
  return same >= least && same >= SHARE * shorter;
}
