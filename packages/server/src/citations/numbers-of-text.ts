import { sharesElsewhere, type StatedShare } from './fractions-elsewhere.js';
import { FRACTION_WORDS, NUMBER_WORDS, ORDINAL_WORDS, percentOfWords, valueOfOrdinal, valueOfWords } from './number-words.js';
import { type Measure, measureOf, rateOf, sameDimension } from './units.js';

/** A number as a text states it. */
export interface StatedNumber {
  value: number;
  /** Another reading: `5m` may be five metres or five million, `1.200` a thousand two hundred. */
  also: number | null;
  /** As written, with its unit: `4.2%`, `1,200`, `$3 million`, `320 miles`, `300 dollars per tonne`. */
  shown: string;
  /** What is counted: `%`, a currency sign, a unit or the next word; empty where nothing follows. */
  unit: string;
  /** Null where the unit is not known as one. */
  measure: Measure | null;
  /** Digits behind the point, for rounding. */
  decimals: number;
  year: boolean;
  /** Where it stands, half-open, with its unit where that is known. */
  at: number;
  end: number;
}

const SCALES: Readonly<Record<string, number>> = { hundred: 1e2, thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12, k: 1e3, m: 1e6, mn: 1e6, bn: 1e9 };
const TWO_WORDS = String.raw`(?:more|additional|extra|further|full|whole|metric|odd|us|u\.s\.|american|canadian|australian|new zealand|hong kong|singapore|norwegian|swedish|danish|icelandic|swiss|mexican|sq\.?|square|cu\.?|cubic|nautical)[ -]\p{L}+`;
const UNIT = String.raw`\s?(?:%|percent\b|per cent\b)|[ -]?percentage points?\b|\s?(?:°|degrees\s)\s?(?:C|F|Celsius|Fahrenheit)\b|[ -]${TWO_WORDS}|[ -]?\p{L}+[²³]?`;
/** What a rate is for: "per tonne", "a minute", "/h". */
const PER = String.raw`(?:\s?/\s?|\s(?:per|an?|each|every)\s)(\p{L}+)`;
const CURRENCY = String.raw`(?:(?:US|CA|AU|NZ|HK|[ACSR])\$|[$€£¥₹₩₽₺₪฿₦₴₫]|\b(?:USD|EUR|GBP|NOK|SEK|DKK|CHF|JPY|CAD|AUD|INR|CNY|PLN|HUF|CZK|BRL|ZAR|kr\.?|Rs\.?)(?=\s?\d))`;
const DIGITS = String.raw`\d{1,3}(?:[, \u00a0\u202f’']\d{3})+(?:\.\d+)?(?![\d])|\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|\d+,\d{1,2}(?![\d,])|\d+(?:\.\d+)?`;
/** Nothing of a longer word or number stands before; words of scripts without spaces, and Korean ones, do. */
const BEFORE = String.raw`(?<![\p{N}.])(?<![^\P{L}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}])`;
const NUMBER = new RegExp(String.raw`${BEFORE}(${CURRENCY})?\s?(${DIGITS})(?:[\s-]?(hundred|thousand|million|billion|trillion|bn|mn|[km](?!\p{L}|[²³/])))?(${UNIT})?`, 'giu');
const WRITTEN_NUMBER = new RegExp(String.raw`(?<![\p{L}\p{N}-])(?:(${FRACTION_WORDS})|(${NUMBER_WORDS})|(${ORDINAL_WORDS}))(?![\p{L}\p{N}])(${UNIT})?`, 'giu');
/** The day and month of a date in figures; its year stays a number. */
const DAY_AND_MONTH = /(?<![\d.,/-])\d{1,2}([./-])\d{1,2}\1(?=\d{4}(?![\d]))|(?<=(?<![\d])\d{4})[-/]\d{1,2}[-/]\d{1,2}(?![\d])/g;
const CLOCK = /(?<![\p{N}.:])(?:([01]?\d|2[0-3])(?:[:.]([0-5]\d))?\s?([ap])(?:m\b|\.m\.?)|([01]?\d|2[0-3]):([0-5]\d)(?::\d\d)?(?![\d:]))/giu;

/** The numbers of a text, in order, those in words behind those in digits. "Five hundred" counts as 500, "4.2 per cent" as 4.2%. */
export function statedNumbers(text: string): StatedNumber[] {
  const blank = (part: string) => ' '.repeat(part.length);
  const clocks = [...text.matchAll(CLOCK)].map(clockOf);
  const plain = text.replace(DAY_AND_MONTH, blank).replace(CLOCK, blank);
  return [...[...plain.matchAll(NUMBER)].map((match) => inDigits(match, plain)), ...[...plain.matchAll(WRITTEN_NUMBER)].map((match) => inWords(match, plain)), ...sharesElsewhere(plain).map((share) => ofShare(share, plain)), ...clocks];
}

function ofShare({ percent, at, end }: StatedShare, text: string): StatedNumber {
  return { value: percent, also: null, shown: text.slice(at, end), unit: '%', measure: measureOf('%'), decimals: 2, year: false, at, end };
}

function inDigits(match: RegExpMatchArray, text: string): StatedNumber {
  const [whole, currency, number = '', letter, follows = ''] = match;
  const at = match.index ?? 0;
  const { plain, also } = readDigits(number);
  // Without a currency, "50 m" are metres.
  const metres = letter?.toLowerCase() === 'm' && currency === undefined;
  const scale = metres ? undefined : letter;
  const unit = unitOf(currency, metres ? 'm' : follows);
  const unitEnd = at + whole.length - (metres || currency !== undefined ? follows.length : 0);
  const { measure, end } = measured(unit, text, unitEnd);
  const value = Number(plain) * (SCALES[scale?.toLowerCase() ?? ''] ?? 1);
  const isYear = /^(?:1[0-9]|20)\d\d$/.test(number) && scale === undefined && measure === null;
  const stop = measure === null ? at + whole.length - follows.length : end;
  return { value, also: metres ? Number(plain) * 1e6 : also, shown: text.slice(at, stop).trim(), unit, measure, decimals: scale === undefined ? (plain.split('.')[1]?.length ?? 0) : 0, year: isYear, at: at + (whole.length - whole.trimStart().length), end: stop };
}

/** "1,200", "1.200.000" and "4,2" as a program reads them. One full stop before three digits may part thousands, too. */
function readDigits(number: string): { plain: string; also: number | null } {
  if (/^\d{1,3}(?:\.\d{3}){2,}/.test(number)) return { plain: number.replaceAll('.', '').replace(',', '.'), also: null };
  if (/^\d+,\d{1,2}$/.test(number)) return { plain: number.replace(',', '.'), also: null };
  return { plain: number.replace(/[, \u00a0\u202f’']/g, ''), also: /^[1-9]\d{0,2}\.\d{3}$/.test(number) ? Number(number.replace('.', '')) : null };
}

function inWords(match: RegExpMatchArray, text: string): StatedNumber {
  const [whole, fraction, words, ordinal, follows = ''] = match;
  const at = match.index ?? 0;
  const unit = fraction !== undefined ? '%' : ordinal !== undefined ? 'th' : unitOf(undefined, follows);
  const bare = at + whole.length - follows.length;
  const { measure, end } = fraction === undefined && ordinal === undefined ? measured(unit, text, at + whole.length) : { measure: measureOf(unit), end: bare };
  const value = fraction !== undefined ? percentOfWords(fraction) : ordinal !== undefined ? valueOfOrdinal(ordinal) : valueOfWords(words ?? '');
  const stop = measure === null ? bare : end;
  return { value, also: null, shown: text.slice(at, stop).trim(), unit, measure, decimals: fraction === undefined ? 0 : 2, year: false, at, end: stop };
}

function clockOf(match: RegExpMatchArray): StatedNumber {
  const [whole, hour12, minute12, half, hour24, minute24] = match;
  const at = match.index ?? 0;
  const hour = half === undefined ? Number(hour24) : (Number(hour12) % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  const value = hour * 60 + Number(minute12 ?? minute24 ?? 0);
  return { value, also: null, shown: whole.trim(), unit: 'clock', measure: measureOf('clock'), decimals: 0, year: false, at, end: at + whole.length };
}

/** The measure, with what a rate is for, and where the words for it end. */
function measured(unit: string, text: string, unitEnd: number): { measure: Measure | null; end: number } {
  const measure = measureOf(unit);
  PER_HERE.lastIndex = unitEnd;
  const per = measure === null ? null : PER_HERE.exec(text);
  const rate = per === null ? null : rateOf(measure, (per[1] ?? '').toLowerCase());
  return rate === null || per === null ? { measure, end: unitEnd } : { measure: rate, end: unitEnd + per[0].length };
}

const PER_HERE = new RegExp(PER, 'yiu');

function unitOf(currency: string | undefined, follows: string): string {
  const word = follows.replace(/^[\s-]+/, '').toLowerCase();
  if (currency !== undefined) return currency.toLowerCase().replace(/\.$/, '');
  if (/^(?:%|per ?cent$)/.test(word)) return '%';
  if (word.startsWith('percentage point')) return 'pp';
  if (/^(?:st|nd|rd|th)$/.test(word) && !/^[\s-]/.test(follows)) return 'th';
  const degrees = /^(?:°|degrees\s)\s?([cf])/.exec(word)?.[1];
  return degrees === undefined ? word : `°${degrees}`;
}

/** Do two numbers say the same, one of them rounded or in another unit perhaps? */
export function sameNumber(left: StatedNumber, right: StatedNumber): boolean {
  if (left.also !== null && right.measure === null && isNear(left.also, right.value)) return true;
  if (right.also !== null && left.measure === null && isNear(right.also, left.value)) return true;
  if (left.measure === null || right.measure === null) return sameValue(left, right);
  // A rate may leave out what it is for.
  const mine = right.measure.of === undefined ? (left.measure.of ?? left.measure) : left.measure;
  const other = left.measure.of === undefined ? (right.measure.of ?? right.measure) : right.measure;
  if (!sameDimension(mine, other)) return false;
  const [here, there] = [mine.inBase(left.value), other.inBase(right.value)];
  return here === there || (mine.inBase(1) === other.inBase(1) ? sameValue(left, right) : isNear(here, there));
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
