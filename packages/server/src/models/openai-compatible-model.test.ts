import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { modelScripts, type ScriptedStatus } from '../testing/scripted-model-script.js';
import { type ScriptedModelServer, startScriptedModelServer } from '../testing/scripted-model-server.js';
import type { LanguageModel } from './language-model.js';
import { createOpenaiCompatibleModel } from './openai-compatible-model.js';

const REQUEST = { messages: [{ role: 'system' as const, content: 'Be brief.' }, { role: 'user' as const, content: 'Where is the tide?' }], max_output_tokens: 64, temperature: 0 };

let server: ScriptedModelServer;
beforeEach(async () => {
  server = await startScriptedModelServer();
});
afterEach(() => server.close());

const make = (official = false): LanguageModel => createOpenaiCompatibleModel({ baseUrl: `${server.url}/v1/`, apiKey: 'k-1', model: 'scripted' }, official);

async function textOf(model: LanguageModel): Promise<string> {
  let text = '';
  for await (const part of model.stream(REQUEST, new AbortController().signal)) if (part.type === 'text') text += part.text;
  return text;
}

/** A server's answer of 200 with this body. */
function body(contentType: string, text: string): ScriptedStatus {
  return { kind: 'status', status: 200, headers: { 'content-type': contentType }, body: text };
}

function events(...chunks: unknown[]): ScriptedStatus {
  return body('text/event-stream', chunks.map((chunk) => `data: ${typeof chunk === 'string' ? chunk : JSON.stringify(chunk)}\n\n`).join(''));
}

const delta = (content: unknown, finish_reason: string | null = null): unknown => ({ choices: [{ index: 0, delta: { content }, finish_reason }] });

describe('an OpenAI-compatible model', () => {
  it('asks as the protocol has it', async () => {
    await textOf(make());
    expect(server.requests[0]?.body).toEqual({ model: 'scripted', messages: REQUEST.messages, stream: true, stream_options: { include_usage: true }, max_tokens: 64, temperature: 0 });
    expect(server.requests[0]?.headers).toMatchObject({ authorization: 'Bearer k-1', 'content-type': 'application/json', accept: 'text/event-stream' });
  });

  it('sends no authorization without a key', async () => {
    await textOf(createOpenaiCompatibleModel({ baseUrl: `${server.url}/v1`, model: 'm' }));
    expect(server.requests[0]?.headers).not.toHaveProperty('authorization');
  });

  it('keeps the query of the base address, and sends no part of it that is a password', async () => {
    const url = new URL(server.url);
    await textOf(createOpenaiCompatibleModel({ baseUrl: `http://user:secret@${url.host}/deploy/?api-version=1`, model: 'm' }));
    expect(server.requests[0]?.path).toBe('/deploy/chat/completions?api-version=1');
    expect(JSON.stringify(server.requests[0]?.headers)).not.toContain('secret');
  });

  it('asks again without what the server does not take, and remembers it', async () => {
    server.enqueue(
      modelScripts.status(400, 'Unknown field: stream_options'),
      modelScripts.status(400, "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."),
      modelScripts.status(400, "Unsupported value: 'temperature' does not support 0 with this model."),
    );
    const model = make();
    expect(await textOf(model)).toBe('This is a scripted answer [1].');
    expect(await textOf(model)).toBe('This is a scripted answer [1].');
    const last = { model: 'scripted', messages: REQUEST.messages, stream: true, max_completion_tokens: 64 };
    expect(server.requests.map((request) => Object.keys(request.body as object).length)).toEqual([6, 5, 5, 4, 4]);
    expect(server.requests[4]?.body).toEqual(last);
  });

  it('takes a refusal that it can do nothing about for what it is', async () => {
    server.fallback = modelScripts.status(400, 'temperature stream_options max_completion_tokens');
    await expect(textOf(make())).rejects.toMatchObject({ code: 'LLM_REJECTED' });
    expect(server.requests.length).toBeLessThanOrEqual(4);
  });

  it("speaks OpenAI's own newest dialect to OpenAI, and names its variable", async () => {
    await textOf(make(true));
    expect(server.requests[0]?.body).toHaveProperty('max_completion_tokens', 64);
    server.enqueue(modelScripts.status(401));
    await expect(textOf(make(true))).rejects.toThrow('OPENAI_API_KEY');
  });

  it.each([
    ['[DONE] after text, and no finish_reason', events(delta('Hi'), '[DONE]')],
    ['an empty finish_reason before the real one', events(delta('Hi', ''), delta('', 'stop'), '[DONE]')],
    ['no [DONE] after finish_reason', events(delta('Hi', 'stop'))],
    ['content in a list of parts', events(delta([{ type: 'text', text: 'Hi' }], 'stop'))],
    ['chunks without choices', events({ choices: [] }, {}, { choices: null }, delta('Hi', 'eos'), '[DONE]')],
    ['a thought before the text', events(delta('<thi'), delta('nk>secret</think>'), delta('\n\nHi'), delta('', 'stop'))],
    ['no blank line at the end', body('text/event-stream', `data: ${JSON.stringify(delta('Hi', 'stop'))}`)],
    ['no content type worth the name', { ...events(delta('Hi', 'stop'), '[DONE]'), headers: { 'content-type': 'text/plain' } }],
    ['a whole completion from a server that does not stream', body('application/json', JSON.stringify({ choices: [{ message: { role: 'assistant', content: 'Hi' }, finish_reason: 'stop' }] }))],
  ])('understands %s', async (_what, script) => {
    server.enqueue(script);
    expect(await textOf(make())).toBe('Hi');
  });

  it('gives text that only looked like the beginning of a thought', async () => {
    server.enqueue(events(delta('<th'), delta('', 'stop')));
    expect(await textOf(make())).toBe('<th');
  });

  it('gives nothing more after an abort, even of what has arrived already', async () => {
    server.enqueue(events(delta('one'), delta('two'), delta('', 'stop'), '[DONE]'));
    const abort = new AbortController();
    const parts = make().stream(REQUEST, abort.signal)[Symbol.asyncIterator]();
    expect((await parts.next()).value).toEqual({ type: 'text', text: 'one' });
    abort.abort(new Error('stop'));
    await expect(parts.next()).rejects.toThrow('stop');
  });

  it.each([
    ['[DONE] without text or finish_reason', events('[DONE]'), 'LLM_INTERRUPTED'],
    ['an empty body', body('text/event-stream', ''), 'LLM_INTERRUPTED'],
    ['a chunk that is a list', events([1, 2]), 'LLM_BAD_RESPONSE'],
    ['an error in place of a completion', body('application/json', '{"error":{"message":"no such model","type":"not_found_error"}}'), 'LLM_REJECTED'],
    ['JSON that is something else', body('application/json', '{"status":"ok"}'), 'LLM_BAD_RESPONSE'],
    ['JSON that is none', body('application/json', '{"choi'), 'LLM_INTERRUPTED'],
    ['plain text', body('text/plain', 'OK\n'), 'LLM_BAD_RESPONSE'],
    ['an error event with a status in it', events({ error: { code: 502, message: 'Provider down' } }), 'LLM_UNAVAILABLE'],
    ['an error event that only says so', events({ error: 'boom' }), 'LLM_INTERRUPTED'],
    ['a finish that is an error', events(delta('Hi', 'error')), 'LLM_INTERRUPTED'],
    ['keys that are not its own', events(JSON.parse('{"__proto__":{"choices":[{"delta":{"content":"evil"},"finish_reason":"stop"}]}}')), 'LLM_INTERRUPTED'],
  ])('fails on %s', async (_what, script, code) => {
    server.fallback = script;
    await expect(textOf(make())).rejects.toMatchObject({ code });
  });

  it('says so when the account has no credit left: waiting will not help', async () => {
    server.fallback = { kind: 'status', status: 429, body: '{"error":{"message":"You exceeded your current quota","type":"insufficient_quota","code":"insufficient_quota"}}' };
    await expect(textOf(make())).rejects.toMatchObject({ code: 'LLM_REJECTED', message: expect.stringContaining('MODEL_API_KEY') as string });
  });

  it('does not follow a redirect, and keeps for the log where it points', async () => {
    server.fallback = { kind: 'status', status: 307, headers: { location: 'https://example.org/v1' } };
    await expect(textOf(make())).rejects.toMatchObject({ code: 'LLM_BAD_RESPONSE', cause: { message: 'redirects to https://example.org/v1' }, message: expect.not.stringContaining('example.org') as string });
    expect(server.requests).toHaveLength(1);
  });

  it('hints at /v1 when the address has none and nothing is found there', async () => {
    server.fallback = modelScripts.status(404, 'page not found');
    const model = createOpenaiCompatibleModel({ baseUrl: server.url, model: 'm' });
    await expect(textOf(model)).rejects.toThrow(/MODEL_BASE_URL, which for most servers ends in \/v1/);
  });

  it('counts a server without a list of models as there', async () => {
    server.checkScript = modelScripts.status(404);
    await expect(make().check(new AbortController().signal)).resolves.toBeNull();
    await expect(make(true).check(new AbortController().signal)).rejects.toMatchObject({ code: 'LLM_REJECTED' });
  });
});
