import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Logger } from './base/logger.js';
import { OWN_COLLECTION } from './sources/library/collection-name.js';
import type { Library } from './sources/library/library.js';
import type { SourceProvider } from './sources/source-provider.js';

/** Pages of `docs/` that speak of other questions and of figures, and so answer a user's question with the wrong thing. */
const NOT_FOR_QUESTIONS = new Set(['real-questions.md', 'benchmarks.md', 'quality.md']);

/** The repository's README and the pages of `docs/` for its users; seen from `src/` and `dist/` alike. */
export function ownDocumentPaths(): string[] {
  const [folder, readme] = ['../../../docs', '../../../README.md'].map((path) => fileURLToPath(new URL(path, import.meta.url))) as [string, string];
  const pages = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.md') && !NOT_FOR_QUESTIONS.has(name)).map((name) => join(folder, name)) : [];
  return [...pages, ...(existsSync(readme) ? [readme] : [])];
}

/**
 * Indexes Groundwire's own documentation while nobody has added anything, so that the very first question has an answer. Never
 * rejects: without it everything else works.
 */
export async function indexOwnDocuments(library: Library, paths: string[], signal: AbortSignal, logger: Logger): Promise<void> {
  try {
    const collections = await library.collections();
    const isInUse = collections.some(({ builtin, documents }) => !builtin && documents > 0);
    if (isInUse || paths.length === 0) return;
    const report = await library.addPaths(paths, { collection: OWN_COLLECTION, builtin: true, signal });
    logger.debug({ added: report.added, updated: report.updated, failed: report.failed.length }, 'the own documentation is indexed');
  } catch (thrown) {
    if (!signal.aborted) logger.warn({ err: thrown }, 'the own documentation could not be indexed');
  }
}

/** The library as one of the places to search, asked only once it holds the documentation that it starts with: before that it would say that it has nothing. */
export function onceIndexed(library: Library, indexed: Promise<void>): SourceProvider {
  return {
    name: library.name,
    kinds: library.kinds,
    passagesFor: (request, signal) => library.passagesFor(request, signal),
    async search(query, signal) {
      await indexed;
      signal.throwIfAborted();
      return library.search(query, signal);
    },
  };
}
