import { afterEach, describe, expect, it } from 'vitest';
import { GroundwireError } from '../base/errors.js';
import { type CallOutcome, MODEL_REQUEST, PIECES, TEXT } from '../testing/language-model-rig.js';
import type { ScriptedAnswer } from '../testing/scripted-model-script.js';
import { type ScriptedModelServer, startScriptedModelServer } from '../testing/scripted-model-server.js';
import type { LanguageModel, ModelPart } from './language-model.js';
import { createOpenaiCompatibleModel } from './openai-compatible-model.js';

const servers: ScriptedModelServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function background(): Promise<{ server: ScriptedModelServer; model: LanguageModel }> {
  const server = await startScriptedModelServer();
  servers.push(server);
  return { server, model: createOpenaiCompatibleModel({ baseUrl: `${server.url}/v1`, apiKey: 'k', model: 'scripted', continuation: 'reattach' }) };
}

const NO_SIGNAL = new AbortController().signal;
const answer = (options: Partial<ScriptedAnswer> = {}): ScriptedAnswer => ({ kind: 'answer', chunks: PIECES, ...options });

async function collect(parts: AsyncIterable<ModelPart>): Promise<CallOutcome> {
  const outcome: CallOutcome = { parts: [], text: '', error: undefined };
  try {
    for await (const part of parts) {
      outcome.parts.push(part);
      if (part.type === 'text') outcome.text += part.text;
    }
  } catch (error) {
    outcome.error = error;
  }
  return outcome;
}

const reattach = (model: LanguageModel, id: string, signal = NO_SIGNAL) => model.reattach?.(id, signal) ?? Promise.reject(new Error('it does not reattach'));

describe('a model whose provider keeps its answers', () => {
  it('asks for a response in the background that is stored and streamed, and says under which id', async () => {
    const { server, model } = await background();
    server.enqueue(answer());
    const { parts, text } = await collect(model.stream(MODEL_REQUEST, NO_SIGNAL));
    expect(text).toBe(TEXT);
    expect(parts[0]).toEqual({ type: 'upstream', id: 'resp_scripted_1' });
    expect(parts.slice(-2)).toEqual([{ type: 'usage', input_tokens: 10, output_tokens: PIECES.length }, { type: 'finish', reason: 'stop' }]);
    expect(server.requests[0]).toMatchObject({ method: 'POST', path: '/v1/responses', body: { model: 'scripted', background: true, stream: true, store: true, input: MODEL_REQUEST.messages, max_output_tokens: 64, temperature: 0 } });
    expect(server.responses.cancelled).toEqual([]);
  });

  it('loses and repeats nothing when the connection breaks in mid-answer', async () => {
    const { server, model } = await background();
    server.enqueue(answer({ then: 'cut' }));
    const { text, error } = await collect(model.stream(MODEL_REQUEST, NO_SIGNAL));
    expect([text, error]).toEqual([TEXT, undefined]);
    expect(server.requests).toHaveLength(1);
  });

  it('is cancelled when nobody reads on', async () => {
    const { server, model } = await background();
    let goOn = () => {};
    const waits = new Promise<void>((resolve) => (goOn = resolve));
    server.enqueue(answer({ gate: (index) => (index === 2 ? waits : undefined) }));
    for await (const part of model.stream(MODEL_REQUEST, NO_SIGNAL)) if (part.type === 'text') break;
    await expect.poll(() => server.responses.cancelled).toEqual(['resp_scripted_1']);
    goOn();
  });

  it('goes on for the next process when this one hands over, and not when it is cancelled', async () => {
    for (const [code, cancelled] of [['NODE_LOST', []], ['CANCELLED', ['resp_scripted_1']], ['DEADLINE_EXCEEDED', ['resp_scripted_1']]] as const) {
      const { server, model } = await background();
      let goOn = () => {};
      const waits = new Promise<void>((resolve) => (goOn = resolve));
      server.enqueue(answer({ gate: (index) => (index === 2 ? waits : undefined) }));
      const abort = new AbortController();
      const outcome = await collect(
        (async function* () {
          for await (const part of model.stream(MODEL_REQUEST, abort.signal)) {
            yield part;
            if (part.type === 'text') setImmediate(() => abort.abort(new GroundwireError(code, 'scripted')));
          }
        })(),
      );
      expect(outcome.error).toMatchObject({ code });
      await expect.poll(() => server.responses.cancelled).toEqual(cancelled);
      if (code !== 'NODE_LOST') continue;
      const next = collect(reattach(model, 'resp_scripted_1') as AsyncIterable<ModelPart>);
      goOn();
      expect((await next).text).toBe(TEXT);
    }
  });

  it('says that an answer is gone that the provider has no longer', async () => {
    const { server, model } = await background();
    server.enqueue(answer());
    await collect(model.stream(MODEL_REQUEST, NO_SIGNAL));
    server.responses.forget();
    expect((await collect(reattach(model, 'resp_scripted_1') as AsyncIterable<ModelPart>)).error).toMatchObject({ name: 'AnswerGone', begun: false, code: 'LLM_INTERRUPTED' });
  });

  it.each([
    [answer({ finish: 'length' }), TEXT, undefined, 'length'],
    [answer({ finish: 'content_filter' }), TEXT, 'CONTENT_FILTERED', undefined],
    [answer({ then: 'error', error: { type: 'server_error', message: 'Scripted' } }), TEXT, 'LLM_UNAVAILABLE', undefined],
  ] as const)('tells how the response ended', async (script, text, code, reason) => {
    const { server, model } = await background();
    server.enqueue(script);
    const outcome = await collect(model.stream(MODEL_REQUEST, NO_SIGNAL));
    expect(outcome.text).toBe(text);
    expect((outcome.error as GroundwireError | undefined)?.code).toBe(code);
    expect(outcome.parts.find((part) => part.type === 'finish')).toEqual(reason === undefined ? undefined : { type: 'finish', reason });
    expect(server.responses.cancelled).toEqual([]);
  });

  it('leaves out a temperature that the model does not take', async () => {
    const { server, model } = await background();
    server.enqueue({ kind: 'status', status: 400, message: "Unsupported parameter: 'temperature' is not supported with this model." }, answer());
    expect((await collect(model.stream(MODEL_REQUEST, NO_SIGNAL))).text).toBe(TEXT);
    expect(server.requests[1]?.body).not.toHaveProperty('temperature');
  });

  it.each([401, 429, 500])('reports a refusal (%i) as other models do', async (status) => {
    const { server, model } = await background();
    server.fallback = { kind: 'status', status, message: 'No' };
    expect((await collect(model.stream(MODEL_REQUEST, NO_SIGNAL))).error).toMatchObject({ code: { 401: 'LLM_UNAUTHORIZED', 429: 'LLM_RATE_LIMITED', 500: 'LLM_UNAVAILABLE' }[status] });
  });
});
