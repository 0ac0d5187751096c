import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { importsOf, readText, repositoryFiles } from './repository.js';

const SERVER = 'packages/server/src/';
/** What every edge may use of another edge: it opens database files. */
const SHARED_BY_EDGES = 'store/sqlite-database';

/** The rows of the table under "Layers of the server" in ARCHITECTURE.md, from the bottom: each a list of folders. */
function layersFromArchitecture(): Array<{ name: string; folders: string[] }> {
  const section = readText('ARCHITECTURE.md').split('## Layers of the server')[1]?.split('\n## ')[0] ?? '';
  return section
    .split('\n')
    .map((line) => /^\| (\w+) \| ([^|]+)\|/.exec(line))
    .filter((match) => match !== null && match[1] !== 'layer')
    .map((match) => ({ name: match?.[1] ?? '', folders: [...(match?.[2] ?? '').matchAll(/`([a-z-]+)`/g)].map((folder) => folder[1] ?? '') }))
    .filter((row) => row.name !== 'wiring');
}

const layers = layersFromArchitecture();
const levelOf = (folder: string) => layers.findIndex((row) => row.folders.includes(folder));
const isProduct = (file: string) => /\.tsx?$/.test(file) && !/\.(test|contract)\.ts$/.test(file) && !file.includes('/testing/');
const productFiles = repositoryFiles().filter((file) => file.startsWith(SERVER) && isProduct(file));

/** Why `file` may not import `target` (both relative to the server's sources), or null. */
function violation(file: string, target: string, typeOnly: boolean): string | null {
  const from = file.split('/')[0] ?? '';
  if (!file.includes('/')) return target.startsWith('testing/') ? 'product code imports a fake' : null;
  if (!target.includes('/')) return 'a folder imports a wiring file';
  const to = target.split('/')[0] ?? '';
  if (to === from) return null;
  if (to === 'testing') return 'product code imports a fake';
  if (levelOf(to) > levelOf(from)) return 'imports from a layer below its own';
  const edges = layers.findIndex((row) => row.name === 'edges');
  if (levelOf(to) === edges && levelOf(from) === edges && !typeOnly && !target.startsWith(SHARED_BY_EDGES)) return 'an edge imports more than types of another';
  if (levelOf(to) === edges && from === 'analysis' && !typeOnly) return 'the engine imports more than types of an edge';
  return null;
}

describe('layers of the server', () => {
  it('[REPO-1] the table of ARCHITECTURE.md names every folder of the server once', () => {
    const inTable = layers.flatMap((row) => row.folders).sort();
    const onDisk = [...new Set(productFiles.filter((file) => file.slice(SERVER.length).includes('/')).map((file) => file.slice(SERVER.length).split('/')[0] ?? ''))].sort();
    expect(layers.map((row) => row.name)).toEqual(['base', 'pure', 'edges', 'engine', 'sessions', 'transport']);
    expect(inTable).toEqual(onDisk);
  });

  it('[REPO-1] a folder imports only from the layers above its own', () => {
    const violations: string[] = [];
    for (const file of productFiles) {
      for (const { from, typeOnly } of importsOf(readText(file))) {
        if (!from.startsWith('.')) continue;
        const target = path.posix.join(path.posix.dirname(file.slice(SERVER.length)), from);
        const reason = violation(file.slice(SERVER.length), target, typeOnly);
        if (reason !== null) violations.push(`${file}: ${from}: ${reason}`);
      }
    }
    expect(violations).toEqual([]);
  });

  it('[REPO-1] the check itself sees a violation of each kind', () => {
    expect(violation('ranking/words.ts', 'session/sessions.js', true)).not.toBeNull();
    expect(violation('sources/library/library.ts', 'models/writer.js', false)).not.toBeNull();
    expect(violation('analysis/stream-analysis.ts', 'models/extractive-writer.js', false)).not.toBeNull();
    expect(violation('transport/ws-route.ts', 'compose.js', true)).not.toBeNull();
    expect(violation('session/heartbeat.ts', 'testing/fake-clock.js', true)).not.toBeNull();
    expect(violation('session/heartbeat.ts', 'base/clock.js', false)).toBeNull();
    expect(violation('citations/claims.ts', 'ranking/split-sentences.js', false)).toBeNull();
    expect(importsOf("import type { A } from './a.js';\nimport {\n  b,\n} from '../b/b.js';\nexport * from './c.js';\nimport './d.js';\nconst e = await import('./e.js');")).toEqual([
      { from: './a.js', typeOnly: true },
      { from: '../b/b.js', typeOnly: false },
      { from: './c.js', typeOnly: false },
      { from: './d.js', typeOnly: false },
      { from: './e.js', typeOnly: false },
    ]);
  });

  it('[REPO-1] the pure folders do no I/O and read neither clock nor environment', () => {
    const pure = layers.find((row) => row.name === 'pure')?.folders ?? [];
    const impure: string[] = [];
    for (const file of productFiles.filter((name) => pure.includes(name.slice(SERVER.length).split('/')[0] ?? ''))) {
      const source = readText(file);
      const forbidden = importsOf(source).filter(({ from }) => /^(node:)?(fs|http|https|net|child_process|worker_threads|process|os|timers)(\/|$)|^(undici|better-sqlite3|ws)$/.test(from));
      if (forbidden.length > 0 || /\bDate\.now\(|\bnew Date\(\)|\bprocess\.env\b|\bsetTimeout\(|\bMath\.random\(|\bfetch\(/.test(source)) impure.push(file);
    }
    expect(impure).toEqual([]);
  });
});

describe('packages', () => {
  const MAY_IMPORT: Record<string, string[]> = {
    protocol: [],
    client: ['protocol'],
    server: ['protocol'],
    cli: ['protocol', 'client', 'server'],
    web: ['protocol', 'client'],
  };

  it('[REPO-1] packages depend on each other in one direction only', () => {
    const violations: string[] = [];
    for (const file of repositoryFiles().filter((name) => /^packages\/[a-z]+\/src\//.test(name) && isProduct(name))) {
      const own = file.split('/')[1] ?? '';
      for (const { from } of importsOf(readText(file))) {
        const other = /^@groundwire\/([a-z]+)/.exec(from)?.[1];
        if (other !== undefined && !MAY_IMPORT[own]?.includes(other)) violations.push(`${file}: ${from}`);
      }
    }
    expect(violations).toEqual([]);
  });

  it('[REPO-1] every package names what it imports, and no other package of this repository', () => {
    for (const [name, allowed] of Object.entries(MAY_IMPORT)) {
      const manifest = JSON.parse(readText(`packages/${name}/package.json`)) as { dependencies?: Record<string, string> };
      const named = Object.keys(manifest.dependencies ?? {}).filter((dependency) => dependency.startsWith('@groundwire/'));
      expect(allowed.map((other) => `@groundwire/${other}`)).toEqual(expect.arrayContaining(named));
    }
  });
});

describe('the lint rule', () => {
  it('[REPO-1] is switched off nowhere', () => {
    const off = repositoryFiles()
      .filter((file) => /\.(ts|tsx|js|mjs)$/.test(file) && !file.startsWith('test/repo/') && file !== 'eslint.config.js')
      .filter((file) => /eslint-disable(?!-next-line [@a-z]|-line [@a-z])|eslint-disable[a-z-]* .*no-restricted-(imports|properties|globals)/.test(readText(file)));
    expect(off).toEqual([]);
  });
});
