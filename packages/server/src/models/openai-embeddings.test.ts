import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { GroundwireError } from '../base/errors.js';
import { HurriedClock } from '../testing/language-model-rig.js';
import { type EmbeddingsAnswer, type ScriptedEmbeddingsServer, startScriptedEmbeddingsServer } from '../testing/scripted-embeddings-server.js';
import { createOpenaiEmbeddings } from './openai-embeddings.js';

/** A vector that tells its text: the number in it, and its length. */
const vectorOf = (text: string) => [Number(/\d+/.exec(text)?.[0] ?? 0), text.length, 1];
const unit = (numbers: number[]) => numbers.map((number) => number / Math.hypot(...numbers));
const TEXTS = ['text 7', 'another text 30', 'a third text 2'];

let server: ScriptedEmbeddingsServer;
beforeAll(async () => void (server = await startScriptedEmbeddingsServer(vectorOf)));
afterEach(() => {
  server.calls.length = 0;
  server.fallback = { kind: 'vectors' };
});
afterAll(() => server.close());

const make = (options: Partial<Parameters<typeof createOpenaiEmbeddings>[0]> = {}) => createOpenaiEmbeddings({ baseUrl: server.url, apiKey: 'key-1', model: 'embedder', clock: new HurriedClock(), ...options });
const embed = (texts: string[], signal = new AbortController().signal, embeddings = make()) => embeddings.embed(texts, signal);
const failureOf = async (work: Promise<unknown>): Promise<GroundwireError> => {
  const thrown: unknown = await work.then(() => undefined, (error: unknown) => error);
  if (thrown instanceof GroundwireError) return thrown;
  throw new Error('It did not fail as it should', { cause: thrown });
};

function expectVectors(vectors: Float32Array[], texts: string[]): void {
  expect(vectors).toHaveLength(texts.length);
  texts.forEach((text, index) => [...(vectors[index] ?? [])].forEach((number, place) => expect(number).toBeCloseTo(unit(vectorOf(text))[place] ?? Number.NaN, 6)));
}

describe('embeddings over the OpenAI protocol', () => {
  it('[VEC-2] gives a vector of length 1 for each text, and sends model, texts and key', async () => {
    expectVectors(await embed(TEXTS), TEXTS);
    expect(server.calls).toHaveLength(1);
    expect(server.calls[0]).toMatchObject({ model: 'embedder', input: TEXTS, headers: { authorization: 'Bearer key-1' } });
    expect(await embed([])).toEqual([]);
  });

  it('[VEC-2] keeps the order of the texts over several calls, whatever order the vectors come in', async () => {
    const texts = Array.from({ length: 75 }, (_, index) => `text ${index}`);
    server.fallback = { kind: 'vectors', alter: (answer) => ({ ...answer, data: answer.data.toReversed() }) };
    expectVectors(await embed(texts), texts);
    expect(server.calls.map(({ input }) => input.length).sort()).toEqual([11, 32, 32]);
  });

  it('[VEC-2] bounds the characters of one call', async () => {
    const texts = [`1 ${'a'.repeat(40_000)}`, `2 ${'b'.repeat(40_000)}`, '3'];
    expectVectors(await embed(texts), texts);
    expect(server.calls.map(({ input }) => input.length).sort()).toEqual([1, 2]);
  });

  it('[VEC-2] tries again what may pass by itself, and waits as long as the server says', async () => {
    const clock = new HurriedClock();
    server.enqueue({ kind: 'answer', status: 429, headers: { 'retry-after': '2' }, body: '{}' }, { kind: 'answer', status: 503, body: 'busy' });
    expectVectors(await embed(TEXTS, undefined, make({ clock })), TEXTS);
    expect(clock.waits).toContain(2_000);
    server.enqueue({ kind: 'cut' });
    expectVectors(await embed(TEXTS), TEXTS);
    expect(server.calls).toHaveLength(5);
  });

  it.each([
    ['LLM_UNAVAILABLE', { kind: 'answer', status: 500, body: 'Traceback: secret' }, 3],
    ['LLM_RATE_LIMITED', { kind: 'answer', status: 429, headers: { 'retry-after': '60' }, body: '{}' }, 1],
    ['LLM_UNAUTHORIZED', { kind: 'answer', status: 401, body: '{}' }, 1],
    ['LLM_REJECTED', { kind: 'answer', status: 404, body: '{}' }, 1],
    ['LLM_BAD_RESPONSE', { kind: 'answer', body: '{"object":"list","data":[{' }, 1],
    ['LLM_BAD_RESPONSE', { kind: 'answer', body: '<!DOCTYPE html><title>Welcome</title>' }, 1],
  ] as const)('[VEC-2] rejects with %s when the answer is %j, after %i calls, in words of its own', async (code, script, calls) => {
    server.fallback = script;
    const failure = await failureOf(embed(TEXTS));
    expect(failure.code).toBe(code);
    expect(failure.message).toMatch(/127\.0\.0\.1|EMBEDDING_/);
    expect(failure.message).not.toMatch(/secret|\bMODEL\b|MODEL_API_KEY/);
    expect(server.calls).toHaveLength(calls);
  });

  const first = (answer: EmbeddingsAnswer, change: Partial<EmbeddingsAnswer['data'][number]>) => ({ ...answer, data: answer.data.map((entry, index) => (index === 0 ? { ...entry, ...change } : entry)) });
  it.each<[string, (answer: EmbeddingsAnswer) => unknown]>([
    ['too few vectors', (answer) => ({ ...answer, data: answer.data.slice(1) })],
    ['too many', (answer) => ({ ...answer, data: [...answer.data, answer.data[0]] })],
    ['one twice', (answer) => first(answer, { index: 1 })],
    ['one out of range', (answer) => first(answer, { index: 3 })],
    ['no numbering', (answer) => ({ ...answer, data: answer.data.map(({ embedding }) => ({ embedding })) })],
    ['another dimension', (answer) => first(answer, { embedding: [1, 2] })],
    ['something that is no number', (answer) => first(answer, { embedding: [1, null, 3] })],
    ['a number beyond all bounds', (answer) => first(answer, { embedding: [1e308, 1e308, 1] })],
    ['no direction', (answer) => first(answer, { embedding: [0, 0, 0] })],
    ['an empty vector', (answer) => first(answer, { embedding: [] })],
    ['no list', () => ({ error: 'no' })],
  ])('[VEC-2] takes no answer with %s', async (_what, alter) => {
    server.fallback = { kind: 'vectors', alter };
    expect(await failureOf(embed(TEXTS))).toMatchObject({ code: 'LLM_BAD_RESPONSE', message: expect.stringContaining('EMBEDDING_BASE_URL') as string });
  });

  it('[VEC-2] gives up a server that says nothing, or stalls in mid-answer', async () => {
    server.fallback = { kind: 'silence' };
    expect(await failureOf(embed(TEXTS, undefined, make({ clock: undefined, headersTimeoutMs: 50 })))).toMatchObject({ code: 'LLM_TIMEOUT' });
    server.fallback = { kind: 'stall' };
    expect(await failureOf(embed(TEXTS, undefined, make({ clock: undefined, stallTimeoutMs: 50 })))).toMatchObject({ code: 'LLM_TIMEOUT' });
    expect(await Promise.all(server.calls.map(({ closed }) => closed))).toEqual(['client', 'client']);
  });

  it('[VEC-2] closes every connection at once when it is aborted, or when one call fails', async () => {
    server.fallback = { kind: 'silence' };
    const texts = Array.from({ length: 40 }, (_, index) => `text ${index}`);
    const abort = new AbortController();
    const aborted = embed(texts, abort.signal).catch((thrown: unknown) => thrown);
    await server.received(2);
    abort.abort(new Error('enough'));
    expect(await aborted).toMatchObject({ message: 'enough' });
    expect(await Promise.all(server.calls.map(({ closed }) => closed))).toEqual(['client', 'client']);
    server.calls.length = 0;
    server.enqueue({ kind: 'silence' }, { kind: 'answer', status: 401, body: '{}' });
    expect((await failureOf(embed(texts))).code).toBe('LLM_UNAUTHORIZED');
    expect((await Promise.all(server.calls.map(({ closed }) => closed))).sort()).toEqual(['client', 'server']);
  });

  it('[VEC-2] says with a check whether the server is there, without embedding anything', async () => {
    await make().check(new AbortController().signal);
    expect(server.calls).toEqual([]);
    const gone = make({ baseUrl: 'http://127.0.0.1:1/v1', clock: undefined });
    expect(await failureOf(gone.check(new AbortController().signal))).toMatchObject({ code: 'LLM_UNAVAILABLE', message: expect.stringContaining('EMBEDDING_BASE_URL') as string });
  });
});
