import { monthOf } from './month-names.js';

export interface FoundDay {
  /** `2025-09-01`, as it is written: no time zone is applied. */
  day: string;
  start: number;
  end: number;
}

export interface DayOptions {
  /** `01/02/2025` is the second of January. Where a number over 12 decides, or dots part the numbers, this has no say. */
  monthFirst: boolean;
}

/** What is longer is searched at its beginning only. */
const REACH = 3000;
const MOST = 12;
/** Years of documents that have a date of publication. */
const FIRST_YEAR = 1990;
const LAST_YEAR = 2100;

const YEAR_FIRST = /(?<![\d.])((?:19|20)\d\d)\s?([-/.年년])\s?(\d{1,2})\s?(?:\2|[月월])\s?(\d{1,2})(?!\d)[日일]?/g;
const NUMBERS = /(?<![\d./-])(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?((?:19|20)\d\d|\d\d)(?!\d|[./-]\d)/g;
const DAY_FIRST = /(?<!\d[.,:]?)(\d{1,2})(?:st|nd|rd|th|er|ème|º|ª|°|-?(?:го|е))?[.,]?[\s-]{0,3}(?:(?:de|d’|d'|of|di|ng|ta’|วัน)\s?)?(\p{L}[\p{L}\p{M}’'-]{1,20}(?:\s(?:الأول|الثاني))?)(?:\s?\/\s?\p{L}[\p{L}\p{M}]{1,20})?[.,]?[\s,-]{0,3}(?:(?:de|del|do|г|of)\.?\s)?((?:19|20|25)\d\d|[’']\d\d)(?!\d)/gu;
const MONTH_FIRST = /(?<![\p{L}\p{N}])(\p{L}[\p{L}\p{M}’']{1,20})[.,]?[\s-]{0,3}(\d{1,2})(?:st|nd|rd|th)?(?:\s?[,.،]\s?|[\s-]{1,3})(?:(?:de|of)\s)?((?:19|20)\d\d)(?!\d)/gu;
const YEAR_NAMED = /(?<![\d.])((?:19|20)\d\d)[.,]?\s?(?:m\.|gada|урон)?[\s-]{0,2}(?:(\d{1,2})\.\s?)?(\p{L}[\p{L}\p{M}]{1,20})[\s.-]{1,2}(\d{1,2})?(?!\d)/gu;
const COMPACT = /^\s*((?:19|20)\d\d)(\d\d)(\d\d)(?:T?\d{4,6}Z?)?\s*$/;

/** The days that a text names in full, in order. Month names of about 60 languages are known; digits of any script are read. */
export function findDays(text: string, options: DayOptions): FoundDay[] {
  if (text.length < 6) return [];
  const reached = withLatinDigits(text.length > REACH ? text.slice(0, REACH) : text);
  if (!/\d/.test(reached)) return [];
  const found: FoundDay[] = [];
  const add = (match: RegExpMatchArray, year: number, month: number | null, day: number) => {
    const named = month === null ? null : dayOf(year, month, day);
    const start = match.index ?? 0;
    const end = start + match[0].length;
    if (named !== null && !found.some((other) => start < other.end && other.start < end)) found.push({ day: named, start, end });
  };
  const compact = COMPACT.exec(reached);
  if (compact !== null) add(compact, Number(compact[1]), Number(compact[2]), Number(compact[3]));
  for (const match of reached.matchAll(YEAR_FIRST)) add(match, Number(match[1]), Number(match[3]), Number(match[4]));
  if (/\p{L}/u.test(reached)) {
    for (const match of reached.matchAll(DAY_FIRST)) add(match, yearOf(match[3]), monthOf(match[2] ?? ''), Number(match[1]));
    for (const match of reached.matchAll(MONTH_FIRST)) add(match, yearOf(match[3]), monthOf(match[1] ?? ''), Number(match[2]));
    for (const match of reached.matchAll(YEAR_NAMED)) add(match, yearOf(match[1]), monthOf(match[3] ?? ''), Number(match[2] ?? match[4] ?? 0));
  }
  for (const match of reached.matchAll(NUMBERS)) addNumbers(match, options, add);
  return found.sort((a, b) => a.start - b.start).slice(0, MOST);
}

function addNumbers(match: RegExpMatchArray, { monthFirst }: DayOptions, add: (match: RegExpMatchArray, year: number, month: number, day: number) => void): void {
  const [first, second] = [Number(match[1]), Number(match[3])];
  const swapped = second > 12 || (monthFirst && match[2] !== '.' && first <= 12);
  add(match, yearOf(match[4]), swapped ? first : second, swapped ? second : first);
}

function yearOf(written: string | undefined): number {
  const year = Number((written ?? '').replace(/\D/g, ''));
  if (year < 100) return 2000 + year;
  // Thailand counts from the Buddha.
  return year >= 2500 ? year - 543 : year;
}

function dayOf(year: number, month: number, day: number): string | null {
  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || day < 1 || day > 31) return null;
  const moment = new Date(Date.UTC(year, month - 1, day));
  return moment.getUTCMonth() === month - 1 ? moment.toISOString().slice(0, 10) : null;
}

const OTHER_DIGITS = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59\uff10-\uff19]/g;
const ZEROS = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0e50, 0xff10];

function withLatinDigits(text: string): string {
  return text.replace(OTHER_DIGITS, (digit) => {
    const code = digit.charCodeAt(0);
    return String(code - (ZEROS.find((zero) => code >= zero && code <= zero + 9) ?? code));
  });
}
