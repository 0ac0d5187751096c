import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { FEATURE_NAMES, type PackableNode, packTrees } from '@groundwire/server/extraction';
import { EvaluationError } from '../task.js';
import type { BoostingOptions, Tree } from './boosting.js';
import { fitScorer, type FittedScorer, foldOf, scorePage } from './fit-scorer.js';
import { writeModel } from './model-file.js';
import { type PageSample, readSamples } from './page-samples.js';

const HELP = `npm run train -- extraction --data DIR --out FILE [options]

Fits the scorer that tells the matter of web pages from what stands around it, to the pages of wcxb, and writes it as
packages/server/src/extraction/scoring/block-model.json holds it. Prints what it reaches on domains that it was not fitted to.
The same pages, options and seed give the same file.

  --data DIR     the folder that holds wcxb, or that folder itself
  --out FILE     where the model goes
  --folds N      parts of the cross-validation by domain (5); 0 leaves it out
  --trees N      how many trees (250)
  --seed N       (1)
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { data: { type: 'string' }, out: { type: 'string' }, folds: { type: 'string', default: '5' }, trees: { type: 'string', default: '250' }, seed: { type: 'string', default: '1' }, help: { type: 'boolean', short: 'h' } },
});

/** `npm run train`: fits what is learned. Exit codes: 0 done, 2 called wrongly. */
async function main(): Promise<number> {
  if (values.help === true || positionals[0] !== 'extraction' || values.data === undefined || values.out === undefined) {
    process.stderr.write(HELP);
    return values.help === true ? 0 : 2;
  }
  const inside = join(values.data, 'wcxb');
  const samples = await readSamples(existsSync(inside) ? inside : values.data);
  const options: BoostingOptions = { trees: Number(values.trees), leaves: 24, depth: 8, rate: 30 / Number(values.trees), columnShare: 0.25, groupShare: 0.8, leastWeight: 1, ridge: 3, seed: Number(values.seed) };
  process.stderr.write(`${samples.length} pages, ${samples.reduce((sum, { words }) => sum + words.length, 0)} blocks, ${FEATURE_NAMES.length} features\n`);
  if (Number(values.folds) > 1) process.stdout.write(crossValidate(samples, Number(values.folds), options));
  const scorer = fitScorer(samples, FEATURE_NAMES.length, options);
  writeFileSync(values.out, writeModel(FEATURE_NAMES, packTrees(scorer.base, scorer.trees.map((tree) => toPackable(tree, scorer)), FEATURE_NAMES.length)));
  return 0;
}

function crossValidate(samples: readonly PageSample[], folds: number, options: BoostingOptions): string {
  const scores = new Map<string, number[]>();
  for (let fold = 0; fold < folds; fold += 1) {
    const isHeld = ({ domain }: PageSample) => foldOf(domain, folds) === fold;
    const scorer = fitScorer(samples.filter((sample) => !isHeld(sample)), FEATURE_NAMES.length, options);
    for (const sample of samples.filter(isHeld)) {
      const { f1, expected } = scorePage(scorer, sample, FEATURE_NAMES.length);
      for (const [name, value] of [['all', f1], [sample.kind, f1], ['(expected)', expected]] as const) scores.set(name, [...(scores.get(name) ?? []), value]);
    }
    process.stderr.write(`part ${fold + 1} of ${folds}\n`);
  }
  const lines = [...scores].map(([name, list]) => `${name.padEnd(14)} ${String(list.length).padStart(4)}  ${(list.reduce((sum, value) => sum + value, 0) / list.length).toFixed(4)}`);
  return `F1 on domains that were held out, in ${folds} parts\n${lines.join('\n')}\n`;
}

function toPackable(tree: Tree, scorer: FittedScorer): PackableNode {
  const children = tree.left === null || tree.right === null ? { left: null, right: null } : { left: toPackable(tree.left, scorer), right: toPackable(tree.right, scorer) };
  return { feature: tree.feature, value: tree.value, threshold: scorer.edges[tree.feature]?.[tree.bin] ?? 0, ...children };
}

try {
  process.exitCode = await main();
} catch (thrown) {
  if (!(thrown instanceof EvaluationError)) throw thrown;
  process.stderr.write(`${thrown.message}\n`);
  process.exitCode = 2;
}
