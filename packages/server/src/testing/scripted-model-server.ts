import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerAsModel } from './scripted-model-answer.js';
import type { ModelScript, ScriptedAnswer } from './scripted-model-script.js';
import { ScriptedResponses } from './scripted-responses.js';

/** A request as the server received it. */
export interface RecordedModelRequest {
  method: string;
  /** Path and query. */
  path: string;
  headers: IncomingMessage['headers'];
  /** The caller's port: the same for requests over one connection. */
  remotePort: number | undefined;
  /** The parsed JSON body; the raw text when it is not JSON; null when there was none. */
  body: unknown;
  /** Resolves when the exchange is over: `client` when the caller closed the connection before the answer was whole. */
  closed: Promise<'server' | 'client'>;
}

/** A fixed script, or one made from the request. */
export type ScriptSource = ModelScript | ((request: RecordedModelRequest) => ModelScript);

export interface ScriptedModelServer {
  /** `http://127.0.0.1:PORT`: the base address for Anthropic's format; append `/v1` for OpenAI's. */
  readonly url: string;
  /** Requests for an answer, in the order they came. */
  readonly requests: RecordedModelRequest[];
  /** Requests for the list of models. */
  readonly checks: RecordedModelRequest[];
  /** Scripts for the next answers, in order. When none is left, `fallback` serves. */
  enqueue(...scripts: ScriptSource[]): void;
  /** For every answer without a script of its own. At first: a short answer that cites source 1. */
  fallback: ScriptSource;
  /** Answers that this server keeps: those that were asked for in the Responses API's background mode. */
  readonly responses: ScriptedResponses;
  /** For requests for the list of models; null (at first) gives a list of one. */
  checkScript: ScriptSource | null;
  /** Resolves once so many requests for an answer have come in all. */
  received(count: number): Promise<void>;
  /** Closes all connections and the server. */
  close(): Promise<void>;
}

const DEFAULT_ANSWER: ScriptedAnswer = { kind: 'answer', chunks: ['This ', 'is ', 'a scripted ', 'answer', ' [1].'] };
const MAX_BODY = 16 * 1024 * 1024;

/**
 * A model server for tests: real HTTP on a free port of 127.0.0.1, in OpenAI's and in Anthropic's wire format, which
 * answers as its scripts say. The path decides the format: `…/chat/completions`, `…/responses` or `…/v1/messages`.
 */
export async function startScriptedModelServer(options: { port?: number } = {}): Promise<ScriptedModelServer> {
  const queue: ScriptSource[] = [];
  const waiting: Array<{ count: number; resolve: () => void }> = [];
  const server = createServer((request, response) => void serve(scripted, request, response));
  const scripted = {
    url: '',
    requests: [] as RecordedModelRequest[],
    checks: [] as RecordedModelRequest[],
    fallback: DEFAULT_ANSWER as ScriptSource,
    checkScript: null as ScriptSource | null,
    responses: new ScriptedResponses(),
    enqueue: (...scripts: ScriptSource[]) => void queue.push(...scripts),
    received: (count: number) => new Promise<void>((resolve) => (scripted.requests.length >= count ? resolve() : void waiting.push({ count, resolve }))),
    close: () => closeServer(server),
    next: () => queue.shift() ?? scripted.fallback,
    note(request: RecordedModelRequest): void {
      scripted.requests.push(request);
      for (const { resolve } of waiting.filter(({ count }) => scripted.requests.length >= count)) resolve();
    },
  };
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', resolve));
  scripted.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return scripted;
}

interface Desk {
  readonly responses: ScriptedResponses;
  checks: RecordedModelRequest[];
  checkScript: ScriptSource | null;
  next(): ScriptSource;
  note(request: RecordedModelRequest): void;
}

async function serve(desk: Desk, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const recorded = await record(request, response);
  const path = recorded.path.replace(/\?.*$/, '');
  if (request.method === 'GET' && path.endsWith('/models')) {
    desk.checks.push(recorded);
    return answerCheck(desk.checkScript, recorded, response);
  }
  if (/\/responses\/[^/]+/.test(path)) return desk.responses.answer(recorded.method, recorded.path, response);
  if (request.method === 'POST' && path.endsWith('/responses')) return createResponse(desk, recorded, response);
  const format = path.endsWith('/chat/completions') ? 'openai' : path.endsWith('/v1/messages') ? 'anthropic' : null;
  if (request.method !== 'POST' || format === null) {
    response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":{"message":"Unknown request URL","type":"invalid_request_error"}}');
    return;
  }
  const source = desk.next();
  desk.note(recorded);
  await answerAsModel(format, typeof source === 'function' ? source(recorded) : source, recorded.body, response);
}

async function createResponse(desk: Desk, recorded: RecordedModelRequest, response: ServerResponse): Promise<void> {
  const source = desk.next();
  desk.note(recorded);
  const script = typeof source === 'function' ? source(recorded) : source;
  if (script.kind === 'answer') await desk.responses.create(script, recorded.body, response);
  else await answerAsModel('openai', script, recorded.body, response);
}

async function answerCheck(source: ScriptSource | null, recorded: RecordedModelRequest, response: ServerResponse): Promise<void> {
  if (source !== null) return answerAsModel('openai', typeof source === 'function' ? source(recorded) : source, null, response);
  response.writeHead(200, { 'content-type': 'application/json' }).end('{"object":"list","data":[{"id":"scripted","object":"model"}]}');
}

async function record(request: IncomingMessage, response: ServerResponse): Promise<RecordedModelRequest> {
  const closed = new Promise<'server' | 'client'>((resolve) => response.once('close', () => resolve(response.writableFinished || response.errored !== null ? 'server' : 'client')));
  const text = await readAll(request);
  return { method: request.method ?? '', path: request.url ?? '', headers: request.headers, remotePort: request.socket.remotePort, body: parsedBody(text), closed };
}

async function readAll(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size <= MAX_BODY) parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function parsedBody(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
