import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { decodeBlocks, encodeBlocks } from './block-codec.js';
import type { DocumentRecord, FileState } from './document-record.js';
import { indexText } from './index-text.js';
import type { CollectionSummary, LibraryDocument, LibraryDocumentText } from './library.js';
import { UPLOADS } from './upload-folder.js';

interface DocumentRow extends LibraryDocument {
  document_pk: number;
}

/** What is known of a file from the last time it was indexed. */
export interface KnownFile {
  document_id: string;
  path: string;
  file_size: number | null;
  file_mtime: string | null;
  file_hash: string | null;
}

const LISTED = 'document_id, collection, path, title, url, published_at, author, language, content_hash, indexed_at, words, passages';

/**
 * The documents of the index: what is stored, listed, replaced and removed. Every change is one transaction over
 * document, passages and search terms, so that a process killed at any moment leaves all of it or nothing.
 */
export class LibraryIndex {
  readonly #database: Database.Database;
  readonly #statements: ReturnType<typeof prepareStatements>;
  readonly #changed: () => void;

  /** `changed` is called after each change. */
  constructor(database: Database.Database, changed: () => void) {
    this.#database = database;
    this.#statements = prepareStatements(database);
    this.#changed = changed;
  }

  /** Makes the collection known. Without `builtin` it stays what it is. */
  declareCollection(collection: string, builtin: boolean | undefined): void {
    if (builtin === undefined) this.#statements.ensureCollection.run(collection);
    else this.#setBuiltin(collection, builtin);
  }

  /** Stores records in one transaction; a record replaces what its path held before. */
  store(records: DocumentRecord[], indexedAt: string, builtin?: boolean): void {
    if (records.length === 0) return;
    this.#write(() => {
      // Within the transaction, because another process may have dropped the collection while it was empty.
      for (const collection of new Set(records.map((record) => record.collection))) this.declareCollection(collection, builtin);
      for (const record of records) this.#storeOne(record, indexedAt);
    });
  }

  /** Notes that a file was found unchanged in content though its size or time differed. */
  touch(documentId: string, file: FileState): void {
    this.#statements.touch.run(file.size, file.mtime, documentId);
  }

  knownFile(collection: string, path: string): KnownFile | null {
    return this.#statements.knownFile.get(collection, path) ?? null;
  }

  /** Files of a collection in a folder, at any depth. */
  knownFilesUnder(collection: string, folder: string): KnownFile[] {
    const prefix = folder.endsWith('/') ? folder : `${folder}/`;
    return this.#statements.knownFilesUnder.all(collection, prefix, prefix);
  }

  /** Ids of the documents that any of the conditions names, within `collection` where given. */
  select(selection: { documentIds?: string[] | undefined; paths?: string[] | undefined; collection?: string | undefined }): string[] {
    const { documentIds = [], paths = [], collection } = selection;
    if (documentIds.length + paths.length === 0) return collection === undefined ? [] : this.#statements.idsOfCollection.all(collection);
    return this.#statements.idsOfSelection.all(collection ?? null, collection ?? null, JSON.stringify(documentIds), JSON.stringify(paths));
  }

  /** Gives how many there were. */
  remove(documentIds: string[]): number {
    let removed = 0;
    this.#write(() => {
      for (const id of documentIds) removed += this.#removeOne(id) ? 1 : 0;
      this.#statements.dropEmptyCollections.run();
    });
    return removed;
  }

  list(options: { collection?: string | undefined; limit: number; offset: number }): { documents: LibraryDocument[]; total: number } {
    const collection = options.collection ?? null;
    return {
      documents: this.#statements.list.all(collection, collection, options.limit, options.offset),
      total: this.#statements.total.get(collection, collection) ?? 0,
    };
  }

  collections(): CollectionSummary[] {
    return this.#statements.collections.all().map((row) => ({ ...row, builtin: row.builtin === 1 }));
  }

  document(documentId: string): LibraryDocumentText | null {
    const row = this.#statements.document.get(documentId);
    if (row === undefined) return null;
    const { document_pk, text, blocks, ...listed } = row;
    return { ...listed, text, blocks: decodeBlocks(blocks) };
  }

  /** Gives uploads that were restored from a backup, where they are named by their place in the data folder, their path in this folder of uploads. Their ids stay. */
  settleUploads(uploads: string): void {
    const homeless = this.#statements.homelessUploads.all(`${UPLOADS}/`, `${UPLOADS}/`);
    if (homeless.length === 0) return;
    this.#database.transaction(() => {
      for (const path of homeless) this.#statements.movePath.run(join(uploads, ...path.split('/').slice(1)), path);
    })();
  }

  /** A cheap look at every table. Throws SQLite's error when one can't be read. */
  check(): void {
    this.#statements.total.get(null, null);
    this.#statements.checkWords.get();
  }

  #setBuiltin(collection: string, builtin: boolean): void {
    this.#statements.declareCollection.run(collection, builtin ? 1 : 0);
  }

  #write(change: () => void): void {
    this.#database.transaction(change).immediate();
    this.#changed();
  }

  #storeOne(record: DocumentRecord, indexedAt: string): void {
    this.#removeOne(record.document_id);
    const { document, file } = record;
    const inserted = this.#statements.insertDocument.run(
      record.document_id, record.collection, record.path, document.title, document.url, record.domain, document.published_at, document.modified_at ?? null, document.author, document.language,
      record.content_hash, indexedAt, document.text.length, record.words, record.passages.length, file?.size ?? null, file?.mtime ?? null, file?.hash ?? null,
    );
    const documentPk = Number(inserted.lastInsertRowid);
    this.#statements.insertText.run(documentPk, document.text, encodeBlocks(document.blocks));
    const title = indexText(document.title);
    for (const passage of record.passages) {
      const row = this.#statements.insertPassage.run(documentPk, passage.start, passage.end, passage.heading, passage.text, encodeBlocks(passage.blocks));
      this.#statements.insertWords.run(row.lastInsertRowid, title, indexText(headingsBelowTitle(passage.heading, document.title)), indexText(passage.text));
    }
  }

  #removeOne(documentId: string): boolean {
    const documentPk = this.#statements.keyOf.get(documentId);
    if (documentPk === undefined) return false;
    this.#statements.deleteWords.run(documentPk);
    this.#statements.deletePassages.run(documentPk);
    this.#statements.deleteText.run(documentPk);
    this.#statements.deleteDocument.run(documentPk);
    return true;
  }
}

/** The title counts once, not again as the outermost heading. */
function headingsBelowTitle(heading: string, title: string): string {
  if (heading === title) return '';
  return heading.startsWith(`${title} › `) ? heading.slice(title.length + 3) : heading;
}

function prepareStatements(database: Database.Database) {
  return {
    declareCollection: database.prepare<[string, number]>('INSERT INTO collections (collection, builtin) VALUES (?, ?) ON CONFLICT DO UPDATE SET builtin = excluded.builtin WHERE builtin <> excluded.builtin'),
    ensureCollection: database.prepare<[string]>('INSERT INTO collections (collection, builtin) VALUES (?, 0) ON CONFLICT DO NOTHING'),
    dropEmptyCollections: database.prepare<[]>('DELETE FROM collections WHERE NOT EXISTS (SELECT 1 FROM documents WHERE documents.collection = collections.collection)'),
    keyOf: database.prepare<[string], number>('SELECT document_pk FROM documents WHERE document_id = ?').pluck(),
    insertDocument: database.prepare(
      `INSERT INTO documents (document_id, collection, path, title, url, domain, published_at, modified_at, author, language, content_hash, indexed_at, length, words, passages, file_size, file_mtime, file_hash)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    insertText: database.prepare<[number, string, string]>('INSERT INTO document_texts (document_pk, text, blocks) VALUES (?, ?, ?)'),
    insertPassage: database.prepare<[number, number, number, string, string, string]>('INSERT INTO passages (document_pk, start_offset, end_offset, heading, text, blocks) VALUES (?, ?, ?, ?, ?, ?)'),
    insertWords: database.prepare<[number | bigint, string, string, string]>('INSERT INTO passage_words (rowid, title, heading, text) VALUES (?, ?, ?, ?)'),
    deleteWords: database.prepare<[number]>('DELETE FROM passage_words WHERE rowid IN (SELECT passage_pk FROM passages WHERE document_pk = ?)'),
    deletePassages: database.prepare<[number]>('DELETE FROM passages WHERE document_pk = ?'),
    deleteText: database.prepare<[number]>('DELETE FROM document_texts WHERE document_pk = ?'),
    deleteDocument: database.prepare<[number]>('DELETE FROM documents WHERE document_pk = ?'),
    homelessUploads: database.prepare<[string, string], string>('SELECT path FROM documents WHERE substr(path, 1, length(?)) = ? AND file_size IS NOT NULL').pluck(),
    movePath: database.prepare<[string, string]>('UPDATE documents SET path = ? WHERE path = ?'),
    touch: database.prepare<[number, string, string]>('UPDATE documents SET file_size = ?, file_mtime = ? WHERE document_id = ?'),
    knownFile: database.prepare<[string, string], KnownFile>('SELECT document_id, path, file_size, file_mtime, file_hash FROM documents WHERE collection = ? AND path = ?'),
    knownFilesUnder: database.prepare<[string, string, string], KnownFile>(
      'SELECT document_id, path, file_size, file_mtime, file_hash FROM documents WHERE collection = ? AND file_size IS NOT NULL AND substr(path, 1, length(?)) = ? ORDER BY path',
    ),
    idsOfCollection: database.prepare<[string], string>('SELECT document_id FROM documents WHERE collection = ?').pluck(),
    idsOfSelection: database
      .prepare<[string | null, string | null, string, string], string>(
        `SELECT document_id FROM documents WHERE (? IS NULL OR collection = ?) AND (document_id IN (SELECT value FROM json_each(?))
           OR EXISTS (SELECT 1 FROM json_each(?) AS wanted WHERE documents.path = wanted.value OR substr(documents.path, 1, length(rtrim(wanted.value, '/')) + 1) = rtrim(wanted.value, '/') || '/'))`,
      )
      .pluck(),
    list: database.prepare<[string | null, string | null, number, number], LibraryDocument>(`SELECT ${LISTED} FROM documents WHERE ? IS NULL OR collection = ? ORDER BY collection, path LIMIT ? OFFSET ?`),
    total: database.prepare<[string | null, string | null], number>('SELECT count(*) FROM documents WHERE ? IS NULL OR collection = ?').pluck(),
    collections: database.prepare<[], { collection: string; documents: number; passages: number; builtin: number }>(
      'SELECT collection, count(*) AS documents, sum(passages) AS passages, builtin FROM documents JOIN collections USING (collection) GROUP BY collection ORDER BY collection',
    ),
    document: database.prepare<[string], DocumentRow & { modified_at: string | null; text: string; blocks: string }>(
      `SELECT document_pk, ${LISTED}, modified_at, document_texts.text AS text, document_texts.blocks AS blocks FROM documents JOIN document_texts USING (document_pk) WHERE document_id = ?`,
    ),
    checkWords: database.prepare<[]>(`SELECT rowid FROM passage_words WHERE passage_words MATCH '"groundwire"' LIMIT 1`),
  };
}
