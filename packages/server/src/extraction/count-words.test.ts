import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countWords } from './count-words.js';

it('counts words of ASCII as it counts those of other scripts', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'Z', '0', '9', "'", '-', '_', '`', '@', '[', '{', '\u0010', ' ', '\n', '.'), maxLength: 40 });
  fc.assert(fc.property(letters, (text) => void expect(countWords(text)).toBe(countWords(`${text} ж`) - 1)), { numRuns: 2000 });
});

it('finds what the pattern for words finds, whether the characters are of the common ones or not', () => {
  const pattern = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’_-]*/gu;
  const unspaced = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]/;
  const texts = Array.from({ length: 0x2100 }, (_, code) => `a${String.fromCharCode(code)}b -${String.fromCharCode(code)} 1`).filter((text) => !unspaced.test(text));
  expect(texts.filter((text) => countWords(text) !== text.match(pattern)?.length)).toEqual([]);
});
