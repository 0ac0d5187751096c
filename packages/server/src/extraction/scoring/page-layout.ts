import type { PageBlock } from '../html-blocks.js';
import type { HtmlTree } from '../html-tree.js';
import type { BlockMeasures } from './block-measures.js';
import { namesAround, namesMatter, PART_NAMES, PartReader } from './part-names.js';

/** Elements whose distance above a block says something. */
export const TAG_GROUPS: ReadonlyArray<readonly string[]> = [
  ['article'], ['main'], ['section'], ['aside'], ['header'], ['footer'], ['nav'], ['form'], ['table'], ['ul', 'ol'], ['li'], ['dl'],
  ['figure', 'figcaption'], ['blockquote'], ['a'], ['button'], ['dialog'], ['noscript'], ['details'], ['label'], ['address'],
];
/** A distance in levels; this is "not at all" or "far away". */
export const FAR = 40;

/** Sums over blocks, to be read for any range of nodes. */
export interface BlockSums {
  words: Float64Array;
  linked: Float64Array;
  good: Float64Array;
  blocks: Float64Array;
}

/** Where things stand on a page: all that features ask of elements, worked out in one pass from the top. */
export interface PageLayout {
  tree: HtmlTree;
  sums: BlockSums;
  depths: Uint32Array;
  /** For each element its place in `TAG_GROUPS` from 1; 0 for others. */
  groups: Uint8Array;
  /** For each element the bits of `PART_NAMES` that it names itself with. */
  parts: Uint32Array;
  /** The nearest element that names itself as around the matter, or as matter; 0 for none. */
  nearestAround: Uint32Array;
  nearestMatter: Uint32Array;
  aroundCount: Uint16Array;
  matterCount: Uint16Array;
  /** Stands for the names and classes of all elements from the top down to a node. */
  paths: Uint32Array;
  /** The highest number of like-named siblings of any element above, and that element. */
  repeats: Uint32Array;
  repeatedAt: Uint32Array;
}

export function readLayout(tree: HtmlTree, blocks: readonly PageBlock[], measures: readonly BlockMeasures[]): PageLayout {
  const size = tree.size;
  const layout: PageLayout = {
    tree,
    sums: sumBlocks(size, blocks, measures),
    depths: new Uint32Array(size),
    groups: new Uint8Array(size),
    parts: new Uint32Array(size),
    nearestAround: new Uint32Array(size),
    nearestMatter: new Uint32Array(size),
    aroundCount: new Uint16Array(size),
    matterCount: new Uint16Array(size),
    paths: new Uint32Array(size),
    repeats: new Uint32Array(size),
    repeatedAt: new Uint32Array(size),
  };
  const parts = new PartReader();
  fillPaths(tree, layout.paths);
  const alike = countAlike(tree, layout.paths);
  for (let node = 1; node < size; node += 1) placeNode(layout, node, parts, alike[node] ?? 0);
  return layout;
}

function sumBlocks(size: number, blocks: readonly PageBlock[], measures: readonly BlockMeasures[]): BlockSums {
  const sums: BlockSums = { words: new Float64Array(size + 1), linked: new Float64Array(size + 1), good: new Float64Array(size + 1), blocks: new Float64Array(size + 1) };
  for (const [index, block] of blocks.entries()) {
    const measure = measures[index];
    if (measure === undefined) continue;
    const at = block.first + 1;
    sums.words[at] = (sums.words[at] ?? 0) + measure.words;
    sums.linked[at] = (sums.linked[at] ?? 0) + measure.words * measure.linkShare;
    sums.good[at] = (sums.good[at] ?? 0) + (measure.good ? measure.words : 0);
    sums.blocks[at] = (sums.blocks[at] ?? 0) + 1;
  }
  for (const list of [sums.words, sums.linked, sums.good, sums.blocks]) for (let node = 1; node <= size; node += 1) list[node] = (list[node] ?? 0) + (list[node - 1] ?? 0);
  return sums;
}

/** The sum over a node's subtree. */
export function within(layout: PageLayout, list: Float64Array, node: number): number {
  return (list[layout.tree.ends[node] ?? node] ?? 0) - (list[node] ?? 0);
}

/** How many distances there are: to the nearest element of each of `TAG_GROUPS`, then to the nearest with each of `PART_NAMES`. */
export const DISTANCES = TAG_GROUPS.length + PART_NAMES.length;

/** The `DISTANCES` from a node up, in levels. */
export function distancesFrom(layout: PageLayout, from: number): Uint8Array {
  const distances = new Uint8Array(DISTANCES);
  fillDistances(layout, from, distances, 0);
  return distances;
}

/** Writes the `DISTANCES` from a node up into a list from `at` on; `FAR` at most, so that depth costs nothing. */
export function fillDistances({ tree, groups, parts }: PageLayout, from: number, distances: Uint8Array | Float32Array, at: number): void {
  distances.fill(FAR, at, at + DISTANCES);
  const partsAt = at + TAG_GROUPS.length;
  let node = tree.names[from] === '' ? (tree.parents[from] ?? 0) : from;
  for (let level = 0; level < FAR && node > 0; level += 1) {
    const group = at + (groups[node] ?? 0) - 1;
    if (group >= at && distances[group] === FAR) distances[group] = level;
    for (let mask = parts[node] ?? 0; mask !== 0; mask &= mask - 1) {
      const part = partsAt + 31 - Math.clz32(mask & -mask);
      if (distances[part] === FAR) distances[part] = level;
    }
    node = tree.parents[node] ?? 0;
  }
}

/** The bits of `PART_NAMES` that a node and the elements above it name themselves with, as far up as distances reach. */
export function partsAbove({ tree, parts }: PageLayout, from: number): number {
  let mask = 0;
  let node = tree.names[from] === '' ? (tree.parents[from] ?? 0) : from;
  for (let level = 0; level < FAR && node > 0; level += 1) {
    mask |= parts[node] ?? 0;
    node = tree.parents[node] ?? 0;
  }
  return mask;
}

/** Place of an element's group, and of a part's name, among such distances. */
export const groupAt = (name: string): number => TAG_GROUPS.findIndex(([first]) => first === name);
export const partAt = (name: string): number => TAG_GROUPS.length + PART_NAMES.indexOf(name);

const GROUP_OF: ReadonlyMap<string, number> = new Map(TAG_GROUPS.flatMap((names, index) => names.map((name): [string, number] => [name, index + 1])));

function fillPaths(tree: HtmlTree, paths: Uint32Array): void {
  const hashes = new NameHashes();
  for (let node = 1; node < tree.size; node += 1) {
    const above = paths[tree.parents[node] ?? 0] ?? 0;
    const name = tree.names[node] ?? '';
    paths[node] = name === '' ? above : (Math.imul(above ^ hashes.of(name, tree.attributes[node]?.get('class') ?? ''), 0x01000193) + 0x9e3779b9) >>> 0;
  }
}

/** For each element how many of its siblings have its path, itself among them. */
function countAlike(tree: HtmlTree, paths: Uint32Array): Uint32Array {
  const alike = new Uint32Array(tree.size);
  const counts = new Map<number, number>();
  const keyOf = (node: number) => paths[node] ?? 0;
  for (let parent = 0; parent < tree.size; parent += 1) {
    const end = tree.ends[parent] ?? 0;
    if (end <= parent + 1) continue;
    counts.clear();
    for (let child = parent + 1; child < end; child = tree.ends[child] ?? end) if (tree.names[child] !== '') counts.set(keyOf(child), (counts.get(keyOf(child)) ?? 0) + 1);
    if (counts.size === 0) continue;
    for (let child = parent + 1; child < end; child = tree.ends[child] ?? end) if (tree.names[child] !== '') alike[child] = counts.get(keyOf(child)) ?? 0;
  }
  return alike;
}

/** Hashes of elements' names with their classes, each worked out once. */
class NameHashes {
  readonly #known = new Map<string, Map<string, number>>();

  of(name: string, classes: string): number {
    let ofName = this.#known.get(name);
    if (ofName === undefined) this.#known.set(name, (ofName = new Map()));
    let hash = ofName.get(classes);
    if (hash === undefined) ofName.set(classes, (hash = hashOf(`${name}.${classes.slice(0, 200)}`)));
    return hash;
  }
}

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

function placeNode(layout: PageLayout, node: number, parts: PartReader, alike: number): void {
  const { tree } = layout;
  const parent = tree.parents[node] ?? 0;
  const name = tree.names[node] ?? '';
  layout.depths[node] = (layout.depths[parent] ?? 0) + 1;
  inherit(layout, node, parent);
  if (name === '') return;
  layout.groups[node] = GROUP_OF.get(name) ?? 0;
  if (name !== 'body' && name !== 'html') placeParts(layout, node, parts);
  if (alike > (layout.repeats[node] ?? 0)) {
    layout.repeats[node] = alike;
    layout.repeatedAt[node] = node;
  }
}

function placeParts(layout: PageLayout, node: number, parts: PartReader): void {
  const attributes = layout.tree.attributes[node];
  const mask = attributes === undefined ? 0 : parts.maskOf(attributes);
  if (mask === 0) return;
  layout.parts[node] = mask;
  if (namesAround(mask)) {
    layout.nearestAround[node] = node;
    layout.aroundCount[node] = (layout.aroundCount[node] ?? 0) + 1;
  }
  if (namesMatter(mask)) {
    layout.nearestMatter[node] = node;
    layout.matterCount[node] = (layout.matterCount[node] ?? 0) + 1;
  }
}

function inherit(layout: PageLayout, node: number, parent: number): void {
  layout.nearestAround[node] = layout.nearestAround[parent] ?? 0;
  layout.nearestMatter[node] = layout.nearestMatter[parent] ?? 0;
  layout.aroundCount[node] = layout.aroundCount[parent] ?? 0;
  layout.matterCount[node] = layout.matterCount[parent] ?? 0;
  layout.repeats[node] = layout.repeats[parent] ?? 0;
  layout.repeatedAt[node] = layout.repeatedAt[parent] ?? 0;
}
