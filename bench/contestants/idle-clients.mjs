/** Opens sockets that say nothing. For each line `{url, sockets}` on its input it opens so many and prints a line; an empty line closes all of them. */
import { createInterface } from 'node:readline';
import WebSocket from 'ws';

let sockets = [];

function open(url) {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(socket));
    socket.once('error', reject);
  });
}

for await (const line of createInterface({ input: process.stdin })) {
  if (line === '') {
    await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once('close', resolve).close())));
    sockets = [];
  } else {
    const { url, sockets: count } = JSON.parse(line);
    // A few at a time: nobody's queue of connections is endless.
    while (sockets.length < count) {
      const next = Math.min(50, count - sockets.length);
      sockets.push(...(await Promise.all(Array.from({ length: next }, (_, place) => open(`${url}/ws/idle-${sockets.length + place}`)))));
    }
  }
  process.stdout.write('done\n');
}
