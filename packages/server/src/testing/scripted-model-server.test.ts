import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { modelScripts } from './scripted-model-script.js';
import { type ScriptedModelServer, startScriptedModelServer } from './scripted-model-server.js';

let server: ScriptedModelServer;
beforeEach(async () => {
  server = await startScriptedModelServer();
});
afterEach(() => server.close());

const post = (path: string, body: object = {}, signal?: AbortSignal): Promise<Response> =>
  fetch(server.url + path, { method: 'POST', body: JSON.stringify(body), headers: { 'x-seen': 'yes' }, ...(signal === undefined ? {} : { signal }) });

describe('the scripted model server', () => {
  it("speaks OpenAI's format", async () => {
    server.enqueue(modelScripts.answer('Hi there'));
    const response = await post('/v1/chat/completions', { model: 'm', stream_options: { include_usage: true } });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const data = (await response.text()).split('\n\n').map((event) => event.replace('data: ', ''));
    expect(data.at(-2)).toBe('[DONE]');
    expect(data[0]).toContain('"role":"assistant"');
    expect(JSON.parse(data[2] ?? '')).toMatchObject({ object: 'chat.completion.chunk', model: 'm', choices: [{ delta: { content: ' there' }, finish_reason: null }] });
    expect(JSON.parse(data.at(-3) ?? '')).toMatchObject({ choices: [], usage: { prompt_tokens: 10, completion_tokens: 2 } });
  });

  it("speaks Anthropic's format", async () => {
    server.enqueue(modelScripts.answer('Hi', { reasoning: ['hm'] }));
    const names = (await (await post('/v1/messages')).text()).match(/(?<=^event: ).+/gm);
    expect(names).toEqual(['message_start', 'ping', 'content_block_start', 'content_block_delta', 'content_block_stop', 'content_block_start', 'content_block_delta', 'content_block_stop', 'message_delta', 'message_stop']);
  });

  it('reports usage only to those who ask', async () => {
    expect(await (await post('/v1/chat/completions')).text()).not.toContain('usage');
  });

  it('serves scripts in their order, then the fallback', async () => {
    server.enqueue(modelScripts.status(503), () => modelScripts.rateLimited(7));
    server.fallback = modelScripts.html(200);
    const first = await post('/v1/chat/completions');
    const second = await post('/v1/messages');
    const third = await post('/v1/messages');
    expect([first.status, second.status, third.status]).toEqual([503, 429, 200]);
    expect(second.headers.get('retry-after')).toBe('7');
    expect(third.headers.get('content-type')).toContain('text/html');
  });

  it('makes a script from what was asked', async () => {
    server.fallback = (request) => modelScripts.answer(`You asked ${(request.body as { model: string }).model}`);
    expect(await (await post('/v1/messages', { model: 'm-7' })).text()).toContain('m-7');
  });

  it('records requests, and who ended the exchange', async () => {
    server.enqueue(modelScripts.answer('done'), modelScripts.answer('hangs', { then: 'stall' }));
    await (await post('/v1/chat/completions', { a: 1 })).text();
    const abort = new AbortController();
    await post('/v1/chat/completions', {}, abort.signal);
    abort.abort();
    expect(server.requests[0]).toMatchObject({ method: 'POST', path: '/v1/chat/completions', body: { a: 1 }, headers: { 'x-seen': 'yes' } });
    expect(await server.requests[0]?.closed).toBe('server');
    expect(await server.requests[1]?.closed).toBe('client');
  });

  it('cuts the connection after the text has gone out', async () => {
    server.enqueue(modelScripts.answer('one two', { then: 'cut' }));
    const reader = (await post('/v1/messages')).body?.getReader();
    let text = '';
    const readAll = async (): Promise<void> => {
      for (let next = await reader?.read(); next?.done === false; next = await reader?.read()) text += Buffer.from(next.value).toString();
    };
    await expect(readAll()).rejects.toThrow();
    expect(text).toContain(' two');
  });

  it('lists a model, refuses other addresses, and drops the connection when told', async () => {
    expect(await (await fetch(`${server.url}/v1/models`)).json()).toMatchObject({ data: [{ id: 'scripted' }] });
    expect(server.checks).toHaveLength(1);
    expect((await post('/v1/embeddings')).status).toBe(404);
    server.enqueue({ kind: 'reset' });
    await expect(post('/v1/messages')).rejects.toThrow();
  });

  it('closes while an answer hangs', async () => {
    server.enqueue({ kind: 'silence' });
    const hanging = post('/v1/messages').catch(() => 'closed');
    await server.received(1);
    await server.close();
    expect(await hanging).toBe('closed');
  });
});
