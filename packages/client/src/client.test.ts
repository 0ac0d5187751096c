import type { CompleteFrame, ServerFrame, TokenFrame } from '@groundwire/protocol';
import { sampleFrames } from '@groundwire/protocol/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { createClient } from './client.js';
import { AnalysisFailed, ConnectionFailed, ConnectionLost, ProtocolMismatch } from './errors.js';
import { type FakeScript, type FakeServer, type FakeSocket, startFakeServer } from './testing/fake-server.js';

const frames = sampleFrames();
const tokens = frames.filter((frame): frame is TokenFrame => frame.type === 'token');
const complete = frames.find((frame): frame is CompleteFrame => frame.type === 'complete') as CompleteFrame;
const failure = frames.find((frame) => frame.type === 'analysis_error') as Extract<ServerFrame, { type: 'analysis_error' }>;
const BASE = new Set(['analysis_progress', 'token', 'complete']);
const baseFrames = frames.filter((frame) => BASE.has(frame.type));

const started: FakeServer[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.close()));
});

async function withServer(script: FakeScript) {
  const server = await startFakeServer(script);
  started.push(server);
  const timing = { firstConnectMs: 100, reconnectDelayMs: 1, reconnectTries: 7, cancelGraceMs: 100, connectTimeoutMs: 2000, pollMs: 5 };
  return { server, client: createClient({ url: server.url, WebSocket, timing }) };
}

const onQuery = (reply: (socket: FakeSocket, attempt: number) => void): FakeScript => ({
  onMessage: (socket, message, attempt) => message.type === 'query' && reply(socket, attempt),
});
const sendAll = (list: object[]) => (socket: FakeSocket) => list.forEach((frame) => socket.send(frame));

async function collect(stream: AsyncIterable<string>): Promise<string[]> {
  const pieces: string[] = [];
  for await (const piece of stream) pieces.push(piece);
  return pieces;
}

describe('asking over the base protocol', () => {
  it('[SDK-1] sends one query with its parameters, hands over each token, and resolves with the completion', async () => {
    const { server, client } = await withServer(onQuery(sendAll(baseFrames)));
    const answer = client.ask('At what temperature does water boil?', { parameters: { days: 7 } });
    const progress: string[] = [];
    answer.on('progress', (frame) => progress.push(frame.step));
    expect(await collect(answer)).toEqual(['Water boils at 100 ', 'degrees. [1]']);
    const done = await answer.done;
    expect(done).toMatchObject({ text: complete.answer, outcome: 'answered', analysis_id: 'analysis_1', usage: { tokens: 5 }, model: 'extractive' });
    expect(done.citations).toEqual(complete.citations);
    expect(progress).toEqual(['searching']);
    const [query] = server.sockets[0]?.received ?? [];
    expect(query).toMatchObject({ type: 'query', query: 'At what temperature does water boil?', parameters: { days: 7 } });
    expect(query?.client_request_id).toMatch(/^request_[0-9a-f]{32}$/);
  });

  it('closes its socket when the answer is complete', async () => {
    const { server, client } = await withServer(onQuery(sendAll(baseFrames)));
    await client.ask('q').done;
    await server.sockets[0]?.closed;
    expect(server.sockets).toHaveLength(1);
  });

  it('answers a ping with a pong and shows it to nobody', async () => {
    const script: FakeScript = {
      onMessage: (socket, message) => {
        if (message.type === 'query') socket.send({ type: 'ping', timestamp: '2025-09-28T12:00:00Z' });
        if (message.type === 'pong') sendAll(baseFrames)(socket);
      },
    };
    const { server, client } = await withServer(script);
    const answer = client.ask('q');
    const seen: string[] = [];
    answer.on('frame', (frame) => seen.push(frame.type));
    await answer.done;
    expect(server.sockets[0]?.received[1]).toEqual({ type: 'pong' });
    expect(seen).not.toContain('ping');
  });

  it("[SDK-11] works against a server that sends nothing but the guide's own fields", async () => {
    const plain = [
      { type: 'token', content: 'Hello ', index: 0 },
      { type: 'token', content: 'you', index: 1 },
      { type: 'complete', analysis_id: 'analysis_9', citations: [{ id: 'c1', url: 'https://a.example/', title: 'A', domain: 'a.example', credibility: 0.8, published_at: null }], usage: { tokens: 2 } },
    ];
    const { client } = await withServer(onQuery(sendAll(plain)));
    const done = await client.ask('q').done;
    expect(done).toMatchObject({ text: 'Hello you', analysis_id: 'analysis_9', outcome: 'answered', claims: [] });
    expect(done.citations[0]).toMatchObject({ number: 1, quotes: [], support: 'unchecked' });
  });

  it('[SDK-1] hands over in the end what never arrived as a token', async () => {
    const { client } = await withServer(onQuery(sendAll([tokens[0] as object, complete])));
    expect((await collect(client.ask('q'))).join('')).toBe(complete.answer);
  });

  it('[SDK-1] lets a second reader start from the first word', async () => {
    const { client } = await withServer(onQuery(sendAll(baseFrames)));
    const answer = client.ask('q');
    const first = await collect(answer);
    expect(await collect(answer)).toEqual(first);
  });

  it('[SDK-11] ignores frame types that it does not know', async () => {
    const { client } = await withServer(onQuery(sendAll([{ type: 'new_thing', analysis_id: 'analysis_7' }, ...baseFrames])));
    expect((await client.ask('q').done).analysis_id).toBe('analysis_1');
  });
});

describe('a session that others use too', () => {
  const other = { ...complete, analysis_id: 'analysis_other', answer: 'Something else' };
  it('takes only the frames of the analysis that it started, also those that came before its id was known', async () => {
    const { server, client } = await withServer({
      onRequest: (_request, reply) => {
        sendAll([other, ...baseFrames])(server.sockets[0] as FakeSocket);
        reply(200, { success: true, analysis_id: 'analysis_1', status: 'processing' });
      },
    });
    const answer = client.ask('q', { session_id: 'shared', parameters: { follow_up: true } });
    expect((await answer.done).text).toBe(complete.answer);
    expect(server.sockets[0]?.sessionId).toBe('shared');
    expect(JSON.parse(server.requests[0]?.body ?? '')).toEqual({ query_text: 'q', session_id: 'shared', parameters: { follow_up: true }, client_request_id: expect.stringMatching(/^request_/) });
  });

  it('reports a refusal over REST with its code', async () => {
    const { client } = await withServer({ onRequest: (_request, reply) => reply(429, { success: false, error: 'Too many', code: 'TOO_MANY_ANALYSES' }) });
    await expect(client.ask('q', { session_id: 'shared' }).done).rejects.toMatchObject({ name: 'AnalysisFailed', code: 'TOO_MANY_ANALYSES', recoverable: true });
  });
});

describe('a connection that breaks', () => {
  it('[SDK-2] reconnects to the same session and delivers nothing twice', async () => {
    const script = onQuery((socket) => {
      sendAll([tokens[0] as object])(socket);
      socket.cut();
    });
    script.onOpen = (socket, attempt) => attempt === 1 && sendAll(baseFrames)(socket);
    const { server, client } = await withServer(script);
    const answer = client.ask('q');
    const tries: number[] = [];
    answer.on('reconnecting', (count) => tries.push(count));
    expect(await collect(answer)).toEqual(tokens.map((token) => token.content));
    expect(tries).toEqual([1]);
    expect(server.sockets[1]?.sessionId).toBe(server.sockets[0]?.sessionId);
    expect(server.sockets[1]?.received).toEqual([]);
  });

  it('[SDK-4] sends the query again, with the same request id, when nothing of the analysis had arrived', async () => {
    const { server, client } = await withServer(onQuery((socket, attempt) => (attempt === 0 ? socket.cut() : sendAll(baseFrames)(socket))));
    await client.ask('q').done;
    expect(server.sockets[1]?.received[0]).toEqual(server.sockets[0]?.received[0]);
  });

  it('[SDK-2] takes a gap in the indexes for a broken connection', async () => {
    const script = onQuery(sendAll([{ ...tokens[1], index: 3 }]));
    script.onOpen = (socket, attempt) => attempt === 1 && sendAll(baseFrames)(socket);
    const { client } = await withServer(script);
    expect(await collect(client.ask('q'))).toEqual(tokens.map((token) => token.content));
  });

  it('fetches the result when the analysis ended while it was away', async () => {
    const { answer: text, citations, claims, sources, usage, warnings, outcome } = complete;
    const script = onQuery((socket) => {
      sendAll([tokens[0] as object])(socket);
      socket.cut();
    });
    script.onRequest = (request, reply) => {
      if (request.path !== '/api/analysis/analysis_1') return reply(404, {});
      return reply(200, { success: true, status: 'completed', results: { analysis_id: 'analysis_1', answer: text, citations, claims, sources, usage, warnings, outcome } });
    };
    const { client } = await withServer(script);
    const answer = client.ask('q');
    expect((await collect(answer)).join('')).toBe(text);
    expect((await answer.done).citations).toHaveLength(1);
  });

  it('[SDK-5] takes silence for a broken connection', async () => {
    const script: FakeScript = { onMessage: (socket, message, attempt) => message.type === 'query' && attempt === 1 && sendAll(baseFrames)(socket) };
    const server = await startFakeServer(script);
    started.push(server);
    const client = createClient({ url: server.url, WebSocket, timing: { reconnectDelayMs: 1, silenceLimitMs: 40 } });
    expect((await client.ask('q').done).text).toBe(complete.answer);
    expect(server.sockets).toHaveLength(2);
  });

  it('says so when the server no longer knows the analysis', async () => {
    const script = onQuery((socket) => {
      sendAll([tokens[0] as object])(socket);
      socket.cut();
    });
    const { client } = await withServer(script);
    await expect(client.ask('q').done).rejects.toMatchObject({ name: 'ConnectionLost', partialText: 'Water boils at 100 ' });
  });

  it('[SDK-3] rejects with the text so far once it gives up', async () => {
    const script = onQuery((socket) => {
      sendAll([tokens[0] as object])(socket);
      socket.cut();
    });
    script.onOpen = (socket, attempt) => attempt > 0 && socket.cut();
    script.onRequest = (_request, reply) => reply(200, { success: true, status: 'processing' });
    const { server, client } = await withServer(script);
    const answer = client.ask('q');
    const error = await answer.done.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ConnectionLost);
    expect(error).toMatchObject({ partialText: 'Water boils at 100 ', analysis_id: 'analysis_1' });
    expect(server.sockets).toHaveLength(8);
    await expect(collect(answer)).rejects.toBe(error);
  });
});

describe('failures', () => {
  it('[SDK-9] rejects with the code of analysis_error', async () => {
    const { client } = await withServer(onQuery(sendAll([tokens[0] as object, { ...failure, error: { ...failure.error, retry_after: 12 } }])));
    const error = await client.ask('q').done.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AnalysisFailed);
    expect(error).toMatchObject({ code: 'LLM_UNAVAILABLE', recoverable: true, retryAfter: 12, partialText: 'Water boils at 100 ' });
  });

  it('rejects when the server refuses the query', async () => {
    const refusal = { type: 'analysis_error', analysis_id: null, error: { code: 'INVALID_REQUEST', message: 'Query cannot be empty', recoverable: false } };
    const { client } = await withServer(onQuery(sendAll([refusal])));
    await expect(client.ask(' ').done).rejects.toMatchObject({ name: 'AnalysisFailed', message: 'Query cannot be empty' });
  });

  it('[SDK-9] says that no server answers when none does', async () => {
    const { server, client } = await withServer({});
    await server.close();
    const error = await client.ask('q').done.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ConnectionFailed);
    expect(String(error)).toContain('No server answers at');
    expect(String(error)).not.toContain('CORS_ORIGINS');
  });

  it('[SDK-9] names the setting for a page of another origin, which a browser tells nothing of why', async () => {
    const { server, client } = await withServer({});
    await server.close();
    vi.stubGlobal('location', { origin: 'https://app.example.org' });
    const error = await client.ask('q').done.catch((thrown: unknown) => thrown);
    vi.unstubAllGlobals();
    expect(String(error)).toContain('CORS_ORIGINS in its settings must name this page\'s origin, https://app.example.org');
  });

  it('[SDK-3] waits for a server that restarts while it is asked, and says of no connection that it broke', async () => {
    const { url, close } = await startFakeServer();
    await close();
    const states: string[] = [];
    const breaks: number[] = [];
    const back: Array<Promise<FakeServer>> = [];
    const session = createClient({ url, WebSocket, timing: { firstConnectMs: 30_000, reconnectDelayMs: 5, maxReconnectDelayMs: 20 } }).session();
    session.on('state', (state) => {
      states.push(state);
      if (states.filter((each) => each === 'waiting').length === 3 && back.length === 0) back.push(startFakeServer(onQuery(sendAll(baseFrames)), Number(new URL(url).port)));
    });
    const answer = session.ask('q');
    answer.on('reconnecting', (count) => breaks.push(count));
    expect((await answer.done).text).toBe(complete.answer);
    expect(states.slice(0, 4)).toEqual(['opening', 'waiting', 'opening', 'waiting']);
    expect(breaks).toEqual([]);
    started.push(...(await Promise.all(back)));
  });

  it('waits where a proxy says that the server behind it is gone', async () => {
    let gone = 2;
    const script: FakeScript = { ...onQuery(sendAll(baseFrames)), refuseSockets: true, onRequest: (_request, reply) => {
      gone -= 1;
      if (gone === 0) script.refuseSockets = false;
      reply(502, 'Bad Gateway');
    } };
    const { server } = await withServer(script);
    const client = createClient({ url: server.url, WebSocket, timing: { firstConnectMs: 30_000, reconnectDelayMs: 1 } });
    expect((await client.ask('q').done).text).toBe(complete.answer);
  });

  it('stops trying when it is left', async () => {
    const { server, client } = await withServer({});
    await server.close();
    const session = client.session();
    const answer = session.ask('q');
    const failed = answer.done.catch((thrown: unknown) => thrown);
    session.on('state', (state) => state === 'waiting' && session.close());
    expect(await failed).toBeInstanceOf(ConnectionLost);
  });

  it('tells a refused WebSocket from a server that is not there', async () => {
    const { client } = await withServer({ refuseSockets: true, onRequest: (_request, reply) => reply(200, { status: 'healthy', services: {} }) });
    await expect(client.ask('q').done).rejects.toThrow(/refused the WebSocket.*403.*CORS_ORIGINS/s);
  });

  it('[SDK-9] tells a foreign server from one of its own', async () => {
    const { client } = await withServer({ refuseSockets: true });
    await expect(client.ask('q').done).rejects.toThrow('it is no Groundwire server');
  });

  it.each([
    ['text that is no JSON', 'hello'],
    ['a message without a type', '{"a":1}'],
    ['an array', '[]'],
    ['a token without an index', '{"type":"token","content":"a"}'],
    ['a completion without citations', '{"type":"complete"}'],
  ])('rejects %s as another protocol', async (_what, message) => {
    const { client } = await withServer(onQuery((socket) => socket.send(message)));
    await expect(client.ask('q').done).rejects.toBeInstanceOf(ProtocolMismatch);
  });

  it('refuses an address that can be none', () => {
    expect(() => createClient({ url: 'file:///etc/passwd', WebSocket })).toThrow(ConnectionFailed);
  });
});

describe('cancelling', () => {
  const cancellable: FakeScript = {
    onMessage: (socket, message) => {
      if (message.type === 'query') sendAll([tokens[0] as object])(socket);
      if (message.type === 'cancel') sendAll([{ ...failure, error: { code: 'CANCELLED', message: 'The analysis was cancelled', recoverable: false } }])(socket);
    },
  };

  it('[SDK-8] asks the server to end the analysis and rejects with CANCELLED', async () => {
    const { server, client } = await withServer(cancellable);
    const answer = client.ask('q');
    for await (const piece of answer) {
      expect(piece).toBe('Water boils at 100 ');
      answer.cancel();
      break;
    }
    await expect(answer.done).rejects.toMatchObject({ code: 'CANCELLED', message: 'The analysis was cancelled' });
    expect(server.sockets[0]?.received[1]).toEqual({ type: 'cancel', analysis_id: 'analysis_1' });
  });

  it('[SDK-8] cancels when its signal aborts, and at the latest when the grace is over', async () => {
    const { client } = await withServer({ onMessage: (socket, message) => message.type === 'query' && socket.send(tokens[0] as object) });
    const controller = new AbortController();
    const answer = client.ask('q', { signal: controller.signal });
    answer.on('token', () => controller.abort());
    await expect(answer.done).rejects.toMatchObject({ code: 'CANCELLED', partialText: 'Water boils at 100 ' });
  });

  it('never connects when the signal was aborted before', async () => {
    const { server, client } = await withServer({});
    await expect(client.ask('q', { signal: AbortSignal.abort() }).done).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(server.sockets).toHaveLength(0);
  });
});
