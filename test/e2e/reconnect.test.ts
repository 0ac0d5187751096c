/** The client package against the real server over a connection that breaks: nothing is lost, nothing comes twice. */
import { createClient } from '@groundwire/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startCuttingProxy } from './cutting-proxy.js';
import { HARBOUR_DOCUMENTS, HARBOUR_QUESTIONS } from './harbour-documents.js';
import { type ServerProcess, startServer } from './server-process.js';

const { question } = HARBOUR_QUESTIONS.storm;
let server: ServerProcess;
let whole: string;

beforeAll(async () => {
  server = await startServer({ documents: HARBOUR_DOCUMENTS, environment: { STREAM_WORD_MS: '10' } });
  whole = (await createClient({ url: server.url, WebSocket }).ask(question).done).text;
});
afterAll(() => server?.stop());

async function askThroughCuts(cutBefore: (chunk: string, connection: number) => boolean, session_id?: string) {
  const proxy = await startCuttingProxy(server.port, cutBefore);
  try {
    const answer = createClient({ url: proxy.url, WebSocket, timing: { reconnectDelayMs: 20 } }).ask(question, { session_id });
    let reconnects = 0;
    answer.on('reconnecting', () => (reconnects += 1));
    const pieces: string[] = [];
    for await (const piece of answer) pieces.push(piece);
    return { pieces, reconnects, cuts: proxy.cuts(), done: await answer.done };
  } finally {
    await proxy.close();
  }
}

describe('an answer over a connection that breaks', () => {
  it('arrives whole when the connection breaks in mid-answer, several times', async () => {
    const places = [3, 8, 15];
    const { pieces, cuts, reconnects, done } = await askThroughCuts((chunk, connection) => chunk.includes(`"index":${places[connection]},`));
    expect([cuts, reconnects]).toEqual([3, 3]);
    expect(pieces.join('')).toBe(whole);
    expect(done).toMatchObject({ text: whole, outcome: 'answered' });
    expect(done.citations.length).toBeGreaterThan(0);
  });

  it('arrives whole when the connection breaks before the first word', async () => {
    const { pieces, cuts } = await askThroughCuts((chunk, connection) => connection === 0 && chunk.includes('"analysis_id"'));
    expect(cuts).toBe(1);
    expect(pieces.join('')).toBe(whole);
  });

  it('arrives whole when just the last frame is lost on the way', async () => {
    const { pieces, cuts, done } = await askThroughCuts((chunk, connection) => connection === 0 && chunk.includes('"type":"complete"'));
    expect(cuts).toBe(1);
    expect(pieces.join('')).toBe(whole);
    expect(done.citations.length).toBeGreaterThan(0);
  });

  it('arrives whole in a session that others use at the same time', async () => {
    const other = createClient({ url: server.url, WebSocket }).ask(HARBOUR_QUESTIONS.mill.question, { session_id: 'busy' });
    const { pieces, cuts } = await askThroughCuts((chunk, connection) => connection === 0 && chunk.includes('"index":6,'), 'busy');
    expect(cuts).toBe(1);
    expect(pieces.join('')).toBe(whole);
    expect((await other.done).text).toMatch(HARBOUR_QUESTIONS.mill.says);
  });
});
