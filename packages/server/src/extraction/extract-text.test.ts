import { describe, expect, it } from 'vitest';
import { extractText } from './extract-text.js';

describe('extractText', () => {
  it('parts paragraphs at blank lines and joins lines that were wrapped', () => {
    const document = extractText('The title\n\nA paragraph that was\nwrapped by hand.\r\n\r\n\r\nAnother one.');
    expect(document).toMatchObject({ title: 'The title', text: 'The title\n\nA paragraph that was wrapped by hand.\n\nAnother one.' });
    expect(document.blocks.map((block) => block.kind)).toEqual(['heading', 'paragraph', 'paragraph']);
  });

  it('takes the file name where the first line is no title', () => {
    expect(extractText('A sentence ends here.\n\nMore.', { fallbackTitle: 'notes' }).title).toBe('notes');
    expect(extractText('one line only', { fallbackTitle: 'notes' }).title).toBe('notes');
  });

  it('reads underlined headings, lists, and long lines as paragraphs of their own', () => {
    const long = 'word '.repeat(60).trim();
    const document = extractText(`Head\n====\nText\n- one\n- two\n  goes on\n\n${long}\n${long}`);
    expect(document.blocks.map((block) => [block.kind, document.text.slice(block.start, Math.min(block.end, block.start + 20))])).toEqual([
      ['heading', 'Head'],
      ['paragraph', 'Text'],
      ['list_item', 'one'],
      ['list_item', 'two goes on'],
      ['paragraph', long.slice(0, 20)],
      ['paragraph', long.slice(0, 20)],
    ]);
  });

  it('keeps the lines of aligned columns', () => {
    expect(extractText('Intro.\n\nname    size\na       1\nb       2').text).toBe('Intro.\n\nname    size\na       1\nb       2');
  });

  it.each([
    ['one-letter lines', `${'a\n'.repeat(1_000_000)}deep`],
    ['underlines', `x\n${'===\n'.repeat(100_000)}deep`],
    ['spaces', `${' '.repeat(3_000_000)}deep`],
  ])('stays fast on very many %s', (_name, text) => {
    const start = performance.now();
    expect(extractText(text).text).toContain('deep');
    expect(performance.now() - start).toBeLessThan(15_000);
  });
});
