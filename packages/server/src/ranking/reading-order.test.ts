import { describe, expect, it } from 'vitest';
import { readingOrder } from './reading-order.js';

const at = (source_number: number, start: number, text = 'Bees dance.') => ({ source_number, start, text });

describe('readingOrder', () => {
  it('tells source after source, the best sentence\'s source first', () => {
    const [best, second, third] = [at(2, 0), at(1, 0), at(2, 50)];
    expect(readingOrder([best, second, third])).toEqual([best, third, second]);
  });

  it('keeps the order of the text where sentences stand near each other', () => {
    const [best, before] = [at(1, 300), at(1, 100)];
    expect(readingOrder([best, before])).toEqual([before, best]);
  });

  it('does not let the reader wait for the best sentence behind one from far above it', () => {
    const [best, farBefore, after] = [at(1, 5000), at(1, 100), at(1, 5200)];
    expect(readingOrder([best, farBefore, after])).toEqual([best, after, farBefore]);
  });

  it('does not open with a sentence that leans on another', () => {
    const [best, farBefore] = [at(1, 5000, 'He also won the cup.'), at(1, 100)];
    expect(readingOrder([best, farBefore])).toEqual([farBefore, best]);
  });

  it('has nothing to do with nothing', () => expect(readingOrder([])).toEqual([]));
});
