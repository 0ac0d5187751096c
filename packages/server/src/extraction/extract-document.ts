import { decodeText } from './decode-text.js';
import type { ExtractOptions } from './extract-html.js';
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
    const extractBytes = await BYTE_EXTRACTORS[format]();
    return withText(await extractBytes(content, options));
  }
  const decoded = typeof content === 'string' ? { ok: true as const, text: content } : await decodeText(content, format === 'html' ? 'html' : 'other', options.charset);
  if (!decoded.ok) return decoded;
  const extractDecoded = await TEXT_EXTRACTORS[format]();
  return withText({ ok: true, document: extractDecoded(decoded.text, options) });
}

function withText(extraction: Extraction): Extraction {
  return extraction.ok && extraction.document.text === '' ? { ok: false, reason: 'There is no text in it', obstacle: extraction.document.obstacle } : extraction;
}

/** Loaded with the first document of their format: a thread that reads Markdown does without the readers of pages, Word files and PDFs. */
const BYTE_EXTRACTORS = {
  pdf: async () => (await import('./extract-pdf.js')).extractPdf,
  docx: async () => (await import('./extract-docx.js')).extractDocx,
} satisfies Partial<Record<DocumentFormat, unknown>>;

const TEXT_EXTRACTORS: Record<Exclude<DocumentFormat, keyof typeof BYTE_EXTRACTORS>, () => Promise<(content: string, options: ExtractOptions) => ExtractedDocument>> = {
  markdown: async () => (await import('./extract-markdown.js')).extractMarkdown,
  text: async () => (await import('./extract-text.js')).extractText,
  html: async () => (await import('./extract-html.js')).extractHtml,
};
