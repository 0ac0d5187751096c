/**
 * Cuts the ending of a folded word (so й is и here), so that forms of one word compare equal.
 *
 * English endings by a light version of Porter's algorithm (M. F. Porter, "An algorithm for suffix stripping", Program
 * 14(3), 1980: plurals, -ed, -ing, -ly, and the commonest derivations). Other alphabets lose only the commonest
 * inflections: over-cutting joins words that mean different things, and a missed ending costs less.
 */
export function stem(word: string): string {
  if (word.length < 4 || /\p{N}/u.test(word)) return word;
  if (/^[a-z']+$/.test(word)) return stemLatin(word);
  if (/\p{Script=Cyrillic}/u.test(word)) return cut(word, CYRILLIC_ENDINGS);
  if (/\p{Script=Arabic}/u.test(word)) return stripArabicArticle(word);
  if (/\p{Script=Devanagari}/u.test(word)) return cut(word, DEVANAGARI_ENDINGS);
  if (/\p{Script=Greek}/u.test(word)) return cut(word, GREEK_ENDINGS);
  return word;
}

const VOWEL = /[aeiouy]/;
const CYRILLIC_ENDINGS = ['иями', 'ями', 'ами', 'его', 'ого', 'ему', 'ому', 'ыми', 'ими', 'иях', 'ах', 'ях', 'ов', 'ев', 'еи', 'ои', 'ии', 'ыи', 'ая', 'яя', 'ое', 'ее', 'ые', 'ие', 'ую', 'юю', 'ом', 'ем', 'ам', 'ям', 'ия', 'ии', 'ию', 'а', 'я', 'о', 'е', 'и', 'ы', 'у', 'ю', 'ь'];
const GREEK_ENDINGS = ['ους', 'ων', 'ος', 'ου', 'ης', 'ες', 'ας', 'α', 'η', 'ο', 'ι'];
const DEVANAGARI_ENDINGS = ['ियों', 'ियाँ', 'ाओं', 'ों', 'ें', 'ीं', 'ो', 'े', 'ी', 'ा'];

function cut(word: string, endings: readonly string[]): string {
  for (const ending of endings) {
    if (word.endsWith(ending) && word.length - ending.length >= 3) return word.slice(0, -ending.length);
  }
  return word;
}

function stripArabicArticle(word: string): string {
  const bare = word.replace(/^[وفبكل]?ال(?=.{2})/u, '').replace(/^لل(?=.{2})/u, '');
  return bare.replace(/(?:ات|ون|ين|ها|ية|ه|ة|ي)$/u, (ending) => (bare.length - ending.length >= 3 ? '' : ending));
}

/** Derived forms whose short form keeps the meaning; only where at least three letters remain. */
const DERIVATIONS: ReadonlyArray<[ending: string, instead: string]> = [
  ['ational', 'ate'],
  ['ization', 'ize'],
  ['isation', 'ize'],
  ['fulness', 'ful'],
  ['iveness', 'ive'],
  ['ations', 'ate'],
  ['ation', 'ate'],
  ['ators', 'ate'],
  ['ator', 'ate'],
  ['ments', ''],
  ['ment', ''],
  ['ness', ''],
  ['ising', 'ize'],
  ['ise', 'ize'],
];

function stemLatin(word: string): string {
  let result = cutPlural(word);
  result = cutPast(result);
  if (result.endsWith('ly') && result.length > 5) result = result.slice(0, -2);
  for (const [ending, instead] of DERIVATIONS) {
    if (result.endsWith(ending) && result.length - ending.length >= 3) {
      result = result.slice(0, -ending.length) + instead;
      break;
    }
  }
  if (result.endsWith('y') && result.length > 3 && !VOWEL.test(result.charAt(result.length - 2))) return `${result.slice(0, -1)}i`;
  if (result.endsWith('e') && result.length > 3) return result.slice(0, -1);
  return result;
}

function cutPlural(word: string): string {
  if (word.endsWith('sses')) return word.slice(0, -2);
  if (word.endsWith('ies')) return word.length > 4 ? `${word.slice(0, -3)}y` : word.slice(0, -1);
  if (word.endsWith('s') && !/(?:ss|us|is)$/.test(word)) return word.slice(0, -1);
  return word;
}

function cutPast(word: string): string {
  const bare = /^(.*)(?:ed|ing)$/.exec(word)?.[1];
  if (bare === undefined || bare.length < 3 || !VOWEL.test(bare)) return word.endsWith('ied') && word.length > 4 ? `${word.slice(0, -3)}y` : word;
  if (word.endsWith('ied')) return `${word.slice(0, -3)}y`;
  const last = bare.charAt(bare.length - 1);
  if (last === bare.charAt(bare.length - 2) && !'aeiouylsz'.includes(last)) return bare.slice(0, -1);
  return bare;
}
