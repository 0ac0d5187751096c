import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bareWords, searchWords, siteOperators, withoutCommands } from './search-words.js';
import { arxivQuery } from './services/arxiv.js';
import { gdeltQuery } from './services/gdelt.js';

describe('searchWords', () => {
  it.each([
    ['Who is the mayor of Paris?', ['mayor', 'Paris']],
    ['How does salt melt ice on roads?', ['salt', 'melt', 'ice', 'roads']],
    ['What is node.js and why C++ over C#?', ['node.js', 'C++', 'C#']],
    ['Does COVID-19 affect O’Brien’s 3.5 km run?', ['COVID-19', 'affect', 'O’Brien', '3.5', 'km', 'run']],
    ['Wer ist der Bürgermeister von Hamburg?', ['Bürgermeister', 'Hamburg']],
    ['Кто изобрёл радио?', ['изобрёл', 'радио']],
    ['日本の首都はどこですか', ['日本の首都はどこですか']],
    ['Is it so?', ['Is', 'it', 'so']],
    ['ice ice Ice', ['ice']],
    ['?!', []],
  ])('%s', (question, words) => {
    expect(searchWords(question, 8)).toEqual(words);
  });

  it('keeps the telling words where there are too many, in their order', () => {
    expect(searchWords('Which large country in the world did Zheng He first visit in 1405 with his ships?', 4)).toEqual(['Zheng', 'visit', '1405', 'ships']);
  });
});

/** Text that means something to one query language or another. */
const operators = fc.constantFrom('AND', 'OR', 'NOT', 'ANDNOT', 'NEAR', '"', "'", '(', ')', '[', ']', '{', '}', ':', 'all:', 'au:', 'site:', 'domain:', 'domainis:', 'sourcelang:', 'intitle:', '[pdat]', '*', '?', '~', '^', '\\', '/', '//', '||', '&&', '!', '!!', '-', '+', '%20', '<b>', '&amp;', '\u202e', '\0', 'word', 'Ångström', '水', '-word', 'a"b');
const hostile = fc.array(fc.oneof(operators, fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' })), { maxLength: 12 }).map((parts) => parts.join(' '));

describe('[SRCH-10] nothing of a question is read as an operator', () => {
  it('in bare words: letters, digits and marks, boolean words in lower case', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 1, max: 8 }), (question, most) => {
        const words = bareWords(searchWords(question, most));
        for (const word of words) {
          expect(word).toMatch(/^[\p{L}\p{N}\p{M}]+$/u);
          expect(word).not.toMatch(/^(?:AND|OR|NOT|ANDNOT|NEAR|TO)$/);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('in arXiv queries: terms in quotation marks and the operators between them', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(arxivQuery({ text, published_since: undefined, today: '2025-09-28' }) ?? 'all:"x"').toMatch(/^all:"[\p{L}\p{N}\p{M}]+"(?: AND all:"[\p{L}\p{N}\p{M}]+")*$/u);
      }),
      { numRuns: 1_000 },
    );
  });

  it('in GDELT queries: words and phrases of three letters and more, then the filters', () => {
    const word = '[\\p{L}\\p{N}\\p{M}]{3,}';
    const form = new RegExp(`^(?:${word}|"${word}(?: ${word})+")(?: (?:${word}|"${word}(?: ${word})+"))* domain:example\\.org -domain:bad\\.example sourcelang:english$`, 'u');
    fc.assert(
      fc.property(hostile, (text) => {
        const query = gdeltQuery({ text, include_domains: ['example.org', 'x y) OR ('], exclude_domains: ['bad.example', '" OR "'] }, 'en');
        if (query !== null) expect(query).toMatch(form);
      }),
      { numRuns: 1_000 },
    );
  });

  it('in whole questions: no bangs, switches, quotation marks or site: operators, within the length', () => {
    fc.assert(
      fc.property(hostile, (question) => {
        const text = withoutCommands(question, 60, 9);
        expect(text).not.toMatch(/(?:^|\s)[!:?+~-]+[^\s!:?+~-]|["“”]|\bsite:\S|\b(?:AND|OR|NOT)\b|[\u0000-\u001f]/);
        expect(text.length).toBeLessThanOrEqual(60);
        expect(text.split(' ').length).toBeLessThanOrEqual(9);
      }),
      { numRuns: 1_000 },
    );
  });
});

it('counts the letters of a word, not its UTF-16 units (seed -1883391935)', () => {
  expect(gdeltQuery({ text: 'က𐀀', include_domains: [], exclude_domains: [] }, 'en')).toBeNull();
});

it.each([
  ['"-#', '#', 'seed 1900137715'],
  ['site:-x "!!g" !images say:cheese C++ -5 degrees', 'site x g images say:cheese C++ 5 degrees', 'several at once'],
])('[SRCH-10] %j is asked as %j (%s)', (question, text) => {
  expect(withoutCommands(question, 200, 50)).toBe(text);
});

describe('siteOperators', () => {
  it.each([
    [[], [], ''],
    [['a.org'], [], ' site:a.org'],
    [['a.org', 'b.org'], ['c.org', 'd.org'], ' (site:a.org OR site:b.org) -site:c.org -site:d.org'],
    [['a.org', 'b.org', 'c.org'], [], ' (site:a.org OR site:b.org)'],
  ])('%j without %j', (include, exclude, operators) => {
    expect(siteOperators(include, exclude, 2)).toBe(operators);
  });
});
