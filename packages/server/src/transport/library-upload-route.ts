import type { FastifyInstance } from 'fastify';
import { type LibraryUploadResponse, libraryUploadQuerySchema } from '@groundwire/protocol';
import { GroundwireError } from '../base/errors.js';
import { MAX_DOCUMENT_BYTES } from '../base/limits.js';
import type { FileOutcome } from '../sources/library/library.js';
import { checkedCollectionName } from '../sources/library/collection-name.js';
import { readAs } from './read-body.js';
import type { RouteContext } from './route-context.js';

/**
 * `POST /api/library?name=…&collection=…`: the body is one file, as it is. It is kept and indexed; a file that can't be read is
 * answered with what is wrong with it. Whatever the caller calls its type, the name's extension decides.
 */
export async function libraryUploadRoute(app: FastifyInstance, { library, uploads }: RouteContext): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MAX_DOCUMENT_BYTES }, (_request, body, done) => done(null, body));
  app.post('/api/library', { bodyLimit: MAX_DOCUMENT_BYTES }, async (request): Promise<LibraryUploadResponse> => {
    const { name, collection } = readAs(libraryUploadQuerySchema, request.query);
    if (!(request.body instanceof Uint8Array)) throw new GroundwireError('INVALID_REQUEST', 'The body must be the file itself, sent with the header content-type: application/octet-stream');
    checkedCollectionName(collection, { builtin: false });
    const path = await uploads.save(collection, name, request.body);
    const outcomes: FileOutcome[] = [];
    await library.addPaths([path], { collection, onProgress: ({ file }) => outcomes.push(file) });
    const outcome = outcomes.at(-1);
    if (outcome === undefined || outcome.outcome === 'failed' || outcome.outcome === 'removed') await uploads.forget(path);
    return { success: true, name, ...shown(outcome) };
  });
}

function shown(file: FileOutcome | undefined): Pick<LibraryUploadResponse, 'outcome' | 'document_id' | 'passages' | 'reason'> {
  if (file === undefined || file.outcome === 'removed') return { outcome: 'failed', document_id: null, passages: null, reason: 'It was not indexed' };
  if (file.outcome === 'failed') return { outcome: 'failed', document_id: null, passages: null, reason: file.reason };
  return { outcome: file.outcome, document_id: file.document_id, passages: file.outcome === 'unchanged' ? null : file.passages, reason: null };
}
