/** What the tests of the repository itself share: its files, as git knows them, and the imports of a source text. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));

export function readText(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8');
}

/** Tracked files, and new ones that are not ignored, relative to the root, with forward slashes. */
export function repositoryFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  return listed.split('\0').filter((file) => file !== '' && existsSync(path.join(ROOT, file)));
}

/** Files that a reader may read: no pictures, no lock file. */
export function textFiles(): string[] {
  return repositoryFiles().filter((file) => /\.(ts|tsx|js|mjs|json|md|html|css|svg|yml|yaml|sh)$|^\.ci\/|^LICENSE$|^\.gitignore$|^\.npmrc$/.test(file) && file !== 'package-lock.json');
}

export interface SourceImport {
  from: string;
  /** True where only types are imported: nothing is left of it at run time. */
  typeOnly: boolean;
}

const STATEMENT = /^(?:import|export)\s+(type\s+)?(?:[^'"();]*?\sfrom\s+)?['"]([^'"]+)['"]/gm;
const DYNAMIC = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

/** The import and re-export statements of a TypeScript source, and `import('…')`. */
export function importsOf(source: string): SourceImport[] {
  const statements = [...source.matchAll(STATEMENT)].map((match) => ({ from: match[2] ?? '', typeOnly: match[1] !== undefined }));
  const dynamic = [...source.matchAll(DYNAMIC)].map((match) => ({ from: match[1] ?? '', typeOnly: false }));
  return [...statements, ...dynamic];
}
