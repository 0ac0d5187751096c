import { describe, expect, it } from 'vitest';
import { decimalValue, digitLength } from './marker-digits.js';

const ALL = [...Array(0x110000).keys()].filter((code) => !(code >= 0xd800 && code <= 0xdfff)).map((code) => String.fromCodePoint(code)).filter((character) => /\p{Nd}/u.test(character));

describe('decimal digits', () => {
  it('come ten to a script, each with its value', () => {
    expect(ALL.length).toBeGreaterThanOrEqual(600);
    expect(ALL.map(decimalValue)).toEqual(ALL.map((_, index) => index % 10));
  });

  it('are as long as they are written', () => {
    for (const digit of ALL) expect(digitLength(`[${digit}`, 1)).toBe(digit.length);
    for (const other of ['', 'a', '²', '①', 'Ⅳ', '一', '\ud835', '\udfcf', '/', ':']) expect(digitLength(`[${other}`, 1)).toBe(0);
  });

  it('are read together, also where scripts mix', () => {
    expect([decimalValue('１２'), decimalValue('٣٠'), decimalValue('𝟏2٣')]).toEqual([12, 30, 123]);
  });
});
