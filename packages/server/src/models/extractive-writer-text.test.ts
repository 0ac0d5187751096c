import { describe, expect, it } from 'vitest';
import { markedSentence, shownRow, shownSentence } from './extractive-writer-text.js';

describe('markedSentence', () => {
  it.each([
    ['It opened in 1931.', 'It opened in 1931 [3].'],
    ['It opened!', 'It opened [3]!'],
    ['It opened in the U.S.', 'It opened in the U.S. [3].'],
    ['He said, “It opened.”', 'He said, “It opened.” [3]'],
    ['A heading without a stop', 'A heading without a stop [3].'],
    ['Steps:', 'Steps [3].'],
    ['Tokenised text ends so .', 'Tokenised text ends so [3].'],
    ['它于1931年开放。', '它于1931年开放 [3]。'],
    ['...', '... [3].'],
  ])('marks %j', (text, marked) => expect(markedSentence(text, 3)).toBe(marked));
});

describe('shownSentence', () => {
  it.each([
    ['One\n  two\tthree.', 'One two three.'],
    ['It is so.[12][a] And [note 3] more [citation needed].', 'It is so. And more.'],
    ['• A bullet point.', 'A bullet point.'],
    ['3. Open the lid.', 'Open the lid.'],
    ['PARIS (AP) — The mayor left.', 'The mayor left.'],
    ['(CNN) The mayor left.', 'The mayor left.'],
    ['The value is a[i] here.', 'The value is a[i] here.'],
    ['He was 3. Not 4.', 'He was 3. Not 4.'],
    ['1931 was a good year.', '1931 was a good year.'],
    ['shared_buffers (integer)\n\nSets the size.', 'shared_buffers (integer): Sets the size.'],
    ['Allow more rows (A. Author) § §', 'Allow more rows (A. Author)'],
    ['Hidden \u202etext\u0007.', 'Hidden text.'],
  ])('shows %j as %j', (text, shown) => expect(shownSentence(text)).toBe(shown));
});

describe('shownRow', () => {
  it.each([
    ['relation size | 32 TB | governed by the block size', 'relation size: 32 TB; governed by the block size'],
    ['jsonb | | binary data |', 'jsonb: binary data'],
  ])('tells %j as %j', (text, shown) => expect(shownRow(text)).toBe(shown));
});
