import { EventEmitter, once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as timeout } from 'node:timers/promises';
import type { ScriptedAnswer } from './scripted-model-script.js';

/** One response that is written whether or not somebody is connected. */
interface Written {
  id: string;
  events: string[];
  done: boolean;
  cancelled: boolean;
  changed: EventEmitter;
}

/**
 * OpenAI's Responses API in background mode, as far as answers of text go: `POST /v1/responses` with `background` and `stream`,
 * `GET /v1/responses/{id}?stream=true&starting_after=N`, `POST /v1/responses/{id}/cancel`. A script whose `then` is `cut` breaks the connection of
 * the caller behind the last piece, and the response is written to its end all the same.
 */
export class ScriptedResponses {
  readonly #responses = new Map<string, Written>();

  /** As the provider does some ten minutes after the end: whoever asks for one of them gets 404. */
  forget(): void {
    this.#responses.clear();
  }

  /** Ids of those that a caller has cancelled. */
  get cancelled(): string[] {
    return [...this.#responses.values()].filter(({ cancelled }) => cancelled).map(({ id }) => id);
  }

  async create(script: ScriptedAnswer, body: unknown, response: ServerResponse): Promise<void> {
    const written: Written = { id: `resp_scripted_${this.#responses.size + 1}`, events: [], done: false, cancelled: false, changed: new EventEmitter().setMaxListeners(0) };
    this.#responses.set(written.id, written);
    void write(script, (body ?? {}) as { model?: unknown; background?: unknown }, written);
    await follow(written, -1, response, script.then === 'cut' ? script.chunks.length : null);
  }

  /** Any request about a response that is there, or is not. */
  async answer(method: string, path: string, response: ServerResponse): Promise<void> {
    const url = new URL(path, 'http://127.0.0.1');
    const [, id = '', action] = /\/responses\/([^/]+)(\/cancel)?$/.exec(url.pathname) ?? [];
    const written = this.#responses.get(id);
    if (written === undefined) return reply(response, 404, { error: { message: `Response with id '${id}' not found.`, type: 'invalid_request_error', param: 'id', code: null } });
    if (method === 'POST' && action !== undefined) {
      written.cancelled ||= !written.done;
      written.done = true;
      written.changed.emit('changed');
      return reply(response, 200, { id, object: 'response', status: written.cancelled ? 'cancelled' : 'completed' });
    }
    const after = url.searchParams.get('starting_after');
    await follow(written, after === null ? -1 : Number(after), response, null);
  }
}

async function write(script: ScriptedAnswer, request: { model?: unknown }, written: Written): Promise<void> {
  const head = { id: written.id, object: 'response', created_at: 1_760_000_000, model: request.model ?? 'scripted', background: true, store: true };
  const place = { item_id: 'msg_scripted', output_index: 0, content_index: 0 };
  const say = (type: string, content: object) => {
    if (written.done) return;
    written.events.push(JSON.stringify({ type, sequence_number: written.events.length, ...content }));
    written.changed.emit('changed');
  };
  say('response.created', { response: { ...head, status: 'queued' } });
  say('response.queued', { response: { ...head, status: 'queued' } });
  say('response.in_progress', { response: { ...head, status: 'in_progress' } });
  say('response.output_item.added', { output_index: 0, item: { id: 'msg_scripted', type: 'message', status: 'in_progress', role: 'assistant', content: [] } });
  say('response.content_part.added', { ...place, part: { type: 'output_text', text: '', annotations: [] } });
  for (const [index, delta] of script.chunks.entries()) {
    if (index > 0 && script.delayMs !== undefined) await timeout(script.delayMs, undefined, { ref: false });
    await script.gate?.(index);
    say('response.output_text.delta', { ...place, delta, logprobs: [] });
  }
  say('response.output_text.done', { ...place, text: script.chunks.join('') });
  const usage = script.usage === undefined ? { input: 10, output: script.chunks.length } : script.usage;
  const counts = usage === null ? null : { input_tokens: usage.input, output_tokens: usage.output, total_tokens: usage.input + usage.output };
  if (script.then === 'error') say('response.failed', { response: { ...head, status: 'failed', error: { code: script.error?.type ?? 'server_error', message: script.error?.message ?? 'Scripted error' } } });
  else if (script.finish === 'length' || script.finish === 'content_filter') say('response.incomplete', { response: { ...head, status: 'incomplete', incomplete_details: { reason: script.finish === 'length' ? 'max_output_tokens' : 'content_filter' }, usage: counts } });
  else say('response.completed', { response: { ...head, status: 'completed', usage: counts } });
  written.done = true;
  written.changed.emit('changed');
}

/** Sends the events behind `after` as they come. `deltas`: breaks the connection behind so many pieces of text. */
async function follow(written: Written, after: number, response: ServerResponse, deltas: number | null): Promise<void> {
  response.on('error', () => undefined);
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' });
  response.flushHeaders();
  for (let next = after + 1, said = 0; !response.destroyed; next += 1) {
    while (next >= written.events.length && !written.done) await once(written.changed, 'changed');
    const event = written.events[next];
    if (event === undefined) return void response.end();
    const { type } = JSON.parse(event) as { type: string };
    await new Promise<void>((resolve) => response.write(`event: ${type}\ndata: ${event}\n\n`, () => resolve()));
    if (type === 'response.output_text.delta') said += 1;
    if (deltas !== null && said === deltas) return void response.socket?.resetAndDestroy();
  }
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
