import type { SentenceFeatures } from './sentence-features.js';

export type Weights = Readonly<Record<keyof SentenceFeatures, number>>;

export const WEIGHTS: Weights = {
  lexical: 1,
  asked: 0.5,
  context: 0,
  rank: -0.3,
  fresh: 0.5,
  stale: -0.3,
  position: -0.1,
  states: 0,
  type: 0.4,
  counted: 0,
  names: 0.15,
};

/** The sum of all features, each times its weight. */
export function scoreOf(features: SentenceFeatures, weights: Weights): number {
  let score = 0;
  for (const name of Object.keys(weights) as Array<keyof SentenceFeatures>) score += weights[name] * features[name];
  return score;
}
