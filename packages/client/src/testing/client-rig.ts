import type { CompleteFrame, ServerFrame, TokenFrame } from '@groundwire/protocol';
import { sampleFrames } from '@groundwire/protocol/testing';
import { WebSocket } from 'ws';
import { type Client, createClient } from '../client.js';
import type { Timing } from '../timing.js';
import { type FakeScript, type FakeServer, type FakeSocket, startFakeServer } from './fake-server.js';

type Logged = ServerFrame & { seq: number };

const frames = sampleFrames();
/** The frames of one short analysis, `analysis_1`, with the numbers 1 to 8. */
export const logged = frames.filter((frame): frame is Logged => 'seq' in frame && frame.type !== 'analysis_error');
export const started = logged[0] as Logged;
export const tokens = frames.filter((frame): frame is TokenFrame => frame.type === 'token');
export const complete = frames.find((frame): frame is CompleteFrame => frame.type === 'complete') as CompleteFrame;
export const numbered = (head_seq = 0) => ({ epoch: 'e1', head_seq, oldest_seq: 1, active: [] });
export const caughtUp = (seq: number) => ({ type: 'caught_up', seq, epoch: 'e1' });

const servers: FakeServer[] = [];

/** A scripted server of protocol v2 and a client of it that does not wait long for anything. */
export async function withServer(script: FakeScript, timing: Partial<Timing> = {}): Promise<{ server: FakeServer; client: Client }> {
  const server = await startFakeServer({ greeting: () => numbered(), ...script });
  servers.push(server);
  return { server, client: createClient({ url: server.url, WebSocket, timing: { reconnectDelayMs: 1, cancelGraceMs: 200, connectTimeoutMs: 2000, pollMs: 5, ...timing } }) };
}

export async function closeServers(): Promise<void> {
  await Promise.all(servers.splice(0).map((server) => server.close()));
}

export function send(socket: FakeSocket, list: object[]): void {
  for (const frame of list) socket.send(frame);
}

/** Answers a question; `own` is the frame that names it. */
export function answering(reply: (socket: FakeSocket, own: object, attempt: number) => void): FakeScript {
  return { onMessage: (socket, message, attempt) => message.type === 'query' && reply(socket, { ...started, client_request_id: message.client_request_id }, attempt) };
}

export async function collect(stream: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of stream) text += piece;
  return text;
}
