import { describe, expect, it } from 'vitest';
import { SentinelFilter } from './sentinel-filter.js';
import { ThinkingFilter } from './thinking-filter.js';

interface Filter {
  push(text: string): string;
  end(): string;
}

/** The text cut in two at every place, and into single characters. */
function everyCut(text: string): string[][] {
  const halves = Array.from({ length: text.length + 1 }, (_, at) => [text.slice(0, at), text.slice(at)]);
  return [...halves, [...text]];
}

function run(filter: Filter, pieces: string[]): string {
  return pieces.map((piece) => filter.push(piece)).join('') + filter.end();
}

describe('ThinkingFilter', () => {
  it.each([
    ['<think>Let me see. <b> </thin k>…</think>\n\nParis [1].', 'Paris [1].'],
    ['\n<think></think>Paris.', 'Paris.'],
    ['Paris <think>is</think> the capital.', 'Paris <think>is</think> the capital.'],
    ['<thinly veiled', '<thinly veiled'],
    [' <th', ' <th'],
    ['<think>never closed', ''],
    ['', ''],
  ])('%j becomes %j wherever it is cut', (text, expected) => {
    for (const pieces of everyCut(text)) expect(run(new ThinkingFilter(), pieces)).toBe(expected);
  });

  it('lets ordinary text pass at once', () => {
    const filter = new ThinkingFilter();
    expect(filter.push('Paris')).toBe('Paris');
    expect(filter.push(' <think>')).toBe(' <think>');
  });
});

describe('SentinelFilter', () => {
  it.each([
    ['NO_ANSWER\nThe sources speak of tides.', 'The sources speak of tides.', 'first'],
    ['\n\n**NO_ANSWER**: The sources speak of tides.', 'The sources speak of tides.', 'first'],
    ['`NO_ANSWER`', '', 'first'],
    ['NO_ANSWER', '', 'first'],
    ['The tide is high. [1]\n\nNO_ANSWER\nNothing about waves.', 'The tide is high. [1]\n\nNothing about waves.', 'later'],
    ['NO_ANSWERS were given.', 'NO_ANSWERS were given.', null],
    ['No answer is simple. NO', 'No answer is simple. NO', null],
    ['NATO and NO_ONE agree.', 'NATO and NO_ONE agree.', null],
    ['**Bold** beginning', '**Bold** beginning', null],
    ['', '', null],
  ] as const)('%j becomes %j, found: %s', (text, expected, found) => {
    for (const pieces of [[text], [...text]]) {
      const filter = new SentinelFilter();
      expect(run(filter, pieces)).toBe(expected);
      expect(filter.found).toBe(found);
    }
  });

  it('finds the sentinel wherever the text is cut', () => {
    for (const pieces of everyCut('**NO_ANSWER**\nThe sources speak of tides.')) {
      const filter = new SentinelFilter();
      expect(run(filter, pieces)).toBe('The sources speak of tides.');
      expect(filter.found).toBe('first');
    }
  });

  it('lets an ordinary first word pass at once', () => {
    expect(new SentinelFilter().push('The')).toBe('The');
    expect(new SentinelFilter().push('Next')).toBe('Next');
  });

  it('knows that there is no answer before it passes on the first of the explanation', () => {
    const filter = new SentinelFilter();
    filter.push('NO_ANSWER\n');
    expect(filter.found).toBe('first');
  });
});
