import { describe, expect, it } from 'vitest';
import type { Passage } from './passage.js';
import { preselectPassages } from './preselect-passages.js';

const passage = (text: string, index: number): Passage => ({ start: index * 100, end: index * 100 + text.length, text, heading: '', blocks: [] });
const filling = (count: number) => Array.from({ length: count }, (_, index) => passage(`Something about harbours, number ${index}.`, index));

describe('preselectPassages', () => {
  it('leaves what is not long as it is', () => {
    const passages = filling(10);
    expect(preselectPassages(passages, ['anything'], 10)).toBe(passages);
  });

  it('keeps what holds the words that were asked about, wherever it stands, in its order', () => {
    const passages = filling(2_000);
    passages[1_777] = passage('The KESTREL lighthouses were build in 1871.', 1_777);
    passages[333] = passage('A lighthouse.', 333);
    const chosen = preselectPassages(passages, ['When was the Kestrel lighthouse built?'], 20);
    expect(chosen).toHaveLength(20);
    expect(chosen).toContain(passages[1_777]);
    expect(chosen).toContain(passages[333]);
    expect(chosen.map(({ start }) => start)).toEqual(chosen.map(({ start }) => start).toSorted((left, right) => left - right));
    expect(chosen.slice(0, 5)).toEqual(passages.slice(0, 5));
  });

  it('is quick with a book', () => {
    const passages = Array.from({ length: 5_000 }, (_, index) => passage(`${'word '.repeat(150)}${index}`, index));
    const began = performance.now();
    preselectPassages(passages, ['When was the Kestrel lighthouse built, and by whom, and of what?']);
    expect(performance.now() - began).toBeLessThan(400);
  });
});
