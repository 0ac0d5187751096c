import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fuseOrders } from './fuse-orders.js';

const similarity = fc.oneof(fc.double({ min: -1, max: 1, noNaN: true }), fc.constantFrom(0, 0.5));
const rows = fc.uniqueArray(fc.record({ name: fc.nat(), similarity }), { selector: ({ name }) => name, maxLength: 80 });
const fused = (items: Array<{ name: number; similarity: number }>) => fuseOrders(items, items.map((item) => item.similarity));

describe('fuseOrders', () => {
  it('[VEC-1] loses no item and doubles none', () => {
    fc.assert(fc.property(rows, (items) => {
      expect(fused(items).map(({ name }) => name).sort()).toEqual(items.map(({ name }) => name).sort());
    }));
  });

  it('[VEC-1] keeps the order where all are equally similar, or as similar as they stand', () => {
    fc.assert(fc.property(rows, similarity, (items, same) => {
      expect(fuseOrders(items, items.map(() => same))).toEqual(items);
      expect(fuseOrders(items, items.map((_item, place) => -place))).toEqual(items);
    }));
  });

  it('[VEC-1] never puts an item behind one that both orders have behind it', () => {
    fc.assert(fc.property(rows, (items) => {
      const result = fused(items);
      items.forEach((item, place) => items.slice(place + 1).forEach((later) => {
        if (later.similarity <= item.similarity) expect(result.indexOf(item)).toBeLessThan(result.indexOf(later));
      }));
    }), { numRuns: 30 });
  });

  it('[VEC-1] adds 1/(60 + place) of both orders', () => {
    // By words a b c d, by meaning d c a b. a: 1/61 + 1/63, d: 1/64 + 1/61, c: 1/63 + 1/62, b: 1/62 + 1/64.
    expect(fuseOrders(['a', 'b', 'c', 'd'], [0.5, 0.1, 0.8, 0.9])).toEqual(['a', 'd', 'c', 'b']);
  });
});
