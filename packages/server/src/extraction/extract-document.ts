import { decodeText } from './decode-text.js';
import { extractHtml, type ExtractOptions } from './extract-html.js';
import { extractMarkdown } from './extract-markdown.js';
import { extractText } from './extract-text.js';
import type { ExtractedDocument } from './extracted-document.js';

/*
 * Extraction: bytes or markup in, clean text with its blocks out.
 *
 * Owns what a document's text, title, date, author and address are, and how the text is cut into passages. Must not
 * read files, fetch, look at the clock or judge relevance: the same bytes always give the same document. Called by the
 * library when it indexes, and by whoever reads web pages.
 */

export type DocumentFormat = 'markdown' | 'text' | 'html';

/** `extractDocument` away from the thread that serves, with limits of time and memory: what a hostile document costs is one failed call. */
export interface DocumentExtractor {
  /** Never rejects for what the document is; rejects with the signal's reason when aborted. The bytes may be transferred: don't use them afterwards. */
  extract(content: Uint8Array, format: DocumentFormat, options?: ExtractOptions & { signal?: AbortSignal | undefined }): Promise<Extraction>;
  close(): Promise<void>;
}

export type Extraction = { ok: true; document: ExtractedDocument } | { ok: false; reason: string };

/**
 * A document from bytes (decoded first) or from a string. Never throws. `reason` is a sentence without a full stop, for a
 * reader: why this is no document with text.
 */
export function extractDocument(content: Uint8Array | string, format: DocumentFormat, options: ExtractOptions = {}): Extraction {
  const decoded = typeof content === 'string' ? { ok: true as const, text: content } : decodeText(content, format === 'html' ? 'html' : 'other');
  if (!decoded.ok) return decoded;
  const document = EXTRACTORS[format](decoded.text, options);
  return document.text === '' ? { ok: false, reason: 'There is no text in it' } : { ok: true, document };
}

const EXTRACTORS: Record<DocumentFormat, (content: string, options: ExtractOptions) => ExtractedDocument> = {
  markdown: extractMarkdown,
  text: extractText,
  html: extractHtml,
};
