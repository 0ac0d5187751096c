import type { FastifyInstance } from 'fastify';
import { type LibraryDocumentEntry, type LibraryHitEntry, type LibraryResponse, libraryQuerySchema, librarySearchQuerySchema } from '@groundwire/protocol';
import { GroundwireError } from '../base/errors.js';
import { exampleQuestions } from './example-questions.js';
import { readAs } from './read-body.js';
import type { RouteContext } from './route-context.js';

/** Documents that are looked at for examples, and questions that are given. */
const MOST_EXAMPLES = 6;

/**
 * `/api/library`: what the library holds, passages that match, questions that it answers, and removing. Where a file lies on the
 * server is nobody else's business: it goes by the name that it was uploaded under, or by the last part of its path.
 */
export async function libraryRoute(app: FastifyInstance, { library, uploads }: RouteContext): Promise<void> {
  app.get('/api/library', async (request, reply): Promise<LibraryResponse> => {
    void reply.header('cache-control', 'no-store');
    const { collection, limit, offset } = readAs(libraryQuerySchema, request.query);
    const [{ documents, total }, collections, nameOf] = await Promise.all([library.list({ collection, limit, offset }), library.collections(), uploads.naming()]);
    return { success: true, documents: documents.map(({ path, ...document }): LibraryDocumentEntry => ({ ...document, name: nameOf(path) })), collections, total_count: total, has_more: offset + documents.length < total };
  });

  app.get('/api/library/search', async (request, reply) => {
    void reply.header('cache-control', 'no-store');
    const { q, collection, limit } = readAs(librarySearchQuerySchema, request.query);
    const [hits, nameOf] = await Promise.all([library.find(q, { collection, limit }), uploads.naming()]);
    return { success: true, hits: hits.map(({ path, ...hit }): LibraryHitEntry => ({ ...hit, name: nameOf(path) })) };
  });

  app.get('/api/library/examples', async (_request, reply) => {
    void reply.header('cache-control', 'no-store');
    const collections = await library.collections();
    const own = collections.some(({ builtin, documents }) => !builtin && documents > 0);
    const wanted = collections.filter(({ builtin }) => builtin !== own).map(({ collection }) => collection);
    const lists = await Promise.all(wanted.slice(0, MOST_EXAMPLES).map((collection) => library.list({ collection, limit: MOST_EXAMPLES, offset: 0 })));
    const texts = await Promise.all(lists.flatMap(({ documents }) => documents).slice(0, MOST_EXAMPLES).map(({ document_id }) => library.document(document_id)));
    return { success: true, questions: exampleQuestions(texts.filter((text) => text !== null)) };
  });

  app.delete<{ Params: { document_id: string } }>('/api/library/:document_id', async (request) => {
    const document = await library.document(request.params.document_id);
    if (document === null) throw new GroundwireError('DOCUMENT_NOT_FOUND', 'The library holds no document with this id');
    const removed = await library.remove({ documentIds: [document.document_id] });
    await uploads.forget(document.path);
    return { success: true, removed };
  });

  app.delete<{ Querystring: { collection?: unknown } }>('/api/library', async (request) => {
    const { collection } = request.query;
    if (typeof collection !== 'string' || collection === '') throw new GroundwireError('INVALID_REQUEST', 'Name the collection to remove: DELETE /api/library?collection=NAME');
    const paths = await pathsOf(collection);
    const removed = await library.remove({ collection });
    for (const path of paths) await uploads.forget(path);
    return { success: true, removed };
  });

  async function pathsOf(collection: string): Promise<string[]> {
    const paths: string[] = [];
    for (let total = 1; paths.length < total; ) {
      const page = await library.list({ collection, limit: 1000, offset: paths.length });
      if (page.documents.length === 0) break;
      paths.push(...page.documents.map(({ path }) => path));
      total = page.total;
    }
    return paths;
  }
}
