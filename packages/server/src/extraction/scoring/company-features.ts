import type { PageBlock } from '../html-blocks.js';
import type { HtmlTree } from '../html-tree.js';
import { type BlockMeasures, PHRASE_NAMES } from './block-measures.js';
import type { FeatureGroup, FeatureRows } from './feature-rows.js';

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
export function companyFeatures(blocks: readonly PageBlock[], measures: readonly BlockMeasures[], holders: readonly number[], tree: HtmlTree): FeatureGroup {
  const count = blocks.length;
  const words = sumsOf(measures.map((measure) => measure.words));
  const linked = sumsOf(measures.map((measure) => measure.words * measure.linkShare));
  const good = sumsOf(measures.map((measure) => (measure.good ? measure.words : 0)));
  const [allWords, allGood] = [Math.max(1, words[count] ?? 1), Math.max(1, good[count] ?? 1)];
  const sections = sectionsOf(blocks);
  const since = distancesToGood(measures);
  const until = distancesToGood([...measures].reverse()).reverse();
  const sum = (list: Float64Array, from: number, to: number) => (list[Math.min(count, Math.max(0, to))] ?? 0) - (list[Math.max(0, from)] ?? 0);
  return (row, index) => {
    const section = sections[index] ?? { heading: -1, end: count };
    const from = section.heading < 0 ? 0 : section.heading + 1;
    const headingMeasure = section.heading < 0 ? undefined : measures[section.heading];
    const sectionWords = sum(words, from, section.end);
    const wide = sum(words, index - 8, index + 9);
    for (const step of STEPS) putNeighbour(row, index + step, index, measures, holders, tree);
    row.put(kindAt(blocks, index - 1)).put(kindAt(blocks, index + 1));
    row.put(sum(words, index - 3, index + 4)).put(wide).put(sum(linked, index - 8, index + 9) / Math.max(1, wide)).put(sum(good, index - 8, index + 9) / Math.max(1, wide));
    row.put(index / count).put((words[index] ?? 0) / allWords).put(index).put(count - index);
    row.put(section.heading < 0 ? 0 : (blocks[section.heading]?.level ?? 0)).put(section.heading < 0 ? 500 : index - section.heading);
    row.put(sectionWords).put(sum(linked, from, section.end) / Math.max(1, sectionWords)).put(section.end - from).put(headingMeasure?.words ?? 0);
    for (const bit of BITS_ABOVE) row.put(((headingMeasure?.phrases ?? 0) >> bit) & 1);
    row.put(since[index] ?? 0).put(until[index] ?? 0).put((good[index] ?? 0) / allGood).put(1 - (good[index + 1] ?? 0) / allGood);
  };
}

function kindAt(blocks: readonly PageBlock[], index: number): number {
  return index < 0 || index >= blocks.length ? -1 : KIND_ORDER.indexOf(blocks[index]?.kind ?? '');
}

function putNeighbour(row: FeatureRows, at: number, from: number, measures: readonly BlockMeasures[], holders: readonly number[], tree: HtmlTree): void {
  const measure = at < 0 || at >= measures.length ? undefined : measures[at];
  if (measure === undefined) {
    row.put(-1).put(-1).put(0);
    return;
  }
  const [a, b] = [holders[at] ?? 0, holders[from] ?? 0];
  row.put(measure.words).put(measure.linkShare).put(a === b || tree.parents[a] === tree.parents[b] ? 1 : 0);
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
