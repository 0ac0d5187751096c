import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT, readText, repositoryFiles } from './repository.js';

interface Rule {
  id: string;
  /** Test files that check it without naming it in their titles. */
  enforcedBy: string[];
}

function rulesOf(spec: string): Rule[] {
  return [...spec.matchAll(/^- \*\*([A-Z]+-\d+)\*\* (.*)$/gm)].map((match) => ({
    id: match[1] ?? '',
    enforcedBy: [...(match[2]?.split('Enforced by')[1] ?? '').matchAll(/`([^`]+)`/g)].map((file) => file[1] ?? ''),
  }));
}

/** Rule numbers that titles begin with: `it('[WS-1] …')`, `it.each(cases)('[WS-1] [WS-2] …')`. */
function citedIn(source: string): string[] {
  const titles = [...source.matchAll(/\(\s*['"`]((?:\[[A-Z]+-\d+\]\s*)+)/g)].map((match) => match[1] ?? '');
  return titles.flatMap((title) => [...title.matchAll(/[A-Z]+-\d+/g)].map((id) => id[0]));
}

const rules = rulesOf(readText('SPEC.md'));
const tests = repositoryFiles().filter((file) => /\.(test|contract)\.ts$/.test(file) && !file.endsWith('/spec-coverage.test.ts'));
const cited = new Set(tests.flatMap((file) => citedIn(readText(file))));

describe('SPEC.md', () => {
  it('numbers its rules uniquely', () => {
    const ids = rules.map((rule) => rule.id);
    expect(ids.length).toBeGreaterThan(50);
    expect(ids).toEqual([...new Set(ids)]);
  });

  it('has a test for every rule: one that cites it in its title, or a file that is named with it', () => {
    const unchecked = rules.filter((rule) => !cited.has(rule.id) && rule.enforcedBy.length === 0).map((rule) => rule.id);
    expect(unchecked).toEqual([]);
  });

  it('names only test files that exist', () => {
    const missing = rules.flatMap((rule) => rule.enforcedBy.filter((file) => !existsSync(path.join(ROOT, file))).map((file) => `${rule.id}: ${file}`));
    expect(missing).toEqual([]);
  });

  it('holds every rule that a test cites', () => {
    const known = new Set(rules.map((rule) => rule.id));
    expect([...cited].filter((id) => !known.has(id))).toEqual([]);
  });

  it('is read rightly by this test', () => {
    expect(rulesOf('- **AB-1** Text.\n- **AB-2** Text. Enforced by `a.test.ts` and `b.test.ts`.\nAB-3')).toEqual([
      { id: 'AB-1', enforcedBy: [] },
      { id: 'AB-2', enforcedBy: ['a.test.ts', 'b.test.ts'] },
    ]);
    expect(citedIn("it('[AB-1] [AB-2] does', () => {}); it.each(list(1))('[AB-3] %s', f); const text = '[AB-4]';")).toEqual(['AB-1', 'AB-2', 'AB-3']);
  });
});
