/** Rows to learn from, by column, in bins; see `binColumns`. */
export interface BinnedRows {
  count: number;
  columns: Uint8Array[];
  /** Per column the upper edges of its bins but the last: a value belongs to the first bin whose edge it does not exceed. */
  edges: Float32Array[];
}

export interface BoostingOptions {
  trees: number;
  leaves: number;
  depth: number;
  rate: number;
  /** Share of columns that each tree may ask of. */
  columnShare: number;
  /** Share of the groups (pages) that each tree learns from. */
  groupShare: number;
  /** Least weight of a leaf, as the sum of its second derivatives. */
  leastWeight: number;
  /** Ridge on leaf values. */
  ridge: number;
  seed: number;
}

export interface Tree {
  /** -1 for a leaf. */
  feature: number;
  /** Bins up to this one go left. */
  bin: number;
  value: number;
  left: Tree | null;
  right: Tree | null;
}

export interface Fitted {
  base: number;
  trees: Tree[];
}

const BINS = 64;

/** At most 64 bins a column, of about as many distinct values each. */
export function binColumns(rows: Float32Array, width: number, sampleOf = 20_000): BinnedRows {
  const count = rows.length / width;
  const step = Math.max(1, Math.floor(count / sampleOf));
  const edges = Array.from({ length: width }, (_, column) => {
    const sample: number[] = [];
    for (let row = 0; row < count; row += step) sample.push(rows[row * width + column] ?? 0);
    return edgesOf(sample.sort((a, b) => a - b));
  });
  return { count, edges, columns: edges.map((list, column) => binColumn(rows, width, column, list)) };
}

export function binWith(rows: Float32Array, width: number, edges: Float32Array[]): BinnedRows {
  return { count: rows.length / width, edges, columns: edges.map((list, column) => binColumn(rows, width, column, list)) };
}

function edgesOf(sorted: readonly number[]): Float32Array {
  const distinct = sorted.filter((value, index) => index === 0 || value !== sorted[index - 1]);
  if (distinct.length <= BINS) return Float32Array.from(distinct.slice(0, -1).map((value, index) => (value + (distinct[index + 1] ?? value)) / 2));
  const edges = new Set<number>();
  for (let bin = 1; bin < BINS; bin += 1) edges.add(Math.fround(sorted[Math.floor((sorted.length * bin) / BINS)] ?? 0));
  return Float32Array.from([...edges].sort((a, b) => a - b));
}

function binColumn(rows: Float32Array, width: number, column: number, edges: Float32Array): Uint8Array {
  const bins = new Uint8Array(rows.length / width);
  for (let row = 0; row < bins.length; row += 1) {
    const value = rows[row * width + column] ?? 0;
    let [low, high] = [0, edges.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (value <= (edges[middle] ?? 0)) high = middle;
      else low = middle + 1;
    }
    bins[row] = low;
  }
  return bins;
}

/** A source of numbers from 0 to 1 that is the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Gradient boosting of trees on the logistic loss, with histograms and random splits (as LightGBM has them): targets may lie between
 * 0 and 1. `groups` says which page a row is of; each tree learns from a sample of pages.
 */
export function fitTrees(data: BinnedRows, targets: Float32Array, weights: Float32Array, groups: Int32Array, options: BoostingOptions): Fitted {
  const random = randomFrom(options.seed);
  let [positive, total] = [0, 0];
  for (let row = 0; row < data.count; row += 1) {
    positive += (targets[row] ?? 0) * (weights[row] ?? 0);
    total += weights[row] ?? 0;
  }
  const base = Math.log(positive / (total - positive));
  const sums = new Float64Array(data.count).fill(base);
  const gradients = new Float64Array(data.count);
  const curvatures = new Float64Array(data.count);
  const trees: Tree[] = [];
  const groupCount = groups.reduce((most, group) => Math.max(most, group), 0) + 1;
  for (let round = 0; round < options.trees; round += 1) {
    for (let row = 0; row < data.count; row += 1) {
      const probability = 1 / (1 + Math.exp(-(sums[row] ?? 0)));
      const weight = weights[row] ?? 0;
      gradients[row] = weight * (probability - (targets[row] ?? 0));
      curvatures[row] = weight * Math.max(1e-6, probability * (1 - probability));
    }
    const taken = Uint8Array.from({ length: groupCount }, () => (random() < options.groupShare ? 1 : 0));
    const columns = data.columns.map((_, column) => column).filter((column) => (data.edges[column]?.length ?? 0) > 0 && random() < options.columnShare);
    const tree = new TreeGrower(data, gradients, curvatures, columns, options, random).grow(groups, taken);
    trees.push(tree);
    addTree(data, tree, sums);
  }
  return { base, trees };
}

/** Adds a tree's value to every row's sum. */
export function addTree(data: BinnedRows, tree: Tree, sums: Float64Array): void {
  for (let row = 0; row < data.count; row += 1) {
    let node = tree;
    while (node.left !== null && node.right !== null) node = (data.columns[node.feature]?.[row] ?? 0) <= node.bin ? node.left : node.right;
    sums[row] = (sums[row] ?? 0) + node.value;
  }
}

interface Leaf {
  node: Tree;
  rows: Int32Array;
  depth: number;
  gradient: number;
  curvature: number;
  histogram: Float64Array;
  split: Split | null;
}

interface Split {
  gain: number;
  feature: number;
  bin: number;
}

class TreeGrower {
  constructor(
    readonly data: BinnedRows,
    readonly gradients: Float64Array,
    readonly curvatures: Float64Array,
    readonly columns: readonly number[],
    readonly options: BoostingOptions,
    readonly random: () => number,
  ) {}

  /** Splits the leaf that gains most, until no split gains or there are leaves enough. */
  grow(groups: Int32Array, taken: Uint8Array): Tree {
    const rows = Int32Array.from(groups.keys()).filter((row) => taken[groups[row] ?? 0] === 1);
    const root = this.#leaf({ feature: -1, bin: 0, value: 0, left: null, right: null }, rows, 0, this.#histogram(rows));
    const leaves = [root];
    while (leaves.length < this.options.leaves) {
      const best = leaves.reduce((a, b) => ((b.split?.gain ?? 0) > (a.split?.gain ?? 0) ? b : a));
      if (best.split === null) break;
      leaves.splice(leaves.indexOf(best), 1, ...this.#divide(best, best.split));
    }
    return root.node;
  }

  #divide(leaf: Leaf, split: Split): Leaf[] {
    const bins = this.data.columns[split.feature] ?? new Uint8Array();
    const left = leaf.rows.filter((row) => (bins[row] ?? 0) <= split.bin);
    const right = leaf.rows.filter((row) => (bins[row] ?? 0) > split.bin);
    const small = left.length < right.length ? left : right;
    const counted = this.#histogram(small);
    const rest = leaf.histogram.map((value, index) => value - (counted[index] ?? 0));
    leaf.node.feature = split.feature;
    leaf.node.bin = split.bin;
    leaf.node.left = { feature: -1, bin: 0, value: 0, left: null, right: null };
    leaf.node.right = { feature: -1, bin: 0, value: 0, left: null, right: null };
    return [
      this.#leaf(leaf.node.left, left, leaf.depth + 1, small === left ? counted : rest),
      this.#leaf(leaf.node.right, right, leaf.depth + 1, small === left ? rest : counted),
    ];
  }

  #leaf(node: Tree, rows: Int32Array, depth: number, histogram: Float64Array): Leaf {
    let [gradient, curvature] = [0, 0];
    for (let bin = 0; bin < BINS; bin += 1) {
      gradient += histogram[bin * 2] ?? 0;
      curvature += histogram[bin * 2 + 1] ?? 0;
    }
    node.value = (-gradient / (curvature + this.options.ridge)) * this.options.rate;
    const leaf: Leaf = { node, rows, depth, gradient, curvature, histogram, split: null };
    if (depth < this.options.depth) leaf.split = this.#bestSplit(leaf);
    return leaf;
  }

  #histogram(rows: Int32Array): Float64Array {
    const histogram = new Float64Array(this.columns.length * BINS * 2);
    // Gathered once, so that each column reads them in order.
    const pairs = new Float64Array(rows.length * 2);
    for (let index = 0; index < rows.length; index += 1) {
      pairs[index * 2] = this.gradients[rows[index] as number] as number;
      pairs[index * 2 + 1] = this.curvatures[rows[index] as number] as number;
    }
    for (const [position, column] of this.columns.entries()) addColumn(histogram, position * BINS, this.data.columns[column] ?? new Uint8Array(), rows, pairs);
    return histogram;
  }

  /** Of each column one bin is tried, at random (extremely randomised trees): what is learned of few pages holds on others more often than with the best one. */
  #bestSplit({ histogram, gradient, curvature }: Leaf): Split | null {
    const { ridge, leastWeight } = this.options;
    const whole = (gradient * gradient) / (curvature + ridge);
    let best: Split | null = null;
    for (const [position, feature] of this.columns.entries()) {
      const last = Math.floor(this.random() * (this.data.edges[feature]?.length ?? 0));
      let [left, weight] = [0, 0];
      for (let bin = 0; bin <= last; bin += 1) {
        const at = (position * BINS + bin) * 2;
        left += histogram[at] as number;
        weight += histogram[at + 1] as number;
      }
      const others = curvature - weight;
      if (weight < leastWeight || others < leastWeight) continue;
      const right = gradient - left;
      const gain = (left * left) / (weight + ridge) + (right * right) / (others + ridge) - whole;
      if (gain > 1e-9 && gain > (best?.gain ?? 0)) best = { gain, feature, bin: last };
    }
    return best;
  }
}

function addColumn(histogram: Float64Array, offset: number, bins: Uint8Array, rows: Int32Array, pairs: Float64Array): void {
  for (let index = 0; index < rows.length; index += 1) {
    const at = (offset + (bins[rows[index] as number] as number)) * 2;
    histogram[at] = (histogram[at] as number) + (pairs[index * 2] as number);
    histogram[at + 1] = (histogram[at + 1] as number) + (pairs[index * 2 + 1] as number);
  }
}
