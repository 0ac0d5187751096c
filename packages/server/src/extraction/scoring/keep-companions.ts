import type { PageBlock } from '../html-blocks.js';
import type { HtmlTree } from '../html-tree.js';

/** Elements whose text belongs with what stands right before it under the same element. */
const FOLLOWERS = new Set(['pre', 'dl']);
const REACH = 12;

/**
 * The choice, and what belongs with it: code and definitions right behind a chosen block of the same element, what is nested in a chosen
 * list item, and the caption of a chosen table. Such blocks are short and look unlike prose, so that the scorer alone drops them at the end.
 */
export function withCompanions(tree: HtmlTree, blocks: readonly PageBlock[], chosen: readonly boolean[]): boolean[] {
  const kept = [...chosen];
  for (const [index, block] of blocks.entries()) {
    if (kept[index] !== false) continue;
    const before = kept[index - 1] === true ? blocks[index - 1] : undefined;
    const after = kept[index + 1] === true ? blocks[index + 1] : undefined;
    kept[index] = (before !== undefined && belongsTo(tree, block, before)) || (after?.kind === 'table' && isCaption(tree, block, after));
  }
  return kept;
}

function belongsTo(tree: HtmlTree, block: PageBlock, before: PageBlock): boolean {
  const follower = elementAbove(tree, block.first, (name) => FOLLOWERS.has(name));
  if (follower !== null && holds(tree, tree.parents[follower] ?? 0, before.first)) return true;
  const item = elementAbove(tree, block.first, (name) => name === 'li');
  const outer = item === null ? null : elementAbove(tree, tree.parents[item] ?? 0, (name) => name === 'li');
  return outer !== null && holds(tree, outer, before.first);
}

function isCaption(tree: HtmlTree, block: PageBlock, table: PageBlock): boolean {
  const caption = elementAbove(tree, block.first, (name) => name === 'caption');
  const own = elementAbove(tree, table.first, (name) => name === 'table');
  return caption !== null && own !== null && holds(tree, own, caption);
}

function elementAbove(tree: HtmlTree, from: number, is: (name: string) => boolean): number | null {
  let node = from;
  for (let level = 0; level < REACH && node > 0; level += 1) {
    if (is(tree.names[node] ?? '')) return node;
    node = tree.parents[node] ?? 0;
  }
  return null;
}

function holds(tree: HtmlTree, element: number, node: number): boolean {
  return node >= element && node < (tree.ends[element] ?? 0);
}
