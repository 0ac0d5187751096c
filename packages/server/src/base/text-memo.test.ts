import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textMemo } from './text-memo.js';

describe('textMemo', () => {
  it('makes each text once while it is used, and forgets what is not', () => {
    const made: string[] = [];
    const memo = textMemo((text) => (made.push(text), { text }), 20);
    const first = memo('used');
    for (const text of ['aaaa', 'used', 'bbbb', 'used', 'cccc', 'used', 'dddd']) memo(text);
    expect(memo('used')).toBe(first);
    expect(made).toEqual(['used', 'aaaa', 'bbbb', 'cccc', 'dddd']);
    memo('aaaa');
    expect(made.at(-1)).toBe('aaaa');
  });

  it('gives what the function gives, whatever is asked, also of texts beyond its bound', () => {
    const text = fc.string({ maxLength: 12 });
    fc.assert(
      fc.property(fc.array(text), fc.nat(30), (texts, characters) => {
        const memo = textMemo((each) => [...each], characters);
        for (const each of texts) expect(memo(each)).toEqual([...each]);
      }),
    );
  });
});
