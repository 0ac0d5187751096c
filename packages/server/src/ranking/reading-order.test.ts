import { describe, expect, it } from 'vitest';
import { readingOrder } from './reading-order.js';

const at = (source_number: number, start: number, score = 1) => ({ source_number, start, score });

describe('readingOrder', () => {
  it('tells source after source, the best sentence\'s source first', () => {
    const [best, second, third] = [at(2, 0), at(1, 0), at(2, 50)];
    expect(readingOrder([best, second, third])).toEqual([best, third, second]);
  });

  it('keeps the order of the text among sentences that answer about as well', () => {
    const [best, before] = [at(1, 300, 1), at(1, 100, 0.97)];
    expect(readingOrder([best, before])).toEqual([before, best]);
  });

  it('does not let the reader wait for what answers behind what answers less', () => {
    const [best, before, after] = [at(1, 300, 1), at(1, 100, 0.4), at(1, 400, 0.4)];
    expect(readingOrder([best, before, after])).toEqual([best, after, before]);
  });

  it('opens with the sentence that the best one leans on', () => {
    const [other, before] = [at(1, 50, 0.2), at(1, 100, 0.1)];
    const best = { ...at(1, 300, 1), before };
    expect(readingOrder([best, other, before])).toEqual([before, best, other]);
  });

  it('has nothing to do with nothing', () => expect(readingOrder([])).toEqual([]));
});
