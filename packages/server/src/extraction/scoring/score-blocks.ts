import { FEATURE_NAMES, type PageFeatures } from './block-features.js';
import { BLOCK_MODEL, MODEL_FEATURES } from './block-model.js';
import { type BoostedTrees, predictRows } from './boosted-trees.js';
import { unpackTrees } from './tree-codec.js';

let trees: BoostedTrees | undefined;

/** For each block how likely it is that it belongs to the matter of its page, 0 to 1. */
export function scoreBlocks({ rows }: PageFeatures): Float64Array {
  if (MODEL_FEATURES.length !== FEATURE_NAMES.length || MODEL_FEATURES.some((name, index) => name !== FEATURE_NAMES[index])) {
    throw new Error('The block scorer was fitted to other features than the program has. Fit it again: npm run train -- extraction');
  }
  trees ??= unpackTrees(BLOCK_MODEL);
  return predictRows(trees, rows, FEATURE_NAMES.length);
}
