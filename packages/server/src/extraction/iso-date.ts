const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];

const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?/i;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(Z)?)?$/i;
const SLASHED = /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?!\d)/;
const DAY_FIRST = /^(?:\p{L}{3,9}\.?,?\s+)?(\d{1,2})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?(\p{L}{3,9})\.?,?[\s-]+(\d{4})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?/iu;
const MONTH_FIRST = /^(?:\p{L}{3,9}\.?,?\s+)?(\p{L}{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})/iu;

/**
 * A date as a document writes it, as ISO 8601 day (`2025-09-01`) or, where time and zone are given, instant with that
 * zone. Null for what is no date, names no day of the calendar, or is ambiguous (`01/02/2025`): a date is never guessed.
 * Zero values that programs write for "unknown" (year 1, the Unix epoch) are null too.
 */
export function toIsoDate(value: string): string | null {
  const text = value.trim().slice(0, 100);
  const numeric = ISO.exec(text) ?? COMPACT.exec(text) ?? SLASHED.exec(text);
  if (numeric !== null) return assemble(numeric[1], numeric[2], numeric[3], numeric.slice(4));
  const dayFirst = DAY_FIRST.exec(text);
  if (dayFirst !== null) return assemble(dayFirst[3], monthNumber(dayFirst[2]), dayFirst[1], dayFirst.slice(4));
  const monthFirst = MONTH_FIRST.exec(text);
  return monthFirst === null ? null : assemble(monthFirst[3], monthNumber(monthFirst[1]), monthFirst[2], []);
}

function monthNumber(name: string | undefined): string {
  const lower = (name ?? '').toLowerCase();
  const index = MONTHS.findIndex((month) => month === lower || month.slice(0, 3) === lower || (month === 'september' && lower === 'sept'));
  return String(index + 1);
}

function assemble(year: string | undefined, month: string | undefined, day: string | undefined, time: Array<string | undefined>): string | null {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  const moment = new Date(Date.UTC(y, m - 1, d));
  if (!(y >= 1400) || moment.getUTCMonth() !== m - 1 || moment.getUTCDate() !== d) return null;
  const isoDay = `${year}-${pad(m)}-${pad(d)}`;
  const [hour, minute, second, zone] = time;
  if (hour === undefined || minute === undefined || zone === undefined) return isoDay;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second ?? 0) > 59) return isoDay;
  const instant = `${isoDay}T${pad(Number(hour))}:${minute}:${second ?? '00'}${isoZone(zone)}`;
  const milliseconds = Date.parse(instant);
  if (Number.isNaN(milliseconds)) return isoDay;
  return milliseconds === 0 ? null : instant;
}

function isoZone(zone: string): string {
  if (/^(Z|UTC|GMT)$/i.test(zone)) return 'Z';
  return zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
