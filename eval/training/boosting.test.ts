import { describe, expect, it } from 'vitest';
import { addTree, binColumns, type BoostingOptions, fitTrees, randomFrom } from './boosting.js';

const OPTIONS: BoostingOptions = { trees: 40, leaves: 8, depth: 4, rate: 0.3, columnShare: 1, groupShare: 1, leastWeight: 1, ridge: 1, seed: 1 };

/** Rows of two columns: the first decides, the second says nothing. */
function someRows(): { rows: Float32Array; targets: Float32Array } {
  const random = randomFrom(7);
  const pairs = Array.from({ length: 400 }, () => [random(), random()] as const);
  return { rows: Float32Array.from(pairs.flat()), targets: Float32Array.from(pairs, ([first]) => (first > 0.6 ? 1 : 0)) };
}

function fit(options: BoostingOptions) {
  const { rows, targets } = someRows();
  const data = binColumns(rows, 2);
  const fitted = fitTrees(data, targets, new Float32Array(400).fill(1), Int32Array.from({ length: 400 }, (_, row) => row), options);
  return { data, targets, fitted };
}

describe('fitTrees', () => {
  it('learns from what decides, with splits at random', () => {
    const { data, targets, fitted } = fit(OPTIONS);
    const sums = new Float64Array(400).fill(fitted.base);
    for (const tree of fitted.trees) addTree(data, tree, sums);
    expect([...sums].filter((sum, row) => sum > 0 === (targets[row] === 1)).length).toBeGreaterThan(385);
    expect(new Set(fitted.trees.map(({ feature, bin }) => `${feature} ${bin}`)).size).toBeGreaterThan(10);
  });

  it('gives the same trees for the same seed, and others for another', () => {
    expect(fit(OPTIONS).fitted).toEqual(fit(OPTIONS).fitted);
    expect(fit({ ...OPTIONS, seed: 2 }).fitted).not.toEqual(fit(OPTIONS).fitted);
  });
});
