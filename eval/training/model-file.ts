import type { PackedTrees } from '@groundwire/server/extraction';

const LINE = 160;
/** Stands at the head of the file, so that nobody edits it or wonders about its licence. */
const ABOUT =
  'Written by `npm run train -- extraction`; not to be edited. Boosted trees that were fitted to the development part of WCXB, the Web Content Extraction Benchmark by Murrough Foley (500 pages; annotation CC BY 4.0). They hold no text of any page. See docs/extraction.md.';

/** The text of the file that holds a scorer: one line per feature, so that two versions can be compared. */
export function writeModel(features: readonly string[], { base, thresholds, nodes }: PackedTrees): string {
  const lines = nodes.match(new RegExp(`.{1,${LINE}}`, 'g')) ?? [];
  const rounded = thresholds.map((values) => values.map((value) => Number(value.toPrecision(7))));
  const list = (values: readonly unknown[]) => `[\n${values.map((value) => `    ${JSON.stringify(value)}`).join(',\n')}\n  ]`;
  return `{
  "about": ${JSON.stringify(ABOUT)},
  "features": ${JSON.stringify(features.join(' '))},
  "base": ${base},
  "thresholds": ${list(rounded)},
  "nodes": ${list(lines)}
}
`;
}
