import { type AddressInfo, connect } from 'node:net';
import { MAX_INBOUND_FRAME_BYTES, type ServerFrame, serverFrameSchema } from '@groundwire/protocol';
import fastify from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { systemClock } from '../base/clock.js';
import { silentLogger } from '../base/logger.js';
import { MemorySessionLog } from '../session-log/memory-session-log.js';
import { createSessions } from '../session/sessions-service.js';
import { createMemoryAnalysisStore } from '../store/memory-analysis-store.js';
import { answering, ScriptedEngine } from '../testing/scripted-engine.js';
import { registerWebSocket } from './ws-route.js';

const closers: Array<() => Promise<void> | void> = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function serve(script: ConstructorParameters<typeof ScriptedEngine>[0] = answering('Because ', 'it ', 'rains.')) {
  const engine = new ScriptedEngine(script);
  const log = new MemorySessionLog(systemClock);
  const sessions = createSessions({ log, store: createMemoryAnalysisStore(), streamAnalysis: engine.streamAnalysis, clock: systemClock, logger: silentLogger, wordPaceMs: 0, limits: { drainMs: 200 } });
  const app = fastify();
  registerWebSocket(app, { sessions, isAllowedOrigin: (origin) => origin === undefined || origin === 'http://good.example', logger: silentLogger });
  app.get('/plain', () => ({ plain: true }));
  await app.listen({ host: '127.0.0.1', port: 0 });
  closers.push(() => log.close(), () => app.close());
  const { port } = app.server.address() as AddressInfo;
  return { app, engine, sessions, port, url: `ws://127.0.0.1:${port}` };
}

class Client {
  readonly messages: string[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;
  readonly #socket: WebSocket;

  constructor(url: string, options: ConstructorParameters<typeof WebSocket>[2] = {}) {
    this.#socket = new WebSocket(url, options);
    this.#socket.on('message', (data) => this.messages.push(String(data)));
    this.#socket.on('error', () => {});
    this.closed = new Promise((resolve) => this.#socket.on('close', (code, reason) => resolve({ code, reason: String(reason) })));
    closers.push(() => this.#socket.terminate());
  }

  get socket(): WebSocket {
    return this.#socket;
  }

  frames<Type extends ServerFrame['type']>(type: Type): Array<Extract<ServerFrame, { type: Type }>> {
    return this.messages.filter((text) => text.startsWith('{')).map((text) => JSON.parse(text) as ServerFrame).filter((frame) => frame.type === type) as Array<Extract<ServerFrame, { type: Type }>>;
  }

  async opened(): Promise<this> {
    await expect.poll(() => this.frames('connection_established').length, { interval: 2 }).toBe(1);
    return this;
  }

  send(message: unknown): void {
    this.#socket.send(typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message));
  }
}

/** The status and body with which an upgrade was refused. */
function refused(url: string, headers: Record<string, string> = {}): Promise<{ status: number; body: unknown; headers: Record<string, unknown> }> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { headers });
    socket.on('open', () => reject(new Error('The upgrade was accepted')));
    socket.on('error', reject);
    socket.on('unexpected-response', (_request, response) => {
      let text = '';
      response.on('data', (chunk) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: JSON.parse(text), headers: response.headers }));
    });
  });
}

describe('GET /ws/{session_id}', () => {
  it('greets first, and streams the answer to a query in frames that match the schema', async () => {
    const { url } = await serve();
    const client = await new Client(`${url}/ws/demo`).opened();
    client.send({ type: 'query', query: 'Why is it wet?' });
    await expect.poll(() => client.frames('complete').length).toBe(1);
    const frames = client.messages.map((text) => serverFrameSchema.parse(JSON.parse(text)));
    expect(frames.map((frame) => frame.type)).toEqual(['connection_established', 'token', 'token', 'token', 'complete']);
    expect(client.frames('token').map((token) => [token.index, token.content])).toEqual([[0, 'Because '], [1, 'it '], [2, 'rains.']]);
    expect(client.frames('connection_established')[0]?.session_id).toBe('demo');
    const [complete] = client.frames('complete');
    expect(complete).toMatchObject({ answer: 'Because it rains.', seq: 5, epoch: expect.any(String), analysis_id: client.frames('token')[0]?.analysis_id });
  });

  it('sends the tokens as they come', async () => {
    const { url, engine } = await serve(null);
    const client = await new Client(`${url}/ws/demo`).opened();
    client.send({ type: 'query', query: 'Why?' });
    await expect.poll(() => engine.calls.length).toBe(1);
    engine.call.started().tokens('one ');
    await expect.poll(() => client.frames('token').length, { interval: 2 }).toBe(1);
    engine.call.tokens('two');
    await expect.poll(() => client.frames('token').length, { interval: 2 }).toBe(2);
    engine.call.complete();
    await expect.poll(() => client.frames('complete').length, { interval: 2 }).toBe(1);
  });

  it('does not deliver again, to a socket that opens later, what a real client has received', async () => {
    const { url } = await serve();
    const first = await new Client(`${url}/ws/demo`).opened();
    first.send({ type: 'query', query: 'Why?' });
    await expect.poll(() => first.frames('complete').length, { interval: 1 }).toBe(1);
    first.socket.close();
    await first.closed;
    const second = await new Client(`${url}/ws/demo`).opened();
    second.send('ping');
    await expect.poll(() => second.messages.at(-1)).toBe('pong');
    expect(second.frames('complete')).toEqual([]);
  });

  it('delivers to a socket that opens after the analysis has ended without one', async () => {
    const { url, sessions } = await serve();
    const { analysis_id } = await sessions.start({ session_id: 'demo', query: 'Why?', parameters: {}, paced: true });
    await sessions.finished(analysis_id);
    const client = await new Client(`${url}/ws/demo`).opened();
    await expect.poll(() => client.frames('complete').length).toBe(1);
    expect(client.frames('token')).toHaveLength(3);
  });

  it('refuses a session id that is not one with 400, before the upgrade', async () => {
    const { url } = await serve();
    for (const id of ['', 'a%2Fb', 'a/b', '%20', 'x'.repeat(129), 'sp%20ace', '%F0%9F%98%80', '%3Cscript%3E']) {
      expect(await refused(`${url}/ws/${id}`)).toMatchObject({ status: 400, body: { success: false, code: 'INVALID_REQUEST', details: { trace_id: expect.any(String) } } });
    }
  });

  it('takes percent-encoded ids and ids of 128 characters', async () => {
    const { url } = await serve();
    const encoded = await new Client(`${url}/ws/a%3Ab`).opened();
    expect(encoded.frames('connection_established')[0]?.session_id).toBe('a:b');
    await new Client(`${url}/ws/${'x'.repeat(128)}?v=1`).opened();
  });

  it('answers an address with a broken percent-encoding with 400', async () => {
    const { port } = await serve();
    const response = await raw(port, 'GET /ws/%zz HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n');
    expect(response).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('refuses a foreign origin with 403, and allows an allowed and an absent one', async () => {
    const { url } = await serve();
    expect(await refused(`${url}/ws/demo`, { origin: 'http://evil.example' })).toMatchObject({ status: 403, body: { code: 'FORBIDDEN_ORIGIN' } });
    await new Client(`${url}/ws/demo`, { headers: { origin: 'http://good.example' } }).opened();
    await new Client(`${url}/ws/demo`).opened();
  });

  it('refuses the seventeenth socket of a session with 429, and takes one again when one has left', async () => {
    const { url, sessions } = await serve();
    const clients = await Promise.all(Array.from({ length: 16 }, () => new Client(`${url}/ws/full`).opened()));
    const refusal = await refused(`${url}/ws/full`);
    expect(refusal).toMatchObject({ status: 429, body: { code: 'RATE_LIMITED' } });
    expect(refusal.headers['retry-after']).toBe('5');
    await new Client(`${url}/ws/other`).opened();
    clients[0]?.socket.close();
    await clients[0]?.closed;
    await expect.poll(() => sessions.counts('full').sockets).toBe(15);
    await new Client(`${url}/ws/full`).opened();
  });

  it('lets nobody in while it stops: 503, and when to come back', async () => {
    const { url, sessions, engine } = await serve((call) => void call.context.signal.addEventListener('abort', () => call.end()));
    const client = await new Client(`${url}/ws/demo`).opened();
    client.send({ type: 'query', query: 'Why?' });
    await expect.poll(() => engine.calls.length).toBe(1);
    const closed = sessions.close();
    const refusal = await refused(`${url}/ws/demo?v=2`);
    expect(refusal).toMatchObject({ status: 503, body: { code: 'OVERLOADED' } });
    expect(refusal.headers['retry-after']).toBe('2');
    await closed;
  });

  it('answers a plain GET with 426 and says what to do', async () => {
    const { port } = await serve();
    const response = await fetch(`http://127.0.0.1:${port}/ws/demo`);
    expect(response.status).toBe(426);
    expect(response.headers.get('upgrade')).toBe('websocket');
    expect(await response.json()).toMatchObject({ success: false, code: 'INVALID_REQUEST', error: expect.stringContaining('ws://') });
  });

  it('ends a connection that asked for an upgrade where there is none, also when the route was registered in a scope of its own', async () => {
    const app = fastify();
    const log = new MemorySessionLog(systemClock);
    const sessions = createSessions({ log, store: createMemoryAnalysisStore(), streamAnalysis: new ScriptedEngine().streamAnalysis, clock: systemClock, logger: silentLogger, wordPaceMs: 0 });
    app.register(async (scope) => registerWebSocket(scope, { sessions, isAllowedOrigin: () => true, logger: silentLogger }));
    app.get('/plain', () => ({ plain: true }));
    await app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = app.server.address() as AddressInfo;
    const upgrade = raw(port, `GET /plain HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`);
    await expect.poll(async () => new Promise((resolve) => app.server.getConnections((_error, count) => resolve(count)))).toBe(1);
    const client = await new Client(`ws://127.0.0.1:${port}/ws/demo`).opened();
    await app.close();
    expect(await upgrade).toMatch(/^HTTP\/1\.1 200 /);
    expect(await client.closed).toMatchObject({ code: 1012 });
    await log.close();
  });

  it('does not leave a connection hanging whose upgrade of another address made no sense', async () => {
    const { port } = await serve();
    for (const path of ['/plain', '/nowhere']) {
      const response = await raw(port, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`);
      expect(response).toMatch(/^HTTP\/1\.1 (200|404) /);
    }
  });

  it('closes with 1003 on a binary message and with 1009 on one over 64 KiB, and takes one of 64 KiB', async () => {
    const { url } = await serve();
    const binary = await new Client(`${url}/ws/demo`).opened();
    binary.send(Buffer.from([1, 2, 3]));
    expect(await binary.closed).toMatchObject({ code: 1003 });
    const large = await new Client(`${url}/ws/demo`).opened();
    const pong = (bytes: number) => '{"type":"pong"}'.padEnd(bytes);
    large.send(pong(MAX_INBOUND_FRAME_BYTES));
    large.send('ping');
    await expect.poll(() => large.messages.at(-1)).toBe('pong');
    large.send(pong(MAX_INBOUND_FRAME_BYTES + 1));
    expect(await large.closed).toMatchObject({ code: 1009 });
  });

  it('survives a text that is not UTF-8, a frame that breaks the protocol, and a connection that is reset', async () => {
    const { url, port } = await serve();
    for (const bytes of [[0x81, 0x82, 0, 0, 0, 0, 0xc3, 0x28], [0xff, 0xff, 0xff, 0xff], [0x81, 0x05, 0x68]]) {
      const client = await new Client(`${url}/ws/demo`).opened();
      const tcp = (client.socket as unknown as { _socket: import('node:net').Socket })._socket;
      tcp.write(Buffer.from(bytes));
      tcp.resetAndDestroy();
      await client.closed;
    }
    expect((await fetch(`http://127.0.0.1:${port}/plain`)).status).toBe(200);
    await new Client(`${url}/ws/demo`).opened();
  });

  it('keeps the socket open when it refuses a message, and names no analysis', async () => {
    const { url } = await serve();
    const client = await new Client(`${url}/ws/demo`).opened();
    for (const bad of ['{', '[]', 'null', '"query"', '{"type":"nonsense"}', '{"type":"query"}', '{"type":"query","query":" "}', '{"type":"query","query":7}', JSON.stringify({ type: 'query', query: 'x'.repeat(501) })]) client.send(bad);
    await expect.poll(() => client.frames('analysis_error').length).toBe(9);
    for (const frame of client.frames('analysis_error')) {
      expect(frame).toEqual({ type: 'analysis_error', analysis_id: null, error: { code: 'INVALID_REQUEST', message: expect.any(String), recoverable: false }, timestamp: expect.any(String) });
    }
    client.send({ type: 'query', query: 'Why?' });
    await expect.poll(() => client.frames('complete').length).toBe(1);
  });

  it('on close leaves what still runs after the drain time to the next process, and closes the sockets with 1012', async () => {
    const { url, app, engine } = await serve((call) => void call.context.signal.addEventListener('abort', () => call.end()));
    const client = await new Client(`${url}/ws/demo`).opened();
    client.send({ type: 'query', query: 'Why?' });
    await expect.poll(() => engine.calls.length).toBe(1);
    engine.call.started().tokens('Because ');
    await expect.poll(() => client.frames('token').length).toBe(1);
    await app.close();
    expect(await client.closed).toMatchObject({ code: 1012 });
    expect(client.frames('analysis_error')).toEqual([]);
  });
});

/** Sends bytes and gives all that comes back until the server ends the connection. */
function raw(port: number, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(request));
    let text = '';
    socket.on('data', (chunk) => (text += chunk));
    socket.on('error', reject);
    socket.on('close', () => resolve(text));
  });
}
