import { describe, expect, it } from 'vitest';
import { dayElsewhere, eraYears, monthElsewhere } from './other-calendars.js';

describe('[EXT-13] other calendars', () => {
  it.each(['persian', 'islamic-umalqura'] as const)('has each day of forty years of the %s one, one after the other', (calendar) => {
    const first = calendar === 'persian' ? 1370 : 1411;
    const days = Array.from({ length: 40 * 12 * 30 }, (_, index) => dayElsewhere(calendar, first + Math.floor(index / 360), (Math.floor(index / 30) % 12) + 1, (index % 30) + 1));
    const there = days.filter((day) => day !== null);
    expect(there).toEqual(there.toSorted());
    expect(new Set(there).size).toBe(there.length);
    // Some months have 29 days.
    const missing = days.flatMap((day, index) => (day === null ? [(index % 30) + 1] : []));
    expect(missing.every((day) => day === 30)).toBe(true);
    expect(missing.length).toBeLessThan(40 * 7);
  });

  it('has no days that there are not', () => {
    expect([dayElsewhere('persian', 1402, 12, 30), dayElsewhere('persian', 1403, 12, 30), dayElsewhere('persian', 1402, 13, 1), dayElsewhere('persian', 1402, 1, 0)]).toEqual([null, '2025-03-20', null, null]);
  });

  it('knows their months however Arabic letters are written, and eras by name', () => {
    expect(['اسفند', 'آذر', 'اذر', 'حمل', 'ربيع الآخر', 'ربيع الاخر', 'رمضان', 'مارس'].map((word) => monthElsewhere(word)?.month ?? null)).toEqual([12, 9, 9, 1, 4, 4, 9, null]);
    expect(Object.fromEntries(eraYears())).toMatchObject({ 令和: 2018, 平成: 1988, 民國: 1911, 民国: 1911 });
  });
});
