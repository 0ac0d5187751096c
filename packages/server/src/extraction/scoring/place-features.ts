import type { PageBlock } from '../html-blocks.js';
import type { BlockMeasures } from './block-measures.js';
import type { FeatureGroup } from './feature-rows.js';
import { type PageLayout, within } from './page-layout.js';

export const PLACE_NAMES: readonly string[] = [
  'aroundShare', 'aroundDistance', 'aroundCount', 'matterShare', 'matterDistance', 'matterCount', 'root50', 'root75', 'root90', 'pathBlocks', 'pathShare', 'pathMean', 'pathLink', 'repeats', 'repeatShare',
  'repeatDistance', 'copies', 'earlierCopies', 'fromHeading', 'wordsFromHeading',
];

interface PathTotals {
  blocks: number;
  words: number;
  linked: number;
}

/** Blocks with the same beginning of this length are copies. */
const COPY_REACH = 300;

/** Where each block stands on its page: among named parts, like elements, its copies, and from the heading. `heading`: its node, or 0. */
export function placeFeatures(layout: PageLayout, blocks: readonly PageBlock[], measures: readonly BlockMeasures[], holders: readonly number[], heading: number): FeatureGroup {
  const { sums, tree, depths, paths } = layout;
  const all = Math.max(1, sums.words[tree.size] ?? 1);
  const totals = pathTotals(layout, measures, holders);
  const { copies, earlier } = copiesOf(blocks);
  const roots = [0.5, 0.75, 0.9].map((share) => rootOf(layout, share));
  const headingBlock = heading === 0 ? -1 : blocks.findIndex((block) => block.last >= heading);
  const wordsBefore = sums.words[heading] ?? 0;
  const shareOf = (node: number) => (node === 0 ? 0 : within(layout, sums.words, node) / all);
  const distanceTo = (node: number, from: number) => (node === 0 ? 60 : (depths[from] ?? 0) - (depths[node] ?? 0));
  return (row, index) => {
    const holder = holders[index] ?? 0;
    const around = layout.nearestAround[holder] ?? 0;
    const matter = layout.nearestMatter[holder] ?? 0;
    const repeated = layout.repeatedAt[holder] ?? 0;
    const path = totals.get(paths[holder] ?? 0) ?? ONE_BLOCK;
    row.put(shareOf(around)).put(distanceTo(around, holder)).put(layout.aroundCount[holder] ?? 0).put(shareOf(matter)).put(distanceTo(matter, holder)).put(layout.matterCount[holder] ?? 0);
    for (const root of roots) row.put(isWithin(layout, holder, root) ? (depths[holder] ?? 0) - (depths[root] ?? 0) : -1 - stepsTo(layout, holder, root));
    row.put(path.blocks).put(path.words / all).put(path.words / path.blocks).put(path.linked / Math.max(1, path.words));
    row.put(layout.repeats[holder] ?? 0).put(shareOf(repeated)).put(distanceTo(repeated, holder)).put(copies[index] ?? 1).put(earlier[index] ?? 0);
    row.put(headingBlock < 0 ? -1000 : index - headingBlock).put(heading === 0 ? -100_000 : (sums.words[blocks[index]?.first ?? 0] ?? 0) - wordsBefore);
  };
}

const ONE_BLOCK: PathTotals = { blocks: 1, words: 0, linked: 0 };

/** For each block how many have its text, itself among them, and how many of those stand before it. */
function copiesOf(blocks: readonly PageBlock[]): { copies: Uint32Array; earlier: Uint32Array } {
  const counts = new Map<string, number>();
  const keys = blocks.map((block) => block.text.slice(0, COPY_REACH));
  const earlier = Uint32Array.from(keys, (key) => {
    const before = counts.get(key) ?? 0;
    counts.set(key, before + 1);
    return before;
  });
  return { copies: Uint32Array.from(keys, (key) => counts.get(key) ?? 1), earlier };
}

function pathTotals(layout: PageLayout, measures: readonly BlockMeasures[], holders: readonly number[]): Map<number, PathTotals> {
  const totals = new Map<number, PathTotals>();
  for (const [index, holder] of holders.entries()) {
    const path = layout.paths[holder] ?? 0;
    const measure = measures[index];
    let total = totals.get(path);
    if (total === undefined) totals.set(path, (total = { blocks: 0, words: 0, linked: 0 }));
    total.blocks += 1;
    total.words += measure?.words ?? 0;
    total.linked += (measure?.words ?? 0) * (measure?.linkShare ?? 0);
  }
  return totals;
}

/** The lowest element that holds a share of the good words. */
function rootOf(layout: PageLayout, share: number): number {
  const { tree, sums } = layout;
  const needed = (sums.good[tree.size] ?? 0) * share;
  let best = 0;
  // Of the elements that hold as much, each stands within the one before.
  for (let node = 1; node < (tree.ends[best] ?? 0); node += 1) {
    if (tree.names[node] === '') continue;
    if (within(layout, sums.good, node) >= needed) best = node;
    else node = (tree.ends[node] ?? node + 1) - 1;
  }
  return best;
}

function isWithin(layout: PageLayout, node: number, root: number): boolean {
  return node >= root && node < (layout.tree.ends[root] ?? 0);
}

/** Levels from a root up to the first element that holds a node too. */
function stepsTo(layout: PageLayout, node: number, root: number): number {
  let steps = 0;
  for (let above = root; above > 0 && !isWithin(layout, node, above) && steps < 20; above = layout.tree.parents[above] ?? 0) steps += 1;
  return steps;
}
