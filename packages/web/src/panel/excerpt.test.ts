import { describe, expect, it } from 'vitest';
import { excerptAround, findQuotes } from './excerpt.js';

const text = 'Title\n\nFirst paragraph here.\n\nSecond one.\n\nThird, at the end.';
const blocks = [
  { kind: 'heading' as const, start: 0, end: 5, level: 1 },
  { kind: 'paragraph' as const, start: 7, end: 28 },
  { kind: 'paragraph' as const, start: 30, end: 41 },
  { kind: 'paragraph' as const, start: 43, end: 61 },
];
const shown = (marks: Array<{ start: number; end: number; other?: boolean }>, reach: number) => {
  const { blocks: parts, ...cuts } = excerptAround({ text, blocks }, marks, reach);
  return { ...cuts, text: parts.map(({ pieces }) => pieces.map((piece) => (piece.marked === 'main' ? `<${piece.text}>` : piece.marked ? `(${piece.text})` : piece.text)).join('')).join('|') };
};

describe('the excerpt of a document', () => {
  it('shows the blocks around what is marked, and says that more is there', () => {
    expect(shown([{ start: 30, end: 36 }], 1)).toEqual({ cutBefore: true, cutAfter: true, text: '<Second> one.' });
    expect(shown([{ start: 30, end: 36 }], 5)).toEqual({ cutBefore: true, cutAfter: true, text: 'First paragraph here.|<Second> one.' });
    expect(shown([{ start: 30, end: 36 }], Number.POSITIVE_INFINITY)).toEqual({ cutBefore: false, cutAfter: false, text: 'Title|First paragraph here.|<Second> one.|Third, at the end.' });
  });

  it('marks across blocks, and shows the beginning where nothing is marked', () => {
    expect(shown([{ start: 22, end: 36 }], 0).text).toBe('First paragraph< here.>|<Second> one.');
    expect(shown([], 20).text).toBe('Title|First paragraph here.');
    expect(shown([{ start: 50, end: 9999 }], 10).text).toBe('Title|First paragraph here.');
  });

  it('marks what else is quoted in another way, and does not make room for it', () => {
    expect(shown([{ start: 30, end: 36 }, { start: 37, end: 40, other: true }, { start: 7, end: 12, other: true }], 1).text).toBe('<Second> (one).');
  });

  it('loses no text between and behind blocks', () => {
    const { blocks: parts } = excerptAround({ text: 'loose A loose', blocks: [{ kind: 'code', start: 6, end: 7 }] }, [], 99);
    expect(parts.map(({ kind, pieces }) => [kind, pieces[0]?.text])).toEqual([['paragraph', 'loose '], ['code', 'A'], ['paragraph', ' loose']]);
  });

  it('finds a quote again after the document has changed', () => {
    expect(findQuotes(text, [{ text: 'Second one.', start: 30, end: 41 }])).toEqual([{ start: 30, end: 41 }]);
    expect(findQuotes(`New. ${text}`, [{ text: 'Second one.', start: 30, end: 41 }, { text: 'gone', start: 0, end: 4 }])).toEqual([{ start: 35, end: 46 }]);
  });
});
