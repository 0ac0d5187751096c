import type { HtmlTree } from '../html-tree.js';
import type { BlockMeasures } from './block-measures.js';
import type { FeatureGroup } from './feature-rows.js';

export const CLUSTER_NAMES: readonly string[] = ['cluster.own', 'cluster.isTop', 'cluster.levels', 'cluster.blocks', 'cluster.words', 'cluster.topShare', 'cluster.secondShare'];

const MOST_LEVELS = 20;

/** Where each block stands to the element that holds the most prose as its own children: the article, if the page has one. */
export function clusterFeatures(tree: HtmlTree, measures: readonly BlockMeasures[], holders: readonly number[]): FeatureGroup {
  const own = new Map<number, number>();
  let all = 0;
  for (const [index, measure] of measures.entries()) {
    if (!measure.good) continue;
    all += measure.words;
    const parent = parentOf(tree, holders[index] ?? 0);
    own.set(parent, (own.get(parent) ?? 0) + measure.words);
  }
  const [[top, most] = [0, 0], [, next] = [0, 0]] = [...own].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  const inside = holders.map((holder) => parentOf(tree, holder) === top);
  const [first, last] = [inside.indexOf(true), inside.lastIndexOf(true)];
  const before = sumsOf(measures);
  const share = Math.max(1, all);
  return (row, index) => {
    const holder = holders[index] ?? 0;
    row.put((own.get(parentOf(tree, holder)) ?? 0) / share).put(inside[index] === true ? 1 : 0).put(levelsTo(tree, holder, top));
    if (first < 0 || (index >= first && index <= last)) row.put(0).put(0);
    else if (index < first) row.put(index - first).put((before[index + 1] ?? 0) - (before[first] ?? 0));
    else row.put(index - last).put((before[index] ?? 0) - (before[last + 1] ?? 0));
    row.put(most / share).put(next / share);
  };
}

/** The element around a paragraph; text that stands in an element bare counts as if it were one. */
function parentOf(tree: HtmlTree, holder: number): number {
  return tree.parents[holder] ?? 0;
}

/** Levels from the top element up to the first that holds a node too. */
function levelsTo(tree: HtmlTree, node: number, top: number): number {
  let levels = 0;
  for (let above = top; above > 0 && levels < MOST_LEVELS && !(node >= above && node < (tree.ends[above] ?? 0)); above = tree.parents[above] ?? 0) levels += 1;
  return levels;
}

function sumsOf(measures: readonly BlockMeasures[]): number[] {
  const sums = [0];
  for (const measure of measures) sums.push((sums.at(-1) ?? 0) + measure.words);
  return sums;
}
