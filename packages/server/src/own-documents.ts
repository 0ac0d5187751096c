import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Logger } from './base/logger.js';
import type { Library } from './sources/library/library.js';

/** Collection of Groundwire's own documentation. The library searches it only while it holds nothing else. */
export const OWN_COLLECTION = 'groundwire-docs';

/** The repository's `docs/` and README, seen from `src/` and `dist/` alike. */
export function ownDocumentPaths(): string[] {
  return ['../../../docs', '../../../README.md'].map((path) => fileURLToPath(new URL(path, import.meta.url))).filter((path) => existsSync(path));
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
