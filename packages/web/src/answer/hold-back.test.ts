import { describe, expect, it } from 'vitest';
import { showableLength } from './hold-back.js';

const shown = (text: string) => text.slice(0, showableLength(text));

describe('what is shown of an unfinished answer', () => {
  it('waits for the rest of a marker', () => {
    expect(shown('Water boils [')).toBe('Water boils ');
    expect(shown('Water boils [12')).toBe('Water boils ');
    expect(shown('Water boils [12]')).toBe('Water boils [12]');
    expect(shown('an array[i')).toBe('an array[i');
  });

  it('waits for what signs of emphasis and of code are put to', () => {
    expect(shown('It is **')).toBe('It is ');
    expect(shown('It is **bold*')).toBe('It is **bold');
    expect(shown('Type ``')).toBe('Type ');
    expect(shown('Type **[1')).toBe('Type ');
    expect(shown('```')).toBe('```');
  });

  it('waits for the line that makes a table of a row', () => {
    expect(shown('Text.\n\n| a | b')).toBe('Text.\n\n');
    expect(shown('Text.\n\n| a | b |\n|---')).toBe('Text.\n\n');
    expect(shown('Text.\n\n| a | b |\n|---|---|\n')).toBe('Text.\n\n| a | b |\n|---|---|\n');
    expect(shown('| a | b |\n|---|---|\n| 1 |')).toBe('| a | b |\n|---|---|\n| 1 |');
  });

  it('shows everything else at once, and never less than before but for those', () => {
    const text = 'One **bold** [1] and `code` [2].\n\n- item\n- item\n\n```js\na[0]\n```\n\nEnd.';
    let last = 0;
    for (let end = 0; end <= text.length; end += 1) {
      const length = showableLength(text.slice(0, end));
      expect(length).toBeGreaterThanOrEqual(last);
      last = length;
    }
    expect(last).toBe(text.length);
  });
});
