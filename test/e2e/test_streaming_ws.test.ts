/** The guide's streaming test: a real server, a real socket, a question, and what arrives when. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HARBOUR_DOCUMENTS, HARBOUR_QUESTIONS } from './harbour-documents.js';
import { post } from './http.js';
import { type ServerProcess, startServer } from './server-process.js';
import { type SocketClient, openSocket } from './socket-client.js';

const PING_MS = 30_000;
/** The guide's bound for the first token. One of a few answers must keep it: a machine that runs other tests may pause at any of them. */
const FIRST_TOKEN_LIMIT_MS = 600;
const MOST_TRIES = 5;

interface Timed {
  content: string;
  index: number;
  at: number;
}

let server: ServerProcess;
/** Opened first and left alone, so that its heartbeat is due while the other tests run. */
let quiet: SocketClient;
let quietSince = 0;

beforeAll(async () => {
  server = await startServer({ documents: HARBOUR_DOCUMENTS });
  quiet = await openSocket(`${server.socketUrl}/ws/heartbeat`, { answerPings: false });
  quietSince = performance.now();
});
afterAll(async () => {
  await quiet.close();
  await server.stop();
});

const tokensOf = (socket: SocketClient): Timed[] =>
  socket.arrivals.filter(({ frame }) => frame.type === 'token').map(({ frame, at }) => ({ content: String(frame['content']), index: Number(frame['index']), at }));

/** Asks on a socket of its own and waits for the end. */
async function stream(session: string, query: string, parameters: object = {}) {
  const socket = await openSocket(`${server.socketUrl}/ws/${session}`);
  const asked = performance.now();
  socket.send({ type: 'query', query, parameters });
  const end = await socket.terminal();
  const ended = socket.arrivals.find(({ frame }) => frame === end)?.at ?? 0;
  await socket.close();
  return { asked, end, ended, tokens: tokensOf(socket) };
}

/** An answer whose first token came in time, else the last that was tried. */
async function streamInTime(question: string): ReturnType<typeof stream> {
  for (let attempt = 1; ; attempt += 1) {
    const streamed = await stream(`incremental-${attempt}`, question);
    if (attempt === MOST_TRIES || (streamed.tokens[0]?.at ?? Infinity) - streamed.asked < FIRST_TOKEN_LIMIT_MS) return streamed;
  }
}

describe('an answer that streams', () => {
  it('[TOK-3] arrives word by word, the first long before the last', async () => {
    const { asked, tokens, end, ended } = await streamInTime(HARBOUR_QUESTIONS.keepers.question);
    const answer = String(end['answer']);
    const [first, last] = [tokens[0], tokens.at(-1)];
    expect(answer.length).toBeGreaterThanOrEqual(200);
    expect(tokens.length).toBeGreaterThan(20);
    expect(Math.max(...tokens.map(({ content }) => content.length))).toBeLessThanOrEqual(answer.length / 5);
    expect((first?.at ?? Infinity) - asked).toBeLessThan(FIRST_TOKEN_LIMIT_MS);
    // Not a dump at the end: the words are spread over the time, 15 ms apart by default.
    expect((last?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(tokens.length * 5);
    const half = tokens[Math.floor(tokens.length / 2)]?.at ?? 0;
    expect(half - (first?.at ?? 0)).toBeGreaterThan(((last?.at ?? 0) - (first?.at ?? 0)) * 0.2);
    expect(ended - (last?.at ?? 0)).toBeLessThan(100);
  });

  it('[TOK-1] [TOK-2] has contiguous indexes, and its pieces joined are the answer', async () => {
    const { tokens, end } = await stream('joined', HARBOUR_QUESTIONS.lighthouse.question);
    expect(tokens.map(({ index }) => index)).toEqual(tokens.map((_, place) => place));
    expect(tokens.map(({ content }) => content).join('')).toBe(end['answer']);
    expect(end['answer']).toMatch(HARBOUR_QUESTIONS.lighthouse.says);
  });

  it('[END-2] [CIT-5] completes with citations and usage', async () => {
    for (const [name, { question, says }] of Object.entries(HARBOUR_QUESTIONS)) {
      const { end } = await stream(`complete-${name}`, question);
      expect(end).toMatchObject({ type: 'complete', outcome: 'answered', usage: { tokens: expect.any(Number) } });
      expect((end['citations'] as unknown[]).length).toBeGreaterThanOrEqual(1);
      expect(end['answer']).toMatch(says);
    }
  });

  it('streams the same frames when the analysis was started over REST', async () => {
    const socket = await openSocket(`${server.socketUrl}/ws/by-rest`);
    const { body } = await post(`${server.url}/api/analysis/execute`, { query_text: HARBOUR_QUESTIONS.ferry.question, session_id: 'by-rest' });
    const end = await socket.terminal((body as { analysis_id: string }).analysis_id);
    expect(tokensOf(socket).map(({ content }) => content).join('')).toBe(end['answer']);
    await socket.close();
  });

  it('[REST-11] has the same text without streaming', async () => {
    const { question } = HARBOUR_QUESTIONS.lighthouse;
    const whole = (await post(`${server.url}/api/analysis/execute?stream=false`, { query_text: question })).body as Record<string, unknown>;
    const { end } = await stream('same-text', question);
    expect(whole['answer']).toBe(end['answer']);
    expect((whole['citations'] as Array<{ url: string }>).map(({ url }) => url)).toEqual((end['citations'] as Array<{ url: string }>).map(({ url }) => url));
  });
});

describe('an answer that fails', () => {
  it('[END-4] ends with an error frame that says what is wrong and whether to try again', async () => {
    const socket = await openSocket(`${server.socketUrl}/ws/failing`);
    socket.send({ type: 'query', query: HARBOUR_QUESTIONS.mill.question, parameters: { model: 'a-model-that-nobody-configured' } });
    const end = await socket.waitFor((frame) => frame.type === 'analysis_error');
    expect(end).toMatchObject({ error: { code: 'INVALID_REQUEST', recoverable: false, message: expect.stringContaining('MODEL') }, timestamp: expect.any(String) });
    await socket.close();
  });

  it('[WS-7] a refused message leaves the socket usable', async () => {
    const socket = await openSocket(`${server.socketUrl}/ws/refused`);
    socket.send({ type: 'query', query: '' });
    expect(await socket.waitFor((frame) => frame.type === 'analysis_error')).toMatchObject({ analysis_id: null, error: { code: 'INVALID_REQUEST' } });
    socket.send({ type: 'query', query: HARBOUR_QUESTIONS.mill.question });
    expect((await socket.terminal()).type).toBe('complete');
    await socket.close();
  });
});

describe('the heartbeat', () => {
  it('[HB-1] [HB-2] comes after 30 seconds, and a pong is taken in silence', { timeout: PING_MS + 15_000 }, async () => {
    const remaining = PING_MS - (performance.now() - quietSince);
    const ping = await quiet.waitFor((frame) => frame.type === 'ping', remaining + 5_000);
    expect(Object.keys(ping).sort()).toEqual(['timestamp', 'type']);
    expect(Math.abs(Date.now() - Date.parse(String(ping['timestamp'])))).toBeLessThan(60_000);
    const after = (quiet.arrivals.find(({ frame }) => frame === ping)?.at ?? 0) - quietSince;
    expect(after).toBeGreaterThan(PING_MS - 1_000);
    expect(after).toBeLessThan(PING_MS + 3_000);
    quiet.send({ type: 'pong' });
    quiet.send({ type: 'query', query: HARBOUR_QUESTIONS.mill.question });
    expect((await quiet.terminal()).type).toBe('complete');
    expect(quiet.frames('analysis_error')).toEqual([]);
  });
});
