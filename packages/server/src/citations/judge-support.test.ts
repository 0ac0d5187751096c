import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeAgainst } from './judge-support.js';

const judged = (claim: string, ...texts: string[]) => judgeAgainst(claim, texts);

describe('word for word', () => {
  it.each([
    ['Water boils at 100 degrees.', 'Ice is solid. Water boils at 100 degrees. So it is.'],
    ['"Water boils," she said', '“Water\n boils,” she said.'],
    ['water BOILS at 100 degrees!', 'Water boils [12] at 100 degrees [a].'],
    ['Water boils. Ice melts.', 'Water boils. Ice melts. Steam rises.'],
    ['Water boils.', 'New York (CNN Business) Water boils. So it is.'],
    ['Water boils.', 'LONDON (AP) — **Water** boils.'],
    ['Es kocht – immer', 'Es kocht — immer.'],
  ])('[CIT-11] %j is backed in full', (claim, text) => {
    expect(judged(claim, text)).toMatchObject({ support: 'full', reason: 'Found word for word in the cited text.' });
  });
});

describe('[CIT-12] what words in common can not show', () => {
  const TEXT = 'Revenue of the harbour rose by 4.7% to 3.1 million euros in 2019, the authority said.';
  it.each([
    ['Revenue of the harbour rose by 4.2% to 3.1 million euros in 2019.', TEXT, 'The figure 4.2% is not in the source; it says 4.7%.'],
    ['Revenue of the harbour rose by 4.7% to 3.1 million euros in 2021.', TEXT, 'The source says 2019, not 2021.'],
    ['Revenue of the harbour fell by 4.7% to 3.1 million euros in 2019.', TEXT, 'The source says “rose” where this sentence says “fell”.'],
    ['The bank was insolvent at the end of the year.', 'The bank was not insolvent at the end of the year.', 'The source has “not” where this sentence has no denial.'],
    ['Vaccines do not cause autism in children.', 'Vaccines cause autism in children.', 'This sentence denies (“not”) what the source states without a denial.'],
  ])('%j is not backed by %j', (claim, text, reason) => {
    expect(judged(claim, text)).toMatchObject({ support: 'none', reason });
  });

  it.each([
    ['Jane Doe said that revenue of the harbour rose by 4.7% to 3.1 million euros in 2019.', 'The source does not name Jane Doe.'],
    ['Revenue of the harbour rose by 4.7% to 3.1 million euros in 2019, “a very good year indeed”, the authority said.', 'is not in the source word for word.'],
  ])('%j is backed in part', (claim, reason) => {
    const { support, reason: given } = judged(claim, TEXT);
    expect(support).toBe('partial');
    expect(given).toContain(reason);
  });

  it.each([
    ['The town has 12,400 people.', 'The town has 12400 people.'],
    ['About five million people live there.', 'Some 5,010,000 people live there.'],
    ['In total 4.7 percent of the ships were grain ships.', 'In total 4.7% of the ships were grain ships.'],
    ['1. The town has nine hundred people.', 'The town has 900 people.'],
    ['Dr. Doe led the harbour authority for years.', 'Jane Doe led the harbour authority for years.'],
  ])('%j is not held against %j', (claim, text) => {
    expect(judged(claim, text).reason).not.toMatch(/figure|year|name|says “/);
  });
});

describe('[CIT-11] the levels', () => {
  const TEXT = 'The old lighthouse at Cape Ness was lit for the first time in May 1871. Its keeper lived in the tower with his family until 1920.';
  it('are full for nearly the same words, and say what is lacking below that', () => {
    expect(judged('The lighthouse at Cape Ness was first lit in May 1871.', TEXT)).toMatchObject({ support: 'full', reason: 'The cited text says it in nearly the same words.' });
    expect(judged('The keeper was a fisherman who lived in the tower with his family.', TEXT).reason).toContain('without “fisherman”');
    expect(judged('Bees make honey in summer.', TEXT).support).toBe('none');
    expect(judged('…', TEXT)).toMatchObject({ support: 'unchecked', reason: 'There are no words to check.' });
    expect(judged('Water boils.').support).toBe('unchecked');
  });

  it('count what several sources say together as a part', () => {
    const claim = 'The tower was lit in 1871 and the harbour was closed in 1920.';
    expect(judged(claim, 'The tower was lit in 1871.', 'The harbour was closed in 1920.')).toMatchObject({ support: 'partial', reason: 'No source says all of it; together they do.' });
  });

  it('gain nothing by the length of a source', () => {
    const filler = Array.from({ length: 200 }, (_, index) => `Sentence number ${index} is about something else entirely.`).join(' ');
    const claim = 'The lighthouse at Cape Ness was first lit in May 1871.';
    expect(judged(claim, `${filler} ${TEXT} ${filler}`).score).toBeCloseTo(judged(claim, TEXT).score, 5);
  });

  it('hold for any text', () => {
    const text = fc.oneof(fc.string({ maxLength: 300 }), fc.lorem({ maxCount: 30 }), fc.constantFrom('__proto__ constructor', '１２３ ４％', '「水」は。', '\ud800', '1,2,3,4 5.6.7', '"a b c d e f'));
    fc.assert(
      fc.property(text, fc.array(text, { maxLength: 3 }), (claim, texts) => {
        const { score, support, reason } = judged(claim, ...texts);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1.0001);
        expect(['full', 'partial', 'none', 'unchecked']).toContain(support);
        expect(reason).not.toBe('');
      }),
      { numRuns: 1000 },
    );
  });
});
