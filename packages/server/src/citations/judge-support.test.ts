import { describe, expect, it } from 'vitest';
import { judgeSupport, wordForWordJudge } from './judge-support.js';

describe('judgeSupport', () => {
  it.each([
    ['Water boils at 100 degrees.', 'Ice is solid. Water boils at 100 degrees. So it is.'],
    ['"Water boils," she said', '“Water\n boils,” she said.'],
    ['water BOILS at 100 degrees!', 'Water boils [12] at 100 degrees [a].'],
    ['Water boils. Ice melts.', 'Water boils. Ice melts. Steam rises.'],
    ['cache_size (integer): Sets the size.', 'cache_size (integer)\n\nSets the size.'],
    ['bigint: 8 bytes; large numbers.', 'bigint | 8 bytes | large numbers'],
    ['Water boils.', 'New York (CNN Business) Water boils. So it is.'],
    ['Water boils.', 'LONDON (AP) — **Water** boils.'],
    ['Es kocht – immer', 'Es kocht — immer.'],
  ])('finds %j word for word', (claim, quote) => {
    expect(judgeSupport(claim, quote).support).toBe('full');
  });

  it.each([
    ['the bank was insolvent', 'He denied that the bank was insolvent.'],
    ['Vaccines cause autism.', 'It is false that vaccines cause autism.'],
    ['Water boils at 100 degrees', 'Water boils at 100 degrees, but only at sea level.'],
    ['art is long', 'A start is longer.'],
  ])('does not take %j for backed by a longer sentence', (claim, quote) => {
    expect(judgeSupport(claim, quote).support).toBe('unchecked');
  });

  it('says how much the closest passage shares, and which figures it lacks', () => {
    const { support, reason } = judgeSupport('Water boils at 95 degrees in Denver.', 'Water boils at 100 degrees in Paris.');
    expect(support).toBe('unchecked');
    expect(reason).toBe('The closest passage shares 3 of 5 content words and lacks 95; not checked further.');
  });

  it('says none only where there is nothing in common', () => {
    expect(judgeSupport('Water boils.', null).support).toBe('none');
    expect(judgeSupport('…', null).support).toBe('unchecked');
  });

  it('is content with one quote of several', () => {
    expect(wordForWordJudge.judge('Ice melts.', ['Water boils.', 'Ice melts.']).support).toBe('full');
    expect(wordForWordJudge.judge('Ice melts.', []).support).toBe('none');
  });
});
