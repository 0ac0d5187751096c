import { decodeText } from './decode-text.js';
import { extractDocx } from './extract-docx.js';
import { extractHtml, type ExtractOptions } from './extract-html.js';
import { extractMarkdown } from './extract-markdown.js';
import { extractPdf } from './extract-pdf.js';
import { extractText } from './extract-text.js';
import type { ExtractedDocument, Obstacle } from './extracted-document.js';

/*
 * Extraction: bytes or markup in, clean text with its blocks out.
 *
 * Owns what a document's text, title, date, author and address are, and how the text is cut into passages. Must not
 * read files, fetch, look at the clock or judge relevance: the same bytes always give the same document. Called by the
 * library when it indexes, and by whoever reads web pages.
 */

export type DocumentFormat = 'markdown' | 'text' | 'html' | 'pdf' | 'docx';

/** `extractDocument` away from the thread that serves, with limits of time and memory: what a hostile document costs is one failed call. */
export interface DocumentExtractor {
  /** Never rejects for what the document is; rejects with the signal's reason when aborted. The bytes may be transferred: don't use them afterwards. */
  extract(content: Uint8Array, format: DocumentFormat, options?: ExtractOptions & { signal?: AbortSignal | undefined }): Promise<Extraction>;
  /** There will be something to extract in a moment: whatever has to be loaded for it is loaded now. */
  prepare(): void;
  close(): Promise<void>;
}

/** `advice` is what those can do whose file it is; readers of a page on the web can't. `obstacle`: what a page shows that has no text. */
export type Extraction = { ok: true; document: ExtractedDocument } | { ok: false; reason: string; advice?: string | undefined; obstacle?: Obstacle | undefined };

/**
 * A document from bytes (decoded first) or, where the format is text, from a string. Never rejects. `reason` is a sentence without a
 * full stop, for a reader: why this is no document with text.
 */
export async function extractDocument(content: Uint8Array | string, format: DocumentFormat, options: ExtractOptions = {}): Promise<Extraction> {
  if (format === 'pdf' || format === 'docx') {
    if (typeof content === 'string') return { ok: false, reason: `A ${format.toUpperCase()} document is bytes, not text` };
    return withText(await (format === 'pdf' ? extractPdf(content, options) : extractDocx(content, options)));
  }
  const decoded = typeof content === 'string' ? { ok: true as const, text: content } : decodeText(content, format === 'html' ? 'html' : 'other', options.charset);
  return decoded.ok ? withText({ ok: true, document: EXTRACTORS[format](decoded.text, options) }) : decoded;
}

function withText(extraction: Extraction): Extraction {
  return extraction.ok && extraction.document.text === '' ? { ok: false, reason: 'There is no text in it', obstacle: extraction.document.obstacle } : extraction;
}

const EXTRACTORS: Record<Exclude<DocumentFormat, 'pdf' | 'docx'>, (content: string, options: ExtractOptions) => ExtractedDocument> = {
  markdown: extractMarkdown,
  text: extractText,
  html: extractHtml,
};
