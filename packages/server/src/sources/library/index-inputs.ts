import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Clock, isoTimestamp } from '../../base/clock.js';
import { extractDocument } from '../../extraction/extract-document.js';
import type { ExtractedDocument } from '../../extraction/extracted-document.js';
import { type DocumentRecord, toRecord, withGivenDetails } from './document-record.js';
import type { DocumentInput } from './library.js';
import type { LibraryIndex } from './library-index.js';

/** Documents prepared before searches that came in meanwhile get their turn. */
const TURN = 20;

/** Stores documents that are given as text, in one transaction. A document without text is stored too: its key is known then. */
export async function indexInputs(index: LibraryIndex, clock: Clock, documents: DocumentInput[], collection: string): Promise<string[]> {
  const records: DocumentRecord[] = [];
  const today = isoTimestamp(clock).slice(0, 10);
  for (const [position, input] of documents.entries()) {
    records.push(toRecord(collection, input.key, withGivenDetails(await read(input, today), input), null));
    if (position % TURN === TURN - 1) await nextTurn();
  }
  index.store(records, isoTimestamp(clock));
  return records.map((record) => record.document_id);
}

async function read(input: DocumentInput, today: string): Promise<ExtractedDocument> {
  const extraction = await extractDocument(input.content, input.format, { fallbackTitle: input.title ?? input.key, today });
  if (extraction.ok) return extraction.document;
  return { title: input.title ?? input.key, url: null, published_at: null, author: null, language: null, text: '', blocks: [] };
}
