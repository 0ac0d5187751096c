import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

export interface FakeSocket {
  sessionId: string;
  /** The query of the socket's address. */
  asked: URLSearchParams;
  /** Messages of the client, parsed, in order. */
  received: Array<Record<string, unknown>>;
  send(frame: object | string): void;
  /** Breaks the connection without a closing handshake. */
  cut(): void;
  closed: Promise<void>;
}

export interface FakeServer {
  url: string;
  sockets: FakeSocket[];
  requests: Array<{ method: string; path: string; body: string }>;
  close(): Promise<void>;
}

export interface FakeScript {
  /** Called for every socket that opened, after `connection_established` was sent. `attempt` counts from 0. */
  onOpen?: (socket: FakeSocket, attempt: number) => void;
  onMessage?: (socket: FakeSocket, message: Record<string, unknown>, attempt: number) => void;
  /** Answers a plain HTTP request; without it everything is 404 with an empty object. */
  onRequest?: (request: { method: string; path: string; body: string }, reply: (status: number, body: unknown) => void) => void;
  refuseSockets?: boolean;
  /** What the greeting says beyond the base protocol. */
  greeting?: (attempt: number) => object;
  /** The bare text `ping` is not answered, as by a process that stands still. */
  deaf?: boolean;
  /** The whole greeting is left to the script. */
  silent?: boolean;
  /** Answers an HTTP request in any way; gives whether it did. */
  onRawRequest?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

/** A server that speaks the wire truly and does what its script says, on a free port of 127.0.0.1, or on the one given. */
export async function startFakeServer(script: FakeScript = {}, port = 0): Promise<FakeServer> {
  const fake: FakeServer = { url: '', sockets: [], requests: [], close: async () => undefined };
  const http = createServer((request, response) => void answerRequest(fake, script, request, response));
  const webSockets = new WebSocketServer({ noServer: true });
  http.on('upgrade', (request, socket, head) => {
    if (script.refuseSockets === true) return socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n');
    return webSockets.handleUpgrade(request, socket, head, (webSocket) => serveSocket(fake, script, webSocket, request.url ?? ''));
  });
  await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve));
  fake.url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  fake.close = () => closeAll(http, webSockets);
  return fake;
}

function serveSocket(fake: FakeServer, script: FakeScript, webSocket: WebSocket, path: string): void {
  const attempt = fake.sockets.length;
  const socket: FakeSocket = {
    sessionId: path.replace('/ws/', '').split('?')[0] ?? '',
    asked: new URLSearchParams(path.split('?')[1]),
    received: [],
    send: (frame) => webSocket.send(typeof frame === 'string' ? frame : JSON.stringify(frame)),
    cut: () => webSocket.terminate(),
    closed: new Promise((resolve) => webSocket.once('close', () => resolve())),
  };
  fake.sockets.push(socket);
  webSocket.on('message', (data) => {
    if (String(data) === 'ping') return script.deaf === true ? undefined : webSocket.send('pong');
    const message = JSON.parse(String(data)) as Record<string, unknown>;
    socket.received.push(message);
    script.onMessage?.(socket, message, attempt);
  });
  const greeting = { type: 'connection_established', session_id: socket.sessionId, timestamp: '2025-09-28T12:00:00.000Z' };
  if (script.silent !== true) socket.send({ ...greeting, ...script.greeting?.(attempt) });
  script.onOpen?.(socket, attempt);
}

async function answerRequest(fake: FakeServer, script: FakeScript, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  const seen = { method: request.method ?? '', path: request.url ?? '', body };
  fake.requests.push(seen);
  if (script.onRawRequest?.(request, response) === true) return;
  const reply = (status: number, value: unknown) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  };
  if (script.onRequest === undefined) reply(404, {});
  else script.onRequest(seen, reply);
}

async function closeAll(http: Server, webSockets: WebSocketServer): Promise<void> {
  for (const client of webSockets.clients) client.terminate();
  webSockets.close();
  http.closeAllConnections();
  await new Promise<void>((resolve) => http.close(() => resolve()));
}
