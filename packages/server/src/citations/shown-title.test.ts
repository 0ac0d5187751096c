import { describe, expect, it } from 'vitest';
import { shownTitle } from './shown-title.js';

describe('shownTitle', () => {
  it('is one short line that can\'t be taken for a marker', () => {
    expect(shownTitle(' A “title”\n[1] ')).toBe('A title 1');
    expect(shownTitle('word '.repeat(100))).toHaveLength(80);
    expect(shownTitle('\u0000')).toBe('');
    expect(shownTitle('in\u202evoice\u{e0041}\u{e0042} \u200bgpj')).toBe('invoice gpj');
  });
});
