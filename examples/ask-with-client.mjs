// Asks one question with the client package, which reconnects by itself: node examples/ask-with-client.mjs [QUESTION]
// The server's address is taken from GROUNDWIRE_URL (default http://127.0.0.1:8000).
import assert from 'node:assert/strict';
import { AnalysisFailed, createClient } from '@groundwire/client';
import { WebSocket } from 'ws'; // Only Node before 22 needs it passed in.

const client = createClient({ url: process.env.GROUNDWIRE_URL ?? 'http://127.0.0.1:8000', WebSocket });
const answer = client.ask(process.argv[2] ?? 'How do I resume a stream?', { parameters: { max_words: 120 } });
answer.on('progress', ({ step }) => process.stderr.write(`${step} …\n`));

let text = '';
try {
  for await (const words of answer) {
    text += words;
    process.stdout.write(words);
  }
} catch (error) {
  if (error instanceof AnalysisFailed) process.stderr.write(`\nThe server gave up (${error.code}); asking again ${error.recoverable ? 'may' : 'will not'} help\n`);
  throw error;
}

const { outcome, citations, claims } = await answer.done;
console.log('\n');
for (const { number, title, url } of citations) console.log(`[${number}] ${title}\n    ${url}`);
for (const { start, end, support } of claims) console.log(`${support}: ${text.slice(start, end).trim()}`);

assert.equal(outcome, 'answered');
assert.ok(citations.length > 0, 'the answer cites at least one source');
assert.ok(claims.length > 0, 'the statements that cite are listed');
