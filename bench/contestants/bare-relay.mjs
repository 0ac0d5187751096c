/**
 * The barest Node server that can relay a token: `node:http` to the model, `ws` to the client, one frame a token. No library,
 * no citations, no log, no second socket on a session. Run as a child: `bare-relay.mjs MODEL_BASE_URL`; prints its port.
 */
import { Agent, request } from 'node:http';
import { WebSocketServer } from 'ws';

const model = new URL(`${process.argv[2]}/chat/completions`);
const agent = new Agent({ keepAlive: true });
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, backlog: 1024, perMessageDeflate: false });

server.on('connection', (socket) => {
  socket.on('message', (data) => {
    const { query, parameters } = JSON.parse(data);
    const call = request(model, { method: 'POST', agent, headers: { 'content-type': 'application/json' } }, (response) => relay(response, socket));
    call.end(JSON.stringify({ model: parameters.model, stream: true, messages: [{ role: 'user', content: query }] }));
  });
});

function relay(response, socket) {
  let rest = '';
  let index = 0;
  response.setEncoding('utf8');
  response.on('data', (text) => {
    const lines = (rest + text).split('\n\n');
    rest = lines.pop();
    for (const line of lines) {
      if (line === 'data: [DONE]') continue;
      const content = JSON.parse(line.slice(6)).choices[0]?.delta.content;
      if (content) socket.send(JSON.stringify({ type: 'token', content, index: index++ }));
    }
  });
  response.on('end', () => socket.send(JSON.stringify({ type: 'complete' })));
}

server.on('listening', () => process.stdout.write(`${server.address().port}\n`));
// Its parent is gone, however that ended.
process.stdin.resume().on('end', () => process.exit());
