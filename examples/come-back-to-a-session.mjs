// Asks a question and goes away in mid-answer, as a closed laptop does; then comes back and gets the whole answer:
// node examples/come-back-to-a-session.mjs [QUESTION]
// The server's address is taken from GROUNDWIRE_URL (default http://127.0.0.1:8000).
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createClient } from '@groundwire/client';
import { WebSocket } from 'ws'; // Only Node before 22 needs it passed in.

const client = createClient({ url: process.env.GROUNDWIRE_URL ?? 'http://127.0.0.1:8000', WebSocket });
// Whoever knows the id of a session can follow it: keep it where only you find it again.
const sessionId = `desk-${randomUUID()}`;

const before = client.session(sessionId);
const asked = before.ask(process.argv[2] ?? 'How do I resume a stream?', { parameters: { max_words: 120 } });
for await (const words of asked) {
  process.stdout.write(`${words}…\n`);
  break; // One word is enough: leave.
}
before.close();

// Later, in another process for all the server knows: the analysis went on meanwhile.
const session = client.session(sessionId);
session.on('state', (state) => process.stderr.write(`${state}\n`));
const [answer] = await session.resume();
let text = '';
for await (const words of answer) {
  text += words;
  process.stdout.write(words);
}
const { citations } = await answer.done;
session.close();

console.log('\n');
for (const { number, title, url } of citations) console.log(`[${number}] ${title}\n    ${url}`);

assert.equal(answer.question, asked.question);
assert.equal(text, (await answer.done).text, 'nothing is missing and nothing comes twice');
assert.ok(citations.length > 0, 'the answer cites at least one source');
