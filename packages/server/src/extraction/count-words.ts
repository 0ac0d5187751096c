import { TRAIT, TRAITS } from './character-traits.js';

const SPACED_WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’_-]*/gu;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu;
const HAS_UNSPACED = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[\u{20000}-\u{3ffff}]/u;

/**
 * How many words a text has. In scripts without spaces two characters count as one word, about the length of a Chinese
 * or Japanese word, so that passages hold as much matter in every language.
 */
export function countWords(text: string): number {
  const words = countLatin(text);
  if (words >= 0) return words;
  if (!HAS_UNSPACED.test(text)) return text.match(SPACED_WORD)?.length ?? 0;
  const unspaced = text.match(UNSPACED)?.length ?? 0;
  const spaced = text.replace(UNSPACED, ' ').match(SPACED_WORD)?.length ?? 0;
  return spaced + Math.ceil(unspaced / 2);
}

/** What `SPACED_WORD` finds, in a tenth of the time: every text that is indexed is counted. -1 where there are characters whose traits are not known. */
function countLatin(text: string): number {
  let words = 0;
  let within = false;
  for (let at = 0; at < text.length; at += 1) {
    const traits = TRAITS[text.charCodeAt(at)] ?? -1;
    if (traits < 0) return -1;
    const begins = (traits & TRAIT.word) !== 0;
    if (begins && !within) words += 1;
    within = begins || (within && (traits & TRAIT.joiner) !== 0);
  }
  return words;
}
