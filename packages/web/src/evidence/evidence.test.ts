import type { Citation } from '@groundwire/protocol';
import { describe, expect, it } from 'vitest';
import { cellWords, evidenceMap } from './evidence-map.js';
import { timeLine } from './time-line.js';

const source = (number: number, credibility: number, published_at: string | null = null): Citation => ({
  id: `c${number}`,
  number,
  url: `https://${number}.example/`,
  title: `Source ${number}`,
  domain: `${number}.example`,
  credibility,
  published_at,
  quotes: [],
  support: 'full',
  credibility_reasons: [],
  retrieved_at: '2026-01-01T00:00:00.000Z',
  content_hash: 'sha256:0',
  read: 'page',
});
const claim = (citations: string[], support: 'full' | 'partial' | 'none' | 'unchecked', better_citation?: string) => ({ start: 0, end: 1, text: 'x', citations, support, reason: '', ...(better_citation === undefined ? {} : { better_citation }) });

describe('the evidence map', () => {
  it('[PAGE-5] sets claims across sources, the most credible first', () => {
    const map = evidenceMap([claim(['c1', 'c2'], 'partial'), claim([], 'none', 'c3'), claim(['c3'], 'full')], [source(1, 0.4), source(2, 0.9), source(3, 0.4)]);
    expect(map.sources.map(({ number }) => number)).toEqual([2, 1, 3]);
    expect(map.rows.map(({ cells }) => cells.map(({ support }) => support))).toEqual([
      ['partial', 'partial', null],
      [null, null, 'better'],
      [null, null, 'full'],
    ]);
    expect(map.rows[1]?.cells.map(cellWords)).toEqual(['is not named', 'is not named', 'is not named, but would back it']);
  });

  it('[PAGE-5] puts sources on a line by their day, and apart those without one', () => {
    const line = timeLine([source(1, 0, '2024-01-11'), source(2, 0, '2024-01-01T23:59:00Z'), source(3, 0), source(4, 0, '2024-01-01'), source(5, 0, 'Spring 2024')]);
    expect(line.points.map(({ citation, share, row }) => [citation.number, share, row])).toEqual([
      [2, 0, 0],
      [4, 0, 1],
      [1, 1, 0],
    ]);
    expect(line.undated.map(({ number }) => number)).toEqual([3, 5]);
    expect([line.from, line.to]).toEqual(['2024-01-01', '2024-01-11']);
  });

  it('[PAGE-5] puts a single day in the middle, and nothing where no day is known', () => {
    expect(timeLine([source(1, 0, '2024-01-11')]).points[0]?.share).toBe(0.5);
    expect(timeLine([source(1, 0)])).toMatchObject({ points: [], from: null, to: null });
  });
});
