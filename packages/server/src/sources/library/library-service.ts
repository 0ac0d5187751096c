import { mkdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type Database from 'better-sqlite3';
import type { Clock } from '../../base/clock.js';
import type { DocumentExtractor } from '../../extraction/extract-document.js';
import { openDatabase } from '../../store/sqlite-database.js';
import { createFileExtractor } from './file-extractor.js';
import { indexInputs } from './index-inputs.js';
import { indexPaths } from './index-paths.js';
import type { AddProgress } from './library.js';
import { LibraryIndex } from './library-index.js';
import { MIGRATIONS } from './library-schema.js';
import { LibrarySearch } from './library-search.js';
import { UPLOADS } from './upload-folder.js';
import type { LibraryRequest } from './worker-messages.js';

interface Opened {
  database: Database.Database;
  index: LibraryIndex;
  search: LibrarySearch;
}

/**
 * The library as it runs inside the worker: opens the file when it is first needed (and tries again when that failed),
 * answers reads at once and does writes one after the other, in turns short enough for reads to come between.
 */
export class LibraryService {
  #opened: Opened | null = null;
  #writes: Promise<unknown> = Promise.resolve();
  #extractor: DocumentExtractor | null = null;

  constructor(
    readonly file: string,
    readonly clock: Clock,
  ) {}

  async handle(message: LibraryRequest, signal: AbortSignal, onProgress: (progress: AddProgress[]) => void): Promise<unknown> {
    const { index, search } = this.#open();
    switch (message.method) {
      case 'search':
        return search.search(message.request);
      case 'passagesFor':
        return search.passagesFor(message.request);
      case 'find':
        return search.find(message.request.query, message.request);
      case 'list':
        return index.list(message.request);
      case 'collections':
        return index.collections();
      case 'document':
        return index.document(message.request);
      case 'check':
        return (index.check(), null);
      case 'addPaths':
        return await this.#inTurn(signal, () => indexPaths(index, this.clock, { ...message.request, signal, onProgress, extractor: (this.#extractor ??= createFileExtractor(this.clock)) }));
      case 'addDocuments':
        return await this.#inTurn(signal, () => indexInputs(index, this.clock, message.request.documents, message.request.collection));
      case 'remove':
        return await this.#inTurn(signal, async () => index.remove(index.select({ ...message.request, paths: message.request.paths?.flatMap(writtenForms) })));
    }
  }

  /** Waits for the write that runs, then closes the file. */
  async close(): Promise<void> {
    await this.#writes.catch(() => undefined);
    await this.#extractor?.close();
    this.#opened?.database.close();
    this.#opened = null;
  }

  #open(): Opened {
    if (this.#opened !== null) return this.#opened;
    if (this.file !== ':memory:') mkdirSync(dirname(resolve(this.file)), { recursive: true, mode: 0o700 });
    const database = openDatabase({ file: this.file, migrations: MIGRATIONS });
    const search = new LibrarySearch(database);
    const index = new LibraryIndex(database, () => search.forget());
    if (this.file !== ':memory:') index.settleUploads(withLinksResolved(join(dirname(resolve(this.file)), UPLOADS)));
    this.#opened = { database, search, index };
    return this.#opened;
  }

  #inTurn<T>(signal: AbortSignal, write: () => Promise<T>): Promise<T> {
    const turn = this.#writes.catch(() => undefined).then(() => {
      signal.throwIfAborted();
      return write();
    });
    this.#writes = turn;
    return turn;
  }
}

/** A path as it may stand in the index: as given (a caller's own key), absolute, and with links resolved, which files are stored by. */
function writtenForms(path: string): string[] {
  const absolute = resolve(path);
  return [...new Set([path, absolute, withLinksResolved(absolute)])];
}

/** Of a file that is no longer there, the folders that still are count. */
function withLinksResolved(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(withLinksResolved(parent), basename(path));
  }
}
