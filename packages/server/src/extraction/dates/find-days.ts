import { monthOf } from './month-names.js';
import { calendarOfYear, dayElsewhere, eraYears, monthElsewhere } from './other-calendars.js';

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
const FIRST_DAY = `${FIRST_YEAR}-01-01`;
const LAST_YEAR = 2100;

const YEAR_FIRST = /(?<![\d.])((?:19|20)\d\d)\s?([-/.年년])(?:[(（]\p{Script=Han}{2}(?:\d{1,3}|元)年?[)）])?\s?(\d{1,2})\s?(?:\2|[月월])\s?(\d{1,2})(?!\d)[日일]?/gu;
const NUMBERS = /(?<![\d./-])(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?((?:19|20|25)\d\d|\d\d)(?!\d|[./-]\d)/g;
/** The second word of a month is Arabic ("كانون الثاني"); Thai ones are shortened with dots within. */
const DAY_FIRST =
  /(?<!\d[.,:]?)(\d{1,2})(?:st|nd|rd|th|er|ème|º|ª|°|-?(?:го|е))?[.,]?[\s-]{0,3}(?:(?:de|d’|d'|of|di|ng|ta’|วัน)\s?|ב)?(\p{L}[\p{L}\p{M}\u200c’'׳-]{1,20}(?:\sال\p{Script=Arabic}{2,8})?|\p{Script=Thai}[\p{Script=Thai}.]{2,10})(?:\s?[/(]\s?\p{L}[\p{L}\p{M}]{1,20}(?:\sال\p{Script=Arabic}{2,8})?\)?)?[.,،]?[\s,،-]{0,3}(?:(?:de|del|do|г|of|ماه|سال|พ\.ศ)\.?\s?){0,2}((?:13[7-9]|14[0-7]|19\d|20\d|25\d)\d|[’']\d\d)(?!\d)/gu;
const MONTH_FIRST = /(?<![\p{L}\p{N}])(\p{L}[\p{L}\p{M}’']{1,20})[.,]?[\s-]{0,3}(\d{1,2})(?:st|nd|rd|th)?(?:\s?[,.،]\s?|[\s-]{1,3})(?:(?:de|of)\s)?((?:19|20)\d\d)(?!\d)/gu;
const YEAR_NAMED = /(?<![\d.])((?:19|20)\d\d)[.,]?\s?(?:m\.|gada|урон)?[\s-]{0,2}(?:(\d{1,2})\.\s?)?(\p{L}[\p{L}\p{M}]{1,20})[\s.-]{1,2}(\d{1,2})?(?!\d)/gu;
/** Vietnamese counts months, in figures or in words. */
const COUNTED_MONTH = /(?<!\d)(\d{1,2})\s+(?:tháng|thg)\s+(\d{1,2}|\p{L}{2,4}(?:\s(?:một|hai))?)(?:\s?,|\s+năm)?\s+((?:19|20)\d\d)(?!\d)/giu;
const COUNTS = ['một', 'hai', 'ba', 'tư', 'năm', 'sáu', 'bảy', 'tám', 'chín', 'mười', 'mười một', 'mười hai'];
/** Numbers alone, where the letters or figures around are those of a country that counts so. */
const YEAR_FIRST_ELSEWHERE = /(?<![\d./-])(13[7-9]\d|14[0-4]\d)\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{1,2})(?!\d)/g;
const COMPACT = /^\s*((?:19|20)\d\d)(\d\d)(\d\d)(?:T?\d{4,6}Z?)?\s*$/;

/** The days that a text names in full, in order. Month names of about 60 languages are known, and years of other calendars and eras; digits of any script are read. */
export function findDays(text: string, options: DayOptions): FoundDay[] {
  if (text.length < 6) return [];
  const written = text.length > REACH ? text.slice(0, REACH) : text;
  const reached = withLatinDigits(written);
  if (!/\d/.test(reached)) return [];
  const found: FoundDay[] = [];
  const add: Add = (match, day) => {
    const start = match.index ?? 0;
    const end = start + match[0].length;
    if (day !== null && day >= FIRST_DAY && !found.some((other) => start < other.end && other.start < end)) found.push({ day, start, end });
  };
  const compact = COMPACT.exec(reached);
  if (compact !== null) add(compact, dayOf(Number(compact[1]), Number(compact[2]), Number(compact[3])));
  for (const match of reached.matchAll(YEAR_FIRST)) add(match, dayOf(Number(match[1]), Number(match[3]), Number(match[4])));
  if (/\p{L}/u.test(reached)) addNamed(reached, add);
  if (/\p{Script=Arabic}/u.test(written)) for (const match of reached.matchAll(YEAR_FIRST_ELSEWHERE)) add(match, dayElsewhere(calendarOfYear(Number(match[1])), Number(match[1]), Number(match[3]), Number(match[4])));
  for (const match of reached.matchAll(NUMBERS)) addNumbers(match, options, add);
  return found.sort((a, b) => a.start - b.start).slice(0, MOST);
}

type Add = (match: RegExpMatchArray, day: string | null) => void;

/** Days whose months have names, or that are counted in words of a language. */
function addNamed(text: string, add: Add): void {
  for (const match of text.matchAll(DAY_FIRST)) add(match, namedDay(yearOf(match[3]), match[2] ?? '', Number(match[1])));
  for (const match of text.matchAll(MONTH_FIRST)) add(match, namedDay(yearOf(match[3]), match[1] ?? '', Number(match[2])));
  for (const match of text.matchAll(YEAR_NAMED)) add(match, namedDay(yearOf(match[1]), match[3] ?? '', Number(match[2] ?? match[4] ?? 0)));
  for (const match of text.matchAll(COUNTED_MONTH)) add(match, dayOf(Number(match[3]), countOf(match[2] ?? ''), Number(match[1])));
  if (text.includes('年')) for (const match of text.matchAll(eraDays())) add(match, dayOf((eraYears().get(match[1] ?? '') ?? 0) + (match[2] === '元' ? 1 : Number(match[2])), Number(match[3]), Number(match[4])));
}

function namedDay(year: number, word: string, day: number): string | null {
  if (year >= FIRST_YEAR) return dayOf(year, monthOf(word) ?? 0, day);
  const elsewhere = monthElsewhere(word);
  return elsewhere === null ? null : dayElsewhere(elsewhere.calendar, year, elsewhere.month, day);
}

function countOf(written: string): number {
  return /^\d/.test(written) ? Number(written) : COUNTS.indexOf(written.toLowerCase().normalize('NFC')) + 1;
}

let eraPattern: RegExp | undefined;

function eraDays(): RegExp {
  eraPattern ??= new RegExp(`(${[...eraYears().keys()].join('|')})\\s?(元|\\d{1,3})\\s?年?(?:[(（]\\d{4}年?[)）])?年?\\s?(\\d{1,2})\\s?月\\s?(\\d{1,2})\\s?日`, 'gu');
  return eraPattern;
}

function addNumbers(match: RegExpMatchArray, { monthFirst }: DayOptions, add: Add): void {
  const [first, second] = [Number(match[1]), Number(match[3])];
  const swapped = second > 12 || (monthFirst && match[2] !== '.' && first <= 12);
  add(match, dayOf(yearOf(match[4]), swapped ? first : second, swapped ? second : first));
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
