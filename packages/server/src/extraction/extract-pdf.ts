import { getDocumentProxy, getResolvedPDFJS } from 'unpdf';
import { addArrayBufferTransfer } from './array-buffer-transfer.js';
import { toAuthor, toLanguage } from './details.js';
import { DocumentBuilder, UNTITLED } from './document-builder.js';
import type { Extraction } from './extract-document.js';
import type { ExtractOptions } from './extract-html.js';
import { type PageLine, pageLines, type TextPiece } from './pdf-lines.js';
import { addPdfBlocks, bodySize } from './pdf-blocks.js';
import { type OperationNumbers, paintedText } from './pdf-painted-text.js';
import { withoutRunningLines } from './pdf-running-lines.js';
import { seenPieces } from './pdf-seen-text.js';
import { unpacksTooFar } from './pdf-streams.js';

/** A longer document is read so far. */
const MOST_PAGES = 2000;
const MOST_CHARACTERS = 10_000_000;
const WITHOUT_ANNOTATIONS = 0;

type PdfDocument = Awaited<ReturnType<typeof getDocumentProxy>>;

/**
 * A PDF as clean text (pdf.js, as the package unpdf builds it): paragraphs put together from lines, headings by their size,
 * page numbers on every block, without what runs along the top and bottom of every page and without what its reader does not see.
 * Nothing in the file is executed, nothing is fetched for it and no image is unpacked. Never rejects.
 */
export async function extractPdf(bytes: Uint8Array, options: ExtractOptions = {}): Promise<Extraction> {
  if (await unpacksTooFar(bytes)) return { ok: false, reason: 'It unpacks to far more than a document holds' };
  let pdf: PdfDocument;
  try {
    // pdf.js takes the array for itself, and refuses Node's own kind of it.
    pdf = await getDocumentProxy(new Uint8Array(bytes), { isEvalSupported: false, stopAtErrors: false, useSystemFonts: false, disableFontFace: true, enableXfa: false, verbosity: 0, maxImageSize: 0 });
  } catch (error) {
    return failureOf(error);
  }
  try {
    const pages = await readPages(pdf);
    const lines = withoutRunningLines(pages);
    if (lines.every((page) => page.length === 0)) return { ok: false, reason: 'It holds no text, only images', advice: 'run it through text recognition (OCR) first' };
    const builder = new DocumentBuilder();
    const size = bodySize(lines.flat());
    for (const [index, page] of lines.entries()) addPdfBlocks(builder, page, { page: index + 1, size });
    return { ok: true, document: builder.build(await detailsOf(pdf, builder, options)) };
  } catch (error) {
    return failureOf(error);
  } finally {
    await pdf.destroy().catch(() => {});
  }
}

async function readPages(pdf: PdfDocument): Promise<PageLine[][]> {
  const pages: PageLine[][] = [];
  addArrayBufferTransfer();
  const { OPS, normalizeUnicode } = await getResolvedPDFJS();
  const layers = await pdf.getOptionalContentConfig();
  const tools = { numbers: OPS as OperationNumbers, normalize: normalizeUnicode, isLayerShown: (layer: unknown) => layers.isVisible(layer) };
  let characters = 0;
  for (let number = 1; number <= Math.min(pdf.numPages, MOST_PAGES) && characters < MOST_CHARACTERS; number += 1) {
    const lines = await readPage(pdf, number, tools);
    characters += lines.reduce((sum, line) => sum + line.text.length, 0);
    pages.push(lines);
  }
  return pages;
}

interface Tools {
  numbers: OperationNumbers;
  /** Ligatures and forms of letters become letters. */
  normalize: (text: string) => string;
  isLayerShown: (layer: unknown) => boolean;
}

/** A page that can't be read costs that page. */
async function readPage(pdf: PdfDocument, number: number, { numbers, normalize, isLayerShown }: Tools): Promise<PageLine[]> {
  try {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent({ disableNormalization: true });
    const operations = await page.getOperatorList({ annotationMode: WITHOUT_ANNOTATIONS });
    const [left = 0, bottom = 0, right = 612, top = 792] = page.view;
    const box = [left, bottom, right, top] as const;
    page.cleanup();
    const pieces = items.flatMap((item): TextPiece[] => ('str' in item ? [{ text: item.str, transform: item.transform as number[], width: item.width, endsLine: item.hasEOL }] : []));
    const seen = seenPieces(pieces, paintedText(operations, { numbers, page: box, isLayerShown }));
    return pageLines(seen.map((piece) => ({ ...piece, text: normalize(piece.text) })), box, page.userUnit);
  } catch {
    return [];
  }
}

async function detailsOf(pdf: PdfDocument, builder: DocumentBuilder, { fallbackTitle }: ExtractOptions) {
  const { info } = await pdf.getMetadata().catch(() => ({ info: {} }));
  const facts = info as { Title?: unknown; Author?: unknown; Language?: unknown; ModDate?: unknown; CreationDate?: unknown };
  return {
    title: sensibleTitle(facts.Title) ?? builder.firstHeading(1) ?? fallbackTitle ?? builder.firstHeading(6) ?? UNTITLED,
    url: null,
    // When a file was made says nothing of when its text was published: old texts are scanned, and reports are printed anew.
    published_at: null,
    modified_at: isoDay(facts.ModDate) ?? isoDay(facts.CreationDate),
    author: typeof facts.Author === 'string' && !/^\(?(?:anonymous|unspecified|user|admin|unknown)\)?$/i.test(facts.Author.trim()) ? toAuthor(facts.Author) : null,
    language: typeof facts.Language === 'string' ? toLanguage(facts.Language) : null,
  };
}

/** Programs put names of files and templates there. */
function sensibleTitle(title: unknown): string | null {
  if (typeof title !== 'string') return null;
  const text = title.trim();
  return text.length < 4 || text.length > 300 || /\.(?:docx?|pdf|tex|indd|dvi|ps|qxd|xlsx?|pptx?)$/i.test(text) || /^(?:\(?(?:anonymous|unspecified)\)?$|(?:untitled|microsoft word|document\d*|title)\b)/i.test(text) ? null : text;
}

/** `D:20240131…` -> `2024-01-31`. */
function isoDay(date: unknown): string | null {
  const [, year, month, day] = /^D:((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])/.exec(typeof date === 'string' ? date : '') ?? [];
  return year === undefined ? null : `${year}-${month}-${day}`;
}

function failureOf(error: unknown): Extraction {
  const isLocked = error instanceof Error && error.name === 'PasswordException';
  if (isLocked) return { ok: false, reason: 'It is protected by a password', advice: 'save a copy without one' };
  return { ok: false, reason: 'It is damaged or no PDF', advice: 'open it in a PDF reader and save it anew' };
}
