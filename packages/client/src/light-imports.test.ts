import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** Imports that are still there after compiling: those that are not of types alone. */
function importsAtRunTime(source: string): string[] {
  return [...source.matchAll(/^(?:import|export)\s+(?!type\b)([^;]*?)\bfrom\s+'([^']+)'/gm)]
    .filter(([, names]) => !/^\{(\s*type\s[^,}]+,?)+\s*\}\s*$/.test(names ?? ''))
    .map(([, , module]) => module ?? '');
}

describe('the client in a browser', () => {
  const files = readdirSync(new URL('.', import.meta.url)).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));

  it.each(files)('%s brings along nothing but this package and the fold', (name) => {
    const imports = importsAtRunTime(readFileSync(new URL(name, import.meta.url), 'utf8'));
    expect(imports.filter((module) => !module.startsWith('./') && module !== '@groundwire/protocol/fold')).toEqual([]);
  });

  it('is checked by a test that sees a forbidden import', () => {
    expect(importsAtRunTime("import { z } from 'zod';\nimport type { A } from 'a';\nimport { type B } from 'b';\nimport { type C, d } from 'c';")).toEqual(['zod', 'c']);
  });
});
