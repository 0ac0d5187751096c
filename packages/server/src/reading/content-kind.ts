import type { DocumentFormat } from '../extraction/extract-document.js';

const BY_TYPE = new Map<string, DocumentFormat>([
  ['text/html', 'html'],
  ['application/xhtml+xml', 'html'],
  ['text/plain', 'text'],
  ['text/markdown', 'markdown'],
  ['text/x-markdown', 'markdown'],
]);
/** Types that say nothing, or that servers give to whatever they don't know. */
const VAGUE = new Set(['', 'application/octet-stream', 'binary/octet-stream', 'application/x-download', 'application/download', 'unknown/unknown', 'application/unknown', 'text/xml', 'application/xml']);

export interface ContentType {
  /** Lower case, without parameters; empty where there is none. */
  type: string;
  charset: string | null;
}

export function parseContentType(header: string | undefined): ContentType {
  const [type = '', ...parameters] = (header ?? '').slice(0, 500).toLowerCase().split(';');
  const charset = parameters.map((parameter) => /^\s*charset\s*=\s*"?([\w:.-]{1,40})"?\s*$/.exec(parameter)?.[1]).find((value) => value !== undefined);
  return { type: type.trim(), charset: charset ?? null };
}

/** Whether a body of this declared type is worth fetching at all. */
export function mayBeReadable({ type }: ContentType): boolean {
  return VAGUE.has(type) || BY_TYPE.has(type) || DOCUMENT_TYPES.has(type);
}

const DOCUMENT_TYPES = new Map<string, DocumentFormat>([
  ['application/pdf', 'pdf'],
  ['application/x-pdf', 'pdf'],
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'docx'],
]);

/** What the bytes are, by what they begin with, else by what the server says; null for what can't be read. */
export function contentKind(bytes: Uint8Array, declared: ContentType): DocumentFormat | null {
  const head = String.fromCharCode(...bytes.subarray(0, 1024));
  if (/^\s{0,100}%PDF-/.test(head)) return 'pdf';
  if (head.startsWith('PK\u0003\u0004')) return DOCUMENT_TYPES.get(declared.type) === 'docx' || holdsWordDocument(bytes) ? 'docx' : null;
  const known = BY_TYPE.get(declared.type);
  if (known === 'html' || known === 'markdown') return known;
  if (beginsAsHtml(head)) return 'html';
  if (known !== undefined) return known;
  // A document type without its signature is no such document.
  if (DOCUMENT_TYPES.has(declared.type)) return null;
  return VAGUE.has(declared.type) && !/xml$/.test(declared.type) && !bytes.subarray(0, 1024).includes(0) ? 'text' : null;
}

/** Steps over declarations and comments one by one: a pattern that may divide them in several ways would try all of them. */
function beginsAsHtml(head: string): boolean {
  let rest = head.replace(/^ï»¿/, '').trimStart();
  for (let close = closingOf(rest); close !== null; close = closingOf(rest)) {
    // `<!-->` is a whole comment.
    const end = rest.indexOf(close, 2);
    if (end < 0) return false;
    rest = rest.slice(end + close.length).trimStart();
  }
  return /^<(?:!doctype\s+html|html|head|body)\b/i.test(rest);
}

function closingOf(rest: string): string | null {
  return rest.startsWith('<!--') ? '-->' : rest.startsWith('<?xml') ? '>' : null;
}

/** The names of a zip's entries stand in it as they are. */
function holdsWordDocument(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 65_536)).includes('word/');
}
