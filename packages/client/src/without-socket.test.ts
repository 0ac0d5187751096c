import type { ServerFrame } from '@groundwire/protocol';
import { afterEach, describe, expect, it } from 'vitest';
import { createClient } from './client.js';
import { closeServers, collect, complete, logged, withServer } from './testing/client-rig.js';
import type { FakeScript } from './testing/fake-server.js';

afterEach(closeServers);

const healthy = { status: 'healthy', services: {} };

describe('where no socket gets through', () => {
  const begun = { success: true, analysis_id: 'analysis_1', status: 'processing' };
  const event = (frame: object & { seq?: number; type: string }) => `id: ${frame.seq}\nevent: ${frame.type}\ndata: ${JSON.stringify(frame)}\n\n`;
  const withoutSockets = (events: (after: number, write: (text: string) => void, end: () => void) => void, script: FakeScript = {}): FakeScript => ({
    refuseSockets: true,
    onRawRequest: (request, response) => {
      const url = new URL(request.url ?? '', 'http://x');
      if (!url.pathname.endsWith('/events')) return false;
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      events(Number(url.searchParams.get('after')), (text) => response.write(text), () => response.destroy());
      return true;
    },
    onRequest: ({ path }, reply) => (path === '/health' ? reply(200, healthy) : path === '/api/analysis/execute' ? reply(200, begun) : reply(404, {})),
    ...script,
  });

  it('[SDK-6] reads the answer as an event stream, and goes on behind the last frame when that breaks', async () => {
    const asked: number[] = [];
    const { server, client } = await withServer(
      withoutSockets((after, write, end) => {
        asked.push(after);
        write(': hello\n\n');
        for (const frame of after === 0 ? logged.slice(0, 5) : logged.slice(4)) write(event(frame));
        setTimeout(end, 5);
      }),
    );
    const answer = client.ask('q', { parameters: { days: 3 } });
    expect(await collect(answer)).toBe(complete.answer);
    expect((await answer.done).citations).toHaveLength(1);
    expect(asked).toEqual([0, 5]);
    const start = JSON.parse(server.requests.find(({ path }) => path === '/api/analysis/execute')?.body ?? '') as object;
    expect(start).toMatchObject({ query_text: 'q', parameters: { days: 3 }, client_request_id: expect.stringMatching(/^request_/) });
  });

  it('does so at once in a runtime that has no WebSocket', async () => {
    const { server } = await withServer(withoutSockets((_after, write) => logged.forEach((frame) => write(event(frame)))));
    const before = globalThis.WebSocket;
    Reflect.deleteProperty(globalThis, 'WebSocket');
    try {
      expect((await createClient({ url: server.url }).ask('q').done).text).toBe(complete.answer);
    } finally {
      if (before !== undefined) globalThis.WebSocket = before;
    }
  });

  it('takes a socket that opens and stays silent for none', async () => {
    const script = withoutSockets((_after, write) => logged.forEach((frame) => write(event(frame))));
    const { server, client } = await withServer({ ...script, refuseSockets: false, silent: true }, { connectTimeoutMs: 50 });
    expect((await client.ask('q').done).text).toBe(complete.answer);
    expect(server.sockets).toHaveLength(1);
  });

  it('[SDK-6] asks for the result now and then when there is no event stream either', async () => {
    let looks = 0;
    const { client } = await withServer({
      refuseSockets: true,
      onRequest: ({ path }, reply) => {
        if (path === '/health') return reply(200, healthy);
        if (path === '/api/analysis/execute') return reply(200, begun);
        if (path !== '/api/analysis/analysis_1') return reply(404, {});
        looks += 1;
        return reply(200, looks < 3 ? { success: true, status: 'processing' } : { success: true, status: 'completed', results: complete });
      },
    });
    expect((await client.ask('q').done).text).toBe(complete.answer);
    expect(looks).toBe(3);
  });

  it('takes silence for a broken stream', async () => {
    let streams = 0;
    const { client } = await withServer(withoutSockets((_after, write) => (streams += 1) > 1 && logged.forEach((frame) => write(event(frame)))), { silenceLimitMs: 60 });
    expect((await client.ask('q').done).text).toBe(complete.answer);
    expect(streams).toBe(2);
  });

  it('cancels over REST', async () => {
    const { server, client } = await withServer(withoutSockets((_after, write) => write(event(logged[4] as ServerFrame & { seq: number }))));
    const answer = client.ask('q');
    answer.on('token', () => answer.cancel());
    await expect(answer.done).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(server.requests.map(({ method, path }) => `${method} ${path}`)).toContain('POST /api/analysis/analysis_1/cancel');
  });
});
