// Asks one question over the bare WebSocket protocol, with nothing but a socket: node examples/ask-over-websocket.mjs [QUESTION]
// The server's address is taken from GROUNDWIRE_URL (default http://127.0.0.1:8000).
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws'; // Node >= 22 and browsers have WebSocket built in.

const server = process.env.GROUNDWIRE_URL ?? 'http://127.0.0.1:8000';
const question = process.argv[2] ?? 'How do I resume a stream?';

// Any name will do for a session; whoever opens the same one sees the same frames.
const socket = new WebSocket(`${server.replace(/^http/, 'ws')}/ws/${randomUUID()}`);
socket.addEventListener('open', () => socket.send(JSON.stringify({ type: 'query', query: question })));

let text = '';
const complete = await new Promise((resolve, reject) => {
  socket.addEventListener('error', (event) => reject(new Error(`No connection to ${server}: ${event.message}`)));
  socket.addEventListener('close', () => reject(new Error('The connection broke before the answer was complete')));
  socket.addEventListener('message', (event) => {
    const frame = JSON.parse(event.data);
    if (frame.type === 'token') {
      assert.ok(frame.index >= 0);
      text += frame.content;
      process.stdout.write(frame.content);
    }
    if (frame.type === 'ping') socket.send(JSON.stringify({ type: 'pong' }));
    if (frame.type === 'complete') resolve(frame);
    if (frame.type === 'analysis_error') reject(new Error(`${frame.error.code}: ${frame.error.message}`));
    // Every other type may be ignored.
  });
});
socket.close();

console.log('\n');
for (const { number, title, domain, credibility, published_at, url } of complete.citations) {
  console.log(`[${number}] ${title} (${domain}, ${published_at ?? 'no date'}, credibility ${credibility})\n    ${url}`);
}

assert.equal(text, complete.answer, 'the tokens joined are the answer');
assert.ok(complete.citations.length > 0, 'the answer cites at least one source');
assert.ok(complete.citations.every(({ number }) => text.includes(`[${number}]`)), 'every citation has its marker in the text');
