import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diverseOrder } from './diverse-order.js';

const order = (texts: string[]) => diverseOrder(texts, (text) => new Set(text.split(' ')));
const REPORT = 'the minister said on monday that the bridge will open in may';

describe('diverse order', () => {
  it('puts what repeats a better text behind the others', () => {
    expect(order([REPORT, `${REPORT} again`, 'tolls are not planned', REPORT])).toEqual([REPORT, 'tolls are not planned', `${REPORT} again`, REPORT]);
  });

  it('leaves texts that only share a subject where they are', () => {
    const texts = [REPORT, 'the bridge will open in june said the mayor', 'the minister opened a school on monday'];
    expect(order(texts)).toEqual(texts);
  });

  it('does not take a short text for the long one that holds it, nor two empty ones for the same', () => {
    const texts = [REPORT, 'the bridge', '', ''];
    expect(diverseOrder(texts, (text) => new Set(text.split(' ').filter(Boolean)))).toEqual(texts);
  });

  it('loses and adds nothing, and keeps the best first', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', 'b', ' '), maxLength: 12 }), { maxLength: 60 }), (texts) => {
        const ordered = order(texts);
        expect(ordered.toSorted()).toEqual(texts.toSorted());
        expect(ordered[0]).toBe(texts[0]);
      }),
    );
  });
});
