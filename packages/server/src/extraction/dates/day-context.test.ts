import { describe, expect, it } from 'vitest';
import { isInName, isInProse, isInRange } from './day-context.js';
import { type FoundDay, findDays } from './find-days.js';

const last = (text: string): FoundDay => {
  const day = findDays(text, { monthFirst: true }).at(-1);
  if (day === undefined) throw new Error(`No day in ${text}`);
  return day;
};
const first = (text: string): FoundDay => findDays(text, { monthFirst: true })[0] ?? last(text);

describe('[EXT-6] days of a range', () => {
  it.each(['3 May 1941 – 12 June 2019', '1/27/2026 - 3/24/2026', '24. April bis 2. Oktober 2017', 'Wochenbericht 14. - 20. Januar 2022', '3–5 May 2026', 'Mo. 15.11.2021 - Di. 16.11.2021', '24.04. - 02.10.2017', 'April 24 to October 2, 2017', '3 de mayo a 5 de mayo de 2026', '16.03.2026 10:00 – 18.03.2026 12:00'])('end with their last: %s', (text) => {
    expect(isInRange(text, last(text))).toBe(true);
  });

  it.each(['1/27/2026 - 3/24/2026', 'Offer valid Dec. 17, 2025 - Jan. 7, 2026', '2026年3月12日～3月20日', '3 May 2026 until 5 June', '3 May 2026, 10:00 – 12:00', '20. Februar 2019, 14:45 Uhr bis 15:45 Uhr'])('begin with their first: %s', (text) => {
    expect(isInRange(text, first(text))).toBe(true);
  });

  it.each(['Published 3 May 2026 – Updated 5 May 2026', 'May 3, 2026 - 5 min read', '17:30 - 20 January 2022', 'Page 5 - 20 January 2022', 'Pier 24 - 3 May 2026', '3 May 2026 - 10:30', 'Conference 2019 - 12 June 2019', '3 May 2026 | 5 May 2026'])('are none in %s', (text) => {
    expect([isInRange(text, first(text)), isInRange(text, last(text))]).toEqual([false, false]);
  });
});

describe('[EXT-6] days of a sentence', () => {
  it.each(['She was elected on 7 June 2001 as mayor.', 'On 7 June 2001 she married Karl Lee.', 'On 7 June 2001 at 10:30 she married Karl Lee.', 'The pier was built on 7 June 2001.', 'Der nächste Stammtisch findet am Mi. 5. Februar 2020 ab 19 Uhr im Cafe statt.', 'Her first novel was published on 3 May 2010 by Faber.', 'The law was amended on 3 May 2010.', '她在2001年6月7日当选为哈特韦尔市的市长并且任职到去年。'])('are what it is about: %s', (text) => {
    expect(isInProse(text, last(text))).toBe(true);
  });

  it.each(['This page was last edited on 11 June 2025, at 10:02 (UTC).', 'Dieser Artikel wurde am 14. Dezember 2015 um 14:48 von Heiner geschrieben.', 'Posted on 3 May 2010 by the team of our friends.', 'By Ann Lee on 3 May 2010', 'By Ann Lee, staff writer for the town and its harbour, 3 May 2010', 'By Ann Lee on May 3, 2026 at 10:00 a.m. ET', 'Ann Lee, May 3, 2026, 10:15 p.m.', '3 May 2010', 'London, 3 May 2010. The council voted to rebuild the old pier.', 'von Marianne am 20.09.2020'])('are those of the page in %s', (text) => {
    expect(isInProse(text, last(text))).toBe(false);
  });
});

describe('[EXT-6] days of a name', () => {
  it('are parts of addresses and versions, where they are figures', () => {
    expect(['https://example.org/2022/07/23/what', '2026-02-25.clover', '2026-02-25', '23 July 2022.Ann', '(2022/07/23)'].map((text) => isInName(text, last(text)))).toEqual([true, true, false, false, false]);
  });
});
