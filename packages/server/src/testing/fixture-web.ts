import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { AllowedHost } from '../reading/address-policy.js';
import type { Lookup } from '../reading/guarded-connector.js';

/** Answers one request; whatever it does to the socket is its own business. */
export type FixturePage = (request: IncomingMessage, response: ServerResponse) => void;

/** A few web sites on this machine, on one real port, that do what sites do, the bad things too. */
export interface FixtureWeb {
  /** `http://HOST:PORT/path`. */
  url(host: string, path?: string): string;
  /** What to give a page reader, so that these hosts, and no others of this machine, may be read. */
  lookup: Lookup;
  allowed: AllowedHost[];
  /** Requests so far, as `host path`, without those for robots.txt. */
  asked: string[];
  /** Connections that are open now. */
  open(): number;
  close(): Promise<void>;
}

/** `pages` by `host/path`; a host that is not named has no address. `robots.txt` is 404 unless it is a page. */
export async function startFixtureWeb(pages: Readonly<Record<string, FixturePage>>): Promise<FixtureWeb> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const hosts = new Set(Object.keys(pages).map((key) => key.slice(0, key.indexOf('/'))));
  const server: Server = createServer((request, response) => {
    const host = (request.headers.host ?? '').replace(/:\d+$/, '');
    const path = request.url ?? '/';
    if (path !== '/robots.txt') asked.push(`${host} ${path}`);
    const page = pages[`${host}${path}`];
    if (page === undefined) response.writeHead(404, { 'content-type': 'text/html' }).end('<p>Not here</p>');
    else page(request, response);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: (host, path = '/') => `http://${host}:${port}${path}`,
    lookup: async (host) => (hosts.has(host) ? ['127.0.0.1'] : Promise.reject(new Error('ENOTFOUND'))),
    allowed: [...hosts].map((host) => ({ host, port })),
    asked,
    open: () => sockets.size,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function htmlPage(html: string | Buffer, headers: Record<string, string> = {}): FixturePage {
  return (_request, response) => response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(html);
}

/** An article as a page has it: with what stands around it. */
export function articleHtml({ title, paragraphs, published, author }: { title: string; paragraphs: readonly string[]; published?: string; author?: string }): string {
  const meta = [published === undefined ? '' : `<meta property="article:published_time" content="${published}">`, author === undefined ? '' : `<meta name="author" content="${author}">`].join('');
  return `<!doctype html><html lang="en"><head><title>${title}</title>${meta}</head><body><nav><a href="/">Home</a> <a href="/news">News</a></nav><main><article><h1>${title}</h1>${paragraphs.map((text) => `<p>${text}</p>`).join('')}</article></main><footer>All rights reserved</footer></body></html>`;
}

const BOMB = gzipSync(Buffer.alloc(50 * 2 ** 20), { level: 1 });

/** What sites do wrong, each as a page. */
export const FAULTS = {
  /** Accepts and says nothing. */
  silent: (() => {}) as FixturePage,
  /** Headers at once, then a byte now and then, for ever. */
  drip: ((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    const timer = setInterval(() => response.write(' '), 50);
    response.on('close', () => clearInterval(timer));
  }) as FixturePage,
  /** Bytes without end. */
  endless: ((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    const chunk = Buffer.alloc(65_536, 'a ');
    const more = () => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', more);
    more();
  }) as FixturePage,
  /** A few hundred kilobytes that become fifty megabytes. */
  gzipBomb: ((_request, response) => response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' }).end(BOMB)) as FixturePage,
  damagedGzip: ((_request, response) => response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' }).end('this is not packed')) as FixturePage,
  /** Says that it is longer than anything. */
  boastful: ((_request, response) => void response.writeHead(200, { 'content-type': 'text/html', 'content-length': String(2 ** 40) }).write('<p>a')) as FixturePage,
  reset: ((request) => request.socket.resetAndDestroy()) as FixturePage,
  cut: ((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html', 'content-length': '1000' });
    response.write('<p>half of', () => response.destroy());
  }) as FixturePage,
  notHttp: ((request) => request.socket.end('garbage\r\n\r\n')) as FixturePage,
  headerFlood: ((request) => request.socket.end(`HTTP/1.1 200 OK\r\n${'x-more: '.padEnd(1000, 'y').concat('\r\n').repeat(100)}\r\n`)) as FixturePage,
  nested: htmlPage(`<body>${'<div>'.repeat(20_000)}<p>Deep down there is a sentence that can be read.</p>`),
  angles: htmlPage('<'.repeat(4 * 2 ** 20)),
  image: ((_request, response) => response.writeHead(200, { 'content-type': 'image/png' }).end(Buffer.from([0x89, 0x50, 0x4e, 0x47]))) as FixturePage,
} as const;

export function statusPage(status: number, headers: Record<string, string> = {}): FixturePage {
  return (_request, response) => response.writeHead(status, { 'content-type': 'text/html', ...headers }).end('<p>A page about an error</p>');
}

export function redirectPage(location: string): FixturePage {
  return (_request, response) => response.writeHead(302, { location }).end();
}
