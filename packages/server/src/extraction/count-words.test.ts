import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countWords } from './count-words.js';

it('counts words of ASCII as it counts those of any other script', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'Z', '0', '9', "'", '-', '_', '`', '@', '[', '{', '\u0010', ' ', '\n', '.'), maxLength: 40 });
  fc.assert(fc.property(letters, (text) => void expect(countWords(text)).toBe(countWords(`${text} é`) - 1)), { numRuns: 2000 });
});
