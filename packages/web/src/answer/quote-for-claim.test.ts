import { describe, expect, it } from 'vitest';
import { quotesForClaim } from './quote-for-claim.js';

const quote = (text: string) => ({ text, start: 0, end: text.length });
const quotes = [quote('The mill has ground corn since 1652.'), quote('It grinds for seven hours on each tide.'), quote('Volunteers restored it.')];
const texts = (claim: string | null) => quotesForClaim({ id: 'c1', quotes }, claim === null ? null : { text: claim }).map(({ text }) => text);

describe('the quotes that a claim rests on', () => {
  it('are those that it names itself of this source', () => {
    const own = { ...quote('Elsewhere.'), citation: 'c1' };
    expect(quotesForClaim({ id: 'c1', quotes }, { text: 'It grinds', quotes: [{ ...quote('Of another.'), citation: 'c2' }, own] })).toEqual([own]);
  });

  it('are those that say what it says, the best first', () => {
    expect(texts('The mill has ground corn since 1652')).toEqual([quotes[0]?.text]);
    expect(texts('Since 1652 the mill grinds corn for seven hours on each tide')).toEqual([quotes[1]?.text, quotes[0]?.text]);
  });

  it('are none where none says it, whatever the source says elsewhere', () => {
    expect(texts('Something else')).toEqual([]);
    expect(quotesForClaim({ id: 'c1', quotes }, { text: 'The mill has ground corn since 1652', quotes: [] })).toEqual([]);
  });

  it('are all of them without a claim', () => {
    expect(texts(null)).toHaveLength(3);
    expect(quotesForClaim({ id: 'c1', quotes: [] }, { text: 'x' })).toEqual([]);
  });
});
