import { describe, expect, it } from 'vitest';
import { MarkerSplitter, splitMarkers } from './split-markers.js';

const marker = (number: number) => ({ kind: 'marker', number });
const text = (content: string) => ({ kind: 'text', text: content });

describe('splitting an answer into text and markers', () => {
  it('finds markers, neighbours too', () => {
    expect(splitMarkers('Water boils. [1][12] So')).toEqual([text('Water boils. '), marker(1), marker(12), text(' So')]);
  });

  it('takes no other brackets for markers', () => {
    expect(splitMarkers('a[0] [x] [1a] [1234] []')).toEqual([text('a[0] [x] [1a] [1234] []')]);
  });

  it('finds the same markers however the text is cut', () => {
    const whole = 'One [1]. Two [23][4] and [ more [5';
    for (let cut = 0; cut <= whole.length; cut += 1) {
      const splitter = new MarkerSplitter();
      const pieces = [...splitter.push(whole.slice(0, cut)), ...splitter.push(whole.slice(cut)), ...splitter.flush()];
      expect(pieces.filter((piece) => piece.kind === 'marker')).toEqual([marker(1), marker(23), marker(4)]);
      expect(pieces.map((piece) => (piece.kind === 'text' ? piece.text : `[${piece.number}]`)).join('')).toBe(whole);
    }
  });
});
