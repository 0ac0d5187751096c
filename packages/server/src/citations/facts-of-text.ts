/** A number as a text states it. */
export interface StatedNumber {
  value: number;
  /** As written, with its unit: `4.2%`, `1,200`, `$3 million`. */
  shown: string;
  /** What is counted: `%`, a currency sign, a unit or the next word; empty where nothing follows. */
  unit: string;
  /** Digits behind the point, for rounding. */
  decimals: number;
  year: boolean;
}

const SCALES: Readonly<Record<string, number>> = { hundred: 1e2, thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12, k: 1e3, m: 1e6, mn: 1e6, bn: 1e9 };
const WRITTEN = 'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(' ');
const NUMBER = /(?<![\p{L}\p{N}.])([$€£¥])?\s?(\d{1,3}(?:[,  ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:\s?(hundred|thousand|million|billion|trillion|bn|mn|[km](?!\p{L})))?(\s?(?:%|percent\b|per cent\b)|[ -]?\p{L}+)?/giu;
const WRITTEN_NUMBER = new RegExp(`\\b(${WRITTEN.join('|')})\\b(?:\\s(hundred|thousand|million|billion))?(\\s\\p{L}+)?`, 'giu');

/** The numbers of a text, in order. "Five hundred" counts as 500, "4.2 per cent" as 4.2%. */
export function statedNumbers(text: string): StatedNumber[] {
  const digits = [...text.matchAll(NUMBER)].map(([whole, currency, number = '', scale, unit = '']): StatedNumber => {
    const plain = number.replace(/[,  ]/g, '');
    const value = Number(plain) * (SCALES[scale?.toLowerCase() ?? ''] ?? 1);
    const counted = /^\s?(?:%|per ?cent)/i.test(unit) ? '%' : (currency ?? unit.replace(/^[ -]/, '').toLowerCase());
    return { value, shown: shownAs(whole, unit), unit: counted, decimals: scale === undefined ? (plain.split('.')[1]?.length ?? 0) : 0, year: /^(?:1[0-9]|20)\d\d$/.test(plain) && scale === undefined && currency === undefined && !plain.includes('.') };
  });
  const written = [...text.matchAll(WRITTEN_NUMBER)].map(([whole, word = '', scale, unit = '']): StatedNumber => ({ value: WRITTEN.indexOf(word.toLowerCase()) * (SCALES[scale?.toLowerCase() ?? ''] ?? 1), shown: shownAs(whole, unit), unit: unit.trim().toLowerCase(), decimals: 0, year: false }));
  return [...digits, ...written];
}

function shownAs(whole: string, unit: string): string {
  return (/^\s?(?:%|per ?cent)/i.test(unit) ? whole : whole.slice(0, whole.length - unit.length)).trim();
}

/** Do two numbers say the same, one of them rounded perhaps? */
export function sameNumber(left: StatedNumber, right: StatedNumber): boolean {
  if (left.value === right.value) return true;
  if (left.year && right.year) return false;
  const decimals = Math.min(left.decimals, right.decimals);
  const rounded = (value: number) => Math.round(value * 10 ** decimals) / 10 ** decimals;
  if (left.decimals !== right.decimals && rounded(left.value) === rounded(right.value)) return true;
  // "About 1.2 million" for 1,183,000: two digits agree.
  const large = Math.max(Math.abs(left.value), Math.abs(right.value));
  return large >= 1000 && Math.abs(left.value - right.value) / large < 0.03;
}

const NAME = /(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{M}'’-]+(?:\s(?:(?:of|de|van|von|der|la|al|bin|the)\s)?\p{Lu}[\p{L}\p{M}'’.-]+)+/gu;

/** Names of two words or more: people, places, works. A single capital may be a sentence's beginning. */
export function namesIn(text: string): string[] {
  return [...new Set([...text.matchAll(NAME)].map(([name]) => name.replace(/[’']s$|[.’']+$/, '').replace(/^(?:The|A|An|In|On|At|By|For|From|When|While|After|Before|Since|If|But|And|However|Although)\s/, '')))].filter((name) => name.includes(' ')).slice(0, 10);
}

/** What stands between quotation marks and is long enough to be a quotation. */
export function quotationsIn(text: string): string[] {
  return [...text.matchAll(/["“„«]([^"“”„«»]{12,400})["”“»]/g)].map(([, quoted = '']) => quoted.trim()).filter((quoted) => quoted.split(/\s+/).length >= 3);
}
