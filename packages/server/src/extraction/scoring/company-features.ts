import type { PageBlock } from '../html-blocks.js';
import type { HtmlTree } from '../html-tree.js';
import { type BlockMeasures, PHRASE_NAMES } from './block-measures.js';

const STEPS = [-3, -2, -1, 1, 2, 3];
const PHRASES_ABOVE = ['subscribe', 'share', 'discuss', 'more', 'policy', 'contact'];
const BITS_ABOVE = PHRASES_ABOVE.map((name) => PHRASE_NAMES.indexOf(name));

export const COMPANY_NAMES: readonly string[] = [
  ...STEPS.flatMap((step) => ['words', 'link', 'same'].map((name) => `at${step}.${name}`)),
  'at-1.kind', 'at1.kind', 'around3.words', 'around8.words', 'around8.link', 'around8.good', 'place', 'wordPlace', 'index', 'indexFromEnd', 'headingLevel', 'sinceHeading', 'sectionWords', 'sectionLink', 'sectionBlocks',
  'headingInTitle', ...PHRASES_ABOVE.map((name) => `heading.${name}`), 'blocksSinceGood', 'blocksToGood', 'goodBefore', 'goodAfter',
];

const KIND_ORDER = ['paragraph', 'heading', 'list_item', 'quote', 'code', 'table'];

/** What stands before and after each block. */
export function companyOf(blocks: readonly PageBlock[], measures: readonly BlockMeasures[], holders: readonly number[], tree: HtmlTree): number[][] {
  const count = blocks.length;
  const words = sumsOf(measures.map((measure) => measure.words));
  const linked = sumsOf(measures.map((measure) => measure.words * measure.linkShare));
  const good = sumsOf(measures.map((measure) => (measure.good ? measure.words : 0)));
  const [allWords, allGood] = [Math.max(1, words[count] ?? 1), Math.max(1, good[count] ?? 1)];
  const sections = sectionsOf(blocks);
  const since = distancesToGood(measures);
  const until = distancesToGood([...measures].reverse()).reverse();
  const sum = (list: Float64Array, from: number, to: number) => (list[Math.min(count, Math.max(0, to))] ?? 0) - (list[Math.max(0, from)] ?? 0);
  return blocks.map((_, index) => {
    const section = sections[index] ?? { heading: -1, end: count };
    const from = section.heading < 0 ? 0 : section.heading + 1;
    const headingMeasure = measures[section.heading];
    const sectionWords = sum(words, from, section.end);
    const wide = sum(words, index - 8, index + 9);
    return [
      ...STEPS.flatMap((step) => neighbour(index + step, index, measures, holders, tree)),
      KIND_ORDER.indexOf(blocks[index - 1]?.kind ?? ''), KIND_ORDER.indexOf(blocks[index + 1]?.kind ?? ''),
      sum(words, index - 3, index + 4), wide, sum(linked, index - 8, index + 9) / Math.max(1, wide), sum(good, index - 8, index + 9) / Math.max(1, wide),
      index / count, (words[index] ?? 0) / allWords, index, count - index,
      blocks[section.heading]?.level ?? 0, section.heading < 0 ? 500 : index - section.heading, sectionWords, sum(linked, from, section.end) / Math.max(1, sectionWords), section.end - from,
      headingMeasure?.words ?? 0, ...BITS_ABOVE.map((bit) => ((headingMeasure?.phrases ?? 0) >> bit) & 1),
      since[index] ?? 0, until[index] ?? 0, (good[index] ?? 0) / allGood, 1 - (good[index + 1] ?? 0) / allGood,
    ];
  });
}

function neighbour(at: number, from: number, measures: readonly BlockMeasures[], holders: readonly number[], tree: HtmlTree): number[] {
  const measure = measures[at];
  if (measure === undefined) return [-1, -1, 0];
  const [a, b] = [holders[at] ?? 0, holders[from] ?? 0];
  return [measure.words, measure.linkShare, a === b || tree.parents[a] === tree.parents[b] ? 1 : 0];
}

function sumsOf(values: readonly number[]): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (const [index, value] of values.entries()) sums[index + 1] = (sums[index] ?? 0) + value;
  return sums;
}

interface Section {
  /** The block of the heading above; -1 for none. */
  heading: number;
  end: number;
}

function sectionsOf(blocks: readonly PageBlock[]): Section[] {
  const sections: Section[] = [];
  let current: Section = { heading: -1, end: blocks.length };
  for (const [index, block] of blocks.entries()) {
    if (block.kind === 'heading') {
      current.end = index;
      current = { heading: index, end: blocks.length };
    }
    sections.push(current);
  }
  return sections;
}

function distancesToGood(measures: readonly BlockMeasures[]): number[] {
  let distance = 200;
  return measures.map((measure) => {
    distance = measure.good ? 0 : Math.min(200, distance + 1);
    return distance;
  });
}
