import { createHash } from 'node:crypto';
import { countWords } from '../../extraction/count-words.js';
import { toAuthor, toHttpUrl } from '../../extraction/details.js';
import type { ExtractedDocument } from '../../extraction/extracted-document.js';
import { toIsoDate } from '../../extraction/iso-date.js';
import { splitPassages } from '../../extraction/split-passages.js';
import type { Passage } from '../../ranking/passage.js';
import type { DocumentInput } from './library.js';

/** How a file looked when it was read, to tell later whether it changed. */
export interface FileState {
  size: number;
  /** Nanoseconds since the Unix epoch, as text; empty when too fresh to be trusted. */
  mtime: string;
  /** Hex digest of its bytes. */
  hash: string;
}

/** A document ready to be stored. */
export interface DocumentRecord {
  document_id: string;
  collection: string;
  path: string;
  domain: string;
  content_hash: string;
  words: number;
  document: ExtractedDocument;
  passages: Passage[];
  file: FileState | null;
}

export function documentId(collection: string, path: string): string {
  return `doc_${createHash('sha256').update(`${collection}\0${path}`).digest('hex').slice(0, 16)}`;
}

export function toRecord(collection: string, path: string, document: ExtractedDocument, file: FileState | null): DocumentRecord {
  return {
    document_id: documentId(collection, path),
    collection,
    path,
    domain: document.url === null ? 'library' : domainOf(document.url),
    content_hash: `sha256:${createHash('sha256').update(document.text).digest('hex')}`,
    words: countWords(document.text),
    document,
    passages: splitPassages(document.text, document.blocks),
    file,
  };
}

/** What the caller says of a document wins over what its content says; a value that can't be read does not count. */
export function withGivenDetails(document: ExtractedDocument, input: DocumentInput): ExtractedDocument {
  return {
    ...document,
    title: input.title?.trim() || document.title,
    url: toHttpUrl(input.url) ?? document.url,
    published_at: toIsoDate(input.published_at ?? '') ?? document.published_at,
    author: toAuthor(input.author) ?? document.author,
  };
}

export function domainOf(url: string): string {
  return new URL(url).hostname.toLowerCase().replace(/^www\./, '').replace(/\.$/, '');
}
