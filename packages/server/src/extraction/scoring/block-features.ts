import type { PageBlock } from '../html-blocks.js';
import { IN } from '../html-surroundings.js';
import type { HtmlTree } from '../html-tree.js';
import { type BlockMeasures, measureBlocks, PHRASE_NAMES } from './block-measures.js';
import { CLUSTER_NAMES, clusterFeatures } from './cluster-features.js';
import { companyOf, COMPANY_NAMES } from './company-features.js';
import { KIND_NAMES, readFacts, wordsOf } from './page-facts.js';
import { distancesFrom, type PageLayout, readLayout, TAG_GROUPS, within } from './page-layout.js';
import { pageFeatures, PAGE_FEATURE_NAMES } from './page-features.js';
import { PART_NAMES } from './part-names.js';

const OWN_NAMES = [
  'kind', 'level', 'words', 'linkShare', 'links', 'tagsPerWord', 'sentenceEnds', 'commasPerWord', 'digitShare', 'capitalShare', 'wordLength', 'endsSentence', 'endsColon',
  'startsLower', 'separators', 'prices', 'hasDate', 'good', 'around', 'inMain', 'inArticle', 'depth', 'titleShare', 'describedShare',
];
const ABOVE = 4;
const LEVELS = Array.from({ length: ABOVE }, (_, index) => index);
const ABOVE_NAMES = LEVELS.flatMap((level) => ['good', 'link', 'words', 'blocks'].map((name) => `above${level}.${name}`));
const PLACE_NAMES = [
  'aroundShare', 'aroundDistance', 'aroundCount', 'matterShare', 'matterDistance', 'matterCount', 'root50', 'root75', 'root90', 'pathBlocks', 'pathShare', 'pathMean', 'pathLink', 'repeats', 'repeatShare',
  'repeatDistance', 'copies', 'earlierCopies', 'fromHeading', 'wordsFromHeading',
];

/** Names of the features of a block, in order. A model that was fitted to other names does not serve. */
export const FEATURE_NAMES: readonly string[] = [
  ...OWN_NAMES,
  ...PHRASE_NAMES.map((name) => `says.${name}`),
  ...TAG_GROUPS.map(([name]) => `under.${name}`),
  ...PART_NAMES.map((name) => `in.${name}`),
  ...ABOVE_NAMES,
  ...PLACE_NAMES,
  ...COMPANY_NAMES,
  ...CLUSTER_NAMES,
  ...PAGE_FEATURE_NAMES,
  ...KIND_NAMES.map((name) => `kind.${name}`),
];

export interface PageFeatures {
  /** A row of `FEATURE_NAMES.length` values for each block; none on a page of more than `MOST_BLOCKS`. */
  rows: Float32Array;
  measures: BlockMeasures[];
  layout: PageLayout;
  /** The element that each block stands in. */
  holders: number[];
}

/** What has more blocks is no page that people read, and would take more memory than a thread has. */
const MOST_BLOCKS = 30_000;
const KIND_ORDER = ['paragraph', 'heading', 'list_item', 'quote', 'code', 'table'];

/** What the scorer knows of each block. Linear in the size of the page. */
export function blockFeatures(tree: HtmlTree, marks: Uint8Array, blocks: readonly PageBlock[]): PageFeatures {
  const measures = measureBlocks(tree, marks, blocks);
  const layout = readLayout(tree, blocks, measures);
  const holders = blocks.map((block) => holderOf(tree, block));
  if (blocks.length > MOST_BLOCKS) return { rows: new Float32Array(), measures, layout, holders };
  const facts = readFacts(tree);
  const width = FEATURE_NAMES.length;
  const rows = new Float32Array(blocks.length * width);
  const page = [...pageFeatures(layout, blocks, measures, marks, facts), ...facts.kinds];
  const places = placeFeatures(layout, blocks, measures, holders, facts.heading);
  const clusters = clusterFeatures(tree, blocks, measures, holders);
  const company = companyOf(blocks, measures, holders, tree);
  for (const [index, block] of blocks.entries()) {
    const measure = measures[index];
    if (measure === undefined) continue;
    const holder = holders[index] ?? 0;
    const values = [
      ...ownFeatures(block, measure, marks, layout, facts),
      ...PHRASE_NAMES.map((_, bit) => (measure.phrases >> bit) & 1),
      ...distancesFrom(layout, holder),
      ...aboveFeatures(layout, holder),
      ...(places[index] ?? []),
      ...(company[index] ?? []),
      ...(clusters[index] ?? []),
      ...page,
    ];
    rows.set(values, index * width);
  }
  return { rows, measures, layout, holders };
}

/** The lowest element that holds a block whole. */
function holderOf(tree: HtmlTree, block: PageBlock): number {
  let node = tree.names[block.first] === '' ? (tree.parents[block.first] ?? 0) : block.first;
  while (node > 0 && (tree.ends[node] ?? 0) <= block.last) node = tree.parents[node] ?? 0;
  return node;
}

function ownFeatures(block: PageBlock, measure: BlockMeasures, marks: Uint8Array, layout: PageLayout, facts: ReturnType<typeof readFacts>): number[] {
  const mark = marks[block.first] ?? 0;
  const words = Math.max(1, measure.words);
  const text = measure.words <= 60 ? wordsOf(block.text) : new Set<string>();
  return [
    KIND_ORDER.indexOf(block.kind), block.level ?? 0, measure.words, measure.linkShare, measure.links, measure.tags / words, measure.sentenceEnds, measure.commas / words, measure.digitShare,
    measure.capitalShare, measure.wordLength, Number(measure.endsSentence), Number(measure.endsColon), Number(measure.startsLower), measure.separators, measure.prices, Number(measure.hasDate),
    Number(measure.good), mark & IN.around ? 1 : 0, mark & IN.main ? 1 : 0, mark & IN.article ? 1 : 0, layout.depths[block.first] ?? 0, shared(text, facts.titleWords), shared(text, facts.describedWords),
  ];
}

/** Share of the words of `some` that are in `others`. */
function shared(some: ReadonlySet<string>, others: ReadonlySet<string>): number {
  if (some.size === 0 || others.size === 0) return 0;
  let both = 0;
  for (const word of some) if (others.has(word)) both += 1;
  return both / some.size;
}

function aboveFeatures(layout: PageLayout, holder: number): number[] {
  const { sums, tree } = layout;
  const all = Math.max(1, sums.good[tree.size] ?? 1);
  const values: number[] = [];
  let node = holder;
  for (let level = 0; level < ABOVE; level += 1) {
    const words = within(layout, sums.words, node);
    values.push(within(layout, sums.good, node) / all, within(layout, sums.linked, node) / Math.max(1, words), words, within(layout, sums.blocks, node));
    node = parentWithMore(layout, node);
  }
  return values;
}

/** The next element up that holds more blocks: wrappers say nothing. */
function parentWithMore(layout: PageLayout, from: number): number {
  const { tree, sums } = layout;
  const blocks = within(layout, sums.blocks, from);
  let node = from;
  for (let steps = 0; steps < 30 && node > 0; steps += 1) {
    node = tree.parents[node] ?? 0;
    if (within(layout, sums.blocks, node) > blocks) return node;
  }
  return node;
}

interface PathTotals {
  blocks: number;
  words: number;
  linked: number;
}

function placeFeatures(layout: PageLayout, blocks: readonly PageBlock[], measures: readonly BlockMeasures[], holders: readonly number[], heading: number): number[][] {
  const { sums, tree, depths, paths } = layout;
  const all = Math.max(1, sums.words[tree.size] ?? 1);
  const totals = pathTotals(layout, measures, holders);
  const copies = new Map<string, number>();
  const earlier = blocks.map((block) => {
    const key = block.text.slice(0, 300);
    copies.set(key, (copies.get(key) ?? 0) + 1);
    return (copies.get(key) ?? 1) - 1;
  });
  const roots = [0.5, 0.75, 0.9].map((share) => rootOf(layout, share));
  const headingBlock = heading === 0 ? -1 : blocks.findIndex((block) => block.last >= heading);
  const shareOf = (node: number) => (node === 0 ? 0 : within(layout, sums.words, node) / all);
  const distanceTo = (node: number, from: number) => (node === 0 ? 60 : (depths[from] ?? 0) - (depths[node] ?? 0));
  return blocks.map((block, index) => {
    const holder = holders[index] ?? 0;
    const [around, matter, repeated] = [layout.nearestAround[holder] ?? 0, layout.nearestMatter[holder] ?? 0, layout.repeatedAt[holder] ?? 0];
    const path = totals.get(paths[holder] ?? 0) ?? { blocks: 1, words: 0, linked: 0 };
    return [
      shareOf(around), distanceTo(around, holder), layout.aroundCount[holder] ?? 0, shareOf(matter), distanceTo(matter, holder), layout.matterCount[holder] ?? 0,
      ...roots.map((root) => (isWithin(layout, holder, root) ? (depths[holder] ?? 0) - (depths[root] ?? 0) : -1 - stepsTo(layout, holder, root))),
      path.blocks, path.words / all, path.words / path.blocks, path.linked / Math.max(1, path.words), layout.repeats[holder] ?? 0, shareOf(repeated), distanceTo(repeated, holder),
      copies.get(block.text.slice(0, 300)) ?? 1, earlier[index] ?? 0, headingBlock < 0 ? -1000 : index - headingBlock, heading === 0 ? -100_000 : (sums.words[block.first] ?? 0) - (sums.words[heading] ?? 0),
    ];
  });
}

function pathTotals(layout: PageLayout, measures: readonly BlockMeasures[], holders: readonly number[]): Map<number, PathTotals> {
  const totals = new Map<number, PathTotals>();
  for (const [index, holder] of holders.entries()) {
    const path = layout.paths[holder] ?? 0;
    const measure = measures[index];
    const total = totals.get(path) ?? { blocks: 0, words: 0, linked: 0 };
    total.blocks += 1;
    total.words += measure?.words ?? 0;
    total.linked += (measure?.words ?? 0) * (measure?.linkShare ?? 0);
    totals.set(path, total);
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
