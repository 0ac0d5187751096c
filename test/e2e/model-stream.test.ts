/** A real server with a language model behind a real socket: what generates, and what goes wrong there, as a client sees it. */
import { type ScriptedModelServer, startScriptedModelServer } from '@groundwire/server/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HARBOUR_DOCUMENTS, HARBOUR_QUESTIONS } from './harbour-documents.js';
import { post } from './http.js';
import { type ServerProcess, startServer } from './server-process.js';
import { type RawFrame, type SocketClient, openSocket } from './socket-client.js';

const KEY = 'model-key-that-nobody-may-see';
const { question } = HARBOUR_QUESTIONS.lighthouse;
const ANSWER = ['The Kestrel ', 'Lighthouse ', 'was built ', 'in 1871 ', 'by Aldous ', 'Fenwick ', '[1].'];

let model: ScriptedModelServer;
let server: ServerProcess;
beforeAll(async () => {
  model = await startScriptedModelServer();
  server = await startServer({ documents: HARBOUR_DOCUMENTS, environment: { MODEL: 'scripted', MODEL_BASE_URL: `${model.url}/v1`, MODEL_API_KEY: KEY } });
});
afterAll(async () => {
  await server.stop();
  await model.close();
});

let sessions = 0;
async function asking(): Promise<SocketClient> {
  const socket = await openSocket(`${server.socketUrl}/ws/model-${(sessions += 1)}`);
  socket.send({ type: 'query', query: question });
  return socket;
}
async function endOf(socket: SocketClient): Promise<RawFrame> {
  const end = await socket.terminal();
  await socket.close();
  return end;
}
const textOf = (socket: SocketClient) => socket.frames('token').map((frame) => frame['content']).join('');

describe('a model that answers', () => {
  it('[TOK-3] is heard while it still speaks', async () => {
    let speakOn = () => {};
    const held = new Promise<void>((resolve) => (speakOn = resolve));
    model.enqueue({ kind: 'answer', chunks: ANSWER, gate: (index) => (index === 4 ? held : undefined) });
    const socket = await asking();
    await socket.waitFor((frame) => frame.type === 'token' && String(frame['content']).includes('1871'));
    // What might become a marker, and the space before it, may be held back a moment.
    expect(textOf(socket).trimEnd()).toBe('The Kestrel Lighthouse was built in 1871');
    expect(socket.frames('complete')).toEqual([]);
    speakOn();
    const end = await endOf(socket);
    expect(end).toMatchObject({ type: 'complete', answer: ANSWER.join(''), model: 'scripted', outcome: 'answered' });
    expect(textOf(socket)).toBe(ANSWER.join(''));
  });

  it('[CIT-2] [CIT-3] [CIT-4] is cited by what it was shown, renumbered by first use, without numbers that name nothing', async () => {
    model.enqueue({ kind: 'answer', chunks: ['It was built in 1871 [1], says one [9]. ', 'The gates broke in 1997 【2】', '. It sounds again [1, 2].'] });
    const end = await endOf(await asking());
    expect(end['answer']).not.toMatch(/\[9\]|【/);
    const citations = end['citations'] as Array<{ number: number; quotes: unknown[] }>;
    const markers = [...new Set([...String(end['answer']).matchAll(/\[(\d+)\]/g)].map((match) => Number(match[1])))];
    expect(markers).toEqual([1, 2]);
    expect(citations.map(({ number }) => number)).toEqual([1, 2]);
  });

  it('[END-2] counts its own tokens', async () => {
    model.enqueue({ kind: 'answer', chunks: ANSWER, usage: { input: 500, output: 42 } });
    expect(await endOf(await asking())).toMatchObject({ usage: { tokens: 42 } });
  });

  it('[WS-6] is hung up on when the analysis is cancelled', async () => {
    const before = model.requests.length;
    model.enqueue({ kind: 'answer', chunks: ANSWER.slice(0, 3), then: 'stall' });
    const socket = await asking();
    const { analysis_id } = await socket.waitFor((frame) => frame.type === 'token');
    socket.send({ type: 'cancel', analysis_id });
    expect(await endOf(socket)).toMatchObject({ error: { code: 'CANCELLED', partial: true } });
    expect(await model.requests[before]?.closed).toBe('client');
  });
});

describe('a model that fails', () => {
  it.each([
    ['breaks off in mid-answer', { kind: 'answer', chunks: ANSWER.slice(0, 3), then: 'cut' }, { code: 'LLM_INTERRUPTED', recoverable: true, partial: true }],
    ['ends without its completion signal', { kind: 'answer', chunks: ANSWER, finish: null, then: 'end' }, { code: 'LLM_INTERRUPTED', recoverable: true, partial: true }],
    ['sends half a JSON object', { kind: 'answer', chunks: ANSWER.slice(0, 3), then: 'malformed' }, { code: 'LLM_INTERRUPTED', recoverable: true, partial: true }],
    ['refuses the key', { kind: 'status', status: 401, message: `Incorrect API key provided: ${KEY}` }, { code: 'LLM_UNAUTHORIZED', recoverable: false }],
    ['knows no such model', { kind: 'status', status: 404 }, { code: 'LLM_REJECTED', recoverable: false }],
    ['asks for patience', { kind: 'status', status: 429, headers: { 'retry-after': '20' } }, { code: 'LLM_RATE_LIMITED', recoverable: true, retry_after: 20 }],
    ['is a web page', { kind: 'status', status: 200, headers: { 'content-type': 'text/html' }, body: '<!doctype html><h1>It works</h1>' }, { code: 'LLM_BAD_RESPONSE', recoverable: false }],
    ['withholds the answer', { kind: 'answer', chunks: ANSWER.slice(0, 2), finish: 'content_filter' }, { code: 'CONTENT_FILTERED', recoverable: false }],
  ] as const)('[END-4] [SEC-1] says so when it %s', async (_what, script, expected) => {
    model.enqueue(script as Parameters<ScriptedModelServer['enqueue']>[0]);
    const socket = await asking();
    const end = await endOf(socket);
    expect(end).toMatchObject({ type: 'analysis_error', error: expected });
    expect((end['error'] as { partial?: boolean }).partial ?? false).toBe(socket.frames('token').length > 0);
    expect(JSON.stringify(end) + server.output()).not.toContain(KEY);
  });

  it('[END-4] is asked again before it has said anything, and given up on when it stays down', async () => {
    const before = model.requests.length;
    model.enqueue({ kind: 'status', status: 503 }, { kind: 'answer', chunks: ANSWER });
    expect(await endOf(await asking())).toMatchObject({ type: 'complete', answer: ANSWER.join('') });
    expect(model.requests.length - before).toBe(2);
    const { fallback } = model;
    model.fallback = { kind: 'status', status: 500 };
    const end = await endOf(await asking());
    model.fallback = fallback;
    expect(end).toMatchObject({ type: 'analysis_error', error: { code: 'LLM_UNAVAILABLE', recoverable: true } });
  });

  it('[REST-14] gives stream=false the status of the code', async () => {
    model.enqueue({ kind: 'status', status: 429, headers: { 'retry-after': '20' } });
    const answer = await post(`${server.url}/api/analysis/execute?stream=false`, { query_text: question });
    expect([answer.status, (answer.body as { code: string }).code]).toEqual([429, 'LLM_RATE_LIMITED']);
  });
});
