import { type ClientRequest, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../base/clock.js';
import { MemorySessionLog } from '../session-log/memory-session-log.js';
import { createMemoryAnalysisStore } from '../store/memory-analysis-store.js';
import { settle } from '../testing/fake-clock.js';
import { LogRig, type LogRigOptions } from '../testing/log-rig.js';
import { sampleCompleteBody } from '../testing/sample-bodies.js';
import { asGroundwireError, replyWithError } from './error-replies.js';
import { eventsRoute } from './events-route.js';

const closers: Array<() => Promise<unknown> | void> = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function serve(options?: LogRigOptions) {
  const rig = new LogRig(options);
  const store = createMemoryAnalysisStore();
  const watchers: string[] = [];
  const attend = (sessionId: string) => {
    watchers.push(sessionId);
    return () => void watchers.splice(watchers.indexOf(sessionId), 1);
  };
  const app = fastify();
  app.setErrorHandler((thrown, request, reply) => replyWithError(asGroundwireError(thrown), request, reply, systemClock));
  await app.register((instance) => eventsRoute(instance, { log: rig.log, store, clock: rig.clock, sessions: { attend, unloggedEnd: () => undefined } }));
  await app.listen({ host: '127.0.0.1', port: 0 });
  closers.push(() => app.close());
  const { port } = app.server.address() as AddressInfo;
  return { rig, store, app, watchers, url: `http://127.0.0.1:${port}/api/analysis` };
}

interface Stream {
  response: IncomingMessage;
  request: ClientRequest;
  text(): string;
  ended: Promise<void>;
}

function listen(url: string, headers: Record<string, string> = {}): Promise<Stream> {
  return new Promise((resolve, reject) => {
    const request = get(url, { headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      const ended = new Promise<void>((done) => response.on('close', done));
      resolve({ response, request, text: () => text, ended });
    });
    request.on('error', reject);
    closers.push(() => void request.destroy());
  });
}

/** The events of a stream: id, name and data, as the HTML standard parses them. */
function events(text: string): Array<[string | undefined, string | undefined, unknown]> {
  const blocks = text.split('\n\n').filter((block) => block.includes('data: '));
  const field = (block: string, name: string) => block.split('\n').find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
  return blocks.map((block) => [field(block, 'id'), field(block, 'event'), JSON.parse(field(block, 'data') ?? '')]);
}

const names = (stream: Stream) => events(stream.text()).map(([id, name]) => `${name}@${id}`);

describe('GET /api/analysis/{analysis_id}/events', () => {
  it('streams the frames of the analysis as they come, and ends with its end', async () => {
    const { rig, url, watchers } = await serve();
    await rig.begin('a');
    const stream = await listen(`${url}/a/events`);
    expect(stream.response.statusCode).toBe(200);
    expect(stream.response.headers).toMatchObject({ 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    await expect.poll(() => names(stream)).toEqual(['started@1']);
    expect(stream.text()).toMatch(/^retry: 1000\n\n/);
    expect(watchers).toEqual(['s']);
    await rig.tokens('a', 'a line\nand \u2028 another\r\n\r\ndata: x');
    await expect.poll(() => names(stream)).toEqual(['started@1', 'token@2']);
    await rig.complete('a');
    await stream.ended;
    expect(names(stream)).toEqual(['started@1', 'token@2', 'complete@3']);
    expect(events(stream.text()).map(([, , frame]) => frame)).toEqual(await rig.log.read('s', 0, 10));
    await expect.poll(() => watchers).toEqual([]);
  });

  it('goes on behind `after`, and behind Last-Event-ID, which wins', async () => {
    const { rig, url } = await serve();
    await rig.answer('a', 'x', 'y');
    const [after, header] = [await listen(`${url}/a/events?after=2`), await listen(`${url}/a/events?after=1`, { 'last-event-id': '3' })];
    await Promise.all([after.ended, header.ended]);
    expect([names(after), names(header)]).toEqual([['token@3', 'complete@4'], ['complete@4']]);
  });

  it('tells a browser that has everything to stop, with 204', async () => {
    const { rig, url } = await serve();
    await rig.answer('a', 'x');
    const stream = await listen(`${url}/a/events`, { 'last-event-id': '3' });
    expect(stream.response.statusCode).toBe(204);
  });

  it('answers what only history knows', async () => {
    const { store, url } = await serve();
    const complete = sampleCompleteBody('a', 'It rains.');
    await store.create({ analysis_id: 'a', session_id: 's', query_text: 'Why?', parameters: {}, status: 'completed', created_at: '', completed_at: '', complete, error: null, partial_answer: null });
    const stream = await listen(`${url}/a/events`);
    await stream.ended;
    expect(events(stream.text())).toEqual([[undefined, 'snapshot', expect.objectContaining({ content: 'It rains.' })], [undefined, 'complete', complete]]);
  });

  it('answers 404 for an unknown analysis and 400 for a cursor that is none, in the error form', async () => {
    const { rig, url } = await serve();
    await rig.begin('a');
    const response = await fetch(`${url}/nobody/events`);
    expect([response.status, await response.json()]).toMatchObject([404, { success: false, code: 'ANALYSIS_NOT_FOUND' }]);
    for (const after of ['x', '-1', '1.5', '', '9'.repeat(20), '1&after=2']) {
      const refused = await fetch(`${url}/a/events?after=${after}`);
      expect([refused.status, await refused.json()]).toMatchObject([400, { success: false, code: 'INVALID_REQUEST' }]);
    }
  });

  it('sends a comment when nothing happened for 15 s', async () => {
    const { rig, url } = await serve();
    await rig.begin('a');
    const stream = await listen(`${url}/a/events`);
    await expect.poll(() => names(stream)).toHaveLength(1);
    await rig.clock.advance(16_000);
    await expect.poll(() => stream.text()).toMatch(/\n\n: [^\n]+\n\n$/);
  });

  it('cleans up when the caller hangs up, while it waits and while it is not read', async () => {
    const { rig, url, watchers } = await serve();
    await rig.begin('a');
    const timers = rig.clock.pending;
    const [waiting, unread] = [await listen(`${url}/a/events`), await listen(`${url}/a/events`)];
    unread.response.pause();
    await expect.poll(() => watchers).toHaveLength(2);
    await rig.tokens('a', ...Array.from({ length: 2_000 }, () => 'x'.repeat(10_000)));
    waiting.request.destroy();
    unread.request.destroy();
    await expect.poll(() => watchers).toEqual([]);
    await expect.poll(() => rig.clock.pending).toBe(timers);
  });

  it('holds little for a caller that does not read', async () => {
    const { rig, url } = await serve({ log: (clock) => new MemorySessionLog(clock, { sessionBytes: 200_000_000 }) });
    await rig.begin('a');
    await rig.tokens('a', ...Array.from({ length: 3_000 }, () => 'x'.repeat(10_000)));
    let most = 0;
    const read = rig.log.read.bind(rig.log);
    rig.log.read = async (sessionId, after, limit, analysisId) => {
      const frames = await read(sessionId, after, limit, analysisId);
      most = Math.max(most, frames.at(-1)?.seq ?? 0);
      return frames;
    };
    const stream = await listen(`${url}/a/events`);
    stream.response.pause();
    for (let turn = 0; turn < 30; turn += 1) await settle();
    // 30 MB in all, of which the kernel takes some for itself.
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThan(2_000);
    await rig.complete('a');
    stream.response.resume();
    await stream.ended;
    expect(events(stream.text())).toHaveLength(3_002);
  });

  it('refuses the seventeenth stream of a session', async () => {
    const { rig, url } = await serve();
    await rig.begin('a');
    for (let count = 0; count < 16; count += 1) await listen(`${url}/a/events`);
    const response = await fetch(`${url}/a/events`);
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '5']);
  });

  it('ends its streams when the server stops, so that callers come back', async () => {
    const { rig, url, app } = await serve();
    await rig.begin('a');
    const stream = await listen(`${url}/a/events`);
    await app.close();
    await stream.ended;
    expect(names(stream)).toEqual(['started@1']);
  });
});
