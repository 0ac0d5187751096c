import { describe, expect, it } from 'vitest';
import { leftAloneLines } from './left-alone.js';

describe('leftAloneLines', () => {
  it('tells kinds that are not read from what is hidden, the most frequent first', () => {
    expect(leftAloneLines({ '.png': 1, 'no extension': 3, 'hidden files': 2, 'node_modules folders': 4 })).toEqual([
      'Left alone because of their kind: no extension (3), .png (1)',
      'Passed over: node_modules folders (4), hidden files (2)',
      expect.stringContaining('when you name it'),
    ]);
  });

  it('speaks of hidden files only where there are some, and says nothing where nothing was left alone', () => {
    expect(leftAloneLines({ 'node_modules folders': 1 })).toEqual(['Passed over: node_modules folders (1)']);
    expect(leftAloneLines({})).toEqual([]);
  });

  it('lists eight kinds at most, without their control characters', () => {
    const many = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`.\u001b[31mk${index}`, 1]));
    const [line = ''] = leftAloneLines(many);
    expect(line.split(', ')).toHaveLength(9);
    expect(line.endsWith(', …')).toBe(true);
    expect(line).not.toContain('\u001b');
  });
});
