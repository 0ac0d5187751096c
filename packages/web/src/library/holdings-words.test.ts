import { describe, expect, it } from 'vitest';
import { holdingsWords, ownDocuments } from './holdings-words.js';

const own = (documents: number) => ({ documents, builtin: false });
const builtin = { documents: 20, builtin: true };

describe('what the library holds, in words', () => {
  it('counts the reader\'s own documents, and names Groundwire\'s beside them', () => {
    expect(ownDocuments([own(2), own(1), builtin])).toBe(3);
    expect(holdingsWords([own(2), own(1), builtin])).toBe("Your library holds 3 documents, beside 20 pages of Groundwire's own documentation.");
    expect(holdingsWords([own(1)])).toBe('Your library holds 1 document.');
  });

  it('tells an empty library from one that has Groundwire\'s documentation only', () => {
    expect(holdingsWords([own(0), builtin])).toMatch(/^Your library is empty: .*\(20 pages\)\.$/);
    expect(holdingsWords([])).toBe('The library is empty.');
  });
});
