import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startScriptedModelServer } from '@groundwire/server/testing';
import Database from 'better-sqlite3';
import { HARBOUR_DOCUMENTS, HARBOUR_QUESTIONS } from '../test/e2e/harbour-documents.js';
import { type ServerProcess, startServer } from '../test/e2e/server-process.js';
import { type ChurnCounts, visit } from './churn-load.js';
import type { BenchResult } from './first-token.js';
import { percentile, textTable } from './measurements.js';
import { probe, PROBE_OPTIONS, type ProcessState } from './server-probe.js';
import { seededRandom } from './synthetic-corpus.js';

export interface ChurnOptions {
  /** How long; or, for a run of the same length each time, how many visits. */
  minutes?: number;
  visits?: number;
  seed: number;
  onSample?: (line: string) => void;
}

/** A server when nothing happens: before the churn, and after it. */
interface Standstill {
  state: ProcessState;
  rows: Record<string, number>;
  dataMib: number;
}

export interface ChurnFigures {
  counts: ChurnCounts;
  samples: Array<ProcessState & { second: number }>;
  start: Standstill;
  end: Standstill;
  /** What is left over, in words; empty when all is well. */
  faults: string[];
}

const AT_ONCE = 24;
const SAMPLES = 20;
const TABLES = ['sessions', 'session_analyses', 'frames', 'notes', 'request_ids', 'analyses'];
/** Keep-alive connections, leases and heartbeats need a moment to go. */
const QUIET_LIMIT_MS = 150_000;
/** What a heap may have grown between the middle and the end of a run. */
const GROWTH = { share: 0.1, bytes: 8 * 2 ** 20 };

/** A server under clients that come, go, stall, cancel, break off and delete, for so long; what it holds meanwhile and afterwards. */
export async function benchChurn(options: ChurnOptions): Promise<BenchResult> {
  const figures = await runChurn(options);
  return { report: reportOf(figures), figures: figures as unknown as BenchResult['figures'] };
}

export async function runChurn(options: ChurnOptions): Promise<ChurnFigures> {
  const model = await startScriptedModelServer();
  model.fallback = { kind: 'answer', chunks: Array.from({ length: 60 }, (_, at) => `word${at} [1]. `), delayMs: 4 };
  const folder = mkdtempSync(path.join(tmpdir(), 'groundwire-churn-'));
  const probeFile = path.join(folder, 'probe');
  const server = await startServer({
    documents: HARBOUR_DOCUMENTS,
    nodeOptions: PROBE_OPTIONS,
    environment: { MODEL: 'scripted', MODEL_BASE_URL: `${model.url}/v1`, STREAM_WORD_MS: '4', LOG_LEVEL: 'warn', PROBE_FILE: probeFile },
  });
  const ask = () => probe(server.pid, probeFile);
  try {
    const random = seededRandom(options.seed);
    const counts: ChurnCounts = {};
    const target = { url: server.url, socketUrl: server.socketUrl, questions: Object.values(HARBOUR_QUESTIONS).map(({ question }) => question), random };
    // What the first visits make a server load is not theirs.
    await churn((at) => at < 2 * AT_ONCE, (at) => visit(target, `warm-${at}`, {}));
    const start = await standstill(server, ask, null);
    const began = performance.now();
    const second = () => (performance.now() - began) / 1000;
    const seconds = (options.minutes ?? 0) * 60;
    const goesOn = options.visits === undefined ? () => second() < seconds : (at: number) => at < (options.visits ?? 0);
    const samples: ChurnFigures['samples'] = [];
    const over = new AbortController();
    const sampling = sample(ask, second, Math.max(1, seconds / SAMPLES), samples, over.signal, options.onSample);
    await churn(goesOn, (at) => visit(target, `churn-${at}`, counts));
    over.abort();
    await sampling;
    const end = await standstill(server, ask, start);
    return { counts, samples, start, end, faults: faultsOf(start, end, samples, counts) };
  } finally {
    await server.stop();
    await model.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function churn(goesOn: (at: number) => boolean, work: (at: number) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async () => {
    for (let at = next++; goesOn(at); at = next++) await work(at);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

async function sample(ask: () => Promise<ProcessState>, second: () => number, everySeconds: number, samples: ChurnFigures['samples'], over: AbortSignal, onSample: ChurnOptions['onSample']): Promise<void> {
  while (!over.aborted) {
    await pause(everySeconds * 1000, undefined, { signal: over }).catch(() => {});
    if (over.aborted) return;
    const state = { second: Math.round(second()), ...(await ask()) };
    samples.push(state);
    onSample?.(rowOf(state).join('  '));
  }
}

/** Waits until the server holds no more than before, or as long as one may wait for that. */
async function standstill(server: ServerProcess, ask: () => Promise<ProcessState>, before: Standstill | null): Promise<Standstill> {
  const until = performance.now() + QUIET_LIMIT_MS;
  for (let last: ProcessState | null = null; ; await pause(1_000)) {
    const state = await ask();
    const data = dataOf(server.folder);
    const settled = before === null ? last !== null && state.timers >= last.timers && state.sockets === 0 : leftOver(before, { state, ...data }).length === 0;
    if (settled || performance.now() > until) return { state, ...data };
    last = state;
  }
}

function dataOf(folder: string): Pick<Standstill, 'rows' | 'dataMib'> {
  const file = path.join(folder, 'data', 'groundwire.db');
  const database = new Database(file, { readonly: true });
  try {
    const rows = Object.fromEntries(TABLES.map((table) => [table, database.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number]));
    const sizes = [file, `${file}-wal`, `${file}-reserve`].map((each) => statSync(each, { throwIfNoEntry: false })?.size ?? 0);
    return { rows, dataMib: sizes.reduce((sum, size) => sum + size, 0) / 2 ** 20 };
  } finally {
    database.close();
  }
}

function leftOver(before: Standstill, after: Standstill): string[] {
  const kinds = (['timers', 'sockets', 'listeners'] as const).map((kind) => [kind, before.state[kind], after.state[kind]] as const);
  const rows = TABLES.map((table) => [`rows in ${table}`, before.rows[table] ?? 0, after.rows[table] ?? 0] as const);
  return [...kinds, ...rows].filter(([, had, has]) => has > had).map(([what, had, has]) => `${has} ${what}, ${had} before`);
}

function faultsOf(start: Standstill, end: Standstill, samples: ChurnFigures['samples'], counts: ChurnCounts): string[] {
  const faults = leftOver(start, end);
  if ((counts['went wrong'] ?? 0) > 0) faults.push(`${counts['went wrong']} visits went wrong`);
  const third = Math.floor(samples.length / 3);
  if (third < 3) return faults;
  for (const kind of ['heapUsed', 'rss'] as const) {
    const [middle, last] = [percentile(samples.slice(third, 2 * third).map((each) => each[kind]), 0.5), percentile(samples.slice(-third).map((each) => each[kind]), 0.5)];
    if (last - middle > Math.max(GROWTH.bytes, GROWTH.share * middle)) faults.push(`${kind} grew from ${mib(middle)} in the middle third to ${mib(last)} in the last`);
  }
  return faults;
}

const mib = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
const rowOf = ({ second, rss, heapUsed, timers, sockets, listeners }: ProcessState & { second: number }) => [`${second} s`, mib(rss), mib(heapUsed), String(sockets), String(timers), String(listeners)];

function reportOf({ counts, samples, start, end, faults }: ChurnFigures): string {
  const still = (second: number, { state }: Standstill) => rowOf({ second, ...state });
  const table = textTable([['after', 'resident', 'heap', 'connections', 'timers', 'listeners'], ['before', ...still(0, start).slice(1)], ...samples.map(rowOf), ['at rest', ...still(0, end).slice(1)]]);
  const rows = textTable([['rows', 'before', 'after'], ...TABLES.map((name) => [name, String(start.rows[name]), String(end.rows[name])]), ['MiB on disk', start.dataMib.toFixed(1), end.dataMib.toFixed(1)]]);
  const visits = Object.entries(counts).map(([name, count]) => `${count} ${name}`).join(', ');
  return [`${AT_ONCE} clients at a time: ${visits}`, table, rows, faults.length === 0 ? 'Nothing is left over, and memory is flat.' : `LEFT OVER: ${faults.join('; ')}`].join('\n\n');
}
