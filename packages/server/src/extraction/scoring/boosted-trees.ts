/** Trees whose values add up to the logarithm of odds. Nodes of all trees stand in one list, each tree's root first. */
export interface BoostedTrees {
  /** Value before any tree. */
  base: number;
  roots: Uint32Array;
  /** Feature that a node asks of; -1 for a leaf. */
  features: Int16Array;
  /** A row goes left where its value is at most this. In a leaf: the value that it adds. */
  values: Float32Array;
  /** The left child is the next node; this is the right one. */
  rights: Uint32Array;
}

/** Probability for each row of `width` values. */
export function predictRows(trees: BoostedTrees, rows: Float32Array, width: number): Float64Array {
  const count = Math.floor(rows.length / width);
  const sums = new Float64Array(count).fill(trees.base);
  const { features, values, rights } = trees;
  // One tree at a time: it stays in the processor's cache.
  for (const root of trees.roots) {
    for (let row = 0, offset = 0; row < count; row += 1, offset += width) {
      let node = root;
      for (let feature = features[node] ?? -1; feature >= 0; feature = features[node] ?? -1) {
        node = (rows[offset + feature] ?? 0) <= (values[node] ?? 0) ? node + 1 : (rights[node] ?? 0);
      }
      sums[row] = (sums[row] ?? 0) + (values[node] ?? 0);
    }
  }
  return sums.map((sum) => 1 / (1 + Math.exp(-sum)));
}
