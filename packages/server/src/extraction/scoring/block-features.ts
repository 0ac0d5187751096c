import type { PageBlock } from '../html-blocks.js';
import { IN } from '../html-surroundings.js';
import type { HtmlTree } from '../html-tree.js';
import { type BlockMeasures, measureBlocks, PHRASE_NAMES } from './block-measures.js';
import { CLUSTER_NAMES, clusterFeatures } from './cluster-features.js';
import { companyFeatures, COMPANY_NAMES } from './company-features.js';
import { type FeatureGroup, FeatureRows } from './feature-rows.js';
import { KIND_NAMES, type PageFacts, readFacts, wordsOf } from './page-facts.js';
import { DISTANCES, fillDistances, type PageLayout, readLayout, TAG_GROUPS, within } from './page-layout.js';
import { pageFeatures, PAGE_FEATURE_NAMES } from './page-features.js';
import { PART_NAMES } from './part-names.js';
import { PLACE_NAMES, placeFeatures } from './place-features.js';

const OWN_NAMES = [
  'kind', 'level', 'words', 'linkShare', 'links', 'tagsPerWord', 'sentenceEnds', 'commasPerWord', 'digitShare', 'capitalShare', 'wordLength', 'endsSentence', 'endsColon',
  'startsLower', 'separators', 'prices', 'hasDate', 'good', 'around', 'inMain', 'inArticle', 'depth', 'titleShare', 'describedShare',
];
const ABOVE = 4;
const LEVELS = Array.from({ length: ABOVE }, (_, index) => index);
const ABOVE_NAMES = LEVELS.flatMap((level) => ['good', 'link', 'words', 'blocks'].map((name) => `above${level}.${name}`));

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
  const rows = new FeatureRows(blocks.length, FEATURE_NAMES.length);
  const page = Float32Array.from([...pageFeatures(layout, blocks, measures, marks, facts), ...facts.kinds]);
  const groups: FeatureGroup[] = [
    ownFeatures(blocks, measures, marks, layout, facts),
    (row, index) => row.putFilled(DISTANCES, (values, from) => fillDistances(layout, holders[index] ?? 0, values, from)),
    (row, index) => putAbove(row, layout, holders[index] ?? 0),
    placeFeatures(layout, blocks, measures, holders, facts.heading),
    companyFeatures(blocks, measures, holders, tree),
    clusterFeatures(tree, measures, holders),
    (row) => row.putAll(page),
  ];
  for (let index = 0; index < blocks.length; index += 1) for (const write of groups) write(rows, index);
  return { rows: rows.values, measures, layout, holders };
}

/** The lowest element that holds a block whole. */
function holderOf(tree: HtmlTree, block: PageBlock): number {
  let node = tree.names[block.first] === '' ? (tree.parents[block.first] ?? 0) : block.first;
  while (node > 0 && (tree.ends[node] ?? 0) <= block.last) node = tree.parents[node] ?? 0;
  return node;
}

function ownFeatures(blocks: readonly PageBlock[], measures: readonly BlockMeasures[], marks: Uint8Array, layout: PageLayout, facts: PageFacts): FeatureGroup {
  const isDescribed = facts.titleWords.size + facts.describedWords.size > 0;
  return (row, index) => {
    const [block, measure] = [blocks[index], measures[index]];
    if (block === undefined || measure === undefined) throw new RangeError(`There is no block ${index}`);
    const mark = marks[block.first] ?? 0;
    const words = Math.max(1, measure.words);
    const named = isDescribed && measure.words <= 60 ? wordsOf(block.text) : NO_WORDS;
    row.put(KIND_ORDER.indexOf(block.kind)).put(block.level ?? 0).put(measure.words).put(measure.linkShare).put(measure.links).put(measure.tags / words);
    row.put(measure.sentenceEnds).put(measure.commas / words).put(measure.digitShare).put(measure.capitalShare).put(measure.wordLength);
    row.put(measure.endsSentence ? 1 : 0).put(measure.endsColon ? 1 : 0).put(measure.startsLower ? 1 : 0).put(measure.separators).put(measure.prices).put(measure.hasDate ? 1 : 0).put(measure.good ? 1 : 0);
    row.put(mark & IN.around ? 1 : 0).put(mark & IN.main ? 1 : 0).put(mark & IN.article ? 1 : 0).put(layout.depths[block.first] ?? 0);
    row.put(shared(named, facts.titleWords)).put(shared(named, facts.describedWords));
    for (let bit = 0; bit < PHRASE_NAMES.length; bit += 1) row.put((measure.phrases >> bit) & 1);
  };
}

const NO_WORDS: ReadonlySet<string> = new Set();

/** Share of the words of `some` that are in `others`. */
function shared(some: ReadonlySet<string>, others: ReadonlySet<string>): number {
  if (some.size === 0 || others.size === 0) return 0;
  let both = 0;
  for (const word of some) if (others.has(word)) both += 1;
  return both / some.size;
}

function putAbove(row: FeatureRows, layout: PageLayout, holder: number): void {
  const { sums, tree } = layout;
  const all = Math.max(1, sums.good[tree.size] ?? 1);
  let node = holder;
  for (let level = 0; level < ABOVE; level += 1) {
    const words = within(layout, sums.words, node);
    row.put(within(layout, sums.good, node) / all).put(within(layout, sums.linked, node) / Math.max(1, words)).put(words).put(within(layout, sums.blocks, node));
    node = parentWithMore(layout, node);
  }
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
