const ASCII = /^[\x00-\x7f]*$/;
const SCRIPTS =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}';
const RUN = new RegExp(`[${SCRIPTS}](?:[${SCRIPTS}\\p{M}ー])*`, 'gu');
/** Vowel signs of Arabic that writers mostly leave out. */
const ARABIC_VOWELS = /[\u064b-\u0652\u0670]/g;

/**
 * A text in the form in which it goes to the full-text index, and in which a question is looked up: compatibility
 * characters folded, and runs of scripts that are written without spaces (Korean too, whose particles stick to the words)
 * as overlapping pairs of characters, so that any two or more characters of a word are found without a dictionary.
 */
export function indexText(text: string): string {
  if (ASCII.test(text)) return text;
  return text.normalize('NFKC').replace(ARABIC_VOWELS, '').replace(RUN, (run) => ` ${pairsOf(run).join(' ')} `);
}

function pairsOf(run: string): string[] {
  const characters = [...run];
  if (characters.length === 1) return characters;
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`);
}
