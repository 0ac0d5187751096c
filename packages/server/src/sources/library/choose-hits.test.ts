import { describe, expect, it } from 'vitest';
import { chooseHits, fuseHits, type RankedHit } from './choose-hits.js';

const hits = (documents: number[]): RankedHit[] => documents.map((document_pk, index) => ({ passage_pk: index + 1, document_pk, score: documents.length - index }));

describe('chooseHits', () => {
  it('orders documents by their best passage, and passages by rank', () => {
    const chosen = chooseHits(hits([7, 3, 7, 5, 3]), 2);
    expect([...chosen].map(([document, passages]) => [document, passages.map((hit) => hit.passage_pk)])).toEqual([
      [7, [1, 3]],
      [3, [2, 5]],
    ]);
  });

  it('gives every chosen document its best passage even when one fills the first places', () => {
    const chosen = chooseHits(hits([...Array.from({ length: 200 }, () => 1), 2]), 5);
    expect(chosen.get(1)).toHaveLength(10);
    expect(chosen.get(2)).toHaveLength(1);
  });

  it('sends at most sixty passages', () => {
    const chosen = chooseHits(hits(Array.from({ length: 300 }, (_, index) => index % 10)), 10);
    expect([...chosen.values()].flat()).toHaveLength(60);
  });
});

describe('fuseHits', () => {
  it('leaves a single list as it is', () => {
    const list = hits([1, 2]);
    expect(fuseHits([list])).toBe(list);
  });

  it('puts first what several queries found', () => {
    const [a, b, c] = hits([1, 2, 3]) as [RankedHit, RankedHit, RankedHit];
    expect(fuseHits([[a, b], [c, b]]).map((hit) => hit.passage_pk)).toEqual([2, 1, 3]);
  });
});
