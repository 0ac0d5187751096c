/**
 * The tables of the library's index.
 *
 * `passage_words` holds no text of its own (FTS5 contentless, with deletion): what is indexed is the text in the form
 * that `indexText` gives, under the passage's row id. Marks (M*) count as parts of words, because in Thai, Khmer and the
 * scripts of India vowels are marks.
 */
export const TOKENIZER = `porter unicode61 remove_diacritics 2 categories 'L* N* Co M*'`;

/** One entry per schema version. Only ever append. */
export const MIGRATIONS = [
  `CREATE TABLE collections (
     collection TEXT PRIMARY KEY,
     builtin INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE documents (
     document_pk INTEGER PRIMARY KEY,
     document_id TEXT NOT NULL UNIQUE,
     collection TEXT NOT NULL REFERENCES collections,
     path TEXT NOT NULL,
     title TEXT NOT NULL,
     url TEXT,
     domain TEXT NOT NULL,
     published_at TEXT,
     author TEXT,
     language TEXT,
     content_hash TEXT NOT NULL,
     indexed_at TEXT NOT NULL,
     length INTEGER NOT NULL,
     words INTEGER NOT NULL,
     passages INTEGER NOT NULL,
     file_size INTEGER,
     file_mtime TEXT,
     file_hash TEXT,
     UNIQUE (collection, path)
   ) STRICT;
   CREATE TABLE document_texts (
     document_pk INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
     text TEXT NOT NULL,
     blocks TEXT NOT NULL
   ) STRICT;
   CREATE TABLE passages (
     passage_pk INTEGER PRIMARY KEY,
     document_pk INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
     start_offset INTEGER NOT NULL,
     end_offset INTEGER NOT NULL,
     heading TEXT NOT NULL,
     text TEXT NOT NULL,
     blocks TEXT NOT NULL
   ) STRICT;
   CREATE INDEX passages_by_document ON passages (document_pk, start_offset);
   CREATE VIRTUAL TABLE passage_words USING fts5 (title, heading, text, content = '', contentless_delete = 1, tokenize = "${TOKENIZER}");
   CREATE VIRTUAL TABLE passage_terms USING fts5vocab (passage_words, row);`,
  'ALTER TABLE documents ADD COLUMN modified_at TEXT;',
];
