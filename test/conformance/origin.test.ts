import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HARBOUR_DOCUMENTS, HARBOUR_QUESTIONS } from '../e2e/harbour-documents.js';
import { get, post } from '../e2e/http.js';
import { type ServerProcess, startServer } from '../e2e/server-process.js';
import { openSocket, refusedStatus } from '../e2e/socket-client.js';
import { expectApiError } from './shapes.js';

let server: ServerProcess;
let listed: ServerProcess;
beforeAll(async () => {
  server = await startServer({ documents: HARBOUR_DOCUMENTS });
  listed = await startServer({ environment: { CORS_ORIGINS: 'https://app.example, https://other.example' } });
});
afterAll(() => Promise.all([server.stop(), listed.stop()]));

const FOREIGN = ['https://evil.example', 'http://localhost.evil.example:3000', 'null', 'http://127.0.0.1:1'];

describe('the socket', () => {
  it.each(FOREIGN)('[WS-3] refuses a page from %s at the upgrade', async (origin) => {
    expect(await refusedStatus(`${server.socketUrl}/ws/origin`, { origin })).toBe(403);
  });

  it('[WS-3] lets in its own origin, the default ones and programs without one', async () => {
    for (const origin of [server.url, 'http://localhost:3000', 'http://127.0.0.1:3000', undefined]) {
      const socket = await openSocket(`${server.socketUrl}/ws/origin`, origin === undefined ? {} : { origin });
      await socket.waitFor((frame) => frame.type === 'connection_established');
      await socket.close();
    }
  });

  it('[WS-3] lets in what CORS_ORIGINS lists, and its own origin besides', async () => {
    for (const origin of ['https://app.example', 'https://other.example', listed.url]) {
      const socket = await openSocket(`${listed.socketUrl}/ws/origin`, { origin });
      await socket.close();
    }
    expect(await refusedStatus(`${listed.socketUrl}/ws/origin`, { origin: 'http://localhost:3000' })).toBe(403);
  });
});

describe('REST', () => {
  it('[SEC-2] gives allowed pages the CORS headers', async () => {
    const origin = 'http://localhost:3000';
    const answer = await post(`${server.url}/research`, { query: HARBOUR_QUESTIONS.mill.question }, { origin });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
    const preflight = await fetch(`${server.url}/api/analysis/execute`, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' } });
    expect([200, 204]).toContain(preflight.status);
    expect(preflight.headers.get('access-control-allow-origin')).toBe(origin);
    expect(preflight.headers.get('access-control-allow-methods')).toContain('POST');
    expect(preflight.headers.get('access-control-allow-headers')?.toLowerCase()).toContain('content-type');
  });

  it.each(FOREIGN)('[SEC-2] refuses a page from %s', async (origin) => {
    const refused = await post(`${server.url}/api/analysis/execute`, { query_text: HARBOUR_QUESTIONS.mill.question }, { origin });
    expect(refused.status).toBe(403);
    expectApiError(refused, 'FORBIDDEN_ORIGIN');
    expect(refused.headers.get('access-control-allow-origin')).not.toBe(origin);
    expect((await get(`${server.url}/api/analysis/history`, { origin })).status).toBe(403);
    expect((await post(`${server.url}/research`, { query: 'a question' }, { origin })).status).toBe(403);
  });

  it('[SEC-2] lets a program without an origin in', async () => {
    expect((await get(`${server.url}/api/analysis/history`)).status).toBe(200);
  });
});
