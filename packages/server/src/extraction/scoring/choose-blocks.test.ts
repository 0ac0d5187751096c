import { describe, expect, it } from 'vitest';
import { extractHtml } from '../extract-html.js';
import { chooseBlocks, surerBlocks } from './choose-blocks.js';

describe('[EXT-8] how sure the text is', () => {
  it('is the F1 that the best choice of blocks may be expected to reach', () => {
    expect(chooseBlocks([0.9, 0.1, 0.8], [100, 100, 50])).toEqual({ chosen: [true, false, true], expected: expect.closeTo((2 * 130) / (150 + 140), 10) as number });
  });

  it('takes improbable blocks where nothing is probable, rather than nothing', () => {
    expect(chooseBlocks([0.3, 0.3], [10, 10]).chosen).toEqual([true, true]);
    expect(chooseBlocks([0.9, 0.3], [90, 10]).chosen).toEqual([true, false]);
  });

  it('never chooses worse than any other set of blocks, by its own reckoning', () => {
    const probabilities = [0.95, 0.1, 0.6, 0.45, 0.3];
    const words = [20, 80, 15, 60, 5];
    const expectedOf = (set: number) => {
      const inside = words.map((count, index) => ((set >> index) & 1) * count);
      const all = words.reduce((sum, count, index) => sum + count * (probabilities[index] ?? 0), 0);
      return (2 * inside.reduce((sum, count, index) => sum + count * (probabilities[index] ?? 0), 0)) / (inside.reduce((sum, count) => sum + count, 0) + all);
    };
    const best = Math.max(...Array.from({ length: 32 }, (_, set) => expectedOf(set)));
    expect(chooseBlocks(probabilities, words).expected).toBeCloseTo(best, 10);
  });

  it('is told for a page on which there was something to choose, and only there', () => {
    const prose = Array.from({ length: 12 }, (_, index) => `<p>Paragraph ${index} of the story says, in a sentence of fair length, what the council did about the bridge that year.</p>`).join('');
    expect(extractHtml(`<nav><a href=/>Home</a> <a href=/b>Other</a></nav><article><h1>Bridge</h1>${prose}</article><footer>Example</footer>`).confidence).toBeGreaterThan(0.5);
    expect(extractHtml(`<h1>Bridge</h1>${prose}`).confidence).toBeUndefined();
  });

  it('is nothing on nothing', () => {
    expect(chooseBlocks([], [])).toEqual({ chosen: [], expected: 0 });
  });
});

describe('surerBlocks', () => {
  it('leaves out what is chosen but likelier not of the text', () => {
    expect(surerBlocks([true, true, false], [0.9, 0.4, 0.6], [100, 50, 50])).toEqual([true, false, false]);
  });

  it('leaves a choice as it is where little would be left', () => {
    expect(surerBlocks([true, true], [0.9, 0.4], [20, 300])).toEqual([true, true]);
  });
});
