// Asks one question over REST and waits for the whole answer: node examples/ask-over-rest.mjs [QUESTION]
// The server's address is taken from GROUNDWIRE_URL (default http://127.0.0.1:8000).
import assert from 'node:assert/strict';

const server = process.env.GROUNDWIRE_URL ?? 'http://127.0.0.1:8000';
const question = process.argv[2] ?? 'How do I resume a stream?';

const response = await fetch(`${server}/api/analysis/execute?stream=false`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ query_text: question, parameters: { max_words: 120 } }),
});
const body = await response.json();
if (!response.ok) throw new Error(`${response.status} ${body.code}: ${body.error}`);

console.log(`${body.answer}\n`);
for (const { number, title, url, quotes } of body.citations) {
  console.log(`[${number}] ${title}\n    ${url}`);
  for (const quote of quotes) console.log(`    “${quote.text}”`);
}

assert.equal(body.success, true);
assert.equal(body.status, 'completed');
assert.ok(body.answer.length > 0, 'there is an answer');
assert.ok(body.citations.length > 0, 'the answer cites at least one source');

// The same result stays available under its id.
const kept = await (await fetch(`${server}/api/analysis/${body.analysis_id}`)).json();
assert.equal(kept.results.answer, body.answer);
