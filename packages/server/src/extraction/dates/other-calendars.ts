import { plainWord } from './plain-word.js';

/*
 * Days as calendars other than the Gregorian one count them, and years as eras do: by the calendar data of the runtime, without tables of
 * our own. Pure.
 */

const CALENDARS = ['persian', 'islamic-umalqura'] as const;
export type OtherCalendar = (typeof CALENDARS)[number];

/** Languages whose names of the months of a calendar are known. */
const NAMED_IN: Readonly<Record<OtherCalendar, readonly string[]>> = { persian: ['fa', 'fa-AF', 'ps'], 'islamic-umalqura': ['ar', 'fa', 'ur'] };
/** A day of the first month of each, from which steps of 30 days reach every month once. */
const NEAR_NEW_YEAR: Readonly<Record<OtherCalendar, number>> = { persian: Date.UTC(2023, 3, 3), 'islamic-umalqura': Date.UTC(2023, 6, 24) };
/** Years are counted by the moon from this one on where only numbers stand: the sun's are still to come. */
const FIRST_LUNAR_YEAR = 1411;
const DAY_MS = 86_400_000;
const MONTH_DAYS = 29.8;
const YEAR_DAYS = 360;
const MOST_STEPS = 20;
const LAST_YEAR = 2050;

const formats = new Map<string, Intl.DateTimeFormat>();
let months: ReadonlyMap<string, { calendar: OtherCalendar; month: number }> | undefined;
let eras: ReadonlyMap<string, number> | undefined;

/** The calendar and the month, from 1, that a word names; null for other words. */
export function monthElsewhere(word: string): { calendar: OtherCalendar; month: number } | null {
  months ??= new Map(CALENDARS.flatMap((calendar) => NAMED_IN[calendar].flatMap((language) => monthNames(language, calendar))));
  return months.get(plainWord(word)) ?? null;
}

/** The calendar that a year in numbers alone is likely to be of. */
export function calendarOfYear(year: number): OtherCalendar {
  return year < FIRST_LUNAR_YEAR ? 'persian' : 'islamic-umalqura';
}

/** The Gregorian day, as ISO 8601, of a day in another calendar; null where that has no such day. */
export function dayElsewhere(calendar: OtherCalendar, year: number, month: number, day: number): string | null {
  let moment = NEAR_NEW_YEAR[calendar];
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const at = partsOf(calendar, moment);
    const [years, ofMonth, days] = [year - at.year, month - at.month, day - at.day];
    if (years === 0 && ofMonth === 0 && days === 0) return new Date(moment).toISOString().slice(0, 10);
    moment += (Math.round(years * YEAR_DAYS + ofMonth * MONTH_DAYS + days) || Math.sign(years || ofMonth || days)) * DAY_MS;
  }
  return null;
}

/** Of each era by name (`令和`, `民國`), the year before its first. */
export function eraYears(): ReadonlyMap<string, number> {
  eras ??= readEras();
  return eras;
}

function monthNames(language: string, calendar: OtherCalendar): Array<[string, { calendar: OtherCalendar; month: number }]> {
  const format = formatOf(`${language}-u-ca-${calendar}`, { month: 'long' });
  return Array.from({ length: 12 }, (_, index) => {
    const moment = NEAR_NEW_YEAR[calendar] + index * 30 * DAY_MS;
    return [plainWord(format.format(moment)), { calendar, month: partsOf(calendar, moment).month }];
  });
}

function partsOf(calendar: OtherCalendar, moment: number): { year: number; month: number; day: number } {
  const parts = formatOf(`en-u-ca-${calendar}-nu-latn`, { year: 'numeric', month: 'numeric', day: 'numeric' }).formatToParts(moment);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  return { year: part('year'), month: part('month'), day: part('day') };
}

function readEras(): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const locale of ['ja-JP-u-ca-japanese-nu-latn', 'zh-TW-u-ca-roc-nu-latn', 'zh-CN-u-ca-roc-nu-latn']) {
    // At the end of a year an era that began within it is in its first year.
    for (let year = 1990; year <= LAST_YEAR; year += 1) {
      const parts = formatOf(locale, { era: 'long', year: 'numeric' }).formatToParts(Date.UTC(year, 11, 31));
      const [era, count] = [parts.find(({ type }) => type === 'era')?.value, parts.find(({ type }) => type === 'year')?.value];
      if (era !== undefined && count !== undefined && !found.has(era)) found.set(era, year - (count === '元' ? 1 : Number(count)));
    }
  }
  return found;
}

function formatOf(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${Object.keys(options).join(' ')}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
  formats.set(key, format);
  return format;
}
