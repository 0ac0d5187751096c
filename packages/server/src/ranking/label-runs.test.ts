import { describe, expect, it } from 'vitest';
import { joinLabelRuns } from './label-runs.js';
import { splitSentences } from './split-sentences.js';

const joined = (text: string) => joinLabelRuns(text, splitSentences(text)).map(({ start, end }) => text.slice(start, end));

describe('joinLabelRuns', () => {
  it('makes one sentence of facts that stand side by side as labels with values, with the name in front of them', () => {
    expect(joined('Zorbax Lighthouse. Built: 1874. Height: 41 m. Keeper: Otto Brandt. Visit us from 9 to 5')).toEqual(['Zorbax Lighthouse. Built: 1874. Height: 41 m. Keeper: Otto Brandt.', 'Visit us from 9 to 5']);
    expect(joined('Born: 12 May 1901. Died: 3 June 1980.')).toEqual(['Born: 12 May 1901. Died: 3 June 1980.']);
  });

  it('leaves sentences alone, also those with a colon', () => {
    for (const text of ['He said it plainly. One thing: the lamp was out.', 'The tower fell. Keeper: Otto Brandt.', 'Zorbax Lighthouse. It was built in 1874.']) expect(joined(text)).toEqual(splitSentences(text).map(({ start, end }) => text.slice(start, end)));
  });

  it('ends a run before it is longer than a long sentence', () => {
    const runs = joined(Array.from({ length: 60 }, (_, index) => `Label ${index}: value ${index}.`).join(' '));
    expect(runs.length).toBeGreaterThan(3);
    for (const run of runs) expect(run.length).toBeLessThanOrEqual(300);
  });
});
