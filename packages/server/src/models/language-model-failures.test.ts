import { type AddressInfo, createServer } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GroundwireError } from '../base/errors.js';
import { FakeClock } from '../testing/fake-clock.js';
import { callModel, HurriedClock, KEY, scriptedAnswer, TEXT, WIRE_FORMATS } from '../testing/language-model-rig.js';
import { type ModelScript, modelScripts, type ScriptedAnswer } from '../testing/scripted-model-script.js';
import { type ScriptedModelServer, startScriptedModelServer } from '../testing/scripted-model-server.js';
import type { LanguageModel } from './language-model.js';
import type { ModelOptions } from './model-endpoint.js';

let server: ScriptedModelServer;
beforeEach(async () => {
  server = await startScriptedModelServer();
});
afterEach(() => server.close());

function asFailure(error: unknown): GroundwireError {
  expect(error).toBeInstanceOf(GroundwireError);
  return error as GroundwireError;
}

describe.each(WIRE_FORMATS)('%s', (_name, format) => {
  const make = (options?: Partial<ModelOptions>): LanguageModel => format.make(server.url, options);

  describe('when it goes wrong', () => {
    const broken: Array<[string, Partial<ScriptedAnswer>, string]> = [
      ['is cut off', { then: 'cut' }, 'LLM_INTERRUPTED'],
      ['ends without its completion signal', { then: 'end' }, 'LLM_INTERRUPTED'],
      ['sends half a JSON object', { then: 'malformed' }, 'LLM_INTERRUPTED'],
      ['reports that it is overloaded', { then: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }, 'LLM_UNAVAILABLE'],
      ['reports a rate limit', { then: 'error', error: { type: 'rate_limit_error', message: 'Slow down' } }, 'LLM_RATE_LIMITED'],
      ['withholds the rest', { finish: 'content_filter' }, 'CONTENT_FILTERED'],
    ];
    it.each(broken)('an answer that %s gives its text before it fails', async (_what, options, code) => {
      server.enqueue(scriptedAnswer(options));
      const { text, error } = await callModel(make({ clock: new HurriedClock() }));
      expect(text).toBe(TEXT);
      expect(asFailure(error).code).toBe(code);
      expect(server.requests).toHaveLength(1);
    });

    const statuses: Array<[number, string, boolean]> = [
      [302, 'LLM_BAD_RESPONSE', false],
      [400, 'LLM_REJECTED', false],
      [401, 'LLM_UNAUTHORIZED', false],
      [403, 'LLM_UNAUTHORIZED', false],
      [404, 'LLM_REJECTED', false],
      [413, 'LLM_REJECTED', false],
      [429, 'LLM_RATE_LIMITED', true],
      [500, 'LLM_UNAVAILABLE', true],
      [503, 'LLM_UNAVAILABLE', true],
      [529, 'LLM_UNAVAILABLE', true],
    ];
    it.each(statuses)('status %i is %s, recoverable: %s', async (status, code, recoverable) => {
      server.fallback = modelScripts.status(status, 'Because sk-abc123def456 is wrong');
      const failure = asFailure((await callModel(make({ clock: new HurriedClock() }))).error);
      expect(failure.code).toBe(code);
      expect(failure.recoverable).toBe(recoverable);
      expect(failure.message).not.toContain('Because');
      expect(failure.cause).toMatchObject({ message: 'Because [key] is wrong' });
    });

    it('names the variable of the key that was refused', async () => {
      server.enqueue(modelScripts.status(401));
      expect(asFailure((await callModel(make())).error).message).toContain(`refused the key: check ${format.keyVariable}`);
    });

    it('asks for a key where none is set', async () => {
      server.enqueue(modelScripts.status(401));
      expect(asFailure((await callModel(make({ apiKey: undefined }))).error).message).toContain(`wants a key: set ${format.keyVariable}`);
    });

    it('never repeats its own key, even when the server does', async () => {
      server.enqueue({ kind: 'status', status: 401, message: `Bad key ${KEY}!` });
      const failure = asFailure((await callModel(make())).error);
      expect(failure.message).not.toContain(KEY);
      expect(failure.cause).toMatchObject({ message: 'Bad key [key]!' });
    });

    const TRACE = 'Traceback (most recent call last):\n  File "/srv/llm/server.py", line 88, in chat\n    r = requests.post("http://admin:hunter2@10.0.0.7:9000/gen")\nConnectionError: refused';
    const faults: Array<[string, ModelScript]> = [
      ['as the message of a JSON error', { kind: 'status', status: 500, message: TRACE }],
      ['as plain text', { kind: 'status', status: 500, headers: { 'content-type': 'text/plain' }, body: TRACE }],
      ['in a refusal', { kind: 'status', status: 400, message: TRACE }],
      ['in an error event', scriptedAnswer({ then: 'error', error: { type: 'api_error', message: TRACE } })],
      ['in an error event of no known kind', scriptedAnswer({ then: 'error', error: { type: TRACE, message: TRACE } })],
      ['in a redirect', { kind: 'status', status: 307, headers: { location: 'http://admin:hunter2@10.0.0.7:9000/srv/server.py' }, body: '' }],
      ['in place of a stream of events', { kind: 'status', status: 200, headers: { 'content-type': 'text/plain' }, body: TRACE }],
      ['in place of JSON', { kind: 'status', status: 200, headers: { 'content-type': 'application/json' }, body: TRACE }],
      ['in an event', { kind: 'status', status: 200, headers: { 'content-type': 'text/event-stream' }, body: `data: ${JSON.stringify(TRACE)}\n\n` }],
    ];
    it.each(faults)('tells a client nothing of a stack trace that comes %s, and the log no password', async (_where, script) => {
      server.fallback = script;
      const failure = asFailure((await callModel(make({ clock: new HurriedClock() }))).error);
      expect(failure.message).not.toMatch(/Traceback|server\.py|10\.0\.0\.7|hunter2|requests/);
      expect(inspect(failure, { depth: 9 })).not.toContain('hunter2');
    });

    it('keeps for the log what the server said, on one line', async () => {
      server.fallback = modelScripts.status(500, TRACE);
      const { cause } = asFailure((await callModel(make({ clock: new HurriedClock() }))).error);
      expect(cause).toBeInstanceOf(Error);
      expect((cause as Error).message).toBe('Traceback (most recent call last): File "/srv/llm/server.py", line 88, in chat r = requests.post("http://[key]@10.0.0.7:9000/gen") ConnectionError: refused');
    });

    it('says that a key holds a line break instead of sending it', async () => {
      const failure = asFailure((await callModel(make({ apiKey: 'abc\r\nx-evil: 1' }))).error);
      expect(failure.code).toBe('LLM_UNAUTHORIZED');
      expect(failure.message).toContain(format.keyVariable);
      expect(server.requests).toHaveLength(0);
    });

    it.each([200, 502])('a web page with status %i gives no text', async (status) => {
      server.fallback = modelScripts.html(status);
      const { text, error } = await callModel(make({ clock: new HurriedClock() }));
      expect(text).toBe('');
      expect(asFailure(error).code).toBe(status === 200 ? 'LLM_BAD_RESPONSE' : 'LLM_UNAVAILABLE');
      expect(asFailure(error).message).not.toContain('<');
    });

    it('a web page that calls itself a stream of events is still no answer', async () => {
      server.enqueue({ ...modelScripts.html(200), headers: { 'content-type': 'text/event-stream' } });
      expect(asFailure((await callModel(make())).error).code).toBe('LLM_BAD_RESPONSE');
    });

    it('refuses an event of more than a megabyte', async () => {
      server.enqueue({ kind: 'status', status: 200, headers: { 'content-type': 'text/event-stream' }, body: `data: "${'x'.repeat(2_000_000)}"\n\n` });
      expect(asFailure((await callModel(make())).error).code).toBe('LLM_BAD_RESPONSE');
    });

    it('reads no more than a little of an endless error page', async () => {
      server.enqueue({ kind: 'status', status: 418, headers: { 'content-type': 'text/plain' }, body: 'tea '.repeat(5_000_000) });
      expect(asFailure((await callModel(make())).error).message.length).toBeLessThan(600);
    });

    it('names host and port, and the case of a container, where nothing listens', async () => {
      const port = await freePort();
      const failure = asFailure((await callModel(make({ baseUrl: `http://127.0.0.1:${port}/v1`, clock: new HurriedClock() }))).error);
      expect(failure.code).toBe('LLM_UNAVAILABLE');
      expect(failure.message).toContain(`127.0.0.1:${port}`);
      expect(failure.message).toContain('host.docker.internal');
    });
  });

  describe('tries again', () => {
    it('twice after server errors, with growing waits', async () => {
      const clock = new HurriedClock();
      server.enqueue(modelScripts.status(500), modelScripts.status(503), scriptedAnswer());
      expect((await callModel(make({ clock }))).text).toBe(TEXT);
      expect(clock.waits.filter((ms) => ms === 300 || ms === 1000).slice(0, 2)).toContain(300);
      expect(server.requests).toHaveLength(3);
    });

    it('and gives up after the third failure', async () => {
      server.fallback = modelScripts.status(500);
      expect(asFailure((await callModel(make({ clock: new HurriedClock() }))).error).code).toBe('LLM_UNAVAILABLE');
      expect(server.requests).toHaveLength(3);
    });

    it('after a connection that was cut before the first text', async () => {
      server.enqueue({ kind: 'reset' }, scriptedAnswer({ chunks: [], then: 'cut' }), scriptedAnswer());
      const { text, error } = await callModel(make({ clock: new HurriedClock() }));
      expect(error).toBeUndefined();
      expect(text).toBe(TEXT);
    });

    it('after a short Retry-After, and waits that long', async () => {
      const clock = new HurriedClock();
      server.enqueue(modelScripts.rateLimited(4), scriptedAnswer());
      expect((await callModel(make({ clock }))).text).toBe(TEXT);
      expect(clock.waits).toContain(4000);
    });

    it('not after a long Retry-After, which it passes on', async () => {
      server.fallback = modelScripts.rateLimited(30);
      const failure = asFailure((await callModel(make({ clock: new HurriedClock() }))).error);
      expect(failure.code).toBe('LLM_RATE_LIMITED');
      expect(failure.retryAfter).toBe(30);
      expect(server.requests).toHaveLength(1);
    });

    it('not after a Retry-After that is a date far off', async () => {
      server.fallback = modelScripts.rateLimited(new Date('2025-09-28T12:01:30Z'));
      expect(asFailure((await callModel(make({ clock: new HurriedClock() }))).error).retryAfter).toBe(90);
      expect(server.requests).toHaveLength(1);
    });

    it('never after text was passed on', async () => {
      server.enqueue(scriptedAnswer({ chunks: ['One'], then: 'cut' }));
      const { text, error } = await callModel(make({ clock: new HurriedClock() }));
      expect(text).toBe('One');
      expect(asFailure(error).code).toBe('LLM_INTERRUPTED');
      expect(server.requests).toHaveLength(1);
    });

    it('not when it was aborted while it waited', async () => {
      const clock = new FakeClock();
      const abort = new AbortController();
      server.enqueue(modelScripts.rateLimited(5));
      const outcome = callModel(make({ clock }), abort.signal);
      await (await servedRequest(0)).closed;
      abort.abort(new GroundwireError('CANCELLED', 'cancelled'));
      expect(asFailure((await outcome).error).code).toBe('CANCELLED');
      expect(server.requests).toHaveLength(1);
    });
  });
});

async function servedRequest(index: number): Promise<ScriptedModelServer['requests'][number]> {
  await server.received(index + 1);
  const request = server.requests[index];
  if (request === undefined) throw new Error(`no request ${index}`);
  return request;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
