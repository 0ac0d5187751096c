import { describe, expect, it } from 'vitest';
import { readClaims, unsupported } from './read-claims.js';

const claim = (start: number, end: number, support: 'full' | 'partial' | 'none' | 'unchecked') => ({ start, end, citations: [], support, reason: '' });

describe('the claims of an answer', () => {
  const answer = 'Water **boils** [1][2]. See [this](https://a.example/b) `code`. ';

  it('says what each says, without markers and signs', () => {
    expect(readClaims(answer, [claim(0, 23, 'full'), claim(24, 64, 'none')]).map(({ text }) => text)).toEqual(['Water boils.', 'See this code.']);
  });

  it('gives the same for the same claim while the answer grows, so that it is not drawn anew', () => {
    const settled = claim(0, 23, 'full');
    expect(readClaims(`${answer}More.`, [settled, claim(24, 64, 'none')])[0]).toBe(readClaims(answer, [settled])[0]);
    expect(readClaims('Ice **melts** [1][2]. ', [settled])[0]?.text).toBe('Ice melts.');
  });

  it('lists those that are not backed in full', () => {
    const claims = readClaims(answer, [claim(0, 5, 'full'), claim(0, 5, 'partial'), claim(0, 5, 'none'), claim(0, 5, 'unchecked')]);
    expect(unsupported(claims).map(({ support }) => support)).toEqual(['partial', 'none', 'unchecked']);
  });
});
