const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];
const MONTH = `(${MONTHS.map((name) => `${name.slice(0, 3)}(?:${name.slice(3)})?`).join('|')})\\.?`;
const MONTH_FIRST = new RegExp(`\\b${MONTH} (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})\\b`, 'gi');
const DAY_FIRST = new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?\\.? ${MONTH},? (\\d{4})\\b`, 'gi');
const ISO = /\b(\d{4})-(\d{2})-(\d{2})\b/g;

/** The days that a question names, as ISO days: an answer "of October 7, 2023" is looked for in what was published then. */
export function namedDays(question: string): ReadonlySet<string> {
  return new Set([
    ...[...question.matchAll(ISO)].map(([day]) => day),
    ...[...question.matchAll(MONTH_FIRST)].map(([, month = '', day = '', year = '']) => isoDay(year, month, day)),
    ...[...question.matchAll(DAY_FIRST)].map(([, day = '', month = '', year = '']) => isoDay(year, month, day)),
  ]);
}

function isoDay(year: string, month: string, day: string): string {
  const number = MONTHS.findIndex((name) => name.startsWith(month.toLowerCase().slice(0, 3))) + 1;
  return `${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}`;
}
