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

  it('arrives whole as an event stream where no WebSocket gets through', async () => {
    class Blocked extends WebSocket {
      constructor(address: string) {
        super(address.replace('/ws/', '/blocked/'));
      }
    }
    const answer = createClient({ url: server.url, WebSocket: Blocked }).ask(question, { parameters: { max_words: 80 } });
    const pieces: string[] = [];
    for await (const piece of answer) pieces.push(piece);
    const { text, citations } = await answer.done;
    expect(pieces.join('')).toBe(text);
    expect(pieces.length).toBeGreaterThan(5);
    expect(citations.length).toBeGreaterThan(0);
  });
});

describe('a session that somebody comes back to', () => {
  it('gives what was asked there, what still runs with it, and what is asked later by others', async () => {
    const client = createClient({ url: server.url, WebSocket });
    const { text } = await client.ask(HARBOUR_QUESTIONS.mill.question, { session_id: 'desk' }).done;
    const running = client.ask(question, { session_id: 'desk' });
    await new Promise<void>((resolve) => running.on('token', () => resolve()));

    const session = client.session('desk');
    const later = new Promise<string | null>((resolve) => session.on('analysis', (answer) => answer.question === HARBOUR_QUESTIONS.ferry.question && resolve(answer.question)));
    const [first, second, ...others] = await session.resume();
    expect(others).toEqual([]);
    expect([first?.question, (await first?.done)?.text]).toEqual([HARBOUR_QUESTIONS.mill.question, text]);
    expect(second?.question).toBe(question);
    const pieces: string[] = [];
    for await (const piece of second ?? []) pieces.push(piece);
    expect(pieces.join('')).toBe(whole);
    await client.ask(HARBOUR_QUESTIONS.ferry.question, { session_id: 'desk' }).done;
    expect(await later).toBe(HARBOUR_QUESTIONS.ferry.question);
    session.close();
  });

  it('finds nothing where nothing was asked', async () => {
    const session = createClient({ url: server.url, WebSocket }).session('nobody-was-here');
    expect(await session.resume()).toEqual([]);
    session.close();
  });
});
