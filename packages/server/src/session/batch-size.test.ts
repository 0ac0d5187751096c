import type { Frame } from '@groundwire/protocol';
import { describe, expect, it } from 'vitest';
import { nextBatchSize } from './batch-size.js';

const frames = (count: number, characters: number): Frame[] => Array.from({ length: count }, (_, index) => ({ type: 'token', content: 'x'.repeat(characters), index, analysis_id: 'a', seq: index + 1 }));

describe('the size of the next batch', () => {
  it('is the most that is read at once while frames are small', () => {
    expect(nextBatchSize(64, frames(64, 5))).toBe(256);
  });

  it('gets smaller with larger frames, down to one', () => {
    expect(nextBatchSize(256, frames(20, 16_000))).toBeLessThanOrEqual(16);
    expect(nextBatchSize(256, frames(2, 400_000))).toBe(1);
  });

  it('stays as it is when nothing was read', () => {
    expect(nextBatchSize(7, [])).toBe(7);
  });
});
