import { describe, expect, it } from 'vitest';
import type { Passage } from '../ranking/passage.js';
import { ClaimText } from './claim-text.js';
import { judgedSource } from './judge-support.js';
import { sourceMemo } from './known-source.js';

const TEXT = 'Water boils at 100 degrees. Ice is solid.';

function passage(text: string, start = 0, kind: 'paragraph' | 'table' = 'paragraph'): Passage {
  return { start, end: start + text.length, text, heading: '', blocks: [{ kind, start, end: start + text.length }] };
}

describe('sourceMemo', () => {
  it('makes once what is made of equal passages, whoever brings them', () => {
    let made = 0;
    const memo = sourceMemo((passages) => ({ number: (made += 1), count: passages.length }), 10_000);
    expect(memo([passage(TEXT), passage('Another.', 100)])).toBe(memo([passage(TEXT), passage('Another.', 100)]));
    expect(made).toBe(1);
  });

  it('tells apart passages of another text, at another place, in other blocks, or cut otherwise', () => {
    const memo = sourceMemo((passages) => ({ passages }), 10_000);
    const sources = [[passage(TEXT)], [passage(`${TEXT} `)], [passage(TEXT, 7)], [passage(TEXT, 0, 'table')], [passage(TEXT.slice(0, 27)), passage(TEXT.slice(27), 27)], []];
    expect(new Set(sources.map(memo)).size).toBe(sources.length);
  });

  it('lets go of what was not asked for while much else was', () => {
    const memo = sourceMemo(() => ({}), 1_000);
    const first = memo([passage(TEXT)]);
    for (let number = 0; number < 40; number += 1) memo([passage(`${TEXT} ${number}`)]);
    expect(memo([passage(TEXT)])).not.toBe(first);
  });
});

describe('judgedSource', () => {
  it('gives places in the document that was asked about, also where another one holds the same text elsewhere', () => {
    const claim = new ClaimText('Water boils at 100 degrees.');
    for (const start of [0, 500, 0]) expect(judgedSource([passage(TEXT, start)]).scorer.score(claim.words)).toMatchObject({ start, end: start + 27, text: 'Water boils at 100 degrees.' });
  });
});
