import { expect, it } from 'vitest';
import { locateSentences } from './locate-sentences.js';

it('finds sentences one behind the other, whatever the white space, and says which are not there', () => {
  const text = 'A cat sat. A cat\nsat. It (purred).';
  expect(locateSentences(text, ['A cat sat.', 'A cat  sat.', 'It barked.', 'It (purred).', ' '])).toEqual([{ start: 0, end: 10 }, { start: 11, end: 21 }, null, { start: 22, end: 34 }, null]);
});
