/**
 * A server that is killed in mid-answer and started again, as a client of the base protocol sees it: one that knows no cursor, and does
 * nothing but connect again and keep the tokens whose index it has not had.
 */
import { type ScriptedModelServer, startScriptedModelServer } from '@groundwire/server/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { HARBOUR_DOCUMENTS, HARBOUR_QUESTIONS } from './harbour-documents.js';
import { get, post } from './http.js';
import { type ServerProcess, startServer } from './server-process.js';
import { isTerminal, openSocket, type RawFrame, type SocketClient } from './socket-client.js';

let server: ServerProcess;
afterEach(() => server.stop());

const socketUrl = (session: string) => `${server.url.replace('http', 'ws')}/ws/${session}`;

/** Connects until it is let in, as often as need be. */
async function connect(session: string): Promise<SocketClient> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await openSocket(socketUrl(session));
    } catch (error) {
      if (tries === 400) throw error;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}

/** All tokens by their index; two contents for one index would be a text that changed. */
class Reader {
  readonly tokens = new Map<number, string>();
  end: RawFrame | null = null;

  take(frames: RawFrame[]): void {
    for (const frame of frames) {
      if (frame.type === 'token') {
        const index = frame['index'] as number;
        const before = this.tokens.get(index);
        if (before !== undefined && before !== frame['content']) throw new Error(`token ${index} was ${JSON.stringify(before)} and is ${JSON.stringify(frame['content'])}`);
        this.tokens.set(index, frame['content'] as string);
      }
      if (isTerminal(frame)) this.end = frame;
    }
  }

  get text(): string {
    return Array.from({ length: this.tokens.size }, (_, index) => this.tokens.get(index) ?? '<gap>').join('');
  }
}

/** Asks, kills the server when so many tokens have come (each time), starts it again, and reads to the end. */
async function askThroughKills(session: string, question: string, killAfter: number[]): Promise<Reader> {
  const reader = new Reader();
  let socket = await connect(session);
  socket.send({ type: 'query', query: question });
  for (const count of killAfter) {
    await socket.waitFor((frame) => frame.type === 'token' && frame['index'] === count);
    reader.take(socket.frames());
    const gone = socket.closed;
    await server.kill();
    await gone;
    const back = server.restart();
    socket = await connect(session);
    await back;
  }
  await socket.waitFor(isTerminal, 20_000);
  reader.take(socket.frames());
  await socket.close();
  return reader;
}

describe('an extracted answer', () => {
  const { question } = HARBOUR_QUESTIONS.storm;

  it('[OWN-1] is the same, to the character and the citation, however often its server was killed', async () => {
    server = await startServer({ documents: HARBOUR_DOCUMENTS, environment: { STREAM_WORD_MS: '30' } });
    const whole = (await post(`${server.url}/api/analysis/execute?stream=false`, { query_text: question })).body as { answer: string; citations: Array<{ id: string; quotes: unknown }> };
    const reader = await askThroughKills('killed-twice', question, [4, 9]);
    expect(reader.text).toBe(whole.answer);
    expect(reader.end).toMatchObject({ type: 'complete', answer: whole.answer });
    expect((reader.end?.['citations'] as typeof whole.citations).map(({ id, quotes }) => ({ id, quotes }))).toEqual(whole.citations.map(({ id, quotes }) => ({ id, quotes })));
    const stored = (await get(`${server.url}/api/analysis/${String(reader.end?.['analysis_id'])}`)).body as { results: { answer: string } };
    expect(stored.results.answer).toBe(reader.text);
  }, 60_000);
});

describe('a generated answer', () => {
  const { question } = HARBOUR_QUESTIONS.lighthouse;
  let model: ScriptedModelServer;
  beforeAll(async () => {
    model = await startScriptedModelServer();
  });
  afterAll(() => model.close());

  const start = (environment: Record<string, string> = {}) =>
    startServer({ documents: HARBOUR_DOCUMENTS, environment: { MODEL: 'scripted', MODEL_BASE_URL: `${model.url}/v1`, ...environment } });
  const messagesOf = (at: number) => (model.requests[at]?.body as { messages: Array<{ role: string; content: string }> }).messages;

  it('[OWN-1] is continued behind what was shown, with the numbers it had, though the model repeats its last words', async () => {
    server = await start();
    const asked = model.requests.length;
    model.enqueue({ kind: 'answer', chunks: ['The ', 'Kestrel ', 'Lighthouse ', 'was built [1] ', 'in ', '18'], delayMs: 250, then: 'stall' }, { kind: 'answer', chunks: ['Lighthouse was ', 'built [1] in 18', '71 by Aldous ', 'Fenwick [1].'] });
    const reader = await askThroughKills('generated', question, [4]);
    expect(reader.text).toBe('The Kestrel Lighthouse was built [1] in 1871 by Aldous Fenwick [1].');
    expect(reader.end).toMatchObject({ type: 'complete', answer: reader.text });
    expect(model.requests.length - asked).toBe(2);
    const [answer, order] = messagesOf(asked + 1).slice(-2);
    expect(answer).toMatchObject({ role: 'assistant', content: expect.stringMatching(/^The Kestrel Lighthouse was built \[1\] in/) as string });
    expect(order).toMatchObject({ role: 'user', content: expect.stringContaining('exactly after its last character') as string });
  }, 60_000);

  it('[OWN-1] is continued as a prefix where the server takes one', async () => {
    server = await start({ MODEL_CONTINUATION: 'prefix' });
    const asked = model.requests.length;
    model.enqueue({ kind: 'answer', chunks: ['The ', 'Kestrel ', 'Light'], delayMs: 250, then: 'stall' }, { kind: 'answer', chunks: ['house ', 'was built in 1871 [1].'] });
    const reader = await askThroughKills('prefix', question, [2]);
    expect(reader.text).toBe('The Kestrel Lighthouse was built in 1871 [1].');
    expect(messagesOf(asked + 1).at(-1)).toEqual({ role: 'assistant', content: 'The Kestrel Light' });
    expect(model.requests[asked + 1]?.body).toMatchObject({ continue_final_message: true, add_generation_prompt: false });
  }, 60_000);

  it('[OWN-3] ends with a recoverable NODE_LOST where it can not be continued, and its text stands', async () => {
    server = await start({ MODEL_CONTINUATION: 'none' });
    model.enqueue({ kind: 'answer', chunks: ['The ', 'Kestrel ', 'Light'], delayMs: 250, then: 'stall' });
    const reader = await askThroughKills('lost', question, [2]);
    expect(reader.text).toBe('The Kestrel Light');
    expect(reader.end).toMatchObject({ type: 'analysis_error', error: { code: 'NODE_LOST', recoverable: true, partial: true } });
    const stored = await get(`${server.url}/api/analysis/${String(reader.end?.['analysis_id'])}`);
    expect(stored.body).toMatchObject({ status: 'failed', partial_answer: 'The Kestrel Light' });
  }, 60_000);
});
