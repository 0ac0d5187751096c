import type { PackedTrees } from '@groundwire/server/extraction';

const LINE = 160;

/** The source file of a scorer. Says what it is, so that nobody edits it or wonders about its licence. */
export function writeModel(features: readonly string[], { base, thresholds, nodes }: PackedTrees): string {
  const lines = nodes.match(new RegExp(`.{1,${LINE}}`, 'g')) ?? [];
  return `/* eslint-disable max-lines */
import type { PackedTrees } from './tree-codec.js';

/*
 * Written by \`npm run train -- extraction\`; not to be edited. Boosted trees that were fitted to the development part of
 * WCXB, the Web Content Extraction Benchmark by Murrough Foley (500 pages; annotation CC BY 4.0): see ATTRIBUTION.md.
 * They hold no text of any page.
 */

/** What the trees ask of, in order. */
export const MODEL_FEATURES: readonly string[] = ${JSON.stringify(features.join(' '))}.split(' ');

export const BLOCK_MODEL: PackedTrees = {
  base: ${base},
  thresholds: [
${thresholds.map((values) => `    [${values.map((value) => String(Number(value.toPrecision(7)))).join(', ')}],`).join('\n')}
  ],
  nodes: [
${lines.map((line) => `    '${line}',`).join('\n')}
  ].join(''),
};
`;
}
