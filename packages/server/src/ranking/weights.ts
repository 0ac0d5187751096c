import type { SentenceFeatures } from './sentence-features.js';

export type Weights = Readonly<Record<keyof SentenceFeatures, number>>;

/**
 * The recipe, in one table: hand-set, not trained. Each line says what it is for; what it is worth was
 * measured on the development parts of RealTimeQA (news), CLAP NQ and QuoteSum (encyclopedia). Changes of a feature's
 * weight by half move no figure by more than two points, so nothing here is finely tuned.
 */
export const WEIGHTS: Weights = {
  // The unit: the best sentence by shared words has 1.
  lexical: 1,
  // A sentence may leave out what its passage is about.
  passage: 0.4,
  // A long question tells a story first; what counts is the sentence that asks.
  asked: 0.5,
  // Where the title names the subject, the rest is what is asked. More than .3 begins to cost news answers.
  beyond: 0.3,
  // Title and headings say what "it" is, but they hold for all sentences below them alike.
  context: 0.15,
  // Search engines know more than word overlap: popularity, meaning. Fades with the logarithm of the place.
  rank: -0.15,
  // For questions about the present only: today's page beats last week's, and both beat last year's.
  fresh: 0.8,
  stale: -0.4,
  // News and encyclopedias tell the main thing first.
  position: -0.15,
  // A statement reads well alone; menus, headings and questions don't.
  states: 0.3,
  // "When" wants a date in the sentence: the largest gain after the words themselves.
  type: 0.6,
  // "How many goals" wants the number of the goals, not any number.
  counted: 0.4,
  // Answers are mostly names that the question lacks.
  names: 0.15,
};

/** The sum of all features, each times its weight. */
export function scoreOf(features: SentenceFeatures, weights: Weights): number {
  let score = 0;
  for (const name of Object.keys(weights) as Array<keyof SentenceFeatures>) score += weights[name] * features[name];
  return score;
}
