import type { BenchResult } from './first-token.js';
import { forkContestant, type ForkedContestant } from './forked-contestant.js';
import type { Asked, ContestantName, ContestantOrder } from './library-contestant.js';
import { milliseconds, percentile, textTable } from './measurements.js';
import { showProgress } from './progress.js';
import { syntheticDocuments, syntheticQuestions } from './synthetic-corpus.js';

/** About as long as passages are: each paragraph becomes one. */
const PARAGRAPHS_PER_DOCUMENT = 10;
const CHUNKS = 20;
const QUESTIONS_A_ROUND = 25;
const NAMES: readonly ContestantName[] = ['groundwire', 'plain FTS5'];

interface Measured {
  contestant: ContestantName;
  passages: number;
  index_ms: number;
  index_cpu_ms: number;
  query_p50_ms: number;
  query_p95_ms: number;
  query_cpu_ms: number;
  /** With the ranking of passages and sentences, on which an answer rests. */
  ranked_p95_ms: number;
  ranked_cpu_ms: number;
  /** Of resident memory, beyond what the process took before. */
  memory_mib: number;
  nothing_found: number;
}

interface Indexed {
  ms: number;
  cpu_ms: number;
}

/** The library's index beside the plainest one that SQLite makes over the same rows: indexing, questions, memory. */
export async function benchLibrary({ passages, rounds }: { passages: number; rounds: number }): Promise<BenchResult> {
  const count = Math.ceil(passages / PARAGRAPHS_PER_DOCUMENT);
  const questions = syntheticQuestions(syntheticDocuments(count, PARAGRAPHS_PER_DOCUMENT, 1), (rounds + WARM_UP) * QUESTIONS_A_ROUND, 2);
  const contestants = NAMES.map((name): Running => forkContestant('./library-contestant.ts', name));
  try {
    for (const { obey } of contestants) await obey({ documents: count, paragraphs: PARAGRAPHS_PER_DOCUMENT });
    const before = await inTurns(contestants, ({ obey }) => obey<{ resident: number }>({ memory: true }));
    for (const { obey } of contestants) await obey({ documents: count, paragraphs: PARAGRAPHS_PER_DOCUMENT });
    const indexed = await indexInTurns(contestants, count);
    const answers = await askInTurns(contestants, questions, rounds);
    const after = await inTurns(contestants, ({ obey }) => obey<{ resident: number; passages: number }>({ memory: true }));
    const measured = NAMES.map((contestant, position): Measured => {
      const own = answers[position] ?? [];
      const times = (of: 'ms' | 'ranked_ms') => own.flatMap((round) => round[of]);
      const mean = (of: 'cpu_ms' | 'ranked_cpu_ms') => own.reduce((sum, round) => sum + round[of], 0) / times('ms').length;
      const resident = (of: ReadonlyArray<{ resident: number }>) => of[position]?.resident ?? Number.NaN;
      return {
        contestant,
        passages: after[position]?.passages ?? 0,
        index_ms: indexed[position]?.ms ?? Number.NaN,
        index_cpu_ms: indexed[position]?.cpu_ms ?? Number.NaN,
        query_p50_ms: percentile(times('ms'), 0.5),
        query_p95_ms: percentile(times('ms'), 0.95),
        query_cpu_ms: mean('cpu_ms'),
        ranked_p95_ms: percentile(times('ranked_ms'), 0.95),
        ranked_cpu_ms: mean('ranked_cpu_ms'),
        memory_mib: (resident(after) - resident(before)) / 2 ** 20,
        nothing_found: own.reduce((sum, round) => sum + round.nothing_found, 0),
      };
    });
    return { report: report(measured), figures: measured };
  } finally {
    for (const { child } of contestants) child.kill('SIGTERM');
  }
}

type Running = ForkedContestant<ContestantOrder>;

async function inTurns<Result>(contestants: readonly Running[], work: (contestant: Running) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (const contestant of contestants) results.push(await work(contestant));
  return results;
}

/** Share by share in turns, so that whatever else the machine does hits both alike. */
async function indexInTurns(contestants: readonly Running[], count: number): Promise<Indexed[]> {
  const sums = contestants.map((): Indexed => ({ ms: 0, cpu_ms: 0 }));
  for (let chunk = 0; chunk < CHUNKS; chunk += 1) {
    showProgress(`indexing: share ${chunk + 1} of ${CHUNKS}`);
    const share: [number, number] = [Math.floor((chunk * count) / CHUNKS), Math.floor(((chunk + 1) * count) / CHUNKS)];
    for (const position of turn(chunk)) {
      const sum = sums[position]!;
      const took = await contestants[position]!.obey<Indexed>({ index: share });
      sum.ms += took.ms;
      sum.cpu_ms += took.cpu_ms;
    }
  }
  return sums;
}

const WARM_UP = 2;

async function askInTurns(contestants: readonly Running[], questions: readonly string[], rounds: number): Promise<Asked[][]> {
  const answers = contestants.map((): Asked[] => []);
  for (let round = 0; round < rounds + WARM_UP; round += 1) {
    showProgress(`questions: round ${round + 1} of ${rounds + WARM_UP}`);
    const ask = questions.slice(round * QUESTIONS_A_ROUND, (round + 1) * QUESTIONS_A_ROUND);
    for (const position of turn(round)) {
      const own = await contestants[position]!.obey<Asked>({ ask });
      if (round >= WARM_UP) answers[position]!.push(own);
    }
  }
  showProgress(null);
  return answers;
}

/** Who goes first changes from turn to turn. */
function turn(number: number): readonly number[] {
  return number % 2 === 0 ? [0, 1] : [1, 0];
}

function report(measured: Measured[]): string {
  const plain = measured[1]!;
  const beside = (row: Measured, of: keyof Measured, show: (value: number) => string) => `${show(row[of] as number)} ${((row[of] as number) / (plain[of] as number)).toFixed(2)}x`;
  const seconds = (value: number) => `${(value / 1000).toFixed(2)} s`;
  const rows = measured.map((row) => [
    row.contestant,
    String(row.passages),
    beside(row, 'index_ms', seconds),
    beside(row, 'index_cpu_ms', seconds),
    beside(row, 'query_p50_ms', milliseconds),
    beside(row, 'query_p95_ms', milliseconds),
    beside(row, 'query_cpu_ms', milliseconds),
    beside(row, 'ranked_p95_ms', milliseconds),
    beside(row, 'ranked_cpu_ms', milliseconds),
    `${row.memory_mib.toFixed(0)} MiB`,
  ]);
  const table = textTable([['', 'passages', 'indexed', 'CPU', 'query p50', 'p95', 'CPU', 'ranked p95', 'CPU', 'memory'], ...rows]);
  const nothing = measured.filter(({ nothing_found }) => nothing_found > 0).map(({ contestant, nothing_found }) => `${contestant} found nothing for ${nothing_found} questions`);
  return ['Indexing and asking, beside a plain FTS5 table of the same rows; "ranked" orders passages and sentences too', table, ...nothing].join('\n');
}
