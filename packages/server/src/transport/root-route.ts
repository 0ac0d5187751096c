import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GroundwireError } from '../base/errors.js';
import type { RouteContext } from './route-context.js';
import { prefersHtml } from './prefers-html.js';
import { openWebPage, type WebPage } from './web-page.js';

/** The page's own addresses: it finds out by itself which of its views is meant. */
const VIEWS = ['/chat/:session_id', '/library', '/history', '/status'] as const;

/** `GET /`: the web page for browsers, where it was built, and the service's name for everyone else. Also serves the page's files and views. */
export async function rootRoute(app: FastifyInstance, { version, webRoot }: RouteContext): Promise<void> {
  const page = openWebPage(webRoot);
  if (page !== null) {
    // Names under assets/ hold a hash of the content, so they may be kept for ever.
    await app.register(fastifyStatic, { root: join(page.root, 'assets'), prefix: '/assets/', index: false, immutable: true, maxAge: '365d', cacheControl: true });
    for (const name of filesBeside(page.root)) app.get(`/${name}`, (_request, reply) => reply.sendFile(name, page.root, { maxAge: '1h', immutable: false }));
  }
  app.get('/', (request, reply) => {
    if (page !== null && prefersHtml(request.headers.accept)) return page.send(reply);
    return reply.header('vary', 'Origin, Accept').send({ message: 'Groundwire answers questions from sources it has read', status: 'running', version });
  });
  for (const view of VIEWS) app.get(view, (request, reply) => sendView(request, reply, page));
}

function sendView(request: FastifyRequest, reply: FastifyReply, page: WebPage | null): FastifyReply {
  if (page === null || !prefersHtml(request.headers.accept)) throw new GroundwireError('NOT_FOUND', 'This address is a view of the web page, for browsers. docs/api.md lists the routes for programs');
  return page.send(reply, { below: request.routeOptions.url === '/chat/:session_id' });
}

/** Files such as favicon.svg that lie beside index.html. Only plain names, so that none is taken for a route pattern. */
function filesBeside(root: string): string[] {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'index.html' && /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(entry.name))
    .map((entry) => entry.name);
}
