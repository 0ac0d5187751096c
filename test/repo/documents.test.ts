import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT, readText, repositoryFiles } from './repository.js';

const pages = repositoryFiles().filter((file) => file.endsWith('.md') && !file.includes('/testing/') && !file.startsWith('test/'));

/** Anchors that GitHub would make of a page's headings. */
function anchorsOf(page: string): string[] {
  return [...page.matchAll(/^#{1,6} (.+)$/gm)].map((match) => (match[1] ?? '').toLowerCase().replace(/`/g, '').replace(/[^\p{L}\p{N}\s_-]/gu, '').trim().replace(/\s/g, '-'));
}

const withoutCode = (page: string) => page.replace(/^```[\s\S]*?^```/gm, '');

describe('documents', () => {
  it.each(pages)('[REPO-4] links of %s lead somewhere', (page) => {
    const links = [...withoutCode(readText(page)).matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '').filter((link) => !/^[a-z]+:/.test(link));
    const broken = links.filter((link) => {
      const [file = '', anchor] = link.split('#');
      const target = file === '' ? page : path.posix.join(path.posix.dirname(page), file);
      if (!existsSync(path.join(ROOT, target))) return true;
      return anchor !== undefined && target.endsWith('.md') && !anchorsOf(readText(target)).includes(anchor);
    });
    expect(broken).toEqual([]);
  });

  it.each(pages.filter((page) => !/^(SPEC|CHANGELOG)\.md$|^docs\/decisions\//.test(page)))('[REPO-4] files that %s names are there', (page) => {
    const named = [...withoutCode(readText(page)).matchAll(/`((?:packages|scripts|test|docs|eval|bench|examples|\.ci)\/[^`\s*…]+)`/g)].map((match) => match[1] ?? '');
    expect(named.filter((file) => !existsSync(path.join(ROOT, file)))).toEqual([]);
  });

  it('[REPO-4] scripts that the documents run are those of package.json', () => {
    const { scripts } = JSON.parse(readText('package.json')) as { scripts: Record<string, string> };
    const run = pages.flatMap((page) => [...readText(page).matchAll(/\bnpm (?:run ([a-z:-]+)|(start|test)\b)/g)].map((match) => match[1] ?? match[2] ?? ''));
    expect(run.length).toBeGreaterThan(5);
    expect(run.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });
});
