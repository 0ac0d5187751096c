import { describe, expect, it } from 'vitest';
import { jsonLine } from './json-lines.js';
import { safeLine, safeText } from './safe-text.js';

const ESC = '\u001b';

describe('text that is safe for a terminal', () => {
  it.each([
    ['colours', `a${ESC}[31mred${ESC}[0m`, 'ared'],
    ['cursor movement', `a${ESC}[2J${ESC}[Hb`, 'ab'],
    ['a window title', `a${ESC}]0;owned\u0007b`, 'ab'],
    ['a hyperlink', `${ESC}]8;;http://evil/${ESC}\\text${ESC}]8;;${ESC}\\`, 'text'],
    ['the one-character forms', 'a\u009b31mred\u009d0;t\u009cb', 'aredb'],
    ['a carriage return that overwrites', 'good\rbad', 'goodbad'],
    ['backspaces', 'abc\b\b\bxyz', 'abcxyz'],
    ['reversed text', 'a\u202etxt.exe', 'atxt.exe'],
    ['hidden characters', 'a\u200b\ufeffb', 'ab'],
  ])('drops %s', (_what, text, safe) => {
    expect(safeText(text)).toBe(safe);
  });

  it('leaves no escape character when a sequence arrives in two pieces', () => {
    const pieces = [`a${ESC}`, '[31mb'];
    expect(pieces.map(safeText).join('')).toBe('a[31mb');
  });

  it('keeps lines, tabs, and writing of all kinds', () => {
    const text = 'Tab\there\nZeile: äöü 日本語 عربى 👩‍👩‍👧 [1]';
    expect(safeText(text)).toBe(text);
  });

  it('makes one line of many', () => {
    expect(safeLine('  a\n\n b\tc ')).toBe('a b c');
  });

  it('stays fast on hostile input', () => {
    const started = performance.now();
    for (const piece of [`${ESC}]`, '\u009d', `${ESC}[`, '\u009b1;']) safeText(piece.repeat(200_000));
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

describe('JSON lines', () => {
  it('hold no control character, and parse back to the same value', () => {
    const value = { title: `a${ESC}[31m\u009b31m\u007f\u2028\nb` };
    const line = jsonLine(value);
    expect(line).toMatch(/^[\u0020-\u007e]+\n$/);
    expect(JSON.parse(line)).toEqual(value);
  });
});
