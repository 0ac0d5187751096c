import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HARBOUR_DOCUMENTS, HARBOUR_QUESTIONS } from '../e2e/harbour-documents.js';
import { get, getUntil, post } from '../e2e/http.js';
import { type ServerProcess, startServer } from '../e2e/server-process.js';
import { openSocket, refusedStatus, type RawFrame, type SocketClient } from '../e2e/socket-client.js';
import { baseFrame, completeFrame, connectionEstablished, errorFrame, executed, expectShape, tokenFrame } from './shapes.js';

let server: ServerProcess;
beforeAll(async () => {
  server = await startServer({ documents: HARBOUR_DOCUMENTS, environment: { STREAM_WORD_MS: '20' } });
});
afterAll(() => server.stop());

let sessions = 0;
const newSession = () => `socket-${(sessions += 1)}`;
const open = (session = newSession()) => openSocket(`${server.socketUrl}/ws/${session}`);
const ask = (socket: SocketClient, query: string = HARBOUR_QUESTIONS.lighthouse.question, extra: object = {}) => socket.send({ type: 'query', query, ...extra });
const execute = async (query_text: string, session_id: string) => expectShape(executed, (await post(`${server.url}/api/analysis/execute`, { query_text, session_id })).body).analysis_id;
const refusals = (socket: SocketClient) => socket.frames('analysis_error').filter((frame) => frame['analysis_id'] === null);
const textOf = (frames: RawFrame[]) => frames.map((frame) => frame['content']).join('');
/** Everything that the server sent before now has arrived once this resolves. */
async function settled(socket: SocketClient): Promise<void> {
  const before = socket.texts.length;
  socket.sendRaw('ping');
  await expect.poll(() => socket.texts.length).toBeGreaterThan(before);
}

describe('opening', () => {
  it('[WS-1] says first that the connection stands', async () => {
    const socket = await open('a.session_with:all-letters.09');
    expect(expectShape(connectionEstablished, await socket.waitFor(() => true)).session_id).toBe('a.session_with:all-letters.09');
    await socket.close();
  });

  it.each(['a%20b', 'a%2Fb', '%00', 'caf%C3%A9', '%3Cb%3E', 'a'.repeat(129)])('[WS-2] refuses the session id %s with 400', async (id) => {
    expect(await refusedStatus(`${server.socketUrl}/ws/${id}`)).toBe(400);
  });

  it.each(['/health', '/', '/api/analysis/history', '/nowhere'])('[WS-17] refuses an upgrade at %s, which is no socket, with 404', async (path) => {
    expect(await refusedStatus(`${server.socketUrl}${path}`)).toBe(404);
  });

  it('[WS-2] takes a session id of 128 characters', async () => {
    const socket = await open('a'.repeat(128));
    await socket.waitFor((frame) => frame.type === 'connection_established');
    await socket.close();
  });

  it('answers a plain GET of the address without opening anything', async () => {
    const answer = await get(`${server.url}/ws/plain`);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
  });
});

describe('a question on the socket', () => {
  it('[WS-4] [TOK-1] [TOK-2] [TOK-4] [END-2] streams tokens and completes', async () => {
    const socket = await open();
    ask(socket);
    const end = expectShape(completeFrame, await socket.terminal());
    const tokens = socket.frames('token').map((frame) => expectShape(tokenFrame, frame));
    expect(tokens.map((token) => token.index)).toEqual(tokens.map((_, index) => index));
    expect(textOf(socket.frames('token'))).toBe(end['answer']);
    expect(tokens.every((token) => token['analysis_id'] === end.analysis_id && Number.isInteger(token['seq']))).toBe(true);
    expect(Object.keys(end)).toEqual(expect.arrayContaining(['answer', 'claims', 'sources', 'outcome', 'search_terms', 'warnings', 'model', 'results_url', 'seq', 'epoch']));
    expect(end.usage.tokens).toBeGreaterThan(0);
    await socket.close();
  });

  it('[WS-10] [LOG-4] sends only frames of the base protocol, numbered where they are kept', async () => {
    const socket = await open();
    ask(socket);
    await socket.terminal();
    for (const frame of socket.frames()) {
      expectShape(baseFrame, frame);
      expect([frame.type, 'seq' in frame]).toEqual([frame.type, ['token', 'complete', 'analysis_error'].includes(frame.type)]);
    }
    const seqs = socket.frames().flatMap((frame) => (typeof frame['seq'] === 'number' ? [frame['seq']] : []));
    expect(seqs).toEqual([...new Set(seqs)].sort((one, other) => one - other));
    await socket.close();
  });

  it('[END-1] sends nothing about an analysis after its end', async () => {
    const socket = await open();
    ask(socket);
    const { analysis_id } = await socket.terminal();
    await settled(socket);
    const own = socket.frames().filter((frame) => frame['analysis_id'] === analysis_id);
    expect(own.at(-1)?.type).toBe('complete');
    expect(own.filter((frame) => frame.type === 'complete')).toHaveLength(1);
    await socket.close();
  });

  it('[END-7] has the result in the history as soon as the client sees the end', async () => {
    const socket = await open();
    ask(socket);
    const end = await socket.terminal();
    const stored = await get(new URL(String(end['results_url']), server.url).href);
    expect(stored.body).toMatchObject({ status: 'completed', analysis_id: end['analysis_id'], results: { answer: end['answer'], citations: end['citations'] } });
    await socket.close();
  });

  it('[END-3] says in a sentence that the sources do not answer, and cites nothing', async () => {
    const socket = await open();
    ask(socket, 'What is the boiling point of unobtainium?');
    const end = expectShape(completeFrame, await socket.terminal());
    expect(end['outcome']).toMatch(/^no_(answer|sources)$/);
    expect(end.citations).toEqual([]);
    expect(end['answer']).toMatch(/\w+ \w+/);
    await socket.close();
  });

  it('[WS-5] starts nothing new for a repeated client_request_id', async () => {
    const socket = await open();
    ask(socket, undefined, { client_request_id: 'r-1' });
    ask(socket, undefined, { client_request_id: 'r-1' });
    const first = await socket.terminal();
    ask(socket, undefined, { client_request_id: 'r-1' });
    ask(socket, undefined, { client_request_id: 'r-2' });
    const second = await socket.waitFor((frame) => frame.type === 'complete' && frame['analysis_id'] !== first['analysis_id']);
    await settled(socket);
    expect(socket.frames('complete').map((frame) => frame['analysis_id'])).toEqual([first['analysis_id'], second['analysis_id']]);
    await socket.close();
  });

  it('[WS-6] ends with CANCELLED when it is cancelled, and only once', async () => {
    const socket = await open();
    ask(socket, HARBOUR_QUESTIONS.storm.question);
    const { analysis_id } = await socket.waitFor((frame) => frame.type === 'token');
    socket.send({ type: 'cancel', analysis_id });
    socket.send({ type: 'cancel', analysis_id });
    const end = expectShape(errorFrame, await socket.terminal(String(analysis_id)));
    expect(end.error).toMatchObject({ code: 'CANCELLED', recoverable: false });
    socket.send({ type: 'cancel', analysis_id });
    await settled(socket);
    expect(socket.frames().filter((frame) => frame['analysis_id'] === analysis_id && frame.type === 'analysis_error')).toHaveLength(1);
    expect((await get(`${server.url}/api/analysis/${String(analysis_id)}`)).body).toMatchObject({ status: 'cancelled' });
    await socket.close();
  });

  it('[WS-6] goes on when its socket leaves', async () => {
    const session = newSession();
    const socket = await open(session);
    ask(socket);
    const { analysis_id } = await socket.waitFor((frame) => frame.type === 'token');
    await socket.close();
    const answer = await getUntil(`${server.url}/api/analysis/${String(analysis_id)}`, ({ body }) => (body as { status?: string }).status !== 'processing');
    expect(answer.body).toMatchObject({ status: 'completed' });
  });

  it('[WS-11] refuses a fifth analysis at once, as something that may be tried again', async () => {
    const socket = await open();
    for (let count = 0; count < 5; count += 1) ask(socket, HARBOUR_QUESTIONS.storm.question);
    const refused = await socket.waitFor((frame) => frame.type === 'analysis_error');
    expect(refused).toMatchObject({ error: { code: 'TOO_MANY_ANALYSES', recoverable: true } });
    await expect.poll(() => socket.frames('complete').length, { timeout: 15_000 }).toBe(4);
    await socket.close();
  });
});

describe('several analyses and sockets', () => {
  it('[ATT-1] delivers one analysis after the other, each whole', async () => {
    const session = newSession();
    const socket = await open(session);
    const ids = [await execute(HARBOUR_QUESTIONS.lighthouse.question, session), await execute(HARBOUR_QUESTIONS.mill.question, session), await execute(HARBOUR_QUESTIONS.ferry.question, session)];
    await socket.terminal(ids[2]);
    const order = socket.frames().filter((frame) => frame.type === 'token' || frame.type === 'complete').map((frame) => frame['analysis_id']);
    expect(order.filter((id, place) => id !== order[place - 1])).toEqual(ids);
    for (const id of ids) {
      const own = socket.frames('token').filter((frame) => frame['analysis_id'] === id);
      expect(own.map((frame) => frame['index'])).toEqual(own.map((_, index) => index));
      expect(textOf(own)).toBe((await socket.terminal(id))['answer']);
    }
    await socket.close();
  });

  it('[ATT-2] delivers a running analysis whole to a socket that opens in the middle', async () => {
    const session = newSession();
    const first = await open(session);
    ask(first, HARBOUR_QUESTIONS.storm.question);
    await first.waitFor((frame) => frame['index'] === 5);
    const second = await open(session);
    const end = await second.terminal();
    expect(textOf(second.frames('token'))).toBe(end['answer']);
    expect(second.frames('token')[0]).toMatchObject({ index: 0 });
    await first.terminal();
    await Promise.all([first.close(), second.close()]);
  });

  it('[ATT-2] [ATT-3] delivers what ended unseen, once: a socket after that gets only what is new', async () => {
    const session = newSession();
    const unseen = await execute(HARBOUR_QUESTIONS.lighthouse.question, session);
    await getUntil(`${server.url}/api/analysis/${unseen}`, ({ body }) => (body as { status?: string }).status === 'completed');
    const first = await open(session);
    const end = await first.terminal(unseen);
    expect(textOf(first.frames('token'))).toBe(end['answer']);
    await first.close();
    const second = await open(session);
    ask(second, HARBOUR_QUESTIONS.ferry.question);
    const fresh = await second.terminal();
    expect(fresh['analysis_id']).not.toBe(unseen);
    expect(second.frames().some((frame) => frame['analysis_id'] === unseen)).toBe(false);
    await second.close();
  });

  it('[ATT-8] delivers an analysis again to a socket that repeats its client_request_id', async () => {
    const session = newSession();
    const first = await open(session);
    ask(first, HARBOUR_QUESTIONS.mill.question, { client_request_id: 'lost' });
    const end = await first.terminal();
    await first.close();
    const second = await open(session);
    ask(second, HARBOUR_QUESTIONS.mill.question, { client_request_id: 'lost' });
    expect(await second.terminal()).toEqual(end);
    expect(second.frames('token')).toEqual(first.frames('token'));
    await second.close();
  });

  it('[ATT-4] gives all sockets of a session the same frames', async () => {
    const session = newSession();
    const [one, other] = [await open(session), await open(session)];
    ask(one);
    await Promise.all([one.terminal(), other.terminal()]);
    const kept = (socket: SocketClient) => socket.frames().filter((frame) => 'seq' in frame);
    expect(kept(other)).toEqual(kept(one));
    expect(kept(one).length).toBeGreaterThan(5);
    await Promise.all([one.close(), other.close()]);
  });

  it('[ATT-6] gives no other session any of them', async () => {
    const [own, foreign] = [await open(), await open()];
    ask(own);
    await own.terminal();
    await settled(foreign);
    expect(foreign.frames().map((frame) => frame.type)).toEqual(['connection_established']);
    await Promise.all([own.close(), foreign.close()]);
  });
});

describe('what was asked for from the beginning', () => {
  it('[WS-13] holds fifty connections and runs five analyses at once', async () => {
    const sockets = await Promise.all(Array.from({ length: 50 }, () => open()));
    const asking = sockets.slice(0, 5);
    for (const socket of asking) ask(socket, HARBOUR_QUESTIONS.lighthouse.question);
    await Promise.all(asking.map((socket) => socket.waitFor((frame) => frame.type === 'token')));
    expect(asking.map((socket) => socket.frames('complete').length)).toEqual([0, 0, 0, 0, 0]);
    for (const socket of asking) expect(await socket.terminal()).toMatchObject({ type: 'complete', outcome: 'answered' });
    await Promise.all(sockets.map((socket) => settled(socket)));
    await Promise.all(sockets.map((socket) => socket.close()));
  });

  it('answers REST without an analysis in less than 200 ms', async () => {
    for (const path of ['/', '/health', '/config', '/api/analysis/history']) {
      await get(server.url + path);
      const begun = performance.now();
      await get(server.url + path);
      expect([path, performance.now() - begun < 200]).toEqual([path, true]);
    }
  });
});

describe('messages that are not questions', () => {
  it('[WS-9] answers the bare text ping with the bare text pong', async () => {
    const socket = await open();
    socket.sendRaw('ping');
    await socket.waitForText('pong');
    await socket.close();
  });

  it('[HB-2] takes a pong in silence', async () => {
    const socket = await open();
    socket.send({ type: 'pong' });
    socket.send({ type: 'pong', timestamp: '2025-09-28T12:00:00Z' });
    await settled(socket);
    expect(socket.frames('analysis_error')).toEqual([]);
    await socket.close();
  });

  it.each([
    ['text that is not JSON', 'What is this?'],
    ['half a message', '{"type":"query","query":"Who'],
    ['a list', '[{"type":"query"}]'],
    ['null', 'null'],
    ['a number', '42'],
    ['no type', '{"query":"Who built it?"}'],
    ['an unknown type', '{"type":"subscribe","query":"Who built it?"}'],
    ['a type that is an object', '{"type":{},"query":"Who built it?"}'],
    ['no question', '{"type":"query"}'],
    ['an empty question', '{"type":"query","query":""}'],
    ['a blank question', '{"type":"query","query":" \\n "}'],
    ['an over-long question', JSON.stringify({ type: 'query', query: 'a'.repeat(501) })],
    ['a question that is a number', '{"type":"query","query":7}'],
    ['parameters that are a list', '{"type":"query","query":"Who built it?","parameters":[]}'],
    ['days that are a text', '{"type":"query","query":"Who built it?","parameters":{"days":"7"}}'],
    ['cancel without an analysis', '{"type":"cancel"}'],
    ['__proto__ as the type', '{"type":"__proto__"}'],
  ])('[WS-7] refuses %s and stays open', async (_what, message) => {
    const socket = await open();
    socket.sendRaw(message);
    const refused = await socket.waitFor((frame) => frame.type === 'analysis_error');
    expect(refused).toMatchObject({ analysis_id: null, error: { code: 'INVALID_REQUEST', recoverable: false, message: expect.stringMatching(/\w+ \w+/) }, timestamp: expect.any(String) });
    expect(refused).not.toHaveProperty('seq');
    await settled(socket);
    expect(refusals(socket)).toHaveLength(1);
    ask(socket, HARBOUR_QUESTIONS.mill.question);
    expect(await socket.waitFor((frame) => frame.type === 'token')).toMatchObject({ index: 0 });
    await socket.close();
  });

  it('[WS-8] closes with 1003 after a binary message', async () => {
    const socket = await open();
    socket.sendRaw(Buffer.from('{"type":"query","query":"Who built it?"}'));
    expect(await socket.closed).toBe(1003);
  });

  it('[WS-8] closes with 1009 after more than 64 KiB, and takes a message just below', async () => {
    const socket = await open();
    const padded = (bytes: number) => JSON.stringify({ type: 'pong', padding: '' }).replace('""', `"${'x'.repeat(bytes - 29)}"`);
    socket.sendRaw(padded(64 * 1024 - 100));
    await settled(socket);
    expect(socket.frames('analysis_error')).toEqual([]);
    socket.sendRaw(padded(64 * 1024 + 100));
    expect(await socket.closed).toBe(1009);
  });

  it('[SEC-5] outlives a flood of rubbish', async () => {
    const socket = await open();
    for (let count = 0; count < 3000; count += 1) socket.sendRaw(`{"type":"${count}"`);
    await Promise.race([socket.closed, settled(socket).catch(() => undefined)]);
    expect((await get(`${server.url}/health`)).status).toBe(200);
    const other = await open();
    ask(other, HARBOUR_QUESTIONS.mill.question);
    expect((await other.terminal()).type).toBe('complete');
    await other.close();
    expect(server.runs()).toBe(true);
  });
});
