import { chooseBlocks } from '@groundwire/server/extraction';
import { addTree, type BinnedRows, binColumns, binWith, type BoostingOptions, type Fitted, fitTrees } from './boosting.js';
import type { PageSample } from './page-samples.js';
import { wordF1 } from './word-tokens.js';

export interface FittedScorer extends Fitted {
  edges: Float32Array[];
}

/** Fits the scorer to pages. Long blocks weigh more, and so do those of pages with little text: both as the F1 of a page has it, but less. */
export function fitScorer(samples: readonly PageSample[], width: number, options: BoostingOptions): FittedScorer {
  const rows = joined(samples);
  const count = rows.length / width;
  const [targets, weights, groups] = [new Float32Array(count), new Float32Array(count), new Int32Array(count)];
  let row = 0;
  for (const [group, sample] of samples.entries()) {
    for (const [block, label] of sample.labels.entries()) {
      targets[row] = label;
      weights[row] = Math.sqrt((sample.words[block] ?? 0) + 1) / Math.max(50, sample.gold.length) ** 0.3;
      groups[row] = group;
      row += 1;
    }
  }
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / count;
  const data = binColumns(rows, width);
  return { ...fitTrees(data, targets, weights.map((weight) => weight / mean), groups, options), edges: data.edges };
}

function joined(samples: readonly PageSample[]): Float32Array {
  const rows = new Float32Array(samples.reduce((sum, sample) => sum + sample.rows.length, 0));
  let at = 0;
  for (const sample of samples) {
    rows.set(sample.rows, at);
    at += sample.rows.length;
  }
  return rows;
}

/** F1 of the blocks that a scorer chooses on a page, and the F1 that it expects. */
export function scorePage(scorer: FittedScorer, sample: PageSample, width: number): { f1: number; expected: number } {
  const data: BinnedRows = binWith(sample.rows, width, scorer.edges);
  const sums = new Float64Array(data.count).fill(scorer.base);
  for (const tree of scorer.trees) addTree(data, tree, sums);
  const { chosen, expected } = chooseBlocks(sums.map((sum) => 1 / (1 + Math.exp(-sum))), sample.words);
  return { f1: wordF1(sample.tokens.filter((_, index) => chosen[index]).flat(), sample.gold), expected };
}

/** Which part of the pages a domain is in: the same for all its pages. */
export function foldOf(domain: string, folds: number): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < domain.length; index += 1) hash = Math.imul(hash ^ domain.charCodeAt(index), 0x01000193);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x85ebca6b);
  return ((hash ^ (hash >>> 13)) >>> 0) % folds;
}
