import type { FastifyInstance, FastifyReply } from 'fastify';
import { GroundwireError } from '../base/errors.js';
import type { ReadPage } from '../reading/page-reader.js';
import type { LibraryDocumentText } from '../sources/library/library.js';
import { documentPage, missingDocumentPage } from './document-page.js';
import { DOCUMENT_POLICY } from './document-style.js';
import { readMarks } from './mark-ranges.js';
import type { RouteContext } from './route-context.js';

interface DocumentRequest {
  Params: { document_id: string };
  /** Repeated parameters come as arrays, so nothing is known of their type. */
  Querystring: { mark?: unknown; v?: unknown };
}

/**
 * `GET /documents/{document_id}`: the cleaned text that citations quote from, of the library or of a page of the web. `?mark=START-END,…` marks passages, `&v=` holds the
 * first characters of the content hash at the time of the citation. JSON for those who ask for it.
 */
export async function documentRoute(app: FastifyInstance, { library, pages }: RouteContext): Promise<void> {
  app.get<DocumentRequest>('/documents/:document_id', async (request, reply) => {
    const { mark, v } = request.query;
    const { document_id } = request.params;
    const document = (await library.document(document_id)) ?? webDocument(await pages.document(document_id));
    void reply.headers({ vary: 'Origin, Accept', 'cache-control': 'private, no-cache', 'x-robots-tag': 'noindex' });
    if (asksForJson(request.headers.accept)) return document === null ? notFound() : documentBody(document);
    if (document === null) return sendPage(reply.code(404), missingDocumentPage());
    return sendPage(reply, documentPage(document, { marks: readMarks(mark, document.text), changed: isChanged(v, document.content_hash) }));
  });
}

function asksForJson(accept: string | undefined): boolean {
  return accept !== undefined && /\bapplication\/json\b/i.test(accept) && !/\btext\/html\b/i.test(accept);
}

function notFound(): never {
  throw new GroundwireError('DOCUMENT_NOT_FOUND', 'No document with this id is kept here. It may have been removed since it was cited; pages of the web are kept for a while only');
}

function sendPage(reply: FastifyReply, html: string): FastifyReply {
  return reply.header('content-security-policy', DOCUMENT_POLICY).type('text/html; charset=utf-8').send(html);
}

function isChanged(version: unknown, contentHash: string): boolean {
  if (typeof version !== 'string' || !/^[0-9a-f]{8,64}$/i.test(version)) return false;
  return !contentHash.replace(/^sha256:/, '').startsWith(version.toLowerCase());
}

/** A page of the web as it was read: where it is, and when it was, in place of a collection. */
interface WebDocument extends Omit<LibraryDocumentText, 'path' | 'collection' | 'indexed_at' | 'words' | 'passages'> {
  retrieved_at: string;
}

function webDocument(page: ReadPage | null): WebDocument | null {
  if (page === null) return null;
  const { document_id, content_hash, retrieved_at, url, document } = page;
  const { title, published_at, modified_at = null, author, language, text, blocks } = document;
  return { document_id, title: title.trim() === '' ? url : title, url, published_at, modified_at, author, language, content_hash, retrieved_at, text, blocks };
}

/** Without `path`: where files lie on the server is nobody else's business. */
function documentBody(document: LibraryDocumentText | WebDocument) {
  const { path: _path, ...shown } = { path: null, ...document };
  return shown;
}
