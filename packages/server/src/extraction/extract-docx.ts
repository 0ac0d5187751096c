import mammoth from 'mammoth';
import { toAuthor, toLanguage } from './details.js';
import { DocumentBuilder, UNTITLED } from './document-builder.js';
import type { Extraction } from './extract-document.js';
import { addHtmlFragment, type ExtractOptions } from './extract-html.js';
import { toIsoDate } from './iso-date.js';
import { hiddenStyles, withoutHidden } from './word-hidden.js';
import { type ZipEntry, zipEntries } from './zip-entries.js';

/** Of one part of the document unpacked, and of all: a book's text has a few megabytes. */
const MOST_BYTES = 40 * 2 ** 20;
const DAMAGED = { ok: false, reason: 'It is damaged or no Word document (DOCX)', advice: 'open it in a word processor and save it anew' } as const;
const TOO_LARGE = 'Unpacked it is larger than any text: it is damaged, or made to do harm';

/**
 * A Word document as clean text, by mammoth: headings, lists, tables, notes; without pictures, comments and what was
 * hidden or, while changes were tracked, deleted. Macros are never looked at. The sizes are checked before anything is unpacked
 * whole. Never rejects.
 */
export async function extractDocx(bytes: Uint8Array, options: ExtractOptions = {}): Promise<Extraction> {
  try {
    const entries = zipEntries(bytes);
    if (!entries.some(({ name }) => name === 'word/document.xml')) return DAMAGED;
    if (!isBounded(entries)) return { ok: false, reason: TOO_LARGE };
    const { value } = await mammoth.convertToHtml(asInput(entries), { convertImage: NO_IMAGES, includeEmbeddedStyleMap: false, externalFileAccess: false, styleMap: STYLES });
    const builder = new DocumentBuilder();
    addHtmlFragment(builder, value);
    return { ok: true, document: builder.build(detailsOf(entries, builder, options)) };
  } catch {
    return DAMAGED;
  }
}

const STYLES = ["p[style-name='Title'] => h1:fresh", "p[style-name='Subtitle'] => h2:fresh", "p[style-name='Quote'] => blockquote:fresh", "p[style-name='Intense Quote'] => blockquote:fresh", "p[style-name='HTML Preformatted'] => pre:separator('\n')"];
const NO_IMAGES = mammoth.images.imgElement(async () => ({ src: '' }));

/** The parts of the document, as mammoth reads them, without hidden text. */
function asInput(entries: readonly ZipEntry[]): { buffer: Buffer } {
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  const text = (name: string) => Buffer.from(byName.get(name)?.read(MOST_BYTES) ?? []).toString('utf8');
  const styles = hiddenStyles(text('word/styles.xml'));
  const file = {
    exists: (name: string) => byName.has(name),
    async read(name: string, encoding?: 'utf-8' | 'base64') {
      if (encoding === 'base64') return Buffer.from(byName.get(name)?.read(MOST_BYTES) ?? []).toString('base64');
      const part = text(name);
      return name.endsWith('.xml') ? withoutHidden(part, styles) : part;
    },
  };
  // mammoth takes an opened file too, which its types don't say.
  return { file } as unknown as { buffer: Buffer };
}

/** What mammoth unpacks: the parts in XML. Each is unpacked here first, under a limit, and let go. */
function isBounded(entries: readonly ZipEntry[]): boolean {
  let left = MOST_BYTES;
  for (const entry of entries) {
    if (!/\.(?:xml|rels)$/i.test(entry.name)) continue;
    try {
      left -= entry.read(left).length;
    } catch {
      return false;
    }
  }
  return true;
}

function detailsOf(entries: readonly ZipEntry[], builder: DocumentBuilder, { fallbackTitle }: ExtractOptions) {
  const core = partOf(entries, 'docProps/core.xml');
  const value = (name: string) => decodeXml(new RegExp(`<${name}\\b[^>]{0,200}>([^<]{1,2000})</${name}>`).exec(core)?.[1] ?? '');
  return {
    title: value('dc:title') || builder.firstHeading(1) || fallbackTitle || builder.firstHeading(6) || UNTITLED,
    url: null,
    // The day of creation is that of the template as often as not.
    published_at: null,
    modified_at: toIsoDate(value('dcterms:modified')),
    author: toAuthor(value('dc:creator')),
    language: toLanguage(value('dc:language')),
  };
}

function partOf(entries: readonly ZipEntry[], name: string): string {
  try {
    return Buffer.from(entries.find((entry) => entry.name === name)?.read(2 ** 20) ?? []).toString('utf8');
  } catch {
    return '';
  }
}

function decodeXml(text: string): string {
  return text.replace(/&(lt|gt|quot|apos|amp);/g, (_entity, name: string) => ({ lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' })[name] ?? '').trim();
}
