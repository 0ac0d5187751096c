import { describe, expect, it } from 'vitest';
import { parseUrl } from './parse-url.js';

describe('parseUrl', () => {
  it.each([
    ['https://example.org/a b', undefined, 'https://example.org/a%20b'],
    ['/a?b', 'https://example.org/c/', 'https://example.org/a?b'],
    ['a', new URL('https://example.org/c/'), 'https://example.org/c/a'],
    ['a', undefined, undefined],
    ['', undefined, undefined],
    ['https://', undefined, undefined],
    ['http://[::1', undefined, undefined],
  ])('%j on %s is %s', (address, base, expected) => {
    expect(parseUrl(address, base)?.href).toBe(expected);
  });

  it('knows hosts in any letters, however often it was asked', () => {
    const hosts = new Set(Array.from({ length: 20_000 }, () => parseUrl('https://bücher.example.org/')?.hostname));
    expect([...hosts]).toEqual(['xn--bcher-kva.example.org']);
  });
});
