import type { Logger } from '../../base/logger.js';
import { checkedCollectionName } from './collection-name.js';
import type { Library } from './library.js';
import { WorkerHost } from './worker-host.js';

/*
 * The library: the user's own documents, indexed and searched.
 *
 * Owns the index file and the worker thread that works on it, which files are read, what of them is stored, and which
 * passages match a question. Must not rank finally or write answers, and knows nothing of sessions. Called by the
 * engine as a source, by the routes that show documents, and by the command line.
 */

const MOST_LISTED = 10_000;

/**
 * A library over the SQLite file `file`, which is made when first needed (`:memory:` keeps it in memory, and loses it
 * with the worker). Nothing is opened until the first call. Passages of a found source are best first.
 */
export function createLibrary({ file, logger }: { file: string; logger: Logger }): Library {
  const host = new WorkerHost(workerScript(), file, logger);
  return {
    name: 'library',
    kinds: ['library'],
    search: (query, signal) => host.call('search', query, { signal }),
    passagesFor: (request, signal) => host.call('passagesFor', request, { signal }),
    find: (query, { collection, limit }) => host.call('find', { query, collection, limit: bounded(limit, 1) }),
    list: ({ collection, limit, offset }) => host.call('list', { collection, limit: bounded(limit, 0), offset: Math.max(0, Math.trunc(offset) || 0) }),
    collections: () => host.call('collections', null),
    document: (documentId) => host.call('document', documentId),
    remove: (selection) => host.call('remove', selection),
    async addPaths(paths, { collection, builtin = false, onProgress, signal }) {
      return await host.call('addPaths', { paths, collection: checkedCollectionName(collection, { builtin }), builtin }, { signal, onProgress, abort: 'when_stopped' });
    },
    async addDocuments(documents, { collection }) {
      return await host.call('addDocuments', { documents, collection: checkedCollectionName(collection, { builtin: false }) });
    },
    async check() {
      await host.call('check', null);
    },
    close: () => host.close(),
  };
}

function bounded(limit: number, least: number): number {
  return Math.min(MOST_LISTED, Math.max(least, Math.trunc(limit) || least));
}

/** The worker is always the built file: tests run the sources as TypeScript, which a worker could not load. */
function workerScript(): URL {
  const here = new URL('./library-worker.js', import.meta.url);
  return new URL(here.href.replace('/packages/server/src/', '/packages/server/dist/'));
}
