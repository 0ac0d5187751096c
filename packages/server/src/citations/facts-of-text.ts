import { type Measure, measureOf } from './units.js';

/** A number as a text states it. */
export interface StatedNumber {
  value: number;
  /** Another reading: `5m` may be five metres or five million. */
  also: number | null;
  /** As written, with its unit: `4.2%`, `1,200`, `$3 million`, `320 miles`. */
  shown: string;
  /** What is counted: `%`, a currency sign, a unit or the next word; empty where nothing follows. */
  unit: string;
  /** Null where the unit is not known as one. */
  measure: Measure | null;
  /** Digits behind the point, for rounding. */
  decimals: number;
  year: boolean;
  /** Where it stands. */
  at: number;
}

const SCALES: Readonly<Record<string, number>> = { hundred: 1e2, thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12, k: 1e3, m: 1e6, mn: 1e6, bn: 1e9 };
const WRITTEN = 'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(' ');
const UNIT = String.raw`\s?(?:%|percent\b|per cent\b)|[ -]?percentage points?\b|\s?(?:°|degrees\s)\s?(?:C|F|Celsius|Fahrenheit)\b|[ -]?\p{L}+`;
const NUMBER = new RegExp(String.raw`(?<![\p{L}\p{N}.])([$€£¥₹])?\s?(\d{1,3}(?:[,  ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:\s?(hundred|thousand|million|billion|trillion|bn|mn|[km](?!\p{L})))?(${UNIT})?`, 'giu');
const WRITTEN_NUMBER = new RegExp(String.raw`\b(${WRITTEN.join('|')})\b(?:\s(hundred|thousand|million|billion))?(${UNIT})?`, 'giu');

/** The numbers of a text, in order, those in words behind those in digits. "Five hundred" counts as 500, "4.2 per cent" as 4.2%. */
export function statedNumbers(text: string): StatedNumber[] {
  const digits = [...text.matchAll(NUMBER)].map((match): StatedNumber => {
    const [whole, currency, number = '', letter, follows = ''] = match;
    const plain = number.replace(/[,  ]/g, '');
    // Without a currency, "50 m" are metres.
    const metres = letter?.toLowerCase() === 'm' && currency === undefined;
    const scale = metres ? undefined : letter;
    const unit = metres ? 'm' : unitOf(currency, follows);
    const measure = measureOf(unit);
    const value = Number(plain) * (SCALES[scale?.toLowerCase() ?? ''] ?? 1);
    const isYear = /^(?:1[0-9]|20)\d\d$/.test(plain) && scale === undefined && measure === null;
    return { value, also: metres ? Number(plain) * 1e6 : null, shown: metres ? whole.slice(0, whole.length - follows.length).trim() : shownAs(whole, follows, measure), unit, measure, decimals: scale === undefined ? (plain.split('.')[1]?.length ?? 0) : 0, year: isYear, at: match.index };
  });
  const written = [...text.matchAll(WRITTEN_NUMBER)].map((match): StatedNumber => {
    const [whole, word = '', scale, follows = ''] = match;
    const unit = unitOf(undefined, follows);
    const measure = measureOf(unit);
    return { value: WRITTEN.indexOf(word.toLowerCase()) * (SCALES[scale?.toLowerCase() ?? ''] ?? 1), also: null, shown: shownAs(whole, follows, measure), unit, measure, decimals: 0, year: false, at: match.index };
  });
  return [...digits, ...written];
}

function unitOf(currency: string | undefined, follows: string): string {
  const word = follows.replace(/^[\s-]+/, '').toLowerCase();
  if (currency !== undefined) return currency;
  if (/^(?:%|per ?cent$)/.test(word)) return '%';
  if (word.startsWith('percentage point')) return 'pp';
  const degrees = /^(?:°|degrees\s)\s?([cf])/.exec(word)?.[1];
  return degrees === undefined ? word : `°${degrees}`;
}

function shownAs(whole: string, follows: string, measure: Measure | null): string {
  return (measure !== null ? whole : whole.slice(0, whole.length - follows.length)).trim();
}

/** Do two numbers say the same, one of them rounded or in another unit perhaps? */
export function sameNumber(left: StatedNumber, right: StatedNumber): boolean {
  if (left.also !== null && right.measure === null && isNear(left.also, right.value)) return true;
  if (right.also !== null && left.measure === null && isNear(right.also, left.value)) return true;
  if (left.measure !== null && right.measure !== null) {
    if (left.measure.dimension !== right.measure.dimension) return false;
    const [here, there] = [left.measure.inBase(left.value), right.measure.inBase(right.value)];
    return here === there || (here / left.value === there / right.value ? sameValue(left, right) : isNear(here, there));
  }
  return sameValue(left, right);
}

function sameValue(left: StatedNumber, right: StatedNumber): boolean {
  if (left.value === right.value) return true;
  if (left.year && right.year) return false;
  const decimals = Math.min(left.decimals, right.decimals);
  const rounded = (value: number) => Math.round(value * 10 ** decimals) / 10 ** decimals;
  if (left.decimals !== right.decimals && rounded(left.value) === rounded(right.value)) return true;
  // "About 1.2 million" for 1,183,000: two digits agree.
  return Math.max(Math.abs(left.value), Math.abs(right.value)) >= 1000 && isNear(left.value, right.value);
}

function isNear(left: number, right: number): boolean {
  return left === right || Math.abs(left - right) / Math.max(Math.abs(left), Math.abs(right)) < 0.03;
}

const NAME = /(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{M}'’-]+(?:\s(?:(?:of|de|van|von|der|la|al|bin|the)\s)?\p{Lu}[\p{L}\p{M}'’.-]+)+/gu;
/** A capitalised word that opens no sentence. */
const SINGLE_NAME = /(?<=[\p{Ll}\p{N},;]["”’)]?\s)\p{Lu}\p{Ll}[\p{L}\p{M}'’-]+/gu;
const LEADING_WORD = /^(?:The|A|An|In|On|At|By|For|From|When|While|After|Before|Since|If|But|And|However|Although)\s/;

/** Names of two words or more: people, places, works. A single capital may be a sentence's beginning. */
export function namesIn(text: string): string[] {
  return [...new Set([...text.matchAll(NAME)].map(([name]) => withoutEnding(name).replace(LEADING_WORD, '')))].filter((name) => name.includes(' ')).slice(0, 10);
}

/** Names of one word, in the middle of a sentence. */
export function singleNamesIn(text: string): string[] {
  const longer = namesIn(text).join(' ');
  return [...new Set([...text.matchAll(SINGLE_NAME)].map(([name]) => withoutEnding(name)))].filter((name) => !longer.includes(name)).slice(0, 10);
}

function withoutEnding(name: string): string {
  return name.replace(/[’']s$|[.’']+$/, '');
}

/** What stands between quotation marks and is long enough to be a quotation. */
export function quotationsIn(text: string): string[] {
  return [...text.matchAll(/["“„«]([^"“”„«»]{12,400})["”“»]/g)].map(([, quoted = '']) => quoted.trim()).filter((quoted) => quoted.split(/\s+/).length >= 3);
}
