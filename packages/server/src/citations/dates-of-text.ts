/** A day, month or both as a text names them; what it leaves open is null. Months count from 1. */
export interface StatedDate {
  year: number | null;
  month: number;
  day: number | null;
  /** The other reading of a date in figures whose order its country decides: 3/4/1998. */
  also: { month: number; day: number } | null;
  /** As written. */
  shown: string;
  /** Where it stands, half-open. */
  start: number;
  end: number;
}

const MONTHS = ['january jan januar janvier enero gennaio janeiro januari', 'february feb februar février febrero febbraio fevereiro februari', 'march mar märz mars marzo março maart', 'april apr avril abril aprile', 'may mai mayo maggio maio mei', 'june jun juni juin junio giugno junho', 'july jul juli juillet julio luglio julho', 'august aug août agosto augustus', 'september sep sept septembre septiembre settembre setembro', 'october oct oktober octobre octubre ottobre outubro', 'november nov novembre noviembre novembro', 'december dec dezember décembre diciembre dicembre dezembro'];
const MONTH_NUMBERS: ReadonlyMap<string, number> = new Map(MONTHS.flatMap((names, index) => names.split(' ').map((name): [string, number] => [name, index + 1])));
const MONTH = [...MONTH_NUMBERS.keys()].sort((left, right) => right.length - left.length).join('|');
const YEAR = String.raw`(?:1[0-9]|20)\d\d`;
const DAY = String.raw`(?:0?[1-9]|[12]\d|3[01])`;
/** A month alone counts behind words that lead to one: "may" and "march" are words, too. */
const DATE = new RegExp(
  [
    String.raw`\b(${DAY})(?:st|nd|rd|th|\.)?\s(?:of\s|de\s)?(${MONTH})\b\.?(?:,?\s(?:de\s)?(${YEAR}))?`,
    String.raw`\b(${MONTH})\b\.?\s(${DAY})(?:st|nd|rd|th)?\b(?!\d)(?:,?\s(${YEAR}))?`,
    String.raw`\b(${MONTH})\b\.?(?:\sof)?,?\s(${YEAR})`,
    String.raw`\b(${YEAR})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\b`,
    String.raw`(?<![\d.,/-])(\d{1,2})([./-])(\d{1,2})\13(${YEAR})(?!\d)`,
    String.raw`(?<=\b(?:in|since|until|by|of|during|from|to|last|next|early|mid|late|im|en|seit)\s)(${MONTH})\b(?!\.?\s\d)`,
  ].join('|'),
  'giu',
);

/** The dates of a text that name a month, in order. */
export function statedDates(text: string): StatedDate[] {
  return [...text.matchAll(DATE)].flatMap((match) => {
    const [shown, day, month, year, month2, day2, year2, month3, year3, year4, month4, day4, first, , second, year5, month5] = match;
    const place = { shown: shown.trim(), start: match.index, end: match.index + shown.length };
    if (first !== undefined) return inFigures(Number(first), Number(second), Number(year5)).map((date) => ({ ...date, ...place }));
    // "may", "mar" and "march" in small letters are words.
    if (month5 !== undefined && !/^\p{Lu}/u.test(month5)) return [];
    const number = month4 === undefined ? MONTH_NUMBERS.get((month ?? month2 ?? month3 ?? month5 ?? '').toLowerCase()) : Number(month4);
    if (number === undefined) return [];
    return [{ month: number, day: numberOr(day ?? day2 ?? day4), year: numberOr(year ?? year2 ?? year3 ?? year4), also: null, ...place }];
  });
}

/** 14/07/1998, 14.07.1998, 7/14/1998; none where neither can be a month. */
function inFigures(first: number, second: number, year: number): Array<Pick<StatedDate, 'year' | 'month' | 'day' | 'also'>> {
  const readings = [{ day: first, month: second }, { day: second, month: first }].filter(({ day, month }) => month >= 1 && month <= 12 && day >= 1 && day <= 31);
  const [reading, also = null] = readings;
  return reading === undefined ? [] : [{ ...reading, year, also }];
}

function numberOr(digits: string | undefined): number | null {
  return digits === undefined ? null : Number(digits);
}

/** May they be the same? What one of them leaves open counts as equal. */
export function sameDate(left: StatedDate, right: StatedDate): boolean {
  if (left.year !== null && right.year !== null && left.year !== right.year) return false;
  return readingsOf(left).some((mine) => readingsOf(right).some((other) => mine.month === other.month && (mine.day === null || other.day === null || mine.day === other.day)));
}

function readingsOf({ month, day, also }: StatedDate): Array<{ month: number; day: number | null }> {
  return also === null ? [{ month, day }] : [{ month, day }, also];
}

const WEEKDAYS = /\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b/g;

export function weekdaysIn(text: string): string[] {
  return [...new Set(text.match(WEEKDAYS) ?? [])];
}
