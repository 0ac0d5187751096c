import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexText } from './index-text.js';
import { matchExpression } from './match-expression.js';
import { searchTerms } from './search-terms.js';

const matches = (question: string) => searchTerms(question).map((term) => term.match);

describe('searchTerms', () => {
  it('drops words that carry grammar only, where others remain', () => {
    expect(matches('How do I resume a stream?')).toEqual(['"resume"', '"stream"']);
    expect(matches('who is it')).toEqual(['"who"', '"is"', '"it"']);
  });

  it('keeps compounds together, beside their parts', () => {
    expect(matches('what is wal_level')).toContain('"wal_level"');
    expect(matches('what is wal_level')).toContain('"wal"');
  });

  it('gives pairs of characters for scripts without spaces, and a start for one character', () => {
    expect(matches('東京の人口')).toEqual(expect.arrayContaining(['"東京"', '"人口"']));
    expect(matches('水')).toEqual(['"水" *']);
    expect(indexText('東京都 abc')).toBe(' 東京 京都  abc');
  });

  it.each(['', '???', '😀', '" OR "', '\0\u0001', 'NEAR(a b)', "'"])('gives valid terms or none for %j', (question) => {
    for (const match of matches(question)) expect(match).toMatch(/^"[^"]+"(?: \*)?$/);
  });

  it('bounds what a long question costs', () => {
    expect(searchTerms(Array.from({ length: 5000 }, (_, index) => `word${index}`).join(' ')).length).toBeLessThanOrEqual(40);
  });

  it('is never read as an FTS5 expression, whatever the question', () => {
    const database = new Database(':memory:');
    database.exec("CREATE VIRTUAL TABLE words USING fts5 (text); INSERT INTO words VALUES ('some text')");
    const search = database.prepare('SELECT rowid FROM words WHERE words MATCH ?');
    const piece = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), fc.constantFrom('"', '*', '(', ')', ' AND ', ' NOT ', 'NEAR(', '^', ':', '{text}:', '-', '+', "'", '水', 'ก็', '\u0301'));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const terms = searchTerms(pieces.join('')).map((term) => ({ ...term, frequency: null }));
        const expression = matchExpression(terms, 1);
        if (expression !== null) search.all(expression);
      }),
      { numRuns: 500 },
    );
    database.close();
  });
});

describe('matchExpression', () => {
  const term = (text: string, frequency: number | null) => ({ match: `"${text}"`, text, keys: [text], frequency });

  it('takes any term in a small library', () => {
    expect(matchExpression([term('a', 900), term('b', 10)], 1000)).toBe('"b" OR "a"');
  });

  it('asks for one of the rarer terms in a large one, and leaves out what is everywhere', () => {
    expect(matchExpression([term('common', 20_000), term('rare', 500), term('everywhere', 90_000)], 100_000)).toBe('("rare") AND ("rare" OR "common")');
  });

  it('adds common terms when the rare ones match too little', () => {
    expect(matchExpression([term('common', 20_000), term('rare', 3)], 100_000)).toBe('"rare" OR "common"');
  });

  it('is null when no term occurs', () => {
    expect(matchExpression([term('a', 0)], 10)).toBeNull();
    expect(matchExpression([], 10)).toBeNull();
  });
});
