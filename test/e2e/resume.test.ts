/** The extended socket and the event stream of the real server: what was missed comes, once, and is the same everywhere. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCuttingProxy } from './cutting-proxy.js';
import { HARBOUR_DOCUMENTS, HARBOUR_QUESTIONS } from './harbour-documents.js';
import { get, getUntil, post } from './http.js';
import { type ServerProcess, startServer } from './server-process.js';
import { isTerminal, openSocket, type RawFrame, type SocketClient } from './socket-client.js';

const { question } = HARBOUR_QUESTIONS.storm;
let server: ServerProcess;
let sessions = 0;

beforeAll(async () => {
  server = await startServer({ documents: HARBOUR_DOCUMENTS, environment: { STREAM_WORD_MS: '10' } });
});
afterAll(() => server?.stop());

const newSession = () => `resume-${(sessions += 1)}`;
const socket = (session: string, query = '') => openSocket(`${server.socketUrl}/ws/${session}?v=2${query}`);
const durable = (client: SocketClient) => client.frames().filter((frame) => typeof frame['seq'] === 'number' && frame.type !== 'caught_up');
const seqs = (frames: RawFrame[]) => frames.map((frame) => frame['seq'] as number);
const joined = (frames: RawFrame[]) => frames.filter(({ type }) => type === 'token').map((frame) => frame['content']).join('');
const through = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, position) => first + position);

interface ServerEvent {
  id: string | undefined;
  name: string | undefined;
  frame: RawFrame;
}

/** A whole event stream, as the HTML standard parses it. */
async function eventsOf(analysisId: string, after?: number): Promise<ServerEvent[]> {
  const response = await fetch(`${server.url}/api/analysis/${analysisId}/events${after === undefined ? '' : `?after=${after}`}`);
  expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
  const blocks = (await response.text()).split('\n\n').filter((block) => block.includes('data: '));
  return blocks.map((block) => {
    const field = (name: string) => block.split('\n').find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
    return { id: field('id'), name: field('event'), frame: JSON.parse(field('data') ?? '') as RawFrame };
  });
}

describe('[ATT-9] a v2 socket', () => {
  it('gets all frames with seq 1, 2, 3, …, and its greeting says where the log stands', async () => {
    const client = await socket(newSession());
    client.send({ type: 'query', query: question, client_request_id: 'r1' });
    const end = await client.terminal();
    const frames = durable(client);
    expect(client.frames()[0]).toMatchObject({ type: 'connection_established', epoch: end['epoch'], head_seq: 0, oldest_seq: 1, active: [] });
    expect(client.frames()[1]).toMatchObject({ type: 'caught_up', seq: 0 });
    expect(seqs(frames)).toEqual(through(1, frames.length));
    expect(frames[0]).toMatchObject({ type: 'started', query: question, client_request_id: 'r1' });
    expect(frames.map(({ type }) => type)).toEqual(expect.arrayContaining(['source_found', 'source_read', 'token', 'complete']));
    expect(joined(frames)).toBe(end['answer']);
    await client.close();
  });

  it('[ATT-10] that is cut off in mid-answer goes on where it was: no gap, no repeat', async () => {
    const session = newSession();
    const proxy = await startCuttingProxy(server.port, (chunk, connection) => connection === 0 && chunk.includes('"index":7,'));
    const first = await openSocket(`${proxy.url.replace('http', 'ws')}/ws/${session}?v=2`);
    first.send({ type: 'query', query: question });
    await first.closed;
    const before = durable(first);
    const epoch = first.frames()[0]?.['epoch'] as string;
    const second = await socket(session, `&epoch=${epoch}&since=${seqs(before).at(-1)}`);
    const end = await second.terminal();
    const all = [...before, ...durable(second)];
    expect(before.length).toBeGreaterThan(3);
    expect(second.frames()[0]).toMatchObject({ type: 'connection_established', epoch });
    expect(seqs(all)).toEqual(through(1, all.length));
    expect(joined(all)).toBe(end['answer']);
    expect(second.frames('caught_up')).toHaveLength(1);
    expect(second.frames('resume_failed')).toEqual([]);
    await Promise.all([second.close(), proxy.close()]);
  });

  it('[ATT-10] sets its cursor by command as by its address, and can go back to the beginning', async () => {
    const session = newSession();
    const client = await socket(session);
    client.send({ type: 'query', query: question });
    const end = await client.terminal();
    const frames = durable(client);
    client.send({ type: 'resume', epoch: end['epoch'], since_seq: 0 });
    await client.waitFor((frame) => frame.type === 'caught_up' && frame['seq'] === end['seq']);
    expect(durable(client)).toEqual([...frames, ...frames]);
    await client.close();
  });

  it('[ATT-4] [ATT-9] in a second tab sees the same frames, byte for byte', async () => {
    const session = newSession();
    const [first, second] = await Promise.all([socket(session), socket(session)]);
    first.send({ type: 'query', query: question });
    await Promise.all([first.terminal(), second.terminal()]);
    expect(JSON.stringify(durable(second))).toBe(JSON.stringify(durable(first)));
    await Promise.all([first.close(), second.close()]);
  });

  it('[ATT-11] with a cursor of another log, or ahead of it, is told so and shown snapshots, and no frame of a replay', async () => {
    const session = newSession();
    const first = await socket(session);
    first.send({ type: 'query', query: question });
    const end = await first.terminal();
    const { epoch } = first.frames()[0] as RawFrame & { epoch: string };
    for (const [cursor, reason] of [['&epoch=another&since=3', 'epoch'], [`&epoch=${epoch}&since=99999`, 'ahead']] as const) {
      const client = await socket(session, cursor);
      await client.waitFor((frame) => frame.type === 'caught_up');
      expect(client.frames().map(({ type }) => type)).toEqual(['connection_established', 'resume_failed', 'snapshot', 'caught_up']);
      expect(client.frames()[1]).toMatchObject({ reason, epoch, head_seq: end['seq'] });
      expect(client.frames()[2]).toMatchObject({ analysis_id: end['analysis_id'], content: end['answer'], through_seq: end['seq'], status: 'completed' });
      await client.close();
    }
    await first.close();
  });

  it('[WS-14] is refused with HTTP 400 when its address holds half a cursor', async () => {
    for (const half of ['&epoch=e', '&since=3', '&epoch=e&since=x']) await expect(socket(newSession(), half)).rejects.toThrow('400');
  });

  it('[WS-15] is answered with an error frame that names the message it refuses', async () => {
    const client = await socket(newSession());
    client.send({ type: 'query', query: '', client_request_id: 'bad' });
    const refusal = await client.waitFor((frame) => frame.type === 'error');
    expect(refusal).toMatchObject({ ref: 'bad', error: { code: 'INVALID_REQUEST', recoverable: false } });
    expect(client.frames('analysis_error')).toEqual([]);
    await client.close();
  });

  it('[WS-15] a base socket can not resume, and is told in its own words', async () => {
    const client = await openSocket(`${server.socketUrl}/ws/${newSession()}`);
    client.send({ type: 'resume', epoch: 'e', since_seq: 0 });
    expect(await client.waitFor((frame) => frame.type === 'analysis_error')).toMatchObject({ analysis_id: null, error: { code: 'INVALID_REQUEST' } });
    await client.close();
  });
});

describe('[REST-17] the event stream of an analysis', () => {
  it('is the frames of the socket, with their seq as id and their type as name', async () => {
    const session = newSession();
    const client = await socket(session);
    client.send({ type: 'query', query: question });
    const { analysis_id } = await client.waitFor((frame) => frame.type === 'started');
    const live = eventsOf(analysis_id as string);
    await client.terminal();
    const events = await live;
    expect(events.map(({ frame }) => frame)).toEqual(durable(client));
    expect(events.map(({ id, name }) => [id, name])).toEqual(durable(client).map((frame) => [String(frame['seq']), frame.type]));
    expect(isTerminal(events.at(-1)?.frame as RawFrame)).toBe(true);
    await client.close();
  });

  it('goes on behind a seq, and says 204 to who has everything', async () => {
    const { body } = await post(`${server.url}/api/analysis/execute`, { query_text: question, session_id: newSession() });
    const { analysis_id } = body as { analysis_id: string };
    await getUntil(`${server.url}/api/analysis/${analysis_id}`, (answer) => (answer.body as { status: string }).status === 'completed');
    const all = await eventsOf(analysis_id);
    expect(await eventsOf(analysis_id, 5)).toEqual(all.slice(5));
    const over = await fetch(`${server.url}/api/analysis/${analysis_id}/events`, { headers: { 'last-event-id': all.at(-1)?.id ?? '' } });
    expect(over.status).toBe(204);
  });

  it('answers an unknown id with 404 and a foreign origin with 403', async () => {
    expect(await get(`${server.url}/api/analysis/nobody/events`)).toMatchObject({ status: 404, body: { code: 'ANALYSIS_NOT_FOUND' } });
    expect((await get(`${server.url}/api/analysis/nobody/events`, { origin: 'http://evil.example' })).status).toBe(403);
  });
});

describe('[ATT-10] a server that is killed in mid-answer and started again', () => {
  it('goes on in the same log: a v2 socket and an event stream miss nothing and see nothing twice', async () => {
    const mortal = await startServer({ documents: HARBOUR_DOCUMENTS, environment: { STREAM_WORD_MS: '20' } });
    try {
      const address = `${mortal.socketUrl}/ws/mortal?v=2`;
      const first = await openSocket(address);
      first.send({ type: 'query', query: question });
      await first.waitFor((frame) => frame.type === 'token' && frame['index'] === 5);
      await mortal.kill();
      await first.closed;
      await mortal.restart();
      const before = durable(first);
      const { analysis_id, seq } = before.at(-1) as RawFrame & { analysis_id: string; seq: number };
      const second = await openSocket(`${address}&epoch=${first.frames()[0]?.['epoch'] as string}&since=${seq}`);
      const events = fetch(`${mortal.url}/api/analysis/${analysis_id}/events?after=${seq}`).then((response) => response.text());
      const end = await second.terminal(analysis_id);
      const all = [...before, ...durable(second)];
      expect(seqs(all)).toEqual(through(1, all.length));
      expect(joined(all)).toBe(end['answer']);
      expect(end).toMatchObject({ type: 'complete', outcome: 'answered' });
      expect((await events).match(/^id: (\d+)$/gm)).toEqual(seqs(durable(second)).map((each) => `id: ${each}`));
      await second.close();
    } finally {
      await mortal.stop();
    }
  });
});
