import { describe, expect, it } from 'vitest';
import { endWords, errorWords, readableDate } from './words.js';

describe('the words of the page', () => {
  it('shows a published day as that day, whatever the time zone', () => {
    expect(readableDate('2025-09-01', 'en-GB')).toBe('1 Sept 2025');
    expect(readableDate('2025-09-01', 'de-DE')).toBe('01.09.2025');
  });

  it('shows no date rather than a wrong one', () => {
    expect(readableDate(null)).toBeNull();
    expect(readableDate('Spring 2025')).toBeNull();
  });

  it('says how long to wait, or that another try may help, or neither', () => {
    expect(errorWords({ name: 'x', message: 'Too many', recoverable: true, retryAfter: 11.2 })).toBe('Too many. Try again in 12 seconds.');
    expect(errorWords({ name: 'x', message: 'It broke', recoverable: true })).toBe('It broke. Asking again may help.');
    expect(errorWords({ name: 'x', message: 'No key.' })).toBe('No key.');
  });

  it('tells an answer from none', () => {
    expect(endWords('answered', 1)).toBe('The answer is complete, with 1 source.');
    expect(endWords('no_answer', 0)).toBe('The sources do not answer this.');
    expect(endWords('no_sources', 0)).toBe('Nothing was found.');
  });
});
