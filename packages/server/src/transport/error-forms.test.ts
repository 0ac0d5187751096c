import { createConnection } from 'node:net';
import type { AddressInfo } from 'node:net';
import { apiErrorSchema, ERROR_CODES } from '@groundwire/protocol';
import { afterEach, describe, expect, it } from 'vitest';
import { MAX_BODY_BYTES } from '../base/limits.js';
import { type AppFixture, createAppFixture } from '../testing/app-fixture.js';
import { answering } from '../testing/scripted-engine.js';

let fixture: AppFixture;
afterEach(() => fixture.close());

interface Request {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS' | 'HEAD';
  url: string;
  payload?: string | object;
  headers?: Record<string, string>;
}

async function send(request: Request) {
  fixture ??= createAppFixture(answering('x'));
  return fixture.app.inject({ method: 'GET', ...request });
}

const POST_JSON = { method: 'POST', headers: { 'content-type': 'application/json' } } as const;

describe('errors of /api', () => {
  it.each([
    ['malformed JSON', { ...POST_JSON, url: '/api/analysis/execute', payload: '{"query_text": "Wh' }, 400, 'INVALID_REQUEST'],
    ['an empty body', { ...POST_JSON, url: '/api/analysis/execute', payload: '' }, 400, 'INVALID_REQUEST'],
    ['no body', { method: 'POST', url: '/api/analysis/execute' }, 400, 'INVALID_REQUEST'],
    ['an array', { ...POST_JSON, url: '/api/analysis/execute', payload: '[]' }, 400, 'INVALID_REQUEST'],
    ['null', { ...POST_JSON, url: '/api/chat/message', payload: 'null' }, 400, 'INVALID_REQUEST'],
    ['plain text', { method: 'POST', url: '/api/analysis/execute', payload: 'Why?', headers: { 'content-type': 'text/plain' } }, 400, 'INVALID_REQUEST'],
    ['a form', { method: 'POST', url: '/api/chat/message', payload: 'message=hi', headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 400, 'INVALID_REQUEST'],
    ['a poisoned prototype', { ...POST_JSON, url: '/api/analysis/execute', payload: '{"query_text":"Why?","__proto__":{"x":1}}' }, 400, 'INVALID_REQUEST'],
    ['a poisoned constructor', { ...POST_JSON, url: '/api/analysis/execute', payload: '{"query_text":"Why?","constructor":{"prototype":{"x":1}}}' }, 400, 'INVALID_REQUEST'],
    ['a body that is too large', { ...POST_JSON, url: '/api/analysis/execute', payload: JSON.stringify({ query_text: 'x'.repeat(MAX_BODY_BYTES) }) }, 413, 'PAYLOAD_TOO_LARGE'],
    ['an unknown address', { url: '/api/nothing' }, 404, 'NOT_FOUND'],
    ['a bad percent-encoding', { url: '/api/analysis/%zz' }, 400, 'INVALID_REQUEST'],
    ['an unknown analysis', { url: '/api/analysis/none' }, 404, 'ANALYSIS_NOT_FOUND'],
  ] as Array<[string, Request, number, string]>)('[REST-14] %s is answered in the error form', async (_name, request, status, code) => {
    fixture = createAppFixture(answering('x'));
    const response = await send(request);
    expect(response.statusCode).toBe(status);
    const body = apiErrorSchema.parse(response.json());
    expect(body.code).toBe(code);
    expect(response.headers['x-trace-id']).toBe(body.details.trace_id);
    expect(body.details.trace_id).toMatch(/^trace_[0-9a-f]{20}$/);
    expect(fixture.engine.calls).toHaveLength(0);
  });

  it('[REST-14] gives every answer a trace id of its own', async () => {
    fixture = createAppFixture();
    const [one, two] = [await send({ url: '/health', headers: { 'request-id': 'mine', 'x-request-id': 'mine' } }), await send({ url: '/health' })];
    expect(one.headers['x-trace-id']).toMatch(/^trace_/);
    expect(one.headers['x-trace-id']).not.toBe(two.headers['x-trace-id']);
  });

  it.each([
    ['GET', '/api/analysis/execute', 'POST'],
    ['PUT', '/api/analysis/execute', 'POST'],
    ['POST', '/api/analysis/history', 'GET, HEAD'],
    ['PATCH', '/api/analysis/analysis_1', 'DELETE, GET, HEAD'],
    ['GET', '/api/analysis/analysis_1/cancel', 'POST'],
    ['GET', '/api/sessions/s1', 'DELETE'],
    ['DELETE', '/api/analysis/history', 'GET, HEAD'],
    ['GET', '/api/chat/message', 'POST'],
    ['GET', '/api/chat/confirm-analysis/', 'POST'],
    ['POST', '/health', 'GET, HEAD'],
    ['PATCH', '/', 'GET, HEAD'],
    ['DELETE', '/documents/doc_1', 'GET, HEAD'],
    ['POST', '/ws/s1', 'GET, HEAD'],
  ] as const)('[REST-15] %s %s is answered 405 with Allow: %s', async (method, url, allow) => {
    fixture = createAppFixture();
    const response = await send({ method, url, ...(method === 'GET' ? {} : { payload: '{', headers: { 'content-type': 'application/json' } }) });
    expect(response.statusCode).toBe(405);
    expect(response.headers.allow).toBe(allow);
    expect(apiErrorSchema.parse(response.json()).error).toContain(`Use ${allow}`);
  });

  it('[SEC-1] tells a client nothing of an error that nobody expected, and the log all of it', async () => {
    const secret = new Error('ENOENT /home/ada/.groundwire key sk-123456');
    fixture = createAppFixture(null, { pages: { document: async () => Promise.reject(secret) }, health: () => Promise.reject(secret) });
    for (const url of ['/documents/doc_1', '/health']) {
      const response = await send({ url });
      expect(response.statusCode).toBe(500);
      expect(apiErrorSchema.parse(response.json()).code).toBe('SERVER_ERROR');
      expect(response.body).not.toMatch(/ada|sk-|ENOENT|\.ts|node_modules/);
    }
  });

  it('says when to try again', async () => {
    fixture = createAppFixture((call) => void call.started().yield({ type: 'analysis_error', analysis_id: call.params.analysis_id, error: { code: 'LLM_RATE_LIMITED', message: 'Slow down', recoverable: true, retry_after: 2.5 }, timestamp: 'now' }).end());
    const response = await send({ ...POST_JSON, url: '/api/analysis/execute?stream=false', payload: { query_text: 'Why?' } });
    expect(response.statusCode).toBe(ERROR_CODES.LLM_RATE_LIMITED.status);
    expect(response.headers['retry-after']).toBe('3');
    expect(response.json()).toMatchObject({ details: { retry_after: 2.5 } });
  });
});

describe('browsers', () => {
  const EVIL = 'https://evil.example';

  it.each([
    ['POST', '/api/analysis/execute'],
    ['POST', '/research'],
    ['GET', '/api/analysis/history'],
    ['GET', '/health'],
    ['GET', '/documents/doc_1'],
    ['OPTIONS', '/api/analysis/execute'],
    ['GET', '/ws/s1'],
  ] as const)('[SEC-2] a foreign page may not call %s %s', async (method, url) => {
    fixture = createAppFixture(answering('x'));
    const response = await send({ method, url, headers: { origin: EVIL, 'access-control-request-method': 'POST' }, ...(method === 'POST' ? { payload: { query: 'Why?', query_text: 'Why?' } } : {}) });
    expect(response.statusCode).toBe(403);
    expect(response.headers['access-control-allow-origin']).toBeUndefined();
    expect(response.body).toMatch(/CORS_ORIGINS/);
    expect(fixture.engine.calls).toHaveLength(0);
  });

  it.each(['http://localhost:3000', 'https://answers.example.org', 'http://127.0.0.1:8000'])('[SEC-2] a page of %s may, and gets the CORS headers', async (origin) => {
    fixture = createAppFixture(answering('x'));
    const headers = { origin, host: '127.0.0.1:8000' };
    const response = await send({ method: 'POST', url: '/api/analysis/execute', headers, payload: { query_text: 'Why?' } });
    expect(response.statusCode).toBe(200);
    expect(response.headers['access-control-allow-origin']).toBe(origin);
    expect(response.headers.vary).toMatch(/origin/i);
    const preflight = await send({ method: 'OPTIONS', url: '/api/analysis/execute', headers: { ...headers, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' } });
    expect(preflight.statusCode).toBe(204);
    expect(preflight.headers['access-control-allow-methods']).toContain('POST');
    expect(preflight.headers['access-control-allow-headers']).toBe('content-type');
  });

  it('are told that answers differ by origin and, where they do, by what is accepted', async () => {
    fixture = createAppFixture();
    for (const url of ['/', '/documents/none']) expect((await send({ url })).headers.vary, url).toBe('Origin, Accept');
    expect((await send({ url: '/health' })).headers.vary).toBe('Origin');
  });

  it('[SEC-2] errors are readable to allowed pages too', async () => {
    fixture = createAppFixture();
    expect((await send({ url: '/api/analysis/none', headers: { origin: 'http://localhost:3000' } })).headers['access-control-allow-origin']).toBe('http://localhost:3000');
  });

  it('refuses a host name that was pointed at a loopback address, and says what to set', async () => {
    fixture = createAppFixture();
    const response = await send({ url: '/api/analysis/history', headers: { host: 'evil.example:8000' } });
    expect(response.statusCode).toBe(403);
    expect(response.json()).toMatchObject({ code: 'FORBIDDEN_ORIGIN', error: expect.stringContaining('PUBLIC_URL') as string });
    expect((await send({ url: '/api/analysis/history', headers: { host: 'answers.example.org' } })).statusCode).toBe(200);
  });

  it('get headers that keep them strict, on every answer', async () => {
    fixture = createAppFixture();
    for (const url of ['/', '/api/nothing', '/documents/none', '/health']) {
      expect((await send({ url })).headers, url).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'referrer-policy': 'no-referrer', 'content-security-policy': expect.stringContaining("frame-ancestors 'none'") as string });
    }
  });
});

/** Sends raw bytes over a real connection and gives the whole reply, once the server has closed it. */
function sendRaw(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ port, host: '127.0.0.1' }, () => socket.write(bytes));
    let reply = '';
    socket.on('data', (chunk) => (reply += chunk.toString()));
    socket.on('close', () => resolve(reply));
    socket.on('error', reject);
  });
}

describe('over a real connection', () => {
  it('[SEC-5] broken HTTP ends neither the process nor later requests', async () => {
    fixture = createAppFixture();
    await fixture.app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = fixture.app.server.address() as AddressInfo;
    expect(await sendRaw(port, 'NONSENSE\r\n\r\n')).toMatch(/^HTTP\/1\.1 400/);
    expect(await sendRaw(port, `GET /${'x'.repeat(100_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`)).toMatch(/^HTTP\/1\.1 (431|414)/);
    expect(await sendRaw(port, 'GET /health HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n')).toMatch(/^HTTP\/1\.1 400/);
    expect(await sendRaw(port, 'GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')).toMatch(/^HTTP\/1\.1 200/);
  });
});
