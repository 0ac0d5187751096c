import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Passage } from '../ranking/passage.js';
import { ClaimText } from './claim-text.js';
import { createQuoteFinder, matchQuote } from './match-quote.js';
import { MAX_QUOTE_LENGTH } from './quote-units.js';
import { SourceIndex } from './source-index.js';

function passage(text: string, start = 0, blocks: Passage['blocks'] = []): Passage {
  return { start, end: start + text.length, text, heading: '', blocks };
}

const BOILING = 'Water is a liquid. At sea level, water boils at 100 degrees Celsius. On Mount Everest it boils at about 68 degrees, because the pressure is lower. Ice is solid.';

describe('matchQuote', () => {
  it('gives the sentence that matches, with its offsets in the document', () => {
    const found = matchQuote('Water boils at 100 degrees at sea level.', [passage('Nothing about it here.', 0), passage(BOILING, 500)]);
    expect(found).toMatchObject({ passage_index: 1, text: 'At sea level, water boils at 100 degrees Celsius.', start: 519 });
    expect(found?.end).toBe(519 + 'At sea level, water boils at 100 degrees Celsius.'.length);
  });

  it('takes neighbouring sentences where the claim needs them, and no more', () => {
    const both = matchQuote('Water boils at 100 degrees at sea level, but at 68 degrees on Mount Everest because of lower pressure.', [passage(BOILING)]);
    expect(both?.text).toBe('At sea level, water boils at 100 degrees Celsius. On Mount Everest it boils at about 68 degrees, because the pressure is lower.');
  });

  it('prefers the sentence that is there word for word', () => {
    const found = matchQuote('Ice is solid', [passage('Solid ice is ice that is solid.'), passage(BOILING, 100)]);
    expect(found).toMatchObject({ text: 'Ice is solid.', score: 1 });
  });

  it('gives null where nothing is in common', () => {
    expect(matchQuote('Penguins cannot fly.', [passage(BOILING)])).toBeNull();
    expect(matchQuote('', [passage(BOILING)])).toBeNull();
    expect(matchQuote('Water.', [])).toBeNull();
  });

  it('finds sentences in languages without spaces and with long words', () => {
    expect(matchQuote('水在100度沸腾', [passage('冰是固体。水在一百度沸腾。')])?.text).toBe('水在一百度沸腾。');
    expect(matchQuote('Die Siedetemperaturen des Wassers', [passage('Eis ist fest. Wassersiedetemperaturen sinken.')])?.text).toBe('Wassersiedetemperaturen sinken.');
  });

  it('quotes a line of code or of a table, and never joins a heading to what follows', () => {
    const text = 'Ports\n\nport = 5432\nhost = localhost\n\nThe default port is fixed.';
    const blocks: Passage['blocks'] = [
      { kind: 'heading', start: 10, end: 15 },
      { kind: 'code', start: 17, end: 45 },
      { kind: 'paragraph', start: 47, end: 10 + text.length },
    ];
    expect(matchQuote('The port is 5432.', [passage(text, 10, blocks)])?.text).toBe('port = 5432');
    expect(matchQuote('The default port is fixed', [passage(text, 10, blocks)])?.text).toBe('The default port is fixed.');
  });

  it('passes over a passage whose text does not fit its range', () => {
    expect(matchQuote('Ice is solid', [{ ...passage(BOILING), end: 3 }])).toBeNull();
  });

  it('is fast enough for an answer: 15 claims on 10 passages of 120 words', () => {
    const passages = Array.from({ length: 10 }, (_, index) => passage(`${BOILING} `.repeat(4).trim(), index * 1000));
    const finder = createQuoteFinder(new SourceIndex(passages));
    finder(new ClaimText('warm up'));
    const started = performance.now();
    for (let claim = 0; claim < 15; claim++) finder(new ClaimText(`Water boils at ${claim} degrees at sea level, where the pressure is higher than on Mount Everest.`));
    expect(performance.now() - started).toBeLessThan(3000);
  });

  it('gives verbatim text at its range, not longer than a quote may be, for any text', () => {
    const word = fc.constantFrom('water', 'boils', 'at', '100', '. ', '\n\n', '! ', '水', '😀', 'a'.repeat(700), '\ud83d', ' ');
    const text = fc.array(word, { maxLength: 60 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(text, text, fc.nat(1000), (claim, source, start) => {
        const passages = [passage(source, start)];
        const found = matchQuote(claim, passages);
        if (found === null) return;
        expect(source.slice(found.start - start, found.end - start)).toBe(found.text);
        expect(found.text.trim()).not.toBe('');
        expect(found.text.length).toBeLessThanOrEqual(MAX_QUOTE_LENGTH);
        expect(found.score).toBeGreaterThan(0);
        expect(found.score).toBeLessThanOrEqual(1);
      }),
      { numRuns: 1000 },
    );
  });
});
