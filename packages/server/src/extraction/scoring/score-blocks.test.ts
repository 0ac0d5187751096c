import { describe, expect, it } from 'vitest';
import { FEATURE_NAMES } from './block-features.js';
import model from './block-model.json' with { type: 'json' };
import { readModel } from './score-blocks.js';
import { predictRows } from './boosted-trees.js';
import { type PackableNode, packTrees, unpackTrees } from './tree-codec.js';

const leaf = (value: number): PackableNode => ({ feature: -1, threshold: 0, value, left: null, right: null });
const node = (feature: number, threshold: number, left: PackableNode, right: PackableNode): PackableNode => ({ feature, threshold, value: 0, left, right });

describe('[EXT-10] the weights', () => {
  it('are those of the features that the program has', () => {
    expect(model.features.split(' ')).toEqual(FEATURE_NAMES);
    expect(readModel(model).roots.length).toBeGreaterThan(50);
  });

  it('are refused when they are of others', () => {
    expect(() => readModel({ ...model, features: model.features.replace('kind', 'other') })).toThrow(/npm run train/);
  });

  it('hold numbers and the names of features, no text of any page', () => {
    const { about, features, base, thresholds, nodes, ...more } = model;
    expect(more).toEqual({});
    expect([typeof about, typeof features, typeof base]).toEqual(['string', 'string', 'number']);
    expect(thresholds.flat().every((value) => typeof value === 'number')).toBe(true);
    expect(nodes.every((line) => /^[A-Za-z0-9+/=]+$/.test(line))).toBe(true);
  });
});

describe('boosted trees', () => {
  const trees = [node(0, 1.5, leaf(0.5), node(1, 10, leaf(-1), leaf(2))), leaf(0.25)];
  const rows = Float32Array.from([1, 0, 2, 5, 2, 50]);

  it('add up the leaves that a row comes to', () => {
    const sums = [...predictRows(unpackTrees(packTrees(-0.5, trees, 2)), rows, 2)].map((probability) => Math.log(probability / (1 - probability)));
    expect(sums.map((sum) => Math.round(sum * 1000) / 1000)).toEqual([0.25, -1.25, 1.75]);
  });

  it('are refused where a byte can not tell their thresholds apart', () => {
    const many = Array.from({ length: 300 }, (_, index) => node(0, index, leaf(0), leaf(1)));
    expect(() => packTrees(0, many, 1)).toThrow(RangeError);
    expect(() => packTrees(0, trees, 400)).toThrow(RangeError);
  });
});
