import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sampleFrames } from '@groundwire/protocol/testing';
import { MemorySessionLog, openSqliteData, type SessionLog, silentLogger, SqliteSessionLog, systemClock } from '@groundwire/server';
import Database from 'better-sqlite3';
import type { BenchResult } from './first-token.js';
import { percentile, textTable } from './measurements.js';
import { showProgress } from './progress.js';

const ROUND = 500;
const ANALYSES = 100;
const TOKENS_A_TURN = 20;

interface Contestant {
  name: string;
  /** Appends one token to analysis `position`. */
  append(position: number, index: number): Promise<unknown>;
  close(): Promise<void>;
}

interface Measured {
  contestant: string;
  case: string;
  appends: number;
  p50_us: number;
  p99_us: number;
  a_second: number;
}

const CONTENT = 'evaporation ';

/**
 * What an append to the session log costs, beside a bare insert of the same text in the same kind of file: one analysis that waits for
 * each append, and a hundred that append in the same turn, with and without a reader that follows each.
 */
export async function benchSessionLog({ rounds }: { rounds: number }): Promise<BenchResult> {
  const folder = mkdtempSync(path.join(tmpdir(), 'groundwire-bench-'));
  try {
    const measured: Measured[] = [];
    for (const reading of [false, true]) {
      const contestants = [bareInsert(path.join(folder, `bare-${String(reading)}.db`)), await memoryLog(reading), await sqliteLog(path.join(folder, `log-${String(reading)}.db`), reading)];
      measured.push(...(await measure(contestants, reading ? 'one, read' : 'one', rounds, single)));
      measured.push(...(await measure(contestants, reading ? '100, read' : '100', rounds, interleaved)));
      for (const contestant of contestants) await contestant.close();
    }
    return { report: report(measured), figures: measured };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

type Run = (contestant: Contestant, from: number, times: number[]) => Promise<number>;

/** One append at a time. Gives the number of appends. */
async function single(contestant: Contestant, from: number, times: number[]): Promise<number> {
  for (let index = 0; index < ROUND; index += 1) {
    const started = performance.now();
    await contestant.append(0, from + index);
    times.push(1000 * (performance.now() - started));
  }
  return ROUND;
}

/** All analyses append in one turn, then wait for it: the time of an append is its share of the turn. */
async function interleaved(contestant: Contestant, from: number, times: number[]): Promise<number> {
  for (let turn = 0; turn < TOKENS_A_TURN; turn += 1) {
    const started = performance.now();
    await Promise.all(Array.from({ length: ANALYSES }, (_, position) => contestant.append(position, from + turn)));
    times.push((1000 * (performance.now() - started)) / ANALYSES);
  }
  return TOKENS_A_TURN * ANALYSES;
}

/** The contestants take turns round by round; the first rounds warm up. */
async function measure(contestants: Contestant[], name: string, rounds: number, run: Run): Promise<Measured[]> {
  const results = contestants.map(() => ({ times: [] as number[], appends: 0, seconds: 0 }));
  const warmUp = Math.ceil(rounds / 5);
  for (let round = 0; round < rounds + warmUp; round += 1) {
    showProgress(`${name}: round ${round + 1} of ${rounds + warmUp}`);
    for (const [position, contestant] of contestants.entries()) {
      const times: number[] = [];
      const started = performance.now();
      const appends = await run(contestant, indexes.next(), times);
      const result = results[position];
      if (round < warmUp || result === undefined) continue;
      result.seconds += (performance.now() - started) / 1000;
      result.appends += appends;
      result.times.push(...times);
    }
  }
  showProgress(null);
  return contestants.map((contestant, position) => {
    const { times, appends, seconds } = results[position] ?? { times: [], appends: 0, seconds: 0 };
    return { contestant: contestant.name, case: name, appends, p50_us: percentile(times, 0.5), p99_us: percentile(times, 0.99), a_second: appends / seconds };
  });
}

/** Numbers that no other round uses. */
const indexes = { at: 0, next: () => (indexes.at += ROUND) };

/** The least that can be called storing a frame: its text, under its number, in a file with the same settings. */
function bareInsert(file: string): Contestant {
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = NORMAL');
  database.exec('CREATE TABLE frames (session INTEGER NOT NULL, seq INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (session, seq)) WITHOUT ROWID');
  const insert = database.prepare('INSERT INTO frames (session, seq, text) VALUES (?, ?, ?)');
  let seq = 0;
  return {
    name: 'bare insert',
    append: async (position, index) => insert.run(position, (seq += 1), JSON.stringify(tokenBody(position, index))),
    close: async () => void database.close(),
  };
}

async function memoryLog(reading: boolean): Promise<Contestant> {
  return overLog('memory', new MemorySessionLog(systemClock), reading, async () => {});
}

async function sqliteLog(file: string, reading: boolean): Promise<Contestant> {
  const data = openSqliteData({ file, clock: systemClock, logger: silentLogger });
  return overLog('SQLite', new SqliteSessionLog({ data, clock: systemClock, logger: silentLogger }), reading, async () => data.close());
}

async function overLog(name: string, log: SessionLog, reading: boolean, close: () => Promise<void>): Promise<Contestant> {
  const start = { query: 'Why?', parameters: {}, history: [], paced: false, created_at: new Date().toISOString() };
  const leases = await Promise.all(
    Array.from({ length: ANALYSES }, async (_, position) => {
      const begun = await log.begin(`session_${position}`, `analysis_${position}`, start);
      if (!('lease' in begun)) throw new Error('the analysis was known');
      return begun.lease;
    }),
  );
  const stops = reading ? leases.map(({ session_id }) => follow(log, session_id)) : [];
  return {
    name,
    append: (position, index) => log.append(leases[position] ?? raise(), [tokenBody(position, index)]),
    async close() {
      for (const stop of stops) stop();
      await log.close();
      await close();
    },
  };
}

/** Reads as a socket does: when it is rung, from its cursor until there is nothing new. */
function follow(log: SessionLog, sessionId: string): () => void {
  let [cursor, reading, again] = [0, false, false];
  const read = async () => {
    reading = true;
    do {
      again = false;
      for (let frames = await log.read(sessionId, cursor, 256); frames.length > 0; frames = await log.read(sessionId, cursor, 256)) cursor = frames.at(-1)?.seq ?? cursor;
    } while (again);
    reading = false;
  };
  return log.subscribe(sessionId, () => {
    again = true;
    if (!reading) void read();
  });
}

const sample = sampleFrames().find((frame) => frame.type === 'token');

function tokenBody(position: number, index: number) {
  if (sample?.type !== 'token') throw new Error('the sample frames hold no token');
  return { type: sample.type, content: CONTENT, index, analysis_id: `analysis_${position}` };
}

function raise(): never {
  throw new Error('there is no such analysis');
}

function report(measured: Measured[]): string {
  const rows = measured.map((row) => {
    const bare = measured.find((other) => other.case === row.case && other.contestant === 'bare insert');
    const micros = (value: number) => `${value.toFixed(1)} µs`;
    return [row.contestant, row.case, String(row.appends), micros(row.p50_us), micros(row.p99_us), Math.round(row.a_second).toString(), `${(row.p50_us / (bare?.p50_us ?? Number.NaN)).toFixed(2)}x`];
  });
  return `Append to the session log\n${textTable([['', 'analyses', 'appends', 'p50', 'p99', 'a second', 'p50 to bare'], ...rows])}`;
}
