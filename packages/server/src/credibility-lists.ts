import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { HostTable } from './credibility/host-table.js';
import { createCredibilityJudge, type JudgeCredibility } from './credibility/judge-credibility.js';
import type { Listings } from './credibility/listings.js';
import { type CredibilityOverrides, readOverrides } from './credibility/overrides.js';
import { StartFailure } from './start-failure.js';

/** The published lists that come with the program; seen from `src/` and `dist/` alike. */
export function shippedListings(): Listings {
  const table = (name: string) => new HostTable(readFileSync(fileURLToPath(new URL(`../data/credibility/${name}.tsv`, import.meta.url))));
  return { assessments: table('wikipedia-assessments'), listings: table('open-listings') };
}

/** The judge that serves: rules, shipped lists, and the operator's file where there is one. A faulty file stops the start, in words. */
export function openCredibility(overridesFile: string | null = null): JudgeCredibility {
  return createCredibilityJudge(shippedListings(), overridesFile === null ? undefined : readOverridesFile(overridesFile));
}

function readOverridesFile(file: string): CredibilityOverrides {
  try {
    return readOverrides(readFileSync(file, 'utf8'), statSync(file).mtime.getUTCFullYear());
  } catch (thrown) {
    throw new StartFailure(`The file of CREDIBILITY_FILE, ${file}, can't be used: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  }
}
