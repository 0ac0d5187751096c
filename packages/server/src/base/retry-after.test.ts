import { describe, expect, it } from 'vitest';
import { parseRetryAfter } from './retry-after.js';

describe('parseRetryAfter', () => {
  const now = Date.parse('2025-09-28T12:00:00Z');

  it.each([
    ['7', 7],
    ['0', 0],
    [' 1.5 ', 1.5],
    ['Sun, 28 Sep 2025 12:00:30 GMT', 30],
    ['Sun, 28 Sep 2025 11:00:00 GMT', 0],
    ['', undefined],
    [undefined, undefined],
    ['soon', undefined],
    ['-3', undefined],
    ['1e9', undefined],
    ['99999999999', undefined],
  ])('%j is %s seconds', (value, expected) => {
    expect(parseRetryAfter(value, now)).toBe(expected);
  });
});
