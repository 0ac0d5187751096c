/** Scripts that one language of the web is written in. */
const SCRIPTS: ReadonlyArray<readonly [language: string, letters: RegExp]> = [
  ['ko', /\p{Script=Hangul}/gu],
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['th', /\p{Script=Thai}/gu],
  ['el', /\p{Script=Greek}/gu],
  ['he', /\p{Script=Hebrew}/gu],
  ['hy', /\p{Script=Armenian}/gu],
  ['ka', /\p{Script=Georgian}/gu],
  ['bn', /\p{Script=Bengali}/gu],
  ['ta', /\p{Script=Tamil}/gu],
  ['te', /\p{Script=Telugu}/gu],
  ['kn', /\p{Script=Kannada}/gu],
  ['ml', /\p{Script=Malayalam}/gu],
  ['gu', /\p{Script=Gujarati}/gu],
  ['si', /\p{Script=Sinhala}/gu],
  ['km', /\p{Script=Khmer}/gu],
  ['my', /\p{Script=Myanmar}/gu],
  ['lo', /\p{Script=Lao}/gu],
];
const REACH = 2000;
/** Fewer letters of a text say little. */
const LEAST_LETTERS = 20;

/**
 * The language of a text that says nothing of it, where its letters tell: scripts of one language, Japanese by its kana,
 * Chinese by characters without kana, and of the languages in Cyrillic and Arabic script those with letters of their own.
 * Null for others, all in Latin script among them, and for texts of fewer than `least` letters: a wrong language is worse than none.
 */
export function languageByScript(text: string, least = LEAST_LETTERS): string | null {
  const sample = text.slice(0, REACH);
  const letters = count(sample, /\p{L}/gu);
  if (letters < least) return null;
  const share = (pattern: RegExp) => count(sample, pattern) / letters;
  if (share(/\p{Script=Latin}/gu) > 0.5) return null;
  const [language] = SCRIPTS.find(([name, pattern]) => share(pattern) > (name === 'ja' ? 0.15 : 0.5)) ?? [null];
  if (language !== null) return language;
  if (share(/\p{Script=Han}/gu) > 0.6) return 'zh';
  if (share(/\p{Script=Cyrillic}/gu) > 0.6) return cyrillic(share);
  return share(/\p{Script=Arabic}/gu) > 0.6 ? (share(/[پچژگ]/gu) > 0.01 ? 'fa' : 'ar') : null;
}

function cyrillic(share: (pattern: RegExp) => number): string | null {
  if (share(/[іїєґ]/giu) > 0.03) return share(/ў/giu) > 0.002 ? 'be' : 'uk';
  return share(/[ыэ]/giu) > 0.01 ? 'ru' : null;
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
