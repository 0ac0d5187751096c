import path from 'node:path';
import { startChild } from './child-program.js';
import { BARE, type ContestantServer, GROUNDWIRE, UVICORN, startContestants } from './contestant-servers.js';
import { type BenchResult } from './first-token.js';
import { milliseconds, percentile, textTable } from './measurements.js';
import { type ProcessUsage, processUsage } from './process-usage.js';
import { showProgress } from './progress.js';
import { syntheticDocuments, syntheticQuestions } from './synthetic-corpus.js';

/** Tokens of one answer. */
const TOKENS = 150;
/** Rounds that are not counted, for each contestant: a server at work has long compiled what it does all day. */
const WARM_UP = 4;
/** The model's own time to its first token; what a server adds comes on top. */
const FIRST_MS = 100;

interface Course {
  name: string;
  sockets: number;
  /** Between two tokens; 0 is as fast as possible. */
  paceMs: number;
  rounds: number;
}

interface RoundResult {
  added_ms: number[];
  way_ms: number[];
  gap_ms: number[];
  tokens: number;
  frames: number;
  seconds: number;
  failed: string[];
}

interface Measured {
  contestant: string;
  course: string;
  tokens: number;
  frames: number;
  cpu_us_per_token: number;
  /** The part of it that the system used: reads, writes, waits. */
  system_us_per_token: number;
  /** Question to first token, without the model's own time. */
  added_p50_ms: number;
  added_p99_ms: number;
  /** From the moment the model sent the first token. */
  way_p50_ms: number;
  way_p99_ms: number;
  gap_p50_ms: number;
  gap_p99_ms: number;
  tokens_per_second: number;
  resident_mib: number;
  /** Tokens that did not arrive. */
  missing: number;
  /** Codes of the answers that ended with an error, each with how many. */
  errors: Record<string, number>;
}

/** A model's tokens through three servers, in turns, so that whatever else the machine does hits all alike. */
export async function benchRelay(options: { rounds: number; sockets: number; profile?: string | undefined }): Promise<BenchResult> {
  const courses: Course[] = [
    { name: `${options.sockets} sockets, a token each 20 ms`, sockets: options.sockets, paceMs: 20, rounds: options.rounds },
    { name: `32 sockets, as fast as possible`, sockets: 32, paceMs: 0, rounds: options.rounds * 3 },
  ];
  const model = startChild(process.execPath, 'relay-model.mjs');
  const clients = startChild(process.execPath, 'relay-clients.mjs');
  const programs: Array<{ stop(): Promise<unknown> }> = [model, clients];
  const ask = async (server: ContestantServer, round: object): Promise<RoundResult> => {
    clients.say(JSON.stringify({ socketUrl: server.socketUrl, query: QUESTION, firstMs: FIRST_MS, ...round }));
    return JSON.parse(await clients.line()) as RoundResult;
  };
  try {
    const profiling = options.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${path.resolve(options.profile)}`];
    const { servers, note } = await startContestants(`http://127.0.0.1:${await model.line()}/v1`, profiling);
    programs.unshift(...servers);
    const measured: Measured[] = [];
    for (const course of courses) measured.push(...(await runCourse(course, servers, ask)));
    return { report: report(measured, courses, note), figures: { measured, note } };
  } finally {
    for (const program of programs) await program.stop();
  }
}

const QUESTION = syntheticQuestions(syntheticDocuments(10, 5, 1), 1, 2)[0] as string;

async function runCourse(course: Course, servers: ContestantServer[], ask: (server: ContestantServer, round: object) => Promise<RoundResult>): Promise<Measured[]> {
  const rounds = servers.map((): Array<RoundResult & { used: number; system: number; usage: ProcessUsage }> => []);
  for (let round = 0; round < course.rounds + WARM_UP; round += 1) {
    showProgress(`${course.name}: round ${round + 1} of ${course.rounds + WARM_UP}`);
    for (const [place, server] of servers.entries()) {
      const before = processUsage(server.pid);
      const result = await ask(server, { name: `${course.paceMs}-${round}`, sockets: course.sockets, model: `relay-${FIRST_MS}-${course.paceMs}-${TOKENS}` });
      // What is left to do after the last frame is the server's work too.
      await new Promise((resolve) => setTimeout(resolve, 300));
      const usage = processUsage(server.pid);
      if (round >= WARM_UP) rounds[place]?.push({ ...result, used: usage.cpuUs - before.cpuUs, system: usage.systemUs - before.systemUs, usage });
    }
  }
  showProgress(null);
  return servers.map(({ name }, place) => summary(name, course, rounds[place] ?? []));
}

function summary(contestant: string, course: Course, rounds: Array<RoundResult & { used: number; system: number; usage: ProcessUsage }>): Measured {
  const all = (pick: (round: RoundResult) => number[]) => rounds.flatMap(pick);
  const sum = (pick: (round: RoundResult & { used: number; system: number }) => number) => rounds.reduce((total, round) => total + pick(round), 0);
  const added = all(({ added_ms }) => added_ms);
  const way = all(({ way_ms }) => way_ms);
  const gaps = all(({ gap_ms }) => gap_ms);
  return {
    contestant,
    course: course.name,
    tokens: sum(({ tokens }) => tokens),
    frames: sum(({ frames }) => frames),
    cpu_us_per_token: sum(({ used }) => used) / sum(({ tokens }) => tokens),
    system_us_per_token: sum(({ system }) => system) / sum(({ tokens }) => tokens),
    added_p50_ms: percentile(added, 0.5),
    added_p99_ms: percentile(added, 0.99),
    way_p50_ms: percentile(way, 0.5),
    way_p99_ms: percentile(way, 0.99),
    gap_p50_ms: percentile(gaps, 0.5),
    gap_p99_ms: percentile(gaps, 0.99),
    tokens_per_second: sum(({ tokens }) => tokens) / sum(({ seconds }) => seconds),
    resident_mib: Math.max(...rounds.map(({ usage }) => usage.residentBytes)) / 2 ** 20,
    missing: course.sockets * TOKENS * rounds.length - sum(({ tokens }) => tokens),
    errors: counted(rounds.flatMap(({ failed }) => failed)),
  };
}

function counted(codes: string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}

function report(measured: Measured[], courses: Course[], note: string | null): string {
  const tables = courses.map(({ name }) => {
    const rows = measured.filter(({ course }) => course === name);
    const own = rows.find(({ contestant }) => contestant === GROUNDWIRE);
    const ratio = (other: string) => {
      const rival = rows.find(({ contestant }) => contestant === other);
      return rival === undefined || own === undefined ? [] : [`CPU per token: ${(own.cpu_us_per_token / rival.cpu_us_per_token).toFixed(2)} times that of ${other}`];
    };
    const head = ['', 'CPU/token', 'of it system', 'first added p50', 'p99', 'first on its way p50', 'p99', 'gap p50', 'p99', 'tokens/s', 'frames', 'RSS', 'missing', 'errors'];
    return [name, textTable([head, ...rows.map(cells)]), ...ratio(BARE), ...ratio(UVICORN)].join('\n');
  });
  return [`A model's ${TOKENS} tokens an answer through each server; first token ${FIRST_MS} ms after the model is asked`, ...tables, ...(note === null ? [] : [note])].join('\n\n');
}

function cells(row: Measured): string[] {
  const times = [row.added_p50_ms, row.added_p99_ms, row.way_p50_ms, row.way_p99_ms, row.gap_p50_ms, row.gap_p99_ms].map(milliseconds);
  return [row.contestant, `${row.cpu_us_per_token.toFixed(1)} us`, `${row.system_us_per_token.toFixed(1)} us`, ...times, row.tokens_per_second.toFixed(0), String(row.frames), `${row.resident_mib.toFixed(0)} MiB`, String(row.missing), Object.entries(row.errors).map(([code, count]) => `${count} ${code}`).join(' ')];
}
