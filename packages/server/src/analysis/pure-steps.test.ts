import { describe, expect, it } from 'vitest';
import type { RankedPassage } from '../ranking/ranked-passage.js';
import { foundDocument, foundPage } from '../testing/gathering.js';
import { fuseSources } from './fuse-sources.js';
import { rankRead } from './rank-read.js';
import { readSources } from './read-sources.js';
import { nextLookMs, readingIsOver, type RoundState, searchIsOver, worstPlace } from './round-decision.js';
import { EFFORT } from './effort.js';
import { isTooLong, trimPassages } from './trim-passages.js';

const web = (name: string, overrides = {}) => foundPage(`https://${name}.example.org/`, overrides);
const named = (lists: Array<{ weight?: number; names: string[] }>) => fuseSources(lists.map(({ weight = 1, names }) => ({ weight: () => weight, sources: names.map((name) => web(name)) }))).map(({ source }) => source.domain.split('.')[0]);

describe('fuseSources', () => {
  it('puts first what several lists name, then what one of them names first', () => {
    expect(named([{ names: ['a', 'b', 'c'] }, { names: ['d', 'c'] }])).toEqual(['c', 'a', 'd', 'b']);
    expect(named([])).toEqual([]);
  });

  it('counts a list once for a source that it names twice, and by its weight', () => {
    expect(named([{ names: ['a', 'b', 'b', 'b'] }])).toEqual(['a', 'b']);
    expect(named([{ names: ['a'] }, { weight: 2, names: ['b'] }])).toEqual(['b', 'a']);
  });

  it('scores by 1 over 60 and the place', () => {
    const [first] = fuseSources([{ weight: () => 1, sources: [web('a')] }, { weight: () => 1, sources: [web('b'), web('a')] }]);
    expect(first).toMatchObject({ bestPlace: 1, source: { rank: 1, domain: 'a.example.org' } });
    expect(first?.score).toBeCloseTo(1 / 61 + 1 / 62, 12);
  });

  it('keeps of two finds what says more: a title that is one, a date, the longer snippet, the text', () => {
    const thin = web('a', { title: 'https://a.example.org/', snippet: 'short' });
    const full = web('a', { title: 'A page', snippet: 'somewhat longer', published_at: '2025-01-02', author: 'Ada' });
    const [{ source } = { source: null }] = fuseSources([{ weight: () => 1, sources: [thin] }, { weight: () => 1, sources: [full] }]);
    expect(source).toMatchObject({ title: 'A page', snippet: 'somewhat longer', published_at: '2025-01-02', author: 'Ada' });
    const held = { ...foundDocument('doc', 'Its text.'), url: 'https://a.example.org/' };
    expect(fuseSources([{ weight: () => 1, sources: [full] }, { weight: () => 1, sources: [held] }])[0]?.source).toMatchObject({ source_id: 'doc', provider: 'library', text: { read: 'document' }, published_at: '2025-01-02' });
  });
});

describe('the decisions of a round', () => {
  const state = (overrides: Partial<RoundState>): RoundState => ({ elapsedMs: 100, limitMs: Number.POSITIVE_INFINITY, searchIsOpen: true, searching: 1, planning: false, found: 3, libraryIsOut: false, texts: 0, pagesLeft: 8, reading: 0, readingMs: null, ...overrides });
  const { quick } = EFFORT;

  it.each<[string, Partial<RoundState>, boolean]>([
    ['while a search runs', {}, false],
    ['when all have answered', { searching: 0 }, true],
    ['while somebody plans and little is there', { searching: 0, planning: true, texts: 2 }, false],
    ['while somebody plans and enough is there', { searching: 0, planning: true, texts: 3 }, true],
    ['when no page may be read any more', { pagesLeft: 0, texts: 8 }, true],
    ['when the time is up', { elapsedMs: quick.searchMs }, true],
    ['when the time is up and nothing was found', { elapsedMs: quick.searchMs, found: 0 }, false],
    ['when the time is up and the library has not answered', { elapsedMs: quick.searchMs, libraryIsOut: true }, false],
    ['when the round is at its limit', { limitMs: 100, found: 0 }, true],
    ['when patience is at an end', { elapsedMs: quick.patienceMs, found: 0 }, true],
  ])('searching %s', (_when, overrides, over) => {
    expect(searchIsOver(state(overrides), quick)).toBe(over);
  });

  it('reads only what is sure at first, everything after half of the time', () => {
    expect(worstPlace(state({}), quick)).toBe(3);
    expect(worstPlace(state({ elapsedMs: 600 }), quick)).toBe(Number.POSITIVE_INFINITY);
    expect(worstPlace(state({ searchIsOpen: false }), quick)).toBe(Number.POSITIVE_INFINITY);
  });

  it('looks again when the next limit is due, and always in the future', () => {
    expect(nextLookMs(state({}), quick)).toBe(500);
    expect(nextLookMs(state({ elapsedMs: 600 }), quick)).toBe(600);
    expect(nextLookMs(state({ reading: 1, readingMs: 1_400 }), quick)).toBe(100);
    expect(nextLookMs(state({ elapsedMs: 9_000 }), quick)).toBeGreaterThan(0);
    expect(readingIsOver(state({ reading: 1, readingMs: 1_500 }), quick)).toBe(true);
    expect(readingIsOver(state({ reading: 0, readingMs: 1_500 }), quick)).toBe(false);
  });
});

describe('trimPassages', () => {
  const long = (id: string, passages: number) => {
    const source = foundDocument(id, 'x');
    const texts = Array.from({ length: passages }, (_, index) => `${id} sentence ${index} speaks of lighthouse matters at some length. `.repeat(5));
    let at = 0;
    const spans = texts.map((text) => ({ start: at, end: (at += text.length), text, heading: '', blocks: [{ kind: 'paragraph' as const, start: at - text.length, end: at }] }));
    return { ...source, text: { ...source.text!, passages: spans } };
  };
  const sources = [long('a', 400), long('b', 400)];
  const { read } = readSources(sources);
  const ranked = (places: Array<[number, number]>): RankedPassage[] => places.map(([source_number, index]) => ({ source_number, passage: sources[source_number - 1]!.text.passages[index]!, score: 1, sentences: [] }));

  it('keeps the best and their neighbours, in the order of the text, within the bound', () => {
    const kept = trimPassages(sources, read, ranked([[1, 200], [2, 0], [1, 399]]), 10_000);
    expect(kept[0]?.text?.passages.map(({ text }) => /sentence (\d+)/.exec(text)?.[1])).toEqual(['199', '200', '201', '398', '399']);
    expect(kept[1]?.text?.passages.map(({ text }) => /sentence (\d+)/.exec(text)?.[1])).toEqual(['0', '1']);
    expect(isTooLong(sources)).toBe(true);
    expect(isTooLong(kept, 10_000)).toBe(false);
  });

  it('leaves each source its best passage, however small the bound, and ranks the same afterwards', () => {
    const kept = trimPassages(sources, read, rankRead('lighthouse matters', [], read, { now: 0, statistics: null }).passages, 1);
    expect(kept.map(({ text }) => text?.passages.length)).toEqual([1, 1]);
  });
});
