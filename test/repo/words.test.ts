import { describe, expect, it } from 'vitest';
import { readText, repositoryFiles, textFiles } from './repository.js';

/** What would tie the repository to one machine, or leak something of the one who wrote it. */
const FORBIDDEN: Array<[name: string, pattern: RegExp]> = [
  ['an absolute path of some machine', /(?<![\w.~-])\/(work|root|(home|Users)\/(?!(ada|alice|you|user|me)\b)[\w-]+)\//],
  ['a path out of the repository', /\.\.\/shared\b/],
  ['a package registry', /registry\.(npmjs\.org|yarnpkg\.com)|npm\.pkg\.github\.com/],
  ['a key', /\bsk-[A-Za-z0-9_-]{20,}|\bAKIA[0-9A-Z]{16}\b|-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  ['something unfinished', /\b(TODO|FIXME|XXX)\b/],
  ['a switched-off test', /\b(it|test|describe)\.(only|todo)\(/],
  ['a switched-off type check', /@ts-(ignore|nocheck|expect-error)/],
];

const OWN_NAMES = new Set(['test/repo/words.test.ts']);

describe('words', () => {
  const files = textFiles().filter((file) => !OWN_NAMES.has(file));

  it('looks at the whole repository', () => {
    expect(files.length).toBeGreaterThan(100);
    expect(files).toEqual(expect.arrayContaining(['README.md', 'package.json', 'packages/protocol/src/index.ts', '.ci/run']));
  });

  it.each(FORBIDDEN)('no file holds %s', (_name, pattern) => {
    const hits = files.flatMap((file) => readText(file).split('\n').flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}: ${line.trim().slice(0, 120)}`] : [])));
    expect(hits).toEqual([]);
  });

  it('the lock file names no registry', () => {
    expect(readText('package-lock.json')).not.toMatch(/"resolved": *"[a-z+]*https?:/);
  });

  it('nothing built, no environment file and no database is tracked', () => {
    expect(repositoryFiles().filter((file) => /(^|\/)(dist|node_modules)\/|(^|\/)\.env$|\.(sqlite|db|tsbuildinfo|log)$/.test(file))).toEqual([]);
  });
});
