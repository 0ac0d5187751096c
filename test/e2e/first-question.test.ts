/** What a newcomer sees: an empty library, and the question that the README suggests. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { post } from './http.js';
import { type ServerProcess, startServer } from './server-process.js';
import { openSocket } from './socket-client.js';

let server: ServerProcess;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

describe('the first question', () => {
  it('[LIB-1] [CIT-5] is answered from the documentation, with citations', async () => {
    const ask = async () => (await post(`${server.url}/api/analysis/execute?stream=false`, { query_text: 'How do I resume a stream?' })).body as { outcome: string; answer: string; citations: Array<{ title: string; url: string }> };
    // The documentation is indexed while the server already listens.
    await expect.poll(async () => (await ask()).outcome, { timeout: 15_000, interval: 200 }).toBe('answered');
    const { answer, citations } = await ask();
    expect(answer).toContain('open a new WebSocket to the same address');
    expect(answer).toMatch(/\[1\]/);
    expect(citations.map(({ title }) => title)).toContain('Streaming answers over the WebSocket');
  });

  it('streams in over the socket as well', async () => {
    const socket = await openSocket(`${server.socketUrl}/ws/newcomer`);
    socket.send({ type: 'query', query: 'How do I resume a stream?' });
    expect(await socket.terminal()).toMatchObject({ type: 'complete', outcome: 'answered' });
    await socket.close();
  });
});
