import type { eld as Eld } from 'eld/extrasmall';
import { decodeAs } from './decode-as.js';
import { type EncodedWords, encodedWords } from './encoded-words.js';
import { OLD_ENCODINGS, type OldEncoding } from './encodings.js';

/** Below it, what was decoded reads like no language. Where most letters are ASCII, the others are too few to say as much. */
const LEAST_SCORE = 0.5;
const LEAST_SCORE_LATIN = 0.25;
/** No text reads more like a language than that. */
const MOST_LIKE = 1.2;
/** What the commonest encoding has before others, in characters. */
const HEAD_START = 0.5;
/** Weights of characters that don't fit where they stand, and of capitals within words, both as shares of all that are not ASCII. */
const ODD_WEIGHT = 1.5;
const CAPITAL_WEIGHT = 0.15;
/** That many bytes in a row make characters is no chance. */
const WIDE_BONUS = 0.1;

/** Letters of an alphabet that is never mixed with another one within a word. */
const APART = String.raw`[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Thai}\u064b-\u0652]`;
/** Characters beyond ASCII that don't fit where they stand. */
const ODD = new RegExp(
  [
    // Signs that are rare in text: controls, boxes, unassigned and broken characters.
    String.raw`[^\p{ASCII}\p{L}\p{M}“”‘’‚„«»–—…·•°©®™€£§№¡¿º×÷\u00a0\u200c-\u200f\u3000-\u303f\uff00-\uff60]`,
    // Signs and capitals in the middle of a word.
    String.raw`(?<=\p{L})[^\p{ASCII}\p{L}\p{M}’·–—…\u3000-\u303f\uff00-\uff60](?=\p{L})`,
    String.raw`\p{Ll}(?=\p{Lu})`,
    // Alphabets mixed, and letters at digits.
    String.raw`\p{Script=Latin}(?=${APART})|${APART}(?=\p{Script=Latin})`,
    String.raw`(?<=\d)(?!\p{ASCII})[\p{Script=Latin}\p{Script=Cyrillic}]|(?!\p{ASCII})[\p{Script=Latin}\p{Script=Cyrillic}](?=\d)`,
    // A letter four times in a row.
    String.raw`(\p{L})(?=\1{3})`,
    // Marks without a letter; in Thai vowels without a consonant and many consonants in a row, what is no longer written, and digits in words.
    String.raw`(?<![\p{L}\p{M}])\p{M}`,
    String.raw`[เ-ไ](?![ก-ฮ])|(?<![\p{Script=Thai}])[ะาำๅ]|(?<=[ะาำๅ])[\u0e31-\u0e3a\u0e47-\u0e4e]|(?<=[ก-ฮ]{6})[ก-ฮ]|[ฃฅฺ๏๚๛]|(?<=[ก-๎])[๐-๙]`,
  ].join('|'),
  'gu',
);

/**
 * The old encoding in which a text reads most like a language, by statistics of its letters (the eld package, loaded at the first such
 * text) and by how well its characters fit where they stand. `language`: the ISO 639-1 code of what the text is said to be in, whose
 * encodings go before others (but for those of Western Europe, which templates name). Null where nothing reads like a language. Only the first words with bytes above 127 are looked at.
 */
export async function guessEncoding(bytes: Uint8Array, isMarkup: boolean, language: string | null): Promise<string | null> {
  const words = encodedWords(bytes, isMarkup);
  if (words.high.length === 0) return null;
  const { eld } = await import('eld/extrasmall');
  const best = (encodings: readonly OldEncoding[]) => {
    const scored = encodings.map((encoding) => ({ encoding, score: scoreOf(words, encoding, eld) })).filter(({ encoding, score }) => score >= leastScore(encoding));
    return scored.sort((left, right) => right.score - left.score)[0]?.encoding.name ?? null;
  };
  const [, ...others] = OLD_ENCODINGS;
  return best(others.filter(({ languages }) => language !== null && languages.includes(language))) ?? best(OLD_ENCODINGS);
}

function leastScore({ isLatin }: OldEncoding): number {
  return isLatin ? LEAST_SCORE_LATIN : LEAST_SCORE;
}

function scoreOf(words: EncodedWords, encoding: OldEncoding, eld: typeof Eld): number {
  const high = decodeAs(words.high, encoding.name, { cut: true }).normalize('NFC');
  const characters = count(high, /\P{ASCII}/gu);
  if (characters === 0) return 0;
  const oddity = (ODD_WEIGHT * count(high, ODD) + CAPITAL_WEIGHT * count(high, /(?<=\p{L})(?!\p{ASCII})\p{Lu}/gu)) / characters;
  const bonus = encoding.isWide ? WIDE_BONUS : encoding === OLD_ENCODINGS[0] ? HEAD_START / characters : 0;
  if (MOST_LIKE - oddity + bonus < leastScore(encoding)) return 0;
  return likeness(high, words.context, encoding, eld) / encoding.usual - oddity + bonus;
}

/** How much the words read like one of the languages; of those in Latin letters the words around tell too. */
function likeness(high: string, context: Uint8Array, encoding: OldEncoding, eld: typeof Eld): number {
  const own = usualness(encoding.isLatin ? high : high.replace(/[a-z]+/gi, ' '), eld);
  const around = encoding.isLatin ? usualness(decodeAs(context, encoding.name, { cut: true }).normalize('NFC'), eld) : own;
  return Math.max(...encoding.languages.map((language) => ((own[language] ?? 0) + (around[language] ?? 0)) / 2));
}

/** A single letter may be anything. */
const LETTERS = /\p{L}\p{M}*\p{L}/u;
/** Characters in which eld looks at most, as it reads 350 bytes of UTF-8. */
const SLICE = 200;
/** More of them change nothing. */
const SLICES = 3;

/** By language how usual its letter groups are, 0 to 1, on average over the first slices of the text. */
function usualness(text: string, eld: typeof Eld): Record<string, number> {
  const sums: Record<string, number> = {};
  const slices = slicesOf(text.split(' ').filter((word) => LETTERS.test(word)).join(' '));
  for (const slice of slices) for (const [language, score] of Object.entries(eld.detect(slice).getScores())) sums[language] = (sums[language] ?? 0) + score / slices.length;
  return sums;
}

function slicesOf(text: string): string[] {
  return (text.match(new RegExp(String.raw`\S[^]{0,${SLICE}}(?!\S)|\S[^]{0,${SLICE}}`, 'g')) ?? []).slice(0, SLICES);
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
