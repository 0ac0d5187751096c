import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { sampleFrames } from '@groundwire/protocol/testing';
import { dataFiles, openSqliteData, silentLogger, SqliteSessionLog, systemClock } from '@groundwire/server';
import { startServer } from '../test/e2e/server-process.js';
import { type ChildProgram, startChild } from './child-program.js';
import type { BenchResult } from './first-token.js';
import { milliseconds, percentile, textTable } from './measurements.js';
import { showProgress } from './progress.js';

const FRAMES = 10_000;
const AT_ONCE = [1, 10] as const;
const SESSION = 'bench-resume';

interface Contestant {
  name: string;
  url: string;
}

interface Measured {
  contestant: string;
  at_once: number;
  resumes: number;
  first_p50_ms: number;
  first_p99_ms: number;
  whole_p50_ms: number;
  whole_p99_ms: number;
  failed: number;
}

/** From opening a socket to the first and to the last of 10,000 frames that were missed, beside a server that sends stored strings. */
export async function benchResume(options: { rounds: number }): Promise<BenchResult> {
  const server = await startServer({ environment: { LOG_LEVEL: 'error' } });
  let bare: ChildProgram | null = null;
  const clients = startChild(process.execPath, 'resume-clients.mjs');
  try {
    // The log is written while the server is away, so that its memory holds nothing of it.
    await server.kill();
    const { epoch, texts } = await writeLog(server.environment['GROUNDWIRE_DATA_DIR'] ?? '');
    await server.restart();
    const file = path.join(server.folder, 'frames.txt');
    writeFileSync(file, texts.join('\n'));
    bare = startChild(process.execPath, 'bare-replay.mjs', file);
    const contestants: Contestant[] = [
      { name: 'groundwire', url: `${server.socketUrl}/ws/${SESSION}?v=2&epoch=${encodeURIComponent(epoch)}&since=0` },
      { name: 'bare ws', url: `ws://127.0.0.1:${await bare.line()}` },
    ];
    const measured: Measured[] = [];
    for (const atOnce of AT_ONCE) measured.push(...(await measure(contestants, atOnce, atOnce === 1 ? options.rounds * 5 : options.rounds, clients)));
    return { report: report(measured), figures: measured };
  } finally {
    await clients.stop();
    await bare?.stop();
    await server.stop();
  }
}

/** An analysis of 10,000 frames that has ended. */
async function writeLog(folder: string): Promise<{ epoch: string; texts: string[] }> {
  const data = openSqliteData({ file: dataFiles(folder).data, clock: systemClock, logger: silentLogger });
  const log = new SqliteSessionLog({ data, clock: systemClock, logger: silentLogger });
  try {
    const analysis_id = 'analysis_bench';
    const start = { query: 'Why?', parameters: {}, history: [], paced: false, created_at: new Date().toISOString() };
    const begun = await log.begin(SESSION, analysis_id, start);
    if (!('lease' in begun)) throw new Error('the analysis was there already');
    const words = Array.from({ length: FRAMES - 2 }, (_, index) => ({ type: 'token' as const, analysis_id, index, content: `word${index} ` }));
    const answer = words.map(({ content }) => content).join('');
    await log.append(begun.lease, [{ type: 'started', analysis_id, query: 'Why?' }]);
    for (let from = 0; from < words.length; from += 100) await log.append(begun.lease, words.slice(from, from + 100));
    const sample = sampleFrames().find((frame) => frame.type === 'complete');
    if (sample === undefined) throw new Error('there is no sample of a completion');
    const { seq: _seq, epoch: _epoch, ...complete } = sample;
    await log.append(begun.lease, [{ ...complete, analysis_id, answer, claims: [] }]);
    const frames = await log.read(SESSION, 0, FRAMES);
    if (frames.length !== FRAMES) throw new Error(`the log holds ${frames.length} frames`);
    return { epoch: (await log.head(SESSION)).epoch, texts: frames.map((frame) => JSON.stringify(frame)) };
  } finally {
    await log.close();
    data.close();
  }
}

async function measure(contestants: Contestant[], atOnce: number, rounds: number, clients: ChildProgram): Promise<Measured[]> {
  const results = contestants.map(() => ({ first_ms: [] as number[], whole_ms: [] as number[], failed: 0 }));
  for (let round = 0; round < rounds + 2; round += 1) {
    showProgress(`${atOnce} at once: round ${round + 1} of ${rounds + 2}`);
    for (const [place, { url }] of contestants.entries()) {
      clients.say(JSON.stringify({ url, frames: FRAMES, atOnce }));
      const result = JSON.parse(await clients.line()) as { first_ms: number[]; whole_ms: number[]; failed: number };
      const own = results[place];
      // The first two warm up.
      if (round < 2 || own === undefined) continue;
      own.first_ms.push(...result.first_ms);
      own.whole_ms.push(...result.whole_ms);
      own.failed += result.failed;
    }
  }
  showProgress(null);
  return contestants.map(({ name }, place) => {
    const { first_ms: first, whole_ms: whole, failed } = results[place] ?? { first_ms: [], whole_ms: [], failed: 0 };
    return { contestant: name, at_once: atOnce, resumes: whole.length, first_p50_ms: percentile(first, 0.5), first_p99_ms: percentile(first, 0.99), whole_p50_ms: percentile(whole, 0.5), whole_p99_ms: percentile(whole, 0.99), failed };
  });
}

function report(measured: Measured[]): string {
  const rows = measured.map((row) => {
    const bare = measured.find((other) => other.at_once === row.at_once && other.contestant !== 'groundwire');
    const times = [row.first_p50_ms, row.first_p99_ms, row.whole_p50_ms, row.whole_p99_ms].map(milliseconds);
    return [row.contestant, String(row.at_once), String(row.resumes), ...times, `${(row.whole_p50_ms / (bare?.whole_p50_ms ?? Number.NaN)).toFixed(2)}x`, String(row.failed)];
  });
  return `From opening a socket to ${FRAMES} missed frames\n${textTable([['', 'at once', 'resumes', 'first p50', 'p99', 'all p50', 'p99', 'all to bare', 'failed'], ...rows])}`;
}
