import { describe, expect, it } from 'vitest';
import { changed } from './ending-with.js';

async function* counting(upTo: number, ended: () => void): AsyncGenerator<number, void, void> {
  try {
    for (let number = 1; number <= upTo; number += 1) yield number;
    if (upTo > 2) throw new Error('too far');
  } finally {
    ended();
  }
}

describe('changed', () => {
  it('gives each value as it was changed, in order', async () => {
    const seen: number[] = [];
    for await (const number of changed(counting(2, () => {}), (each) => each * 10)) seen.push(number);
    expect(seen).toEqual([10, 20]);
  });

  it('throws what the values throw', async () => {
    const values = changed(counting(3, () => {}), (each) => each);
    for (let number = 1; number <= 3; number += 1) expect(await values.next()).toEqual({ done: false, value: number });
    await expect(values.next()).rejects.toThrow('too far');
  });

  it('ends the values when nobody wants more of them', async () => {
    let ended = false;
    for await (const _ of changed(counting(2, () => (ended = true)), (each) => each)) break;
    expect(ended).toBe(true);
  });
});
