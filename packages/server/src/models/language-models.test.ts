import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GroundwireError } from '../base/errors.js';
import { FakeClock, settle } from '../testing/fake-clock.js';
import { callModel, MODEL_REQUEST, PIECES, scriptedAnswer, TEXT, textOfParts, WIRE_FORMATS } from '../testing/language-model-rig.js';
import { modelScripts, type ScriptedAnswer } from '../testing/scripted-model-script.js';
import { type ScriptedModelServer, startScriptedModelServer } from '../testing/scripted-model-server.js';
import type { LanguageModel, ModelPart } from './language-model.js';
import type { ModelOptions } from './model-endpoint.js';

const FINISHED: ModelPart[] = [
  { type: 'usage', input_tokens: 10, output_tokens: 4 },
  { type: 'finish', reason: 'stop' },
];

let server: ScriptedModelServer;
beforeEach(async () => {
  server = await startScriptedModelServer();
});
afterEach(() => server.close());

describe.each(WIRE_FORMATS)('%s', (_name, format) => {
  const make = (options?: Partial<ModelOptions>): LanguageModel => format.make(server.url, options);

  it('gives each piece as it is sent, then the usage, then the finish', async () => {
    server.enqueue(scriptedAnswer());
    const { parts, error } = await callModel(make());
    expect(error).toBeUndefined();
    expect(parts).toEqual([...PIECES.map((text) => ({ type: 'text', text })), ...FINISHED]);
    expect(server.requests[0]).toMatchObject({ method: 'POST', path: format.path });
  });

  it('gives the first piece while the model still writes the second', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    server.enqueue(scriptedAnswer({ gate: (index) => (index === 1 ? held : undefined) }));
    const parts = make().stream(MODEL_REQUEST, new AbortController().signal)[Symbol.asyncIterator]();
    expect((await parts.next()).value).toEqual({ type: 'text', text: 'The ' });
    release();
    expect((await parts.next()).value).toEqual({ type: 'text', text: 'tide is ' });
    await parts.return?.();
  });

  const wires: Array<[string, Partial<ScriptedAnswer>]> = [
    ['CRLF line ends', { lineEnd: '\r\n' }],
    ['CR line ends', { lineEnd: '\r' }],
    ['comments between the events', { comments: true }],
    ['bytes cut anywhere, inside characters too', { bytesPerWrite: 1 }],
    ['all of that at once', { lineEnd: '\r\n', comments: true, bytesPerWrite: 3 }],
    ['reasoning before the answer', { reasoning: ['Hmm, ', 'tides.'] }],
    ['a slow first byte', { headersDelayMs: 20, firstByteDelayMs: 20 }],
  ];
  it.each(wires)('reads %s', async (_wire, options) => {
    server.enqueue(scriptedAnswer(options));
    const { text, parts, error } = await callModel(make());
    expect(error).toBeUndefined();
    expect(text).toBe(TEXT);
    expect(parts.slice(-2)).toEqual(FINISHED);
  });

  it('goes without a count of tokens where the server gives none', async () => {
    server.enqueue(scriptedAnswer({ usage: null }));
    const { parts, text } = await callModel(make());
    expect(text).toBe(TEXT);
    expect(parts.at(-1)).toEqual({ type: 'finish', reason: 'stop' });
    expect(parts.filter((part) => part.type === 'usage' && part.output_tokens !== null)).toEqual([]);
  });

  it('says that the limit of output tokens was reached', async () => {
    server.enqueue(scriptedAnswer({ finish: 'length' }));
    expect((await callModel(make())).parts.at(-1)).toEqual({ type: 'finish', reason: 'length' });
  });

  it('ends normally with no text when the model wrote none', async () => {
    server.enqueue(scriptedAnswer({ chunks: [] }));
    const { text, parts, error } = await callModel(make());
    expect(error).toBeUndefined();
    expect(text).toBe('');
    expect(parts.at(-1)).toEqual({ type: 'finish', reason: 'stop' });
  });

  it('uses one connection for one call after another', async () => {
    const model = make();
    const ports = new Set<unknown>();
    server.fallback = (request) => {
      ports.add(request.remotePort);
      return scriptedAnswer();
    };
    for (let call = 0; call < 3; call++) {
      await callModel(model);
      await (await servedRequest(call)).closed;
      await settle();
    }
    expect(ports.size).toBe(1);
  });

  describe('waits', () => {
    it('only so long for the first byte', async () => {
      const clock = new FakeClock();
      server.enqueue({ kind: 'silence' });
      const outcome = callModel(make({ clock, headersTimeoutMs: 20_000 }));
      await server.received(1);
      await clock.advance(20_000);
      expect((await outcome).error).toMatchObject({ code: 'LLM_TIMEOUT', message: expect.stringContaining('20 s') as string });
      expect(await (await servedRequest(0)).closed).toBe('client');
      expect(clock.pending).toBe(0);
    });

    it('only so long for the first byte behind the headers', async () => {
      const clock = new FakeClock();
      server.enqueue(scriptedAnswer({ firstByteDelayMs: 60_000 }));
      const outcome = callModel(make({ clock, headersTimeoutMs: 20_000 }));
      await server.received(1);
      await clock.advance(20_000);
      expect((await outcome).error).toMatchObject({ code: 'LLM_TIMEOUT' });
    });

    it('only so long between two chunks', async () => {
      const clock = new FakeClock();
      server.enqueue(scriptedAnswer({ then: 'stall' }));
      const parts = make({ clock, stallTimeoutMs: 15_000 }).stream(MODEL_REQUEST, new AbortController().signal)[Symbol.asyncIterator]();
      for (const text of PIECES) expect((await parts.next()).value).toEqual({ type: 'text', text });
      const next = parts.next();
      let failed = false;
      next.catch(() => (failed = true));
      await clock.advance(14_999);
      expect(failed).toBe(false);
      await clock.advance(1);
      await expect(next).rejects.toMatchObject({ code: 'LLM_TIMEOUT' });
      expect(await (await servedRequest(0)).closed).toBe('client');
    });

    it('not at all for a reader that takes its time', async () => {
      const clock = new FakeClock();
      let release = (): void => undefined;
      const held = new Promise<void>((resolve) => (release = resolve));
      server.enqueue(scriptedAnswer({ gate: (index) => (index === 1 ? held : undefined) }));
      const parts = make({ clock, stallTimeoutMs: 15_000 }).stream(MODEL_REQUEST, new AbortController().signal)[Symbol.asyncIterator]();
      await parts.next();
      await clock.advance(600_000);
      release();
      expect(textOfParts(await remaining(parts))).toBe(PIECES.slice(1).join(''));
    });

    it('but a moment for the usage of an answer that is whole', async () => {
      const clock = new FakeClock();
      server.enqueue(scriptedAnswer({ then: 'complete_then_stall' }));
      const parts = make({ clock, stallTimeoutMs: 60_000 }).stream(MODEL_REQUEST, new AbortController().signal)[Symbol.asyncIterator]();
      for (const text of PIECES) expect((await parts.next()).value).toEqual({ type: 'text', text });
      let rest: ModelPart[] | null = null;
      void remaining(parts).then((found) => (rest = found));
      // The completion signal arrives in its own time, so the second is offered again until it was taken.
      for (let second = 0; rest === null && second < 50; second++) await clock.advance(1_000);
      expect(rest).toContainEqual({ type: 'finish', reason: 'stop' });
    });

    it('not for the end of the connection once the last event is there', async () => {
      const clock = new FakeClock();
      server.enqueue(scriptedAnswer({ then: 'whole_then_stall' }));
      const { parts } = await callModel(make({ clock }));
      expect(parts.slice(-2)).toEqual(FINISHED);
      await clock.advance(1_000);
      expect(await (await servedRequest(0)).closed).toBe('client');
    });
  });

  describe('aborted', () => {
    it('closes the connection at once and throws the reason', async () => {
      const abort = new AbortController();
      server.enqueue(scriptedAnswer({ then: 'stall' }));
      const parts = make().stream(MODEL_REQUEST, abort.signal)[Symbol.asyncIterator]();
      await parts.next();
      const reason = new GroundwireError('CANCELLED', 'The analysis was cancelled');
      abort.abort(reason);
      await expect(drained(parts)).rejects.toBe(reason);
      expect(await (await servedRequest(0)).closed).toBe('client');
    });

    it('closes the connection even while nobody reads', async () => {
      const abort = new AbortController();
      server.enqueue(scriptedAnswer({ then: 'stall' }));
      const parts = make().stream(MODEL_REQUEST, abort.signal)[Symbol.asyncIterator]();
      await parts.next();
      abort.abort(new Error('stop'));
      expect(await (await servedRequest(0)).closed).toBe('client');
      await expect(drained(parts)).rejects.toThrow('stop');
    });

    it('before the first byte', async () => {
      const abort = new AbortController();
      const clock = new FakeClock();
      server.enqueue({ kind: 'silence' });
      const outcome = callModel(make({ clock }), abort.signal);
      await server.received(1);
      abort.abort(new Error('stop'));
      expect((await outcome).error).toBe(abort.signal.reason);
      expect(clock.pending).toBe(0);
      expect(await (await servedRequest(0)).closed).toBe('client');
    });

    it('before the call: none is made', async () => {
      const { error } = await callModel(make(), AbortSignal.abort(new Error('early')));
      expect(error).toMatchObject({ message: 'early' });
      expect(server.requests).toHaveLength(0);
    });

    it('by leaving the loop', async () => {
      server.enqueue(scriptedAnswer({ then: 'stall' }));
      for await (const part of make().stream(MODEL_REQUEST, new AbortController().signal)) if (part.type === 'text') break;
      expect(await (await servedRequest(0)).closed).toBe('client');
    });
  });

  describe('check', () => {
    const check = (options?: Partial<ModelOptions>): Promise<readonly string[] | null> => make(options).check(new AbortController().signal);

    it('asks for the list of models and generates nothing', async () => {
      await check();
      expect(server.checks).toHaveLength(1);
      expect(server.checks[0]).toMatchObject({ method: 'GET', path: '/v1/models' });
      expect(server.requests).toHaveLength(0);
    });

    it('tells a refused key, a server error and a web page apart', async () => {
      server.checkScript = modelScripts.status(401);
      await expect(check()).rejects.toMatchObject({ code: 'LLM_UNAUTHORIZED' });
      server.checkScript = modelScripts.status(500);
      await expect(check()).rejects.toMatchObject({ code: 'LLM_UNAVAILABLE' });
      server.checkScript = modelScripts.html(200);
      await expect(check()).rejects.toMatchObject({ code: 'LLM_BAD_RESPONSE' });
    });

    it('gives up on a server that says nothing', async () => {
      const clock = new FakeClock();
      server.checkScript = { kind: 'silence' };
      const outcome = check({ clock });
      outcome.catch(() => undefined);
      while (server.checks.length === 0) await new Promise((resolve) => setImmediate(resolve));
      await clock.advance(10_000);
      await expect(outcome).rejects.toMatchObject({ code: 'LLM_TIMEOUT' });
    });
  });
});

async function servedRequest(index: number): Promise<ScriptedModelServer['requests'][number]> {
  await server.received(index + 1);
  const request = server.requests[index];
  if (request === undefined) throw new Error(`no request ${index}`);
  return request;
}

async function drained(parts: AsyncIterator<ModelPart>): Promise<void> {
  while ((await parts.next()).done !== true);
}

async function remaining(parts: AsyncIterator<ModelPart>): Promise<ModelPart[]> {
  const rest: ModelPart[] = [];
  for (let next = await parts.next(); next.done !== true; next = await parts.next()) rest.push(next.value);
  return rest;
}
