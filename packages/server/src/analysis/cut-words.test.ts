import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
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

  it('loses and splits nothing, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        const pieces = cutWords(text);
        expect(pieces.join('')).toBe(text);
        for (const piece of pieces) expect(piece).not.toMatch(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/u);
      }),
    );
  });
});
