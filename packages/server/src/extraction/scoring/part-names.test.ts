import { describe, expect, it } from 'vitest';
import { PART_NAMES, PartReader } from './part-names.js';

function partsOf(names: string): string[] {
  const mask = new PartReader().maskOf(new Map([['class', names]]));
  return PART_NAMES.filter((_, bit) => ((mask >> bit) & 1) === 1);
}

describe('PartReader', () => {
  it.each([
    ['related-posts', 'related'],
    ['relatedPosts', 'related'],
    ['post_text', 'text'],
    ['page-bottom', 'foot'],
  ])('reads %s as %s', (names, part) => {
    expect(partsOf(names)).toContain(part);
  });

  it('reads no part from classes that say how a thing looks', () => {
    expect(partsOf('relative md:text-center items-center border-bottom -bottom-2 transform select-none text-gray-700 content-between')).toEqual([]);
  });
});
