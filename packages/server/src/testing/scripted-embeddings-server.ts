import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the server does with one call. */
export type EmbeddingsScript =
  /** The vectors; `alter` may change the answer before it is sent. */
  | { kind: 'vectors'; alter?: (answer: EmbeddingsAnswer) => unknown }
  | { kind: 'answer'; status?: number; headers?: Record<string, string>; body: string }
  /** Headers, half of the answer, then nothing. */
  | { kind: 'stall' }
  /** Half of the answer, then the connection breaks. */
  | { kind: 'cut' }
  /** Nothing at all. */
  | { kind: 'silence' };

/** OpenAI's answer of `/embeddings` (platform.openai.com/docs/api-reference/embeddings). */
export interface EmbeddingsAnswer {
  object: 'list';
  data: Array<{ object: 'embedding'; index: number; embedding: unknown[] }>;
  model: string;
  usage: { prompt_tokens: number; total_tokens: number };
}

export interface RecordedEmbeddingsCall {
  model: string;
  input: string[];
  headers: IncomingMessage['headers'];
  /** Resolves when the exchange is over: `client` when the caller closed the connection before the answer was whole. */
  closed: Promise<'server' | 'client'>;
}

export interface ScriptedEmbeddingsServer {
  /** `http://127.0.0.1:PORT/v1`. */
  readonly url: string;
  readonly calls: RecordedEmbeddingsCall[];
  /** For the next calls, in order; the vectors serve when none is left. */
  enqueue(...scripts: EmbeddingsScript[]): void;
  /** For every call without a script of its own. */
  fallback: EmbeddingsScript;
  /** Resolves once so many calls have come in all. */
  received(count: number): Promise<void>;
  close(): Promise<void>;
}

/** A server of embeddings for tests: real HTTP on a free port of 127.0.0.1, in OpenAI's wire format. `vectorOf` is its model. */
export async function startScriptedEmbeddingsServer(vectorOf: (text: string) => number[]): Promise<ScriptedEmbeddingsServer> {
  const queue: EmbeddingsScript[] = [];
  const waiting: Array<{ count: number; resolve: () => void }> = [];
  const server = createServer((request, response) => void serve(request, response));
  const scripted: ScriptedEmbeddingsServer = {
    url: '',
    calls: [],
    enqueue: (...scripts) => void queue.push(...scripts),
    fallback: { kind: 'vectors' },
    received: (count) => new Promise((resolve) => (scripted.calls.length >= count ? resolve() : void waiting.push({ count, resolve }))),
    close: () => new Promise((resolve) => (server.close(() => resolve()), server.closeAllConnections())),
  };
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === 'GET' && request.url === '/v1/models') return void response.writeHead(200, { 'content-type': 'application/json' }).end('{"object":"list","data":[]}');
    if (request.method !== 'POST' || request.url !== '/v1/embeddings') return void response.writeHead(404).end();
    const closed = new Promise<'server' | 'client'>((resolve) => response.once('close', () => resolve(response.writableFinished || response.errored !== null ? 'server' : 'client')));
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    const body = JSON.parse(Buffer.concat(parts).toString('utf8')) as { model: string; input: string[] };
    scripted.calls.push({ ...body, headers: request.headers, closed });
    const script = queue.shift() ?? scripted.fallback;
    for (const { resolve } of waiting.filter(({ count }) => scripted.calls.length >= count)) resolve();
    play(script, answerTo(body, vectorOf), response);
  }
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  return Object.assign(scripted, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1` });
}

function answerTo({ model, input }: { model: string; input: string[] }, vectorOf: (text: string) => number[]): EmbeddingsAnswer {
  const tokens = input.reduce((sum, text) => sum + text.split(/\s+/).length, 0);
  return { object: 'list', data: input.map((text, index) => ({ object: 'embedding', index, embedding: vectorOf(text) })), model, usage: { prompt_tokens: tokens, total_tokens: tokens } };
}

function play(script: EmbeddingsScript, answer: EmbeddingsAnswer, response: ServerResponse): void {
  if (script.kind === 'silence') return;
  if (script.kind === 'answer') return void response.writeHead(script.status ?? 200, { 'content-type': 'application/json', ...script.headers }).end(script.body);
  const body = JSON.stringify(script.kind === 'vectors' && script.alter !== undefined ? script.alter(answer) : answer);
  response.writeHead(200, { 'content-type': 'application/json' });
  if (script.kind === 'vectors') return void response.end(body);
  response.write(body.slice(0, body.length / 2), () => script.kind === 'cut' && response.socket?.destroy());
}
