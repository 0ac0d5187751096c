/**
 * The clients of a relay, in a process of their own so that their work is not counted as the server's. For each line of JSON on
 * its input, `{socketUrl, sockets, model, query, firstMs}`, it opens so many sockets, asks on all of them in one turn, and prints a line:
 * `{added_ms, way_ms, gap_ms, tokens, frames, seconds, failed}`.
 */
import { createInterface } from 'node:readline';
import WebSocket from 'ws';

const now = () => Number(process.hrtime.bigint() / 1000n);

function open(url) {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(socket));
    socket.once('error', reject);
  });
}

function ask(socket, { query, model, firstMs }, result) {
  return new Promise((resolve) => {
    const began = now();
    let last = null;
    socket.on('message', (data) => {
      const at = now();
      const frame = JSON.parse(data);
      if (frame.type === 'token') {
        if (last === null) result.added_ms.push((at - began) / 1000 - firstMs);
        else result.gap_ms.push((at - last) / 1000);
        for (const word of frame.content.split(' ')) {
          if (!/^t\d+$/.test(word)) continue;
          if (last === null) result.way_ms.push((at - Number(word.slice(1))) / 1000);
          result.tokens += 1;
        }
        last = at;
        result.frames += 1;
      } else if (frame.type === 'complete' || frame.type === 'analysis_error') {
        if (frame.type === 'analysis_error') result.failed.push(frame.error.code);
        resolve();
      }
    });
    socket.on('close', resolve);
    socket.send(JSON.stringify({ type: 'query', query, parameters: { model } }));
  });
}

for await (const line of createInterface({ input: process.stdin })) {
  const round = JSON.parse(line);
  const result = { added_ms: [], way_ms: [], gap_ms: [], tokens: 0, frames: 0, seconds: 0, failed: [] };
  const sockets = await Promise.all(Array.from({ length: round.sockets }, (_, place) => open(`${round.socketUrl}/ws/${round.name}-${place}`)));
  const began = now();
  await Promise.all(sockets.map((socket) => ask(socket, round, result)));
  result.seconds = (now() - began) / 1e6;
  for (const socket of sockets) socket.terminate();
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
