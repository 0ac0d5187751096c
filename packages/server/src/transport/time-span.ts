/** Phrases such as "over the last 7 days" or "past two weeks". Pure. */
export interface TimeSpan {
  days: number;
  start: number;
  end: number;
}

const NUMBER_WORDS = new Map([
  ['one', 1], ['two', 2], ['three', 3], ['four', 4], ['five', 5], ['six', 6], ['seven', 7], ['eight', 8], ['nine', 9], ['ten', 10], ['eleven', 11], ['twelve', 12],
  ['couple of', 2], ['a couple of', 2], ['few', 3],
]);

const DAYS_OF_UNIT = new Map([['hour', 1 / 24], ['day', 1], ['week', 7], ['fortnight', 14], ['month', 30], ['quarter', 91], ['year', 365]]);

const SPAN = new RegExp(
  `\\b(?:(?:over|in|during|within|for|from|of)\\s+)?(?:the\\s+)?(?:last|past|previous)\\s+(?:(\\d{1,5}|${[...NUMBER_WORDS.keys()].sort((a, b) => b.length - a.length).join('|')})\\s+)?(hour|day|week|fortnight|month|quarter|year)s?\\b`,
  'i',
);

const THIS = /\b(?:(?:over|in|during|within|for|from|of)\s+)?this\s+(week|month|year)\b/i;

const NAMED_DAYS: ReadonlyArray<[RegExp, number]> = [[/\b(?:since )?yesterday\b/i, 2], [/\btoday\b/i, 1]];

const MOST_DAYS = 36_500;
const MS_PER_DAY = 86_400_000;

/** The first span that a text names, as days before `now`; null when it names none, or one that is no number of days. */
export function findTimeSpan(text: string, now: number): TimeSpan | null {
  const match = SPAN.exec(text);
  if (match !== null) return spanOf(match, countOf(match[1]) * (DAYS_OF_UNIT.get((match[2] ?? '').toLowerCase()) ?? 0));
  const current = THIS.exec(text);
  if (current !== null) return spanOf(current, daysSinceStartOf((current[1] ?? '').toLowerCase(), now));
  for (const [pattern, days] of NAMED_DAYS) {
    const named = pattern.exec(text);
    if (named !== null) return spanOf(named, days);
  }
  return null;
}

function spanOf(match: RegExpExecArray, exactDays: number): TimeSpan | null {
  const days = Math.ceil(exactDays);
  return days < 1 || days > MOST_DAYS ? null : { days, start: match.index, end: match.index + match[0].length };
}

function countOf(written: string | undefined): number {
  if (written === undefined) return 1;
  return NUMBER_WORDS.get(written.toLowerCase().replace(/\s+/g, ' ')) ?? Number(written);
}

/** Days from the first day of this week (Monday), month or year to today, both counted, in UTC. */
function daysSinceStartOf(unit: string, now: number): number {
  const today = new Date(now);
  if (unit === 'week') return ((today.getUTCDay() + 6) % 7) + 1;
  if (unit === 'month') return today.getUTCDate();
  return Math.floor((Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate()) - Date.UTC(today.getUTCFullYear(), 0, 1)) / MS_PER_DAY) + 1;
}
