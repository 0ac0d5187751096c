import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GroundwireError } from '../base/errors.js';
import type { RouteContext } from './route-context.js';
import { prefersHtml } from './prefers-html.js';

/**
 * Nothing is allowed but files and calls of this very server; the socket counts as `self`. Scripts can't make markup out of
 * text either: the page uses none of the browser's functions that would.
 */
const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

/** The page's own addresses: it finds out by itself which of its views is meant. */
const VIEWS = ['/chat/:session_id', '/library', '/history', '/status'] as const;

/** `GET /`: the web page for browsers, where it was built, and the service's name for everyone else. Also serves the page's files and views. */
export async function rootRoute(app: FastifyInstance, { version, webRoot }: RouteContext): Promise<void> {
  const root = webRoot !== null && existsSync(join(webRoot, 'index.html')) ? webRoot : null;
  const html = root === null ? null : readFileSync(join(root, 'index.html'), 'utf8');
  if (root !== null) {
    // Names under assets/ hold a hash of the content, so they may be kept for ever.
    await app.register(fastifyStatic, { root: join(root, 'assets'), prefix: '/assets/', index: false, immutable: true, maxAge: '365d', cacheControl: true });
    for (const name of filesBeside(root)) app.get(`/${name}`, (_request, reply) => reply.sendFile(name, root, { maxAge: '1h', immutable: false }));
  }
  app.get('/', (request, reply) => {
    if (html !== null && prefersHtml(request.headers.accept)) return sendPage(reply, html);
    return reply.header('vary', 'Origin, Accept').send({ message: 'Groundwire answers questions from sources it has read', status: 'running', version });
  });
  for (const view of VIEWS) app.get(view, (request, reply) => sendView(request, reply, html));
}

function sendView(request: FastifyRequest, reply: FastifyReply, html: string | null): FastifyReply {
  if (html === null || !prefersHtml(request.headers.accept)) throw new GroundwireError('NOT_FOUND', 'This address is a view of the web page, for browsers. docs/api.md lists the routes for programs');
  return sendPage(reply, request.routeOptions.url === '/chat/:session_id' ? fromFolderBelow(html) : html);
}

function sendPage(reply: FastifyReply, html: string): FastifyReply {
  return reply.headers({ vary: 'Origin, Accept', 'cache-control': 'no-cache', 'content-security-policy': PAGE_POLICY }).type('text/html; charset=utf-8').send(html);
}

/** The page names its files relatively, so that it works under a path of a proxy. */
function fromFolderBelow(html: string): string {
  return html.replaceAll(/(href|src)="\.\//g, '$1="../');
}

/** Files such as favicon.svg that lie beside index.html. Only plain names, so that none is taken for a route pattern. */
function filesBeside(root: string): string[] {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'index.html' && /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(entry.name))
    .map((entry) => entry.name);
}
