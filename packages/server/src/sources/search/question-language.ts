import { readsAsEnglish } from '../../ranking/stop-words.js';
import { fold } from '../../ranking/words.js';

const BY_SCRIPT: ReadonlyArray<[RegExp, string]> = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, 'ja'],
  [/\p{Script=Hangul}/u, 'ko'],
  [/\p{Script=Han}/u, 'zh'],
  [/\p{Script=Thai}/u, 'th'],
  [/\p{Script=Greek}{3}/u, 'el'],
  [/\p{Script=Hebrew}/u, 'he'],
  [/\p{Script=Devanagari}/u, 'hi'],
  [/\p{Script=Bengali}/u, 'bn'],
  [/\p{Script=Tamil}/u, 'ta'],
  [/\p{Script=Georgian}/u, 'ka'],
  [/\p{Script=Armenian}/u, 'hy'],
];
/** Fewer words than this say too little of their language. */
const ENOUGH_WORDS = 4;

/** The two-letter language of a tag: `de` of `de-AT`; null for what is none. */
export function baseLanguage(tag: string | undefined): string | null {
  return /^([a-z]{2,3})(?:$|[-_])/i.exec(tag ?? '')?.[1]?.toLowerCase() ?? null;
}

/**
 * In which language a question is asked, as two-letter code; `standard` where it doesn't show. Told by the script, by English
 * stop words, and for longer questions in other languages of the Latin, Cyrillic or Arabic script by their letter statistics
 * (the eld package), which are loaded at the first such question.
 */
export async function languageOfQuestion(question: string, standard: string): Promise<string> {
  const byScript = BY_SCRIPT.find(([script]) => script.test(question));
  if (byScript !== undefined) return byScript[1];
  const words = question.split(/[^\p{L}\p{M}'’]+/u).filter((word) => word !== '');
  if (readsAsEnglish(words.map((word) => fold(word)))) return words.length >= ENOUGH_WORDS ? 'en' : standard;
  if (words.length < ENOUGH_WORDS) return standard;
  const { eld } = await import('eld/extrasmall');
  const found = eld.detect(question);
  return found.isReliable() && /^[a-z]{2}$/.test(found.language) ? found.language : standard;
}
