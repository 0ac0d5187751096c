/**
 * A language model in OpenAI's streaming format whose every token says when it was sent, so that the clients can tell how long it
 * was on its way. The name of the model is the script: `relay-FIRST-PACE-COUNT`, with the milliseconds to the first token, those
 * between tokens (0: as fast as the connection takes them) and the number of tokens. Run as a child; prints its port.
 */
import { createServer } from 'node:http';

const chunk = (delta, finish_reason = null) => `data: ${JSON.stringify({ id: 'chatcmpl-relay', object: 'chat.completion.chunk', created: 1_760_000_000, model: 'relay', choices: [{ index: 0, delta, logprobs: null, finish_reason }] })}\n\n`;
/** Microseconds of the machine's monotonic clock, which all its processes share. */
const stamp = () => ` t${process.hrtime.bigint() / 1000n}`;

const WORDS_PER_SENTENCE = 15;

const server = createServer((request, response) => {
  let body = '';
  request.on('data', (part) => (body += part));
  request.on('end', () => answer(JSON.parse(body), response));
});

function answer({ model, stream_options: options }, response) {
  const [first, pace, count] = model.split('-').slice(1).map(Number);
  let sent = 0;
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  response.flushHeaders();
  const end = () => {
    const usage = options?.include_usage ? `data: ${JSON.stringify({ id: 'chatcmpl-relay', object: 'chat.completion.chunk', choices: [], usage: { prompt_tokens: 1, completion_tokens: count, total_tokens: count + 1 } })}\n\n` : '';
    response.end(`${chunk({}, 'stop')}${usage}data: [DONE]\n\n`);
  };
  const next = () => {
    sent += 1;
    // Sentences with a marker, as answers have them.
    const content = `${stamp()}${sent % WORDS_PER_SENTENCE === 0 ? ' [1].' : ''}`;
    response.write(chunk(sent === 1 ? { role: 'assistant', content } : { content }));
  };
  setTimeout(() => {
    if (pace === 0) {
      while (sent < count) next();
      return end();
    }
    const timer = setInterval(() => {
      next();
      if (sent < count) return;
      clearInterval(timer);
      end();
    }, pace);
    next();
  }, first);
}

server.listen(0, '127.0.0.1', 1024, () => process.stdout.write(`${server.address().port}\n`));
// Its parent is gone, however that ended.
process.stdin.resume().on('end', () => process.exit());
