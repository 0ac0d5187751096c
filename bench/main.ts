import { parseArgs } from 'node:util';
import { benchChurn } from './churn.js';
import { benchClaims } from './claims.js';
import { type BenchResult, benchFirstToken } from './first-token.js';
import { benchExtract } from './extract.js';
import { benchIdle } from './idle.js';
import { benchLibrary } from './library.js';
import { benchPage } from './page.js';
import { benchRelay } from './relay.js';
import { benchResume } from './resume.js';
import { benchSessionLog } from './session-log.js';

interface BenchOptions {
  passages: number;
  connections: number;
  sockets: number;
  minutes: number;
  profile: string | undefined;
  /** Each benchmark has its own default. */
  rounds: number | undefined;
  data: string | undefined;
  limit: number;
}

const BENCHES: Record<string, (options: BenchOptions) => Promise<BenchResult>> = {
  'first-token': ({ passages, rounds = 20 }) => benchFirstToken({ passages, rounds }),
  library: ({ passages, rounds = 20 }) => benchLibrary({ passages, rounds }),
  extract: ({ data, limit }) => benchExtract({ data, limit }),
  log: ({ rounds = 20 }) => benchSessionLog({ rounds }),
  claims: ({ rounds = 20 }) => benchClaims({ rounds }),
  relay: ({ rounds = 3, sockets, profile }) => benchRelay({ rounds, sockets, profile }),
  idle: ({ connections }) => benchIdle({ connections }),
  churn: ({ minutes }) => benchChurn({ minutes, seed: 1, onSample: (line) => void process.stderr.write(`${line}\n`) }),
  resume: ({ rounds = 20 }) => benchResume({ rounds }),
  page: ({ rounds = 3 }) => benchPage({ rounds }),
};

const HELP = `npm run bench -- NAME [--json]

Benchmarks run the alternatives side by side in one run and print ratios: on a noisy machine absolute times prove nothing.

  first-token   question to first token over the socket, extractive writer, library of 20,000 passages,
                at 1 and at 50 questions at once, beside the barest server that could answer
                  --passages N (20000)  --rounds N (20)
  library       indexing, questions and memory of the library, beside a plain FTS5 table of the same rows
                  --passages N (20000)  --rounds N (20)
  extract       pages to text, title and date, beside Readability on linkedom and on jsdom
                  --data DIR (with wcxb/html, or pages of your own)  --limit N (all)
  log           append to the session log, in memory and in SQLite, one analysis and 100 in one turn, with and
                without readers, beside a bare insert
                  --rounds N (20)
  claims        what settling the claims of an answer adds while it streams, per claim, beside streaming alone
                  --rounds N (20)
  relay         a model's tokens to 100 sockets at 20 ms, and to 32 as fast as possible: CPU per token, first token
                beyond the model's own, gaps, memory; beside the barest Node relay and FastAPI on uvicorn
                  --rounds N (3)  --sockets N (100)
                  --profile FOLDER (a CPU profile of this server, for the developer tools of Chrome)
  idle          resident memory per idle connection, beside the same two
                  --connections N (5000)
  resume        10,000 missed frames to sockets that come back, beside a bare server of stored strings
                  --rounds N (20)
  page          what a browser's main thread does while an answer of 8 KB streams in 700 tokens: script time and tasks
                over 50 ms, beside the barest page around Streamdown
                  --rounds N (3)

  churn         sockets that open, close, break off and stall, analyses that begin, end and are cancelled, sessions that are
                deleted, in a real server process: memory over time, and what is left when all is over
                  --minutes N (10)

  --json        the figures as one JSON object
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false }, passages: { type: 'string', default: '20000' }, rounds: { type: 'string' }, data: { type: 'string' }, limit: { type: 'string' }, profile: { type: 'string' }, connections: { type: 'string', default: '5000' }, minutes: { type: 'string', default: '10' }, sockets: { type: 'string', default: '100' } },
});
const [name] = positionals;
const bench = name !== undefined && Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;

if (values.help || name === undefined) {
  process.stdout.write(HELP);
} else if (bench === undefined) {
  process.stderr.write(`There is no benchmark "${name}". Known: ${Object.keys(BENCHES).join(', ')}\n`);
  process.exitCode = 64;
} else {
  const rounds = values.rounds === undefined ? undefined : Number(values.rounds);
  const result = await bench({ passages: Number(values.passages), connections: Number(values.connections), sockets: Number(values.sockets), rounds, minutes: Number(values.minutes), profile: values.profile, data: values.data, limit: values.limit === undefined ? Infinity : Number(values.limit) });
  process.stdout.write(values.json ? `${JSON.stringify(result.figures)}\n` : `${result.report}\n`);
}
