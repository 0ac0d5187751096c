import { describe, expect, it } from 'vitest';
import { isStopWord } from './stop-words.js';
import { fold, lengthInWords, wordsOf } from './words.js';

const stems = (text: string): string[] => wordsOf(text).map((word) => word.stem);
const same = (one: string, other: string): boolean => stems(one).join(' ') === stems(other).join(' ');

describe('wordsOf', () => {
  it('keeps where each word stands', () => {
    const text = 'Don’t panic: it’s 3.5 °C, or 1,000 more.';
    for (const { raw, start } of wordsOf(text)) expect(text.slice(start, start + raw.length)).toBe(raw);
    expect(wordsOf(text).map((word) => word.raw)).toEqual(['Don’t', 'panic', 'it’s', '3.5', 'C', 'or', '1,000', 'more']);
  });

  it.each([
    ['Café', 'CAFE'],
    ['ﬁnance', 'finance'],
    ['straße', 'STRASSE'],
    ['1,000', '1000'],
    ['author’s', 'author'],
    ['أحمد', 'احمد'],
  ])('takes %j and %j for one word', (one, other) => expect(same(one, other)).toBe(true));

  it.each([
    ['streams', 'stream'],
    ['resumed', 'resume'],
    ['resuming', 'resume'],
    ['countries', 'country'],
    ['sang', 'sung'],
    ['wrote', 'writing'],
    ['children', 'child'],
    ['stopped', 'stopping'],
    ['городами', 'города'],
  ])('cuts endings, so that %j matches %j', (one, other) => expect(same(one, other)).toBe(true));

  it.each([
    ['university', 'universe'],
    ['news', 'newer'],
    ['bass', 'bas'],
  ])('does not take %j for %j', (one, other) => expect(same(one, other)).toBe(false));

  it('keeps vowel signs within Hindi words', () => {
    expect(wordsOf('हिन्दी में किताब').map((word) => word.raw)).toEqual(['हिन्दी', 'में', 'किताब']);
  });

  it('cuts scripts without spaces into overlapping pairs of characters', () => {
    expect(stems('東京都 Tokyo')).toEqual(['東京', '京都', 'tokyo']);
    expect(stems('ประเทศ').length).toBeGreaterThan(1);
  });

  it('survives what is no text', () => {
    expect(wordsOf('')).toEqual([]);
    expect(wordsOf('\ud800 \udc00 __proto__ constructor').map((word) => word.folded)).toContain('constructor');
    expect(wordsOf('x'.repeat(1_000_000))).toEqual([]);
  });
});

describe('fold', () => {
  it('keeps letters that are not accents', () => expect(fold('ÅÉñ Ω ЙО')).toBe('aen ω ио'));
});

describe('lengthInWords', () => {
  it('counts words as a reader does', () => {
    expect(lengthInWords('Two  words')).toBe(2);
    expect(lengthInWords('')).toBe(0);
    expect(lengthInWords('東京都は大きい')).toBeGreaterThan(3);
  });
});

describe('isStopWord', () => {
  it('does not take a word of one language for grammar of another', () => {
    expect(isStopWord('war', true)).toBe(false);
    expect(isStopWord('war', false)).toBe(true);
    expect(isStopWord('the', true)).toBe(true);
  });
});
