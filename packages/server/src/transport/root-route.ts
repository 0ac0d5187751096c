import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { RouteContext } from './route-context.js';
import { prefersHtml } from './prefers-html.js';

/** Everything the page needs comes from this server; the socket counts as `self`. */
const PAGE_POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** `GET /`: the web page for browsers, where it was built, and the service's name for everyone else. Also serves the page's files. */
export async function rootRoute(app: FastifyInstance, { version, webRoot }: RouteContext): Promise<void> {
  const root = webRoot !== null && existsSync(join(webRoot, 'index.html')) ? webRoot : null;
  if (root !== null) {
    // Names under assets/ hold a hash of the content, so they may be kept for ever.
    await app.register(fastifyStatic, { root: join(root, 'assets'), prefix: '/assets/', index: false, immutable: true, maxAge: '365d', cacheControl: true });
    for (const name of filesBeside(root)) app.get(`/${name}`, (_request, reply) => reply.sendFile(name, root, { maxAge: '1h', immutable: false }));
  }
  app.get('/', (request, reply) => {
    void reply.header('vary', 'Origin, Accept');
    if (root === null || !prefersHtml(request.headers.accept)) return reply.send({ message: 'Groundwire answers questions from sources it has read', status: 'running', version });
    return reply.header('content-security-policy', PAGE_POLICY).sendFile('index.html', root, { maxAge: 0, immutable: false });
  });
}

/** Files such as favicon.svg that lie beside index.html. Only plain names, so that none is taken for a route pattern. */
function filesBeside(root: string): string[] {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'index.html' && /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(entry.name))
    .map((entry) => entry.name);
}
