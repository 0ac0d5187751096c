import { describe, expect, it } from 'vitest';
import { nextPlace } from './next-place.js';

const pressed = (key: string, ctrlKey = false) => nextPlace([1, 1], { key, ctrlKey }, [3, 4]);

describe('keys in the evidence map', () => {
  it('lead to the cells around, to the ends of the row, and with Ctrl to those of the map', () => {
    expect([pressed('ArrowUp'), pressed('ArrowRight'), pressed('Home'), pressed('End'), pressed('Home', true), pressed('End', true), pressed('a')]).toEqual([[0, 1], [1, 2], [1, 0], [1, 3], [0, 0], [2, 3], null]);
  });

  it('lead nowhere beyond the edges', () => {
    expect(nextPlace([0, 0], { key: 'ArrowUp', ctrlKey: false }, [1, 1])).toEqual([0, 0]);
    expect(nextPlace([0, 0], { key: 'ArrowRight', ctrlKey: false }, [1, 1])).toEqual([0, 0]);
  });
});
