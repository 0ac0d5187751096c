import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FAR_FROM_LINEAR, growth } from '../testing/growth.js';
import { cutWords } from './cut-words.js';

describe('cutWords', () => {
  it('cuts at word boundaries and keeps the white space behind each word', () => {
    expect(cutWords('Water boils  at\n100 °C. [1]')).toEqual(['Water ', 'boils  ', 'at\n', '100 ', '°C. ', '[1]']);
    expect(cutWords('')).toEqual([]);
    expect(cutWords(' leading')).toEqual([' ', 'leading']);
  });

  it('cuts text without spaces between words', () => {
    const text = '水は一気圧のもとで摂氏百度で沸騰することが知られているので、山の上ではもっと低い温度で沸騰します。';
    const pieces = cutWords(text);
    expect(pieces.join('')).toBe(text);
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(16);
  });

  it('takes time in proportion to a text without spaces', () => {
    for (const sign of ['*_', '\u201C', '`', '\uD83D\uDE00', '\u706F\u5854', 'a\u0301']) expect(growth((size) => cutWords(sign.repeat(size / sign.length)), 16_000, 128_000)).toBeLessThan(FAR_FROM_LINEAR);
  });

  it('loses and splits nothing, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.string({ unit: fc.constantFrom('\u{1F600}', '\u0301', 'a', '\u706F', '\u200D'), minLength: 500, maxLength: 2000 })), (text) => {
        const pieces = cutWords(text);
        expect(pieces.join('')).toBe(text);
        for (const piece of pieces) expect(piece).not.toMatch(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/u);
      }),
    );
  });
});
