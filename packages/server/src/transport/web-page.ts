import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyReply } from 'fastify';

/**
 * Nothing is allowed but files and calls of this very server; the socket counts as `self`. Scripts can't make markup out of
 * text either: the page uses none of the browser's functions that would.
 */
const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

/** The page for browsers. It finds out by itself which of its views its address means. */
export interface WebPage {
  /** The folder that holds its files. */
  root: string;
  /** `below`: its address is one folder below the page's own. */
  send(reply: FastifyReply, where?: { below?: boolean }): FastifyReply;
}

/** Null where the page was not built. */
export function openWebPage(webRoot: string | null): WebPage | null {
  if (webRoot === null || !existsSync(join(webRoot, 'index.html'))) return null;
  const html = readFileSync(join(webRoot, 'index.html'), 'utf8');
  // It names its files relatively, so that it works under a path of a proxy.
  const belowHtml = html.replaceAll(/(href|src)="\.\//g, '$1="../');
  return {
    root: webRoot,
    send: (reply, { below = false } = {}) =>
      reply.headers({ vary: 'Origin, Accept', 'cache-control': 'no-cache', 'content-security-policy': PAGE_POLICY }).type('text/html; charset=utf-8').send(below ? belowHtml : html),
  };
}
