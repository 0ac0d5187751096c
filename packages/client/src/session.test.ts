import type { ServerFrame } from '@groundwire/protocol';
import { afterEach, describe, expect, it } from 'vitest';
import { AnswerReplaced } from './errors.js';
import { answering, caughtUp, closeServers, collect, complete, logged, numbered, send, started, tokens, withServer } from './testing/client-rig.js';
import type { FakeScript, FakeSocket } from './testing/fake-server.js';

afterEach(closeServers);

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

  it('[SDK-14] tells what sentences rest on while the answer is written, and after a connection what the snapshot has of it', async () => {
    const citation = logged.find(({ type }) => type === 'citation') as Extract<ServerFrame, { type: 'citation' }>;
    const whole = { claims: [citation.claim], citations: citation.citations };
    const snapshot = { type: 'snapshot', analysis_id: 'analysis_1', content: complete.answer, through_index: 1, through_seq: 7, status: 'processing', ...whole };
    const { client } = await withServer({
      ...answering((socket, own) => {
        send(socket, [own, ...logged.slice(1, 7)]);
        socket.cut();
      }),
      onOpen: (socket, attempt) => attempt === 1 && send(socket, [snapshot, caughtUp(7), logged[7] as object]),
    });
    const answer = client.ask('q');
    const told: unknown[] = [];
    answer.on('claims', (settled) => told.push([answer.text, settled]));
    expect(answer.settled).toEqual({ claims: [], citations: [] });
    await answer.done;
    expect(told).toEqual([[complete.answer, whole], [complete.answer, whole]]);
    expect(answer.settled).toEqual(whole);
  });

  it('[SDK-2] resumes behind the last frame that it took, and has nothing again', async () => {
    const { server, client } = await withServer({
      ...answering((socket, own) => {
        send(socket, [own, ...logged.slice(1, 5)]);
        socket.cut();
      }),
      onOpen: (socket, attempt) => attempt === 1 && send(socket, [logged[4] as object, ...logged.slice(5), caughtUp(8)]),
    });
    const answer = client.ask('q');
    expect(await collect(answer)).toBe(complete.answer);
    expect(Object.fromEntries(server.sockets[1]?.asked ?? [])).toEqual({ v: '2', epoch: 'e1', since: '5' });
    expect(server.sockets[1]?.received).toEqual([]);
  });

  it('reconnects when a frame is missing, and shows nothing of what came behind the hole', async () => {
    const { server, client } = await withServer({
      ...answering((socket, own) => send(socket, [own, ...logged.slice(1, 4), logged[5] as object])),
      onOpen: (socket, attempt) => attempt === 1 && send(socket, [...logged.slice(4), caughtUp(8)]),
    });
    expect(await collect(client.ask('q'))).toBe(complete.answer);
    expect(server.sockets[1]?.asked.get('since')).toBe('4');
  });

  it('[SDK-4] sends a question again that may have been lost, and knows it by the snapshot that answers', async () => {
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

  it('[SDK-9] fails the question that the server refuses, and that one only', async () => {
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

  it('[SDK-5] leaves a server that stands still while an answer is awaited, and resumes elsewhere', async () => {
    const script = { ...answering((socket, own) => send(socket, [own, ...logged.slice(1, 4)])), deaf: true, onOpen: (socket: FakeSocket, attempt: number) => attempt === 1 && send(socket, [...logged.slice(4), caughtUp(8)]) };
    const { server, client } = await withServer(script, { doubtAfterMs: 30, probeMs: 30 });
    expect(await collect(client.ask('q'))).toBe(complete.answer);
    expect(server.sockets.map(({ asked }) => asked.get('since'))).toEqual([null, '4']);
  });

  it('[SDK-5] stays with a server that is only slow, as long as it answers when it is asked', async () => {
    const script = answering((socket, own) => {
      send(socket, [own, ...logged.slice(1, 4)]);
      setTimeout(() => send(socket, logged.slice(4)), 200);
    });
    const { server, client } = await withServer(script, { doubtAfterMs: 20, probeMs: 40 });
    expect(await collect(client.ask('q'))).toBe(complete.answer);
    expect(server.sockets).toHaveLength(1);
  });

  it('[SDK-5] does not wait long for a greeting where it only reconnects', async () => {
    const script = {
      ...answering((socket, own) => {
        send(socket, [own, ...logged.slice(1, 4)]);
        socket.cut();
      }),
      silent: true,
      onOpen: (socket: FakeSocket, attempt: number) => {
        if (attempt !== 1) send(socket, [{ type: 'connection_established', session_id: 's', timestamp: '', ...numbered() }]);
        if (attempt === 2) send(socket, [...logged.slice(4), caughtUp(8)]);
      },
    };
    const { server, client } = await withServer(script, { connectTimeoutMs: 5_000, reconnectTimeoutMs: 40 });
    const began = performance.now();
    expect(await collect(client.ask('q'))).toBe(complete.answer);
    expect(performance.now() - began).toBeLessThan(2_000);
    expect(server.sockets).toHaveLength(3);
  });

  it('[SDK-3] waits as long as a server that goes away asks for', async () => {
    const { client } = await withServer({
      ...answering((socket, own) => {
        send(socket, [own, { type: 'going_away', reconnect_in_ms: 80 }]);
        socket.cut();
      }),
      onOpen: (socket, attempt) => attempt === 1 && send(socket, [...logged.slice(1), caughtUp(8)]),
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

describe('a cancel on a connection that breaks', () => {
  it('[SDK-8] is repeated on the next one', async () => {
    const { server, client } = await withServer({
      onMessage: (socket, { type, client_request_id }, attempt) => {
        if (type === 'query') send(socket, [{ ...started, client_request_id }]);
        if (type === 'cancel' && attempt === 0) socket.cut();
        if (type === 'cancel' && attempt === 1) send(socket, [{ type: 'analysis_error', analysis_id: 'analysis_1', error: { code: 'CANCELLED', message: 'gone', recoverable: false }, seq: 2 }]);
      },
    });
    const answer = client.ask('q');
    answer.on('frame', (frame) => frame.type === 'started' && queueMicrotask(() => answer.cancel()));
    await expect(answer.done).rejects.toMatchObject({ code: 'CANCELLED', message: 'gone' });
    expect(server.sockets[1]?.received).toEqual([{ type: 'cancel', analysis_id: 'analysis_1' }]);
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

  it('[SDK-7] lets the snapshot stand, tells the reader, and goes on from there', async () => {
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
  it('[SDK-10] gives what the log holds, each from its first word, and announces what is asked later', async () => {
    const ended = logged;
    const running = [{ ...started, analysis_id: 'analysis_2', query: 'And ice?', seq: 9 }, { ...tokens[0], analysis_id: 'analysis_2', content: 'Ice ', seq: 10 }];
    const later = { ...started, analysis_id: 'analysis_3', query: 'Steam?', seq: 12 };
    const { server, client } = await withServer({
      greeting: () => numbered(10),
      onOpen: (socket, attempt) => attempt === 1 && send(socket, [...ended, ...running, caughtUp(10)]),
    });
    const session = client.session('desk');
    const announced: Array<string | null> = [];
    session.on('analysis', ({ question }) => announced.push(question));
    const [first, second, ...others] = await session.resume();
    expect(others).toEqual([]);
    expect(server.sockets[1]?.asked.get('since')).toBe('0');
    expect([first?.question, await collect(first as AsyncIterable<string>)]).toEqual(['At what temperature does water boil?', complete.answer]);
    expect([second?.question, second?.text, second?.analysis_id]).toEqual(['And ice?', 'Ice ', 'analysis_2']);
    send(server.sockets[1] as FakeSocket, [{ ...complete, analysis_id: 'analysis_2', answer: 'Ice melts', seq: 11 }, later]);
    expect(await collect(second as AsyncIterable<string>)).toBe('Ice melts');
    await expect.poll(() => announced.length).toBe(3);
    expect(announced.at(-1)).toBe('Steam?');
    session.close();
  });

  it('takes snapshots for what the log no longer holds frame by frame', async () => {
    const { client } = await withServer({
      greeting: () => numbered(9),
      onOpen: (socket, attempt) => attempt === 1 && send(socket, [{ type: 'resume_failed', reason: 'trimmed', epoch: 'e1', head_seq: 9 }, { type: 'snapshot', analysis_id: 'analysis_1', content: complete.answer, through_index: 1, through_seq: 8, status: 'completed' }, caughtUp(9)]),
      onRequest: (_request, reply) => reply(200, { success: true, status: 'completed', results: complete }),
    });
    const session = client.session('desk');
    const [answer] = await session.resume();
    expect(await answer?.done).toMatchObject({ text: complete.answer, citations: complete.citations });
    session.close();
  });

  it('gives the same again when it is asked again, with what was asked here in between', async () => {
    const first = [...logged, caughtUp(8)];
    const { server, client } = await withServer({
      greeting: (attempt) => numbered(attempt === 2 ? 9 : 8),
      onOpen: (socket, attempt) => attempt > 0 && send(socket, attempt === 1 ? first : [...logged, { ...started, analysis_id: 'analysis_2', query: 'And ice?', seq: 9 }, caughtUp(9)]),
      onMessage: (socket, { client_request_id }) => send(socket, [{ ...started, analysis_id: 'analysis_2', query: 'And ice?', client_request_id, seq: 9 }]),
    });
    const session = client.session('desk');
    expect((await session.resume()).map(({ analysis_id }) => analysis_id)).toEqual(['analysis_1']);
    const own = session.ask('And ice?');
    await expect.poll(() => own.analysis_id).toBe('analysis_2');
    const again = await session.resume();
    expect(again.map(({ analysis_id }) => analysis_id)).toEqual(['analysis_1', 'analysis_2']);
    expect(again[1]).toBe(own);
    expect(server.sockets).toHaveLength(3);
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
