import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { SEARCH_SERVICE_NAMES, type SearchServiceName } from '../sources/search/create-search-providers.js';

/** What the server does with one request. */
export type SearchScript =
  /** The recorded answer of the service. */
  | { kind: 'fixture' }
  | { kind: 'answer'; status?: number; headers?: Record<string, string>; body?: string }
  /** Half of the recorded answer, then the connection breaks. */
  | { kind: 'cut' }
  /** Headers, half of the answer, then nothing. */
  | { kind: 'stall' }
  /** Nothing at all. */
  | { kind: 'silence' }
  /** The connection breaks before the headers. */
  | { kind: 'hang_up' }
  /** A body without an end. */
  | { kind: 'endless' }
  /** 200 MB, packed. */
  | { kind: 'bomb' };

/** A request as the server received it. */
export interface RecordedSearch {
  service: SearchServiceName;
  method: string;
  /** Behind the service's base address. */
  path: string;
  parameters: URLSearchParams;
  headers: IncomingMessage['headers'];
  /** The parsed JSON body; null when there was none. */
  body: unknown;
  /** Resolves when the exchange is over. */
  closed: Promise<void>;
}

export interface ScriptedSearchServer {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** Base addresses for `createSearchProviders`. */
  readonly baseUrls: Record<SearchServiceName, string>;
  readonly requests: RecordedSearch[];
  /** For the service's next requests, in order; the recorded answers serve when none is left. */
  enqueue(service: SearchServiceName, ...scripts: SearchScript[]): void;
  /** For every request of the service that has no script of its own. */
  always(service: SearchServiceName, script: SearchScript): void;
  /** Resolves once so many requests have come in all. */
  received(count: number): Promise<void>;
  close(): Promise<void>;
}

/** Recorded answers lie beside the product's sources, also for who runs the compiled file. */
const FIXTURES = new URL('../../src/sources/search/fixtures/', import.meta.url);

/** The recorded answer of a service to a request: by the path, where a service has several. */
export function fixtureFor(service: SearchServiceName, path: string, name = 'results'): { body: string; contentType: string } {
  const part = service === 'pubmed' ? (path.includes('efetch') ? 'efetch' : 'esearch') : service === 'stackexchange' && path.includes('/answers') ? 'answers' : /news/.test(path) && service !== 'hackernews' ? 'news' : name;
  const isXml = service === 'arxiv' || part === 'efetch';
  return { body: readFileSync(new URL(`${service}-${part}.${isXml ? 'xml' : 'json'}`, FIXTURES), 'utf8'), contentType: isXml ? 'application/xml' : 'application/json' };
}

/** Plays every search service on one port of 127.0.0.1, each below a path of its own, from recorded answers or as its scripts say. */
export async function startScriptedSearchServer(): Promise<ScriptedSearchServer> {
  const desk = new Desk();
  const server = createServer((request, response) => void serve(desk, request, response));
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const baseUrls = Object.fromEntries(SEARCH_SERVICE_NAMES.map((name) => [name, name === 'wikipedia' ? `${url}/wikipedia/{language}` : `${url}/${name}`])) as Record<SearchServiceName, string>;
  return {
    url,
    baseUrls,
    requests: desk.requests,
    enqueue: (service, ...scripts) => void desk.queue(service).push(...scripts),
    always: (service, script) => void desk.standing.set(service, script),
    received: (count) => desk.received(count),
    close: () => closeServer(server),
  };
}

class Desk {
  readonly requests: RecordedSearch[] = [];
  readonly standing = new Map<SearchServiceName, SearchScript>();
  readonly #queues = new Map<SearchServiceName, SearchScript[]>();
  readonly #waiting: Array<{ count: number; resolve: () => void }> = [];

  queue(service: SearchServiceName): SearchScript[] {
    const queue = this.#queues.get(service) ?? [];
    this.#queues.set(service, queue);
    return queue;
  }

  note(request: RecordedSearch): SearchScript {
    this.requests.push(request);
    for (const { resolve } of this.#waiting.filter(({ count }) => this.requests.length >= count)) resolve();
    return this.queue(request.service).shift() ?? this.standing.get(request.service) ?? { kind: 'fixture' };
  }

  received(count: number): Promise<void> {
    return new Promise((resolve) => (this.requests.length >= count ? resolve() : void this.#waiting.push({ count, resolve })));
  }
}

async function serve(desk: Desk, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const closed = new Promise<void>((resolve) => void response.once('close', () => resolve()));
  const url = new URL(request.url ?? '/', 'http://server');
  const [, name = '', ...rest] = url.pathname.split('/');
  const service = SEARCH_SERVICE_NAMES.find((known) => known === name);
  const body = await readAll(request);
  if (service === undefined) return void response.writeHead(404).end();
  const path = `/${rest.join('/')}`;
  const script = desk.note({ service, method: request.method ?? '', path, parameters: url.searchParams, headers: request.headers, body: body === '' ? null : (JSON.parse(body) as unknown), closed });
  play(script, fixtureFor(service, path), response);
}

function play(script: SearchScript, fixture: { body: string; contentType: string }, response: ServerResponse): void {
  const headers = { 'content-type': `${fixture.contentType}; charset=utf-8` };
  const half = fixture.body.slice(0, fixture.body.length / 2);
  switch (script.kind) {
    case 'fixture':
      return void response.writeHead(200, headers).end(fixture.body);
    case 'answer':
      return void response.writeHead(script.status ?? 200, { ...headers, ...script.headers }).end(script.body ?? fixture.body);
    case 'cut':
      return void response.writeHead(200, { ...headers, 'content-length': String(Buffer.byteLength(fixture.body)) }).write(half, () => response.destroy());
    case 'stall':
      return void response.writeHead(200, headers).write(half);
    case 'silence':
      return;
    case 'hang_up':
      return void response.destroy();
    case 'endless':
      response.writeHead(200, headers);
      return writeOn(response);
    case 'bomb':
      return void response.writeHead(200, { ...headers, 'content-encoding': 'gzip' }).end(packed());
  }
}

function writeOn(response: ServerResponse): void {
  const chunk = ' '.repeat(64 * 1024);
  const more = (): void => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', more);
  more();
}

let bomb: Buffer | null = null;

function packed(): Buffer {
  bomb ??= gzipSync(Buffer.alloc(200 * 1024 * 1024, 32), { level: 1 });
  return bomb;
}

async function readAll(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
