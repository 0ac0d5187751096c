/**
 * The barest server that could answer: one `ws` socket, one FTS5 query over the same index with any of the words, and the
 * best passage sent back as one frame. No ranking, no sentences, no citations, no log, no other process.
 * Run as a child: `bare-answer-server.ts LIBRARY_FILE`; prints its port.
 */
import Database from 'better-sqlite3';
import { WebSocketServer } from 'ws';

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('usage: bare-answer-server.ts LIBRARY_FILE');
const database = new Database(file, { readonly: true });
const search = database.prepare<[string], { text: string }>(
  `SELECT passages.text FROM (SELECT rowid, rank FROM passage_words WHERE passage_words MATCH ? ORDER BY rank LIMIT 10) AS best
   JOIN passages ON passages.passage_pk = best.rowid ORDER BY best.rank`,
);

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
server.on('connection', (socket) => {
  socket.on('message', (data) => {
    const { query } = JSON.parse(data.toString()) as { query: string };
    const words = query.match(/[\p{L}\p{N}]+/gu) ?? [];
    const rows = search.all(words.map((word) => `"${word}"`).join(' OR '));
    socket.send(JSON.stringify({ type: 'token', content: rows[0]?.text ?? '', index: 0 }));
    socket.send(JSON.stringify({ type: 'complete' }));
  });
});
server.on('listening', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) process.stdout.write(`${address.port}\n`);
});
