import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { modelScripts } from '../testing/scripted-model-script.js';
import { type ScriptedModelServer, startScriptedModelServer } from '../testing/scripted-model-server.js';
import { createAnthropicModel } from './anthropic-model.js';
import type { LanguageModel, ModelPart } from './language-model.js';

const REQUEST = {
  messages: [
    { role: 'system' as const, content: 'Be brief.' },
    { role: 'user' as const, content: 'Before?' },
    { role: 'assistant' as const, content: 'Then.' },
    { role: 'user' as const, content: 'And now?' },
  ],
  max_output_tokens: 64,
  temperature: 0,
};

let server: ScriptedModelServer;
beforeEach(async () => {
  server = await startScriptedModelServer();
});
afterEach(() => server.close());

const make = (): LanguageModel => createAnthropicModel({ baseUrl: server.url, apiKey: 'k-1', model: 'claude-test' });

async function partsOf(model: LanguageModel): Promise<ModelPart[]> {
  const parts: ModelPart[] = [];
  for await (const part of model.stream(REQUEST, new AbortController().signal)) parts.push(part);
  return parts;
}

describe('an Anthropic model', () => {
  it('asks as the protocol has it, with the system text in a field of its own', async () => {
    await partsOf(make());
    expect(server.requests[0]?.body).toEqual({ model: 'claude-test', max_tokens: 64, stream: true, system: 'Be brief.', messages: REQUEST.messages.slice(1), temperature: 0 });
    expect(server.requests[0]?.headers).toMatchObject({ 'x-api-key': 'k-1', 'anthropic-version': '2023-06-01' });
    expect(server.requests[0]?.headers).not.toHaveProperty('authorization');
  });

  it('leaves out the temperature for a model that takes none, and remembers it', async () => {
    server.enqueue(modelScripts.status(400, '`temperature` is not supported for this model'));
    const model = make();
    await partsOf(model);
    await partsOf(model);
    expect(server.requests.map((request) => Object.hasOwn(request.body as object, 'temperature'))).toEqual([true, false, false]);
  });

  it('reports the input and the whole output', async () => {
    server.enqueue(modelScripts.answer('One two three', { usage: { input: 321, output: 45 } }));
    expect(await partsOf(make())).toContainEqual({ type: 'usage', input_tokens: 321, output_tokens: 45 });
  });

  it('ends with message_stop even where no stop_reason was given', async () => {
    server.enqueue(modelScripts.answer('One two', { finish: null }));
    expect((await partsOf(make())).at(-1)).toEqual({ type: 'finish', reason: 'stop' });
  });

  it('skips events of kinds that it does not know', async () => {
    const wire = [
      { type: 'message_start', message: {} },
      { type: 'content_block_start', index: 0, content_block: { type: 'server_tool_use' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'input_json_delta', partial_json: '{' } },
      { type: 'brand_new_event' },
      { type: 'content_block_delta', index: 1, delta: { type: 'text_delta', text: 'Hi' } },
      { type: 'message_delta', delta: { stop_reason: 'end_turn' } },
      { type: 'message_stop' },
    ];
    server.enqueue({ kind: 'status', status: 200, headers: { 'content-type': 'text/event-stream' }, body: wire.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join('') });
    expect(await partsOf(make())).toEqual([{ type: 'text', text: 'Hi' }, { type: 'finish', reason: 'stop' }]);
  });

  it('tries again when it is overloaded before the first text', async () => {
    server.enqueue({ kind: 'answer', chunks: [], then: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }, modelScripts.answer('Now then'));
    const text = (await partsOf(make())).map((part) => (part.type === 'text' ? part.text : '')).join('');
    expect(text).toBe('Now then');
  });
});
