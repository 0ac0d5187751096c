import type { CompleteFrame, ServerFrame, TokenFrame } from '@groundwire/protocol';
import { sampleFrames } from '@groundwire/protocol/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createClient } from './client.js';
import { AnswerReplaced } from './errors.js';
import { type FakeScript, type FakeServer, type FakeSocket, startFakeServer } from './testing/fake-server.js';

const frames = sampleFrames();
const logged = frames.filter((frame): frame is ServerFrame & { seq: number } => 'seq' in frame && frame.type !== 'analysis_error');
const started = logged[0] as ServerFrame & { seq: number };
const tokens = frames.filter((frame): frame is TokenFrame => frame.type === 'token');
const complete = frames.find((frame): frame is CompleteFrame => frame.type === 'complete') as CompleteFrame;
const numbered = (head_seq = 0) => ({ epoch: 'e1', head_seq, oldest_seq: 1, active: [] });
const caughtUp = (seq: number) => ({ type: 'caught_up', seq, epoch: 'e1' });
const healthy = { status: 'healthy', services: {} };

const servers: FakeServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function withServer(script: FakeScript, timing: object = {}) {
  const server = await startFakeServer({ greeting: () => numbered(), ...script });
  servers.push(server);
  return { server, client: createClient({ url: server.url, WebSocket, timing: { reconnectDelayMs: 1, cancelGraceMs: 200, connectTimeoutMs: 2000, pollMs: 5, ...timing } }) };
}

const send = (socket: FakeSocket, list: object[]) => list.forEach((frame) => socket.send(frame));
/** Answers a question with these frames, the first of which names the question. */
const answering = (reply: (socket: FakeSocket, own: object, attempt: number) => void): FakeScript => ({
  onMessage: (socket, message, attempt) => message.type === 'query' && reply(socket, { ...started, client_request_id: message.client_request_id }, attempt),
});

async function collect(stream: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of stream) text += piece;
  return text;
}

describe('a session of protocol v2', () => {
  it('asks over the socket also where others ask too, and takes its own analysis by the request id', async () => {
    const { server, client } = await withServer(answering((socket, own) => send(socket, [{ ...started, analysis_id: 'other', seq: 1 }, { ...tokens[0], analysis_id: 'other', content: 'no', seq: 2 }, { ...own, seq: 3 }, ...logged.slice(1).map((frame) => ({ ...frame, seq: frame.seq + 2 }))])));
    const answer = client.ask('q', { session_id: 'shared' });
    const sources: string[] = [];
    answer.on('source', (frame) => sources.push(frame.type));
    expect(await collect(answer)).toBe(complete.answer);
    expect(sources).toEqual(['source_found', 'source_read', 'source_failed']);
    expect(server.requests).toEqual([]);
    expect(server.sockets[0]?.asked.get('v')).toBe('2');
  });

  it('resumes behind the last frame that it took, and has nothing again', async () => {
    const { server, client } = await withServer({
      ...answering((socket, own) => {
        send(socket, [own, ...logged.slice(1, 5)]);
        socket.cut();
      }),
      onOpen: (socket, attempt) => attempt === 1 && send(socket, [logged[4] as object, ...logged.slice(5), caughtUp(7)]),
    });
    const answer = client.ask('q');
    expect(await collect(answer)).toBe(complete.answer);
    expect(Object.fromEntries(server.sockets[1]?.asked ?? [])).toEqual({ v: '2', epoch: 'e1', since: '5' });
    expect(server.sockets[1]?.received).toEqual([]);
  });

  it('reconnects when a frame is missing, and shows nothing of what came behind the hole', async () => {
    const { server, client } = await withServer({
      ...answering((socket, own) => send(socket, [own, ...logged.slice(1, 4), logged[5] as object])),
      onOpen: (socket, attempt) => attempt === 1 && send(socket, [...logged.slice(4), caughtUp(7)]),
    });
    expect(await collect(client.ask('q'))).toBe(complete.answer);
    expect(server.sockets[1]?.asked.get('since')).toBe('4');
  });

  it('sends a question again that may have been lost, and knows it by the snapshot that answers', async () => {
    const snapshot = { type: 'snapshot', analysis_id: 'analysis_1', content: tokens[0]?.content, through_index: 0, through_seq: 5, status: 'processing' };
    const { server, client } = await withServer({
      onMessage: (socket, message, attempt) => {
        if (attempt === 0) socket.cut();
        else send(socket, [{ ...snapshot, client_request_id: message.client_request_id }, { ...tokens[1], seq: 1 }, { ...complete, seq: 2 }]);
      },
    });
    expect(await collect(client.ask('q'))).toBe(complete.answer);
    expect(server.sockets[1]?.received[0]).toEqual(server.sockets[0]?.received[0]);
  });

  it('fails the question that the server refuses, and that one only', async () => {
    const refusal = (ref: unknown) => ({ type: 'error', ref, timestamp: '', error: { code: 'INVALID_REQUEST', message: 'Not like this', recoverable: false } });
    const { client } = await withServer({
      onMessage: (socket, { type, query, client_request_id }) => {
        if (type === 'query') send(socket, query === 'bad' ? [refusal(client_request_id)] : [{ ...started, client_request_id }, ...logged.slice(1)]);
      },
    });
    const session = client.session();
    const [bad, good] = [session.ask('bad'), session.ask('good')];
    await expect(bad.done).rejects.toMatchObject({ name: 'AnalysisFailed', message: 'Not like this' });
    expect((await good.done).text).toBe(complete.answer);
    session.close();
  });

  it('waits as long as a server that goes away asks for', async () => {
    const { client } = await withServer({
      ...answering((socket, own) => {
        send(socket, [own, { type: 'going_away', reconnect_in_ms: 80 }]);
        socket.cut();
      }),
      onOpen: (socket, attempt) => attempt === 1 && send(socket, [...logged.slice(1), caughtUp(7)]),
    });
    const answer = client.ask('q');
    let broke = 0;
    answer.on('reconnecting', () => (broke = performance.now()));
    await answer.done;
    expect(performance.now() - broke).toBeGreaterThanOrEqual(75);
  });

  it('cancels an analysis that has no name yet as soon as it has one', async () => {
    const { server, client } = await withServer({
      onMessage: (socket, { type, client_request_id }) => {
        if (type === 'query') setTimeout(() => send(socket, [{ ...started, client_request_id }]), 20);
        if (type === 'cancel') send(socket, [{ type: 'analysis_error', analysis_id: 'analysis_1', error: { code: 'CANCELLED', message: 'gone', recoverable: false }, seq: 2 }]);
      },
    });
    const answer = client.ask('q');
    answer.on('frame', (frame) => frame.type === 'connection_established' && setTimeout(() => answer.cancel(), 5));
    await expect(answer.done).rejects.toMatchObject({ code: 'CANCELLED', message: 'gone' });
    expect(server.sockets[0]?.received.map(({ type }) => type)).toEqual(['query', 'cancel']);
  });
});

describe('a cursor that the server can not honour', () => {
  const failed = { type: 'resume_failed', reason: 'ahead', epoch: 'e1', head_seq: 5 };
  const broken = (rest: object[]): FakeScript => ({
    ...answering((socket, own) => {
      send(socket, [own, ...logged.slice(1, 6)]);
      socket.cut();
    }),
    onOpen: (socket, attempt) => attempt === 1 && send(socket, rest),
  });
  const snapshot = { type: 'snapshot', analysis_id: 'analysis_1', content: 'Water freezes ', through_index: 0, through_seq: 5, status: 'processing' };

  it('lets the snapshot stand, tells the reader, and goes on from there', async () => {
    const told = { ...complete, answer: 'Water freezes at 0' };
    const { client } = await withServer(broken([failed, snapshot, caughtUp(5), { ...tokens[1], content: 'at 0', seq: 6 }, { ...told, seq: 7 }]));
    const answer = client.ask('q');
    const replaced: string[] = [];
    answer.on('replaced', (text) => replaced.push(text));
    await expect(collect(answer)).rejects.toThrow(AnswerReplaced);
    expect(await collect(answer)).toBe('Water freezes at 0');
    expect((await answer.done).text).toBe('Water freezes at 0');
    expect(replaced).toEqual(['Water freezes ']);
  });

  it('only adds what is new when the snapshot goes on from what was shown', async () => {
    const { client } = await withServer(broken([failed, { ...snapshot, content: complete.answer, through_index: 1 }, caughtUp(6), { ...complete, seq: 7 }]));
    expect(await collect(client.ask('q'))).toBe(complete.answer);
  });

  it('asks for the result when no snapshot mentions the analysis', async () => {
    const { client } = await withServer({ ...broken([failed, caughtUp(5)]), onRequest: (_request, reply) => reply(200, { success: true, status: 'completed', results: { ...complete } }) });
    expect((await client.ask('q').done).text).toBe(complete.answer);
  });

  it('says so when the server no longer knows the analysis at all', async () => {
    const { client } = await withServer(broken([failed, caughtUp(5)]));
    await expect(client.ask('q').done).rejects.toMatchObject({ name: 'ConnectionLost', partialText: complete.answer });
  });
});

describe('coming back to a session', () => {
  it('gives what the log holds, each from its first word, and announces what is asked later', async () => {
    const ended = logged;
    const running = [{ ...started, analysis_id: 'analysis_2', query: 'And ice?', seq: 8 }, { ...tokens[0], analysis_id: 'analysis_2', content: 'Ice ', seq: 9 }];
    const later = { ...started, analysis_id: 'analysis_3', query: 'Steam?', seq: 11 };
    const { server, client } = await withServer({
      greeting: () => numbered(9),
      onOpen: (socket, attempt) => attempt === 1 && send(socket, [...ended, ...running, caughtUp(9)]),
    });
    const session = client.session('desk');
    const announced: Array<string | null> = [];
    session.on('analysis', ({ question }) => announced.push(question));
    const [first, second, ...others] = await session.resume();
    expect(others).toEqual([]);
    expect(server.sockets[1]?.asked.get('since')).toBe('0');
    expect([first?.question, await collect(first as AsyncIterable<string>)]).toEqual(['At what temperature does water boil?', complete.answer]);
    expect([second?.question, second?.text, second?.analysis_id]).toEqual(['And ice?', 'Ice ', 'analysis_2']);
    send(server.sockets[1] as FakeSocket, [{ ...complete, analysis_id: 'analysis_2', answer: 'Ice melts', seq: 10 }, later]);
    expect(await collect(second as AsyncIterable<string>)).toBe('Ice melts');
    await expect.poll(() => announced.length).toBe(3);
    expect(announced.at(-1)).toBe('Steam?');
    session.close();
  });

  it('takes snapshots for what the log no longer holds frame by frame', async () => {
    const { client } = await withServer({
      greeting: () => numbered(9),
      onOpen: (socket, attempt) => attempt === 1 && send(socket, [{ type: 'resume_failed', reason: 'trimmed', epoch: 'e1', head_seq: 9 }, { type: 'snapshot', analysis_id: 'analysis_1', content: complete.answer, through_index: 1, through_seq: 7, status: 'completed' }, caughtUp(9)]),
      onRequest: (_request, reply) => reply(200, { success: true, status: 'completed', results: complete }),
    });
    const session = client.session('desk');
    const [answer] = await session.resume();
    expect(await answer?.done).toMatchObject({ text: complete.answer, citations: complete.citations });
    session.close();
  });

  it('fails what is waited for when it is closed, and refuses an id that no session can have', async () => {
    const { client } = await withServer({});
    const session = client.session('desk');
    const answer = session.ask('q');
    session.close();
    await expect(answer.done).rejects.toMatchObject({ name: 'ConnectionLost' });
    expect(() => client.session('a/b')).toThrow(/can't be the id of a session/);
  });
});

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

  it('reads the answer as an event stream, and goes on behind the last frame when that breaks', async () => {
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

  it('asks for the result now and then when there is no event stream either', async () => {
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
