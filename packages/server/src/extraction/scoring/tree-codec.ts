import type { BoostedTrees } from './boosted-trees.js';

/** Boosted trees as they stand in a file. */
export interface PackedTrees {
  base: number;
  /** For each feature the values that nodes compare with, ascending. */
  thresholds: number[][];
  /** Base64 of all nodes, each tree from its root, left before right: a leaf is 255 and its value, another node its feature and the place of its threshold. */
  nodes: string;
}

/** A node of a tree that is to be packed; a leaf has no children. */
export interface PackableNode {
  feature: number;
  threshold: number;
  value: number;
  left: PackableNode | null;
  right: PackableNode | null;
}

const LEAF = 255;
/** Leaf values are whole numbers of this part of one. */
const STEP = 1 / 8192;

/** Throws a RangeError where a tree asks of a feature beyond the 255th or a feature has more thresholds than a byte can tell apart. */
export function packTrees(base: number, trees: readonly PackableNode[], width: number): PackedTrees {
  const used = Array.from({ length: width }, () => new Set<number>());
  for (const tree of trees) for (const node of nodesOf(tree)) if (node.left !== null) used[node.feature]?.add(Math.fround(node.threshold));
  const thresholds = used.map((values) => [...values].sort((a, b) => a - b));
  if (width > LEAF || thresholds.some((values) => values.length > 256)) throw new RangeError('The trees ask of more features or thresholds than a byte can tell apart');
  const bytes: number[] = [];
  for (const tree of trees) {
    for (const node of nodesOf(tree)) {
      if (node.left !== null) bytes.push(node.feature, thresholds[node.feature]?.indexOf(Math.fround(node.threshold)) ?? 0);
      else {
        const value = Math.max(-32_768, Math.min(32_767, Math.round(node.value / STEP))) & 0xffff;
        bytes.push(LEAF, value & 0xff, value >> 8);
      }
    }
  }
  return { base, thresholds, nodes: Buffer.from(bytes).toString('base64') };
}

/** From the root, left before right. */
function nodesOf(tree: PackableNode): PackableNode[] {
  const nodes: PackableNode[] = [];
  const waiting = [tree];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    nodes.push(node);
    if (node.right !== null) waiting.push(node.right);
    if (node.left !== null) waiting.push(node.left);
  }
  return nodes;
}

export function unpackTrees({ base, thresholds, nodes }: PackedTrees): BoostedTrees {
  const bytes = Buffer.from(nodes, 'base64');
  const features: number[] = [];
  const values: number[] = [];
  const rights: number[] = [];
  const roots: number[] = [];
  /** Nodes whose left side is being read. */
  const open: number[] = [];
  let begins = true;
  for (let at = 0; at < bytes.length; ) {
    const node = features.length;
    const feature = bytes[at] ?? LEAF;
    if (begins) roots.push(node);
    begins = false;
    rights.push(0);
    if (feature === LEAF) {
      features.push(-1);
      values.push(bytes.readInt16LE(at + 1) * STEP);
      at += 3;
      // A leaf ends the left side of the node that was opened last, or the tree.
      const parent = open.pop();
      if (parent === undefined) begins = true;
      else rights[parent] = node + 1;
    } else {
      features.push(feature);
      values.push(thresholds[feature]?.[bytes[at + 1] ?? 0] ?? 0);
      open.push(node);
      at += 2;
    }
  }
  return { base, roots: Uint32Array.from(roots), features: Int16Array.from(features), values: Float32Array.from(values), rights: Uint32Array.from(rights) };
}
