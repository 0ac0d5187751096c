import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BUILT = path.join(ROOT, 'packages', 'web', 'dist');

interface Size {
  name: string;
  passed: boolean;
  size: number;
}

describe('the built page', () => {
  it('[PAGE-14] is within the limits of .size-limit.js', () => {
    const sizes = JSON.parse(execFileSync(process.execPath, [path.join(ROOT, 'node_modules', 'size-limit', 'bin.js'), '--json'], { cwd: ROOT, encoding: 'utf8' })) as Size[];
    expect(sizes.map(({ name, passed, size }) => ({ name, passed, measured: size > 1000 }))).toEqual([
      { name: 'scripts that the page loads at once', passed: true, measured: true },
      { name: 'style of the page', passed: true, measured: true },
    ]);
    expect(sizes[0]?.size).toBeGreaterThan(100_000);
  });

  it('[PAGE-14] names in its HTML every script that those scripts import', () => {
    const html = readFileSync(path.join(BUILT, 'index.html'), 'utf8');
    const named = [...html.matchAll(/(?:src|href)="\.\/assets\/([^"]+\.js)"/g)].map((match) => match[1] ?? '');
    const imported = named.flatMap((name) => [...readFileSync(path.join(BUILT, 'assets', name), 'utf8').matchAll(/(?:^|[;}\n])import(?:[\w${},* ]+from)?\s*["'`]\.\/([^"'`]+)["'`]/g)].map((match) => match[1] ?? ''));
    expect(named.length).toBeGreaterThan(0);
    expect(imported.filter((name) => !named.includes(name))).toEqual([]);
  });
});
