import type { ServerResponse } from 'node:http';
import { setTimeout as timeout } from 'node:timers/promises';
import { anthropicEvents } from './scripted-anthropic-events.js';
import { openaiEvents } from './scripted-openai-events.js';
import type { ModelScript, ScriptedAnswer, ScriptedStatus } from './scripted-model-script.js';

/** The events of one answer, as texts of the wire without their line ends: `data: …`, or `event: …` and `data: …`. */
export interface WireEvents {
  opening: string[];
  piece(text: string): string[];
  closing: string[];
  /** Sent after `closing` by a server that lets the connection end. */
  ending: string[];
  error(error: NonNullable<ScriptedAnswer['error']>): string[];
  malformed: string[];
}

/** Plays one script on one response. Never rejects: a caller that leaves in the midst of it is part of the play. */
export async function answerAsModel(format: 'openai' | 'anthropic', script: ModelScript, body: unknown, response: ServerResponse): Promise<void> {
  response.on('error', () => undefined);
  if (script.kind === 'reset') return void response.socket?.destroy();
  if (script.kind === 'silence') return;
  if (script.kind === 'status') return answerStatus(format, script, response);
  const events = format === 'openai' ? openaiEvents(script, body) : anthropicEvents(script);
  await play(script, events, response);
}

async function answerStatus(format: 'openai' | 'anthropic', script: ScriptedStatus, response: ServerResponse): Promise<void> {
  if (script.headersDelayMs !== undefined) await wait(script.headersDelayMs);
  const error = { type: errorType(script.status), message: script.message ?? `Scripted status ${script.status}` };
  const body = script.body ?? JSON.stringify(format === 'openai' ? { error: { ...error, param: null, code: null } } : { type: 'error', error });
  response.writeHead(script.status, { 'content-type': 'application/json', ...script.headers }).end(body);
}

async function play(script: ScriptedAnswer, events: WireEvents, response: ServerResponse): Promise<void> {
  if (script.headersDelayMs !== undefined) await wait(script.headersDelayMs);
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' });
  response.flushHeaders();
  if (script.firstByteDelayMs !== undefined) await wait(script.firstByteDelayMs);
  const send = (texts: string[]): Promise<void> => write(script, texts, response);
  await send(events.opening);
  for (const [index, text] of script.chunks.entries()) {
    if (index > 0 && script.delayMs !== undefined) await wait(script.delayMs);
    await script.gate?.(index);
    if (response.destroyed) return;
    await send(events.piece(text));
  }
  await close(script, events, response, send);
}

async function close(script: ScriptedAnswer, events: WireEvents, response: ServerResponse, send: (texts: string[]) => Promise<void>): Promise<void> {
  switch (script.then ?? 'complete') {
    case 'complete':
      await send([...events.closing, ...events.ending]);
      return void response.end();
    case 'complete_then_stall':
      return send(events.closing);
    case 'whole_then_stall':
      return send([...events.closing, ...events.ending]);
    case 'cut':
      return cut(response);
    case 'stall':
      return;
    case 'end':
      return void response.end();
    case 'malformed':
      await send(events.malformed);
      return void response.end();
    case 'error':
      await send(events.error(script.error ?? { type: 'server_error', message: 'Scripted error' }));
      return void response.end();
  }
}

/** A wait that keeps no process alive. */
function wait(ms: number): Promise<void> {
  return timeout(ms, undefined, { ref: false });
}

/** Destroys the socket once what was written has left this process, so that the caller sees the text and then the cut. */
async function cut(response: ServerResponse): Promise<void> {
  await new Promise<void>((resolve) => response.write(':\n', () => resolve()));
  response.socket?.resetAndDestroy();
}

async function write(script: ScriptedAnswer, texts: string[], response: ServerResponse): Promise<void> {
  const lineEnd = script.lineEnd ?? '\n';
  const comment = script.comments === true ? `: keep-alive${lineEnd}${lineEnd}` : '';
  for (const text of texts) {
    const bytes = Buffer.from(`${comment}${text.replaceAll('\n', lineEnd)}${lineEnd}${lineEnd}`);
    for (const part of partsOf(bytes, script.bytesPerWrite)) {
      if (response.destroyed) return;
      await new Promise<void>((resolve) => response.write(part, () => resolve()));
    }
  }
}

function partsOf(bytes: Buffer, size: number | undefined): Buffer[] {
  if (size === undefined) return [bytes];
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => bytes.subarray(index * size, (index + 1) * size));
}

function errorType(status: number): string {
  const types: Record<number, string> = { 400: 'invalid_request_error', 401: 'authentication_error', 403: 'permission_error', 404: 'not_found_error', 429: 'rate_limit_error', 529: 'overloaded_error' };
  return types[status] ?? 'api_error';
}
