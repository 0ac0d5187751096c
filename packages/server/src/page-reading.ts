import { rmSync } from 'node:fs';
import type { Clock } from './base/clock.js';
import { GroundwireError } from './base/errors.js';
import type { Logger } from './base/logger.js';
import type { Config } from './config.js';
import { createPageReader } from './reading/create-page-reader.js';
import type { Lookup } from './reading/guarded-connector.js';
import { createPageExtractor } from './reading/page-extractor.js';
import type { PageReader } from './reading/page-reader.js';
import { describeDatabaseError } from './store/sqlite-database.js';
import { VERSION } from './version.js';

/**
 * The reader of pages with all that it needs, as one thing to close. Part of the wiring. The file holds nothing but what can be read
 * again: one that is damaged is made anew.
 */
export function openPageReader({ reading, search }: Config, file: string, { clock, logger, lookup }: { clock: Clock; logger: Logger; lookup?: Lookup | undefined }): PageReader {
  const extractor = createPageExtractor({ clock });
  const contact = search.contact === undefined ? '' : `; mailto:${search.contact}`;
  const open = () => createPageReader({ file, extractor, logger, clock, lookup, userAgent: `Groundwire/${VERSION} (self-hosted answer engine${contact})`, allowed: reading.allowed, robots: reading.robots, cacheBytes: reading.cacheBytes });
  const reader = openOrRenew(open, file, logger);
  return {
    read: (url, signal) => reader.read(url, signal),
    prepare: () => reader.prepare(),
    refusal: (url) => reader.refusal(url),
    document: (documentId) => reader.document(documentId),
    cited: (documentIds) => reader.cited(documentIds),
    check: () => reader.check(),
    close: async () => {
      await reader.close();
      await extractor.close();
    },
  };
}

function openOrRenew(open: () => PageReader, file: string, logger: Logger): PageReader {
  try {
    return open();
  } catch (thrown) {
    if (!isUnusable(thrown)) throw failure(thrown, file);
    logger.warn({ err: thrown }, 'the cache of pages is damaged; it is made anew');
    for (const ending of ['', '-wal', '-shm']) rmSync(`${file}${ending}`, { force: true });
  }
  try {
    return open();
  } catch (thrown) {
    throw failure(thrown, file);
  }
}

function isUnusable(thrown: unknown): boolean {
  const code = (thrown as { code?: unknown } | null)?.code;
  return typeof code === 'string' && /^SQLITE_(?:CORRUPT|NOTADB)/.test(code);
}

function failure(thrown: unknown, file: string): unknown {
  const words = describeDatabaseError(thrown, `The cache of pages ${file}`);
  return words === null ? thrown : new GroundwireError('LIBRARY_UNAVAILABLE', words, { cause: thrown });
}
