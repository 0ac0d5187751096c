/** A server that is killed while OpenAI's kind of server writes in the background: the next one takes the same answer up, and the model is asked once. */
import { type ScriptedModelServer, startScriptedModelServer } from '@groundwire/server/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HARBOUR_DOCUMENTS, HARBOUR_QUESTIONS } from './harbour-documents.js';
import { type ServerProcess, startServer } from './server-process.js';
import { isTerminal, openSocket, type SocketClient } from './socket-client.js';

const WORDS = Array.from({ length: 60 }, (_, at) => `word${at} `);
const TEXT = `${WORDS.join('')}[1].`;

let model: ScriptedModelServer;
let server: ServerProcess;
beforeEach(async () => {
  model = await startScriptedModelServer();
  model.fallback = { kind: 'answer', chunks: [...WORDS, '[1].'], delayMs: 40 };
  server = await startServer({ documents: HARBOUR_DOCUMENTS, environment: { MODEL: 'scripted', MODEL_BASE_URL: `${model.url}/v1`, MODEL_CONTINUATION: 'reattach' } });
});
afterEach(async () => {
  await server.stop();
  await model.close();
});

const open = (session: string, cursor = ''): Promise<SocketClient> => openSocket(`${server.socketUrl}/ws/${session}?v=2${cursor}`);
const textOf = (...sockets: SocketClient[]) => sockets.flatMap((socket) => socket.frames('token')).map((frame) => frame['content']).join('');

describe('an answer that the provider keeps', () => {
  it('[OWN-8] goes on after kill -9 to the same character, and nothing is generated twice', async () => {
    const before = await open('kept');
    const greeting = await before.waitFor((frame) => frame.type === 'connection_established');
    before.send({ type: 'query', query: HARBOUR_QUESTIONS.ferry.question });
    await before.waitFor((frame) => frame.type === 'token' && (frame['index'] as number) >= 10);
    await server.kill();
    await before.closed;
    const last = before.frames('token').at(-1) as { seq?: number } | undefined;
    await server.restart();
    const after = await open('kept', `&epoch=${String(greeting['epoch'])}&since=${last?.seq}`);
    const end = await after.waitFor(isTerminal, 20_000);
    expect(end).toMatchObject({ type: 'complete', answer: TEXT, usage: { tokens: 61, attempts: 2, generated_tokens: 61 } });
    expect(textOf(before, after)).toBe(TEXT);
    expect(model.requests).toHaveLength(1);
    await after.close();
  }, 60_000);

  it('[OWN-8] is cancelled at the provider when it is cancelled here', async () => {
    const socket = await open('kept');
    socket.send({ type: 'query', query: HARBOUR_QUESTIONS.ferry.question });
    const token = await socket.waitFor((frame) => frame.type === 'token');
    socket.send({ type: 'cancel', analysis_id: token['analysis_id'] });
    expect(await socket.waitFor(isTerminal)).toMatchObject({ error: { code: 'CANCELLED' } });
    await expect.poll(() => model.responses.cancelled).toEqual(['resp_scripted_1']);
    await socket.close();
  }, 60_000);
});
