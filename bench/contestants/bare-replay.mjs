/** A bare `ws` server that sends stored strings to whoever connects. Run as a child: `bare-replay.mjs FILE`, a string a line; prints its port. */
import { readFileSync } from 'node:fs';
import { WebSocketServer } from 'ws';

const lines = readFileSync(process.argv[2], 'utf8').split('\n');
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, backlog: 1024, perMessageDeflate: false });
server.on('connection', (socket) => {
  for (const line of lines) socket.send(line);
});
server.on('listening', () => process.stdout.write(`${server.address().port}\n`));
// Its parent is gone, however that ended.
process.stdin.resume().on('end', () => process.exit());
