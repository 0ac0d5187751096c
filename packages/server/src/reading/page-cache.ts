import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3';
import type { Logger } from '../base/logger.js';
import type { ExtractedDocument } from '../extraction/extracted-document.js';
import { openDatabase } from '../store/sqlite-database.js';
import type { ReadPage } from './page-reader.js';

/** A page as it was read the last time, and what its server needs to say that it did not change. */
export interface KeptPage {
  page: ReadPage;
  etag: string | null;
  lastModified: string | null;
  /** Milliseconds since the Unix epoch. */
  checkedAt: number;
}

export interface PageCacheOptions {
  file: string;
  /** Most bytes of documents; the least recently used go first, those that were cited after those that were only read. */
  maxBytes: number;
  logger: Logger;
}

interface PageRow {
  document_id: string;
  url: string;
  document: string;
  content_hash: string;
  retrieved_at: string;
  etag: string | null;
  last_modified: string | null;
  checked_at: number;
}

/** Room is made for more than the one page that needs it, so that it is not made for each. */
const LOW_WATER = 0.9;
/** A file with fewer empty pages (of 4 KiB) is not written anew. */
const LEAST_EMPTY_PAGES = 256;
/** So much later than a page that was only read goes one that was cited. */
const CITED_BONUS_MS = 30 * 86_400_000;

/**
 * Pages that were read, in a file of their own: any part of it may be lost without harm. Several processes may use it. What can't be
 * written (a full disk) is not kept, and reading goes on.
 *
 * A document's id comes from its address and its text, so a citation leads to the very text that it quotes as long
 * as that is kept, also when the page has changed since.
 */
export class PageCache {
  readonly #database: Database.Database;
  readonly #options: PageCacheOptions;
  readonly #statements: ReturnType<typeof prepare>;
  #broken = false;

  /** Throws SQLite's error where the file can't be opened. */
  constructor(options: PageCacheOptions) {
    this.#options = options;
    this.#database = openDatabase({ file: options.file, migrations: MIGRATIONS, busyTimeoutMs: 1000 });
    this.#statements = prepare(this.#database);
    this.#guarded(undefined, () => this.#shrink());
  }

  find(address: string, now: number): KeptPage | null {
    return this.#guarded(null, () => {
      const row = this.#statements.byAddress.get(address);
      if (row === undefined) return null;
      this.#statements.use.run(now, row.document_id);
      return { page: toPage(row), etag: row.etag, lastModified: row.last_modified, checkedAt: row.checked_at };
    });
  }

  document(documentId: string, now: number): ReadPage | null {
    return this.#guarded(null, () => {
      const row = this.#statements.byId.get(documentId);
      if (row !== undefined) this.#statements.use.run(now, documentId);
      return row === undefined ? null : toPage(row);
    });
  }

  put(address: string, { page, etag, lastModified, checkedAt }: KeptPage): void {
    const document = JSON.stringify(page.document);
    if (document.length > this.#options.maxBytes / 4) return;
    this.#guarded(undefined, () =>
      this.#database.transaction(() => {
        this.#statements.putDocument.run({ document_id: page.document_id, url: page.url, document, content_hash: page.content_hash, retrieved_at: page.retrieved_at, bytes: Buffer.byteLength(document), used_at: checkedAt });
        this.#statements.putAddress.run({ address, document_id: page.document_id, etag, last_modified: lastModified, checked_at: checkedAt });
        this.#makeRoom();
      }).immediate(),
    );
  }

  /** Counts them as used later than they are: readers of an answer come back to what it cites. */
  keepLonger(documentIds: readonly string[], now: number): void {
    this.#guarded(undefined, () => {
      for (const documentId of documentIds) this.#statements.use.run(now + CITED_BONUS_MS, documentId);
    });
  }

  /** The server says that nothing changed. */
  confirm(address: string, now: number): void {
    this.#guarded(undefined, () => {
      this.#statements.confirm.run(now, address);
      this.#statements.confirmDocument.run(new Date(now).toISOString(), address);
    });
  }

  /** Throws when the file can't be read. */
  check(): void {
    this.#statements.size.get();
  }

  close(): void {
    this.#database.close();
  }

  /** Gives back what a smaller bound leaves empty: SQLite keeps a file as large as it ever was. */
  #shrink(): void {
    this.#database.transaction(() => this.#makeRoom()).immediate();
    const [empty, all] = ['freelist_count', 'page_count'].map((name) => this.#database.pragma(name, { simple: true }) as number);
    if ((empty ?? 0) > Math.max(LEAST_EMPTY_PAGES, (all ?? 0) / 2)) this.#database.exec('VACUUM');
  }

  #makeRoom(): void {
    let size = this.#statements.size.get() ?? 0;
    const low = size > this.#options.maxBytes ? this.#options.maxBytes * LOW_WATER : size;
    for (let oldest = this.#statements.oldest.all(); size > low && oldest.length > 0; oldest = this.#statements.oldest.all()) {
      for (const { document_id, bytes } of oldest) {
        if (size <= low) break;
        this.#statements.drop.run(document_id);
        size -= bytes;
      }
    }
  }

  #guarded<T>(otherwise: T, step: () => T): T {
    try {
      const value = step();
      this.#broken = false;
      return value;
    } catch (error) {
      if (!this.#broken) this.#options.logger.warn({ err: error }, 'pages that are read can not be kept at the moment; they are fetched anew each time');
      this.#broken = true;
      return otherwise;
    }
  }
}

/** `doc_web_` and a hash of the address and the text. */
export function webDocumentId(url: string, contentHash: string): string {
  return `doc_web_${createHash('sha256').update(`${url}\0${contentHash}`).digest('hex').slice(0, 20)}`;
}

function toPage({ url, document, document_id, content_hash, retrieved_at }: PageRow): ReadPage {
  return { url, document: JSON.parse(document) as ExtractedDocument, document_id, content_hash, retrieved_at, from_cache: true };
}

export const MIGRATIONS = [
  `CREATE TABLE documents (
     document_id TEXT PRIMARY KEY,
     url TEXT NOT NULL,
     document TEXT NOT NULL,
     content_hash TEXT NOT NULL,
     retrieved_at TEXT NOT NULL,
     bytes INTEGER NOT NULL,
     used_at INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX documents_by_use ON documents (used_at, document_id, bytes);
   CREATE TABLE addresses (
     address TEXT PRIMARY KEY,
     document_id TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
     etag TEXT,
     last_modified TEXT,
     checked_at INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX addresses_by_document ON addresses (document_id);`,
];

function prepare(database: Database.Database) {
  return {
    byAddress: database.prepare<[string], PageRow>('SELECT documents.*, etag, last_modified, checked_at FROM addresses JOIN documents USING (document_id) WHERE address = ?'),
    byId: database.prepare<[string], PageRow>('SELECT *, NULL AS etag, NULL AS last_modified, 0 AS checked_at FROM documents WHERE document_id = ?'),
    use: database.prepare<[number, string]>('UPDATE documents SET used_at = max(used_at, ?) WHERE document_id = ?'),
    putDocument: database.prepare(`INSERT INTO documents VALUES (@document_id, @url, @document, @content_hash, @retrieved_at, @bytes, @used_at)
      ON CONFLICT (document_id) DO UPDATE SET document = excluded.document, retrieved_at = excluded.retrieved_at, bytes = excluded.bytes, used_at = excluded.used_at`),
    putAddress: database.prepare('INSERT OR REPLACE INTO addresses VALUES (@address, @document_id, @etag, @last_modified, @checked_at)'),
    confirm: database.prepare<[number, string]>('UPDATE addresses SET checked_at = ? WHERE address = ?'),
    confirmDocument: database.prepare<[string, string]>('UPDATE documents SET retrieved_at = ? WHERE document_id = (SELECT document_id FROM addresses WHERE address = ?)'),
    size: database.prepare<[], number>('SELECT coalesce(sum(bytes), 0) FROM documents').pluck(),
    oldest: database.prepare<[], { document_id: string; bytes: number }>('SELECT document_id, bytes FROM documents ORDER BY used_at LIMIT 1000'),
    drop: database.prepare<[string]>('DELETE FROM documents WHERE document_id = ?'),
  };
}
