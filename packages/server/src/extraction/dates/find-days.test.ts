import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findDays } from './find-days.js';
import { monthOf } from './month-names.js';

const daysIn = (text: string, monthFirst = false) => findDays(text, { monthFirst }).map(({ day }) => day);

describe('findDays', () => {
  it.each([
    ['Published 2020-05-03 at noon', '2020-05-03'],
    ['3 May 2020', '2020-05-03'],
    ['Sunday, May 3rd, 2020', '2020-05-03'],
    ['3. Mai 2020, 12:30 Uhr', '2020-05-03'],
    ['Datum:3. Mai 2020', '2020-05-03'],
    ['12:03 May 2020', null],
    ['1er août 2020', '2020-08-01'],
    ['3 de mayo de 2020', '2020-05-03'],
    ['3 maggio 2020', '2020-05-03'],
    ['3 maja 2020 r.', '2020-05-03'],
    ['3 мая 2020 г.', '2020-05-03'],
    ['3 травня 2020', '2020-05-03'],
    ['3 Mayıs 2020', '2020-05-03'],
    ['2020. május 3.', '2020-05-03'],
    ['3 Μαΐου 2020', '2020-05-03'],
    ['3 tháng 5, 2020', '2020-05-03'],
    ['Thứ Ba, ngày 5 tháng 3 năm 2024', '2024-03-05'],
    ['5 Tháng Mười Hai, 2024', '2024-12-05'],
    ['5 tháng 13, 2020', null],
    ['5 במרץ 2024', '2024-03-05'],
    ['5 באוקטובר, 2024', '2024-10-05'],
    ['5 ספט׳ 2024', '2024-09-05'],
    ['۱۵ اسفند ۱۴۰۲', '2024-03-05'],
    ['سه‌شنبه ۱۵ اسفند ماه ۱۴۰۲', '2024-03-05'],
    ['15 اسفندماه 1402', '2024-03-05'],
    ['۱۴۰۲/۱۲/۱۵ - ۱۰:۳۰', '2024-03-05'],
    ['تاریخ: 1403/12/30', '2025-03-20'],
    ['۱۴۰۲/۱۲/۳۰', null],
    ['1402/12/15', null],
    ['۵ مارس ۲۰۲۴', '2024-03-05'],
    ['24 شعبان 1445 هـ', '2024-03-05'],
    ['٢٤ ربيع الأول ١٤٤٥', '2023-10-09'],
    ['1445/08/24 هـ', '2024-03-05'],
    ['令和6年3月5日', '2024-03-05'],
    ['令和６年（2024年）３月５日', '2024-03-05'],
    ['2024年（令和6年）3月5日', '2024-03-05'],
    ['令和元年5月1日', '2019-05-01'],
    ['平成31年4月30日', '2019-04-30'],
    ['昭和64年1月7日', null],
    ['中華民國113年3月5日', '2024-03-05'],
    ['民国113年3月5日', '2024-03-05'],
    ['5 มี.ค. 2567', '2024-03-05'],
    ['5 มีนาคม พ.ศ. 2567', '2024-03-05'],
    ['๕ มีนาคม ๒๕๖๗', '2024-03-05'],
    ['05/03/2567', '2024-03-05'],
    ['5 آذار/مارس 2024', '2024-03-05'],
    ['5 مارس (آذار) 2024', '2024-03-05'],
    ['5 اذار، 2024', '2024-03-05'],
    ['5 كانون الاول 2024', '2024-12-05'],
    ['5 ابريل 2024', '2024-04-05'],
    ['5 جانفي 2024', '2024-01-05'],
    ['5 غشت 2024', '2024-08-05'],
    ['3 Mei 2020', '2020-05-03'],
    ['2020年5月3日', '2020-05-03'],
    ['2020년 5월 3일', '2020-05-03'],
    ['٣ مايو ٢٠٢٠', '2020-05-03'],
    ['24 نيسان / أبريل 2020', '2020-04-24'],
    ['24 تشرين الثاني 2020', '2020-11-24'],
    ['3 พฤษภาคม 2563', '2020-05-03'],
    ['03.05.2020', '2020-05-03'],
    ['20200503', '2020-05-03'],
  ])('reads %s', (text, day) => {
    expect(daysIn(text)).toEqual(day === null ? [] : [day]);
  });

  it('takes the order of day and month from the numbers, else from the region; dots are always day first', () => {
    expect([daysIn('05/13/2020'), daysIn('13/05/2020', true), daysIn('05/03/2020', true), daysIn('05/03/2020'), daysIn('05.03.2020', true)].flat()).toEqual(['2020-05-13', '2020-05-13', '2020-05-03', '2020-03-05', '2020-03-05']);
  });

  it.each(['version 1.2.2020.4', 'in 2020', 'May 2020', '31 February 2020', 'call 12-34-5678', '192.168.20.20', '2020-13-01', ''])('finds none in %j', (text) => {
    expect(daysIn(text)).toEqual([]);
  });

  it('gives only days of the calendar, in order and without overlap, whatever the text', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom('May', '3', '2020', '12', '.', '/', '-', ' ', 'de', 'июня', '年', '月', '٢٠٢٠', ','), fc.string({ maxLength: 4 })), { maxLength: 60 }), fc.boolean(), (parts, monthFirst) => {
        const found = findDays(parts.join(''), { monthFirst });
        for (const { day } of found) expect(new Date(day).toISOString().slice(0, 10)).toBe(day);
        for (const [index, { start }] of found.entries()) expect(start).toBeGreaterThanOrEqual(found[index - 1]?.end ?? 0);
      }),
    );
  });

  it('is fast on hostile text', () => {
    const started = performance.now();
    for (const text of ['1 '.repeat(50_000), 'May 3, '.repeat(50_000), '2020-'.repeat(50_000), '1.1.'.repeat(50_000), 'a'.repeat(500_000)]) daysIn(text);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe('monthOf', () => {
  it('knows names in many languages, and none that would be a guess', () => {
    expect(['Mai', 'sept.', 'août', 'mayıs', 'września', 'ноября', 'toukokuuta'].map(monthOf)).toEqual([5, 9, 8, 5, 9, 11, 5]);
    expect(['the', 'version', ''].map(monthOf)).toEqual([null, null, null]);
  });
});
