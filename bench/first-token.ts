import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import WebSocket from 'ws';
import { startServer } from '../test/e2e/server-process.js';
import { milliseconds, percentile, textTable } from './measurements.js';
import { showProgress } from './progress.js';
import { syntheticDocuments, syntheticQuestions } from './synthetic-corpus.js';

export interface BenchResult {
  report: string;
  figures: unknown;
}

const PARAGRAPHS_PER_DOCUMENT = 10;
/** Words of an answer: short, so that a round is over soon; the first token does not depend on it. */
const ANSWER_WORDS = 12;
const CONCURRENCIES = [1, 50] as const;
const ROUNDS_AT_ONE = 10;

interface Contestant {
  name: string;
  socketUrl: string;
}

interface Measured {
  contestant: string;
  at_once: number;
  questions: number;
  p50_ms: number;
  p99_ms: number;
}

/** Question to first token over a real socket to a real server process, beside the barest server over the same index. */
export async function benchFirstToken(options: { passages: number; rounds: number }): Promise<BenchResult> {
  const documents = syntheticDocuments(Math.ceil(options.passages / PARAGRAPHS_PER_DOCUMENT), PARAGRAPHS_PER_DOCUMENT, 1);
  const questions = syntheticQuestions(documents, 500, 2);
  showProgress(`Indexing ${documents.length} documents …`);
  const server = await startServer({ documents: Object.fromEntries(documents.map(({ key, title, content }) => [`${key}.txt`, `${title}\n\n${content}`])) });
  const bare = await startBareServer(path.join(server.environment['GROUNDWIRE_DATA_DIR'] ?? '', 'library.db'));
  try {
    const contestants: Contestant[] = [{ name: 'groundwire', socketUrl: `${server.socketUrl}/ws` }, { name: 'bare ws + FTS5', socketUrl: bare.socketUrl }];
    const measured: Measured[] = [];
    for (const atOnce of CONCURRENCIES) {
      const rounds = atOnce === 1 ? options.rounds * ROUNDS_AT_ONE : options.rounds;
      measured.push(...(await measure(contestants, questions, atOnce, rounds)));
    }
    return { report: report(measured, documents.length), figures: measured };
  } finally {
    bare.child.kill('SIGTERM');
    await server.stop();
  }
}

/** The contestants take turns round by round, so that whatever else the machine does hits both alike. The first rounds warm up. */
async function measure(contestants: Contestant[], questions: string[], atOnce: number, rounds: number): Promise<Measured[]> {
  const times = contestants.map((): number[] => []);
  const warmUp = Math.ceil(rounds / 10);
  for (let round = 0; round < rounds + warmUp; round += 1) {
    showProgress(`${atOnce} at once: round ${round + 1} of ${rounds + warmUp}`);
    for (const [position, contestant] of contestants.entries()) {
      const batch = Array.from({ length: atOnce }, (_, place) => questions[(round * atOnce + place) % questions.length] ?? '');
      const results = await askTogether(contestant.socketUrl, batch, `${atOnce}-${round}`);
      if (round >= warmUp) times[position]?.push(...results);
    }
  }
  showProgress(null);
  return contestants.map(({ name }, position) => {
    const own = times[position] ?? [];
    return { contestant: name, at_once: atOnce, questions: own.length, p50_ms: percentile(own, 0.5), p99_ms: percentile(own, 0.99) };
  });
}

/** Opens a socket a question, sends all questions in one turn, and gives the times to the first token, in ms. */
async function askTogether(socketUrl: string, questions: string[], round: string): Promise<number[]> {
  const sockets = await Promise.all(questions.map((_, place) => open(`${socketUrl}/bench-${round}-${place}`)));
  const times = await Promise.all(sockets.map((socket, place) => ask(socket, questions[place] ?? '')));
  for (const socket of sockets) socket.close();
  return times;
}

function open(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(socket));
    socket.once('error', reject);
  });
}

function ask(socket: WebSocket, query: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    let first: number | null = null;
    socket.on('message', (data) => {
      const frame = JSON.parse(data.toString()) as { type: string; error?: { message: string } };
      if (frame.type === 'token') first ??= performance.now() - started;
      if (frame.type === 'analysis_error') reject(new Error(frame.error?.message ?? 'the analysis failed'));
      if (frame.type === 'complete') resolve(first ?? Number.NaN);
    });
    socket.on('close', () => reject(new Error('the socket closed')));
    socket.send(JSON.stringify({ type: 'query', query, parameters: { max_words: ANSWER_WORDS } }));
  });
}

async function startBareServer(libraryFile: string): Promise<{ child: ChildProcess; socketUrl: string }> {
  const program = path.join(path.dirname(fileURLToPath(import.meta.url)), 'bare-answer-server.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', program, libraryFile], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()));
    child.once('exit', () => reject(new Error('the bare server did not start')));
  });
  return { child, socketUrl: `ws://127.0.0.1:${port}` };
}

function report(measured: Measured[], documents: number): string {
  const rows = measured.map((row) => {
    const bare = measured.find((other) => other.at_once === row.at_once && other.contestant !== 'groundwire');
    return [row.contestant, String(row.at_once), String(row.questions), milliseconds(row.p50_ms), milliseconds(row.p99_ms), `${(row.p50_ms / (bare?.p50_ms ?? Number.NaN)).toFixed(2)}x`];
  });
  return `Question to first token, ${documents} documents\n${textTable([['', 'at once', 'questions', 'p50', 'p99', 'p50 to bare'], ...rows])}`;
}
