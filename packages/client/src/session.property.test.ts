import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnswerStream } from './answer-stream.js';
import { createClient } from './client.js';
import { AnswerReplaced } from './errors.js';
import { type ConnectionPlan, type LoggedAnswer, MemoryServer } from './testing/memory-server.js';

const token = fc.string({ minLength: 1, maxLength: 4 });
const answer: fc.Arbitrary<LoggedAnswer> = fc.record({ tokens: fc.array(token, { minLength: 1, maxLength: 12 }), retold: fc.array(token, { minLength: 12, maxLength: 14 }) });
const plan = (then: fc.Arbitrary<ConnectionPlan['then']>): fc.Arbitrary<ConnectionPlan> =>
  fc.record({ cutAfter: fc.integer({ min: 1, max: 12 }), code: fc.constantFrom(1001, 1005, 1006, 1011, 1012, 1013, 4008, 4009), then, stutters: fc.boolean() });

/** Reads as an application would: what a loop gave counts until the loop says that it no longer does. */
async function read(stream: AnswerStream, onText: (text: string) => void): Promise<{ text: string; replaced: number }> {
  for (let replaced = 0; ; replaced += 1) {
    let text = '';
    try {
      for await (const piece of stream) onText((text += piece));
      return { text, replaced };
    } catch (thrown) {
      if (!(thrown instanceof AnswerReplaced)) throw thrown;
    }
  }
}

async function ask(server: MemoryServer, onText: (text: string) => void = () => undefined) {
  const fetch = (async (address: string, init?: RequestInit) => {
    const { pathname } = new URL(address);
    if (pathname === '/api/analysis/execute') return Response.json({ success: true, analysis_id: server.start((JSON.parse(String(init?.body)) as { client_request_id: string }).client_request_id) });
    return Response.json(server.result.body, { status: server.result.status });
  }) as typeof globalThis.fetch;
  const timing = { reconnectDelayMs: 0.01, maxReconnectDelayMs: 0.01, reconnectTries: 1000, pollMs: 1 };
  const client = createClient({ url: 'http://server.example', WebSocket: server.WebSocket, fetch, timing });
  const stream = client.ask('q');
  let frames = 0;
  const seen = new Map<string, number>();
  stream.on('frame', (frame) => {
    frames += 1;
    if ('seq' in frame && frame.type === 'token') seen.set(`${frame.seq}`, (seen.get(`${frame.seq}`) ?? 0) + 1);
  });
  const reading = await read(stream, onText);
  return { ...reading, frames, seen, done: await stream.done };
}

/** Every frame takes turns of the event loop, of which a busy machine has few. */
const PATIENCE = { timeout: 60_000 };

describe('an answer over connections that break anywhere', PATIENCE, () => {
  it('[SDK-2] is the logged answer to the character, with no token taken twice and no loop to begin again', async () => {
    await fc.assert(
      fc.asyncProperty(answer, fc.array(plan(fc.constant('nothing' as const)), { maxLength: 8 }), async (logged, plans) => {
        const server = new MemoryServer(logged, plans);
        const whole = logged.tokens.join('');
        const { text, replaced, done, seen } = await ask(server, (shown) => expect(whole.startsWith(shown)).toBe(true));
        expect([text, replaced, done.text]).toEqual([whole, 0, whole]);
        expect([...seen.values()].every((count) => count === 1)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('[SDK-11] is the answer to the character on a server of the base protocol too', async () => {
    await fc.assert(
      fc.asyncProperty(answer, fc.array(plan(fc.constant('nothing' as const)), { maxLength: 8 }), async (logged, plans) => {
        const server = new MemoryServer(logged, plans, { base: true });
        const whole = logged.tokens.join('');
        const { text, replaced, done } = await ask(server, (shown) => expect(whole.startsWith(shown)).toBe(true));
        expect([text, replaced, done.text]).toEqual([whole, 0, whole]);
      }),
      { numRuns: 60 },
    );
  });

  it('is the logged answer also when the log was trimmed or begun anew, and never goes back in that', async () => {
    await fc.assert(
      fc.asyncProperty(answer, fc.array(plan(fc.constantFrom('nothing' as const, 'trim' as const, 'new_log' as const)), { maxLength: 8 }), async (logged, plans) => {
        const server = new MemoryServer(logged, plans);
        const whole = logged.tokens.join('');
        const { text, replaced, done } = await ask(server, (shown) => expect(whole.startsWith(shown)).toBe(true));
        expect([text, replaced, done.text]).toEqual([whole, 0, whole]);
      }),
      { numRuns: 60 },
    );
  });

  it('[SDK-7] is what the log says in the end when its tail was lost and told anew, and a reader is told to begin again', async () => {
    let replacements = 0;
    await fc.assert(
      fc.asyncProperty(answer, fc.array(plan(fc.constantFrom('nothing' as const, 'lose_tail' as const)), { maxLength: 8 }), async (logged, plans) => {
        const server = new MemoryServer(logged, plans);
        const { text, replaced, done } = await ask(server);
        expect([text, done.text]).toEqual([server.truth, server.truth]);
        replacements += replaced;
      }),
      { numRuns: 60 },
    );
    expect(replacements).toBeGreaterThan(0);
  });
});
