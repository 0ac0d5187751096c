/** Numbers in English words: "twenty-five", "one hundred and twenty", "half a million", "two thirds of". Pure. */

const ONES = 'one two three four five six seven eight nine'.split(' ');
const TEENS = 'zero ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const PARTS = 'half third quarter fifth sixth seventh eighth ninth tenth'.split(' ');
const ORDINALS = 'third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'.split(' ');
const SCALES: Readonly<Record<string, number>> = { hundred: 1e2, thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12 };

const VALUES: ReadonlyMap<string, number> = new Map([
  ...ONES.map((word, index): [string, number] => [word, index + 1]),
  ...TEENS.map((word, index): [string, number] => [word, index === 0 ? 0 : index + 9]),
  ...TENS.map((word, index): [string, number] => [word, (index + 2) * 10]),
  ['a', 1],
  ['dozen', 12],
]);

const BELOW_HUNDRED = `(?:(?:${TENS.join('|')})(?:[- ](?:${ONES.join('|')})\\b)?|${[...TEENS, ...ONES].join('|')})`;
const BELOW_THOUSAND = `(?:(?:${BELOW_HUNDRED}|a) hundred(?:(?: and)? ${BELOW_HUNDRED})?|${BELOW_HUNDRED})`;
const SCALED = `(?:${BELOW_THOUSAND}|half a|a) (?:thousand|million|billion|trillion)(?:,?(?: and)? ${BELOW_THOUSAND}(?: thousand)?)?`;
/** Longest first. */
export const NUMBER_WORDS = `(?:${SCALED}|${BELOW_THOUSAND}|(?:a|half a) dozen)`;
/** What follows a share that stands for itself: "contributed a quarter and", but not "a quarter mile", nor "in a quarter". */
const SHARE_ALONE = String.raw`(?<!\b(?:in|per|for|each|every|within|during|over)\s(?:a|one)[- ]\p{L}{1,9})(?=\s?[.,;:)]|\s(?:and|but|while|whereas|to|towards?|by|from|in)\b|$)`;
/** A share: "a third of", "two-thirds", "half of". */
export const FRACTION_WORDS = `(?:(?:a|${ONES.join('|')})[- ](?:(?:${PARTS.slice(1).join('|')})s\\b|(?:${PARTS.slice(1).join('|')})(?:(?= of\\b)|${SHARE_ALONE}))|half(?= (?:of|the)\\b))`;
export const ORDINAL_WORDS = `(?:${ORDINALS.join('|')})`;

/** The value of what `NUMBER_WORDS` finds. */
export function valueOfWords(words: string): number {
  let [sum, open] = [0, 0];
  const half = /^half /i.test(words);
  for (const word of words.toLowerCase().replace(/^half /, '').split(/[\s,-]+/)) {
    const scale = SCALES[word];
    if (scale === undefined) open = word === 'dozen' ? Math.max(1, open) * 12 : open + (VALUES.get(word) ?? 0);
    else if (scale === 100) open *= 100;
    else [sum, open] = [sum + open * scale, 0];
  }
  return half ? (sum + open) / 2 : sum + open;
}

/** Of what `FRACTION_WORDS` finds, in percent. */
export function percentOfWords(words: string): number {
  const [count = '', part = count] = words.toLowerCase().split(/[\s-]+/);
  const name = part.replace(/s$/, '');
  const parts = PARTS.indexOf(name) + 2;
  return (100 * (count === part ? 1 : (VALUES.get(count) ?? 1))) / parts;
}

export function valueOfOrdinal(word: string): number {
  return ORDINALS.indexOf(word.toLowerCase()) + 3;
}
