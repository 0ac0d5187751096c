/**
 * Clients that come back. For each line `{url, frames, atOnce}` on its input it opens so many sockets in one turn, waits on each
 * for so many numbered frames, and prints a line: `{first_ms, whole_ms, failed}`, from the moment of opening.
 */
import { createInterface } from 'node:readline';
import WebSocket from 'ws';

const NUMBERED = /"seq":\d+[,}]/;

function follow({ url, frames }, result) {
  return new Promise((resolve) => {
    const began = performance.now();
    const socket = new WebSocket(url, { perMessageDeflate: false });
    let received = 0;
    socket.on('message', (data) => {
      const text = data.toString();
      if (text.startsWith('{"type":"caught_up"') || text.startsWith('{"type":"ping"') || !NUMBERED.test(text)) return;
      if (received === 0) result.first_ms.push(performance.now() - began);
      received += 1;
      if (received === frames) socket.terminate();
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      if (received === frames) result.whole_ms.push(performance.now() - began);
      else result.failed += 1;
      resolve();
    });
  });
}

for await (const line of createInterface({ input: process.stdin })) {
  const round = JSON.parse(line);
  const result = { first_ms: [], whole_ms: [], failed: 0 };
  await Promise.all(Array.from({ length: round.atOnce }, () => follow(round, result)));
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
