/** Answers that outlive their server: it is killed in mid-answer and started again, and whoever waits notices a pause. */
import { spawn } from 'node:child_process';
import { createClient } from '@groundwire/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { HARBOUR_DOCUMENTS, HARBOUR_QUESTIONS } from './harbour-documents.js';
import { COMMAND, type ServerProcess, startServer } from './server-process.js';

const { question } = HARBOUR_QUESTIONS.storm;
let server: ServerProcess;
let whole: string;

beforeAll(async () => {
  server = await startServer({ documents: HARBOUR_DOCUMENTS, environment: { STREAM_WORD_MS: '40' } });
  whole = (await createClient({ url: server.url, WebSocket }).ask(question).done).text;
});
afterAll(() => server?.stop());

/** Runs the command, and calls back once it has printed the start of the answer. */
async function command(args: string[], onAnswer: () => Promise<void>) {
  const child = spawn(process.execPath, [COMMAND, ...args, '--url', server.url], { env: server.environment, cwd: server.folder });
  const ran = { out: '', err: '' };
  let interrupted: Promise<void> = Promise.resolve();
  let called = false;
  child.stdout.on('data', (chunk: Buffer) => {
    ran.out += chunk.toString();
    if (called || ran.out.length <= 20) return;
    called = true;
    interrupted = onAnswer();
  });
  child.stderr.on('data', (chunk: Buffer) => (ran.err += chunk.toString()));
  const code = await new Promise((resolve) => child.once('close', resolve));
  await interrupted;
  return { ...ran, code };
}

const killAndStartAgain = async () => {
  await server.kill();
  await server.restart();
};

const stopAndStartAgain = async () => {
  process.kill(server.pid, 'SIGTERM');
  while (server.runs()) await new Promise((resolve) => setTimeout(resolve, 10));
  await server.restart();
};

/** Does something to the server when so much of the answer is there. */
async function readWhile(places: Array<[characters: number, happens: () => Promise<void>]>) {
  const answer = createClient({ url: server.url, WebSocket }).ask(question);
  const due = [...places];
  const tokens = new Map<number, number>();
  answer.on('frame', (frame) => frame.type === 'token' && tokens.set(frame.index, (tokens.get(frame.index) ?? 0) + 1));
  let happening = Promise.resolve();
  let text = '';
  for await (const piece of answer) {
    text += piece;
    const [next] = due;
    if (next !== undefined && text.length >= next[0]) happening = happening.then((due.shift() ?? next)[1]);
  }
  await happening;
  return { text, done: await answer.done, twice: [...tokens.values()].filter((count) => count > 1) };
}

describe('an answer whose server is killed and started again', () => {
  it('arrives whole through the client, with nothing twice and no loop to begin again', async () => {
    const { text, done, twice } = await readWhile([[20, killAndStartAgain]]);
    expect([text, twice]).toEqual([whole, []]);
    expect(done).toMatchObject({ text: whole, outcome: 'answered' });
  });

  it('arrives whole when that happens twice', async () => {
    const { text, twice } = await readWhile([[20, killAndStartAgain], [whole.length / 2, killAndStartAgain]]);
    expect([text, twice]).toEqual([whole, []]);
  });

  it('arrives whole when the server is stopped in order', async () => {
    const { text, twice } = await readWhile([[20, stopAndStartAgain]]);
    expect([text, twice]).toEqual([whole, []]);
  });

  it('[CLI-1] arrives whole on the command line', async () => {
    const { code, out, err } = await command(['ask', question], killAndStartAgain);
    expect(code).toBe(0);
    expect(out.slice(0, out.indexOf('\n\nSources\n')).trim()).toBe(whole);
    expect(err).toMatch(/The connection broke; trying again/);
  });

  it('[CLI-2] is found again with "groundwire resume" by somebody who asked and left', async () => {
    const asked = spawn(process.execPath, [COMMAND, 'ask', question, '--session', 'harbour-desk', '--url', server.url], { env: server.environment, cwd: server.folder });
    await new Promise<void>((resolve) => asked.stdout.once('data', () => resolve()));
    asked.kill('SIGKILL');
    const { code, out } = await command(['resume', 'harbour-desk'], () => Promise.resolve());
    expect(code).toBe(0);
    expect(out).toContain(`> ${question}`);
    expect(out).toContain(whole);
  });
});
