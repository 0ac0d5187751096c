import { FEATURE_NAMES, type PageFeatures } from './block-features.js';
import model from './block-model.json' with { type: 'json' };
import { type BoostedTrees, predictRows } from './boosted-trees.js';
import { unpackTrees } from './tree-codec.js';

let trees: BoostedTrees | undefined;

/** For each block how likely it is that it belongs to the matter of its page, 0 to 1. */
export function scoreBlocks({ rows }: PageFeatures): Float64Array {
  trees ??= readModel(model);
  return predictRows(trees, rows, FEATURE_NAMES.length);
}

/** A scorer as its file holds it. */
export interface StoredModel {
  /** Names of the features that its trees ask of, in order, parted by spaces. */
  features: string;
  base: number;
  thresholds: number[][];
  nodes: string[];
}

/** Throws where the scorer was fitted to other features than the program has. */
export function readModel({ features, base, thresholds, nodes }: StoredModel): BoostedTrees {
  if (features !== FEATURE_NAMES.join(' ')) {
    throw new Error('The block scorer was fitted to other features than the program has. Fit it again: npm run train -- extraction');
  }
  return unpackTrees({ base, thresholds, nodes: nodes.join('') });
}
