import { parseArgs } from 'node:util';
import { type FaultReport, isFaultless, runFaults } from './run-faults.js';

const HELP = `npm run fault -- [--answers 200] [--seed N] [--json]

Asks questions of a real server over connections that break, while its processes are killed (SIGKILL), stopped (SIGSTOP,
for longer than a lease) and started again at random moments; in the second half two processes share the data folder.
Exits with 1 unless gaps, duplicates, mismatches and lost answers are all 0.

  --answers N      questions (200)
  --seed N         of all that is random but time (a new one)
  --at-once N      clients at the same time (16)
  --peace-ms N     longest time between two disturbances (2500)
  --limit-ms N     an answer without an end after so long is lost (60000)
  --json           the figures as one JSON object
`;

const { values } = parseArgs({
  options: {
    answers: { type: 'string', default: '200' },
    seed: { type: 'string' },
    'at-once': { type: 'string', default: '16' },
    'peace-ms': { type: 'string', default: '2500' },
    'limit-ms': { type: 'string', default: '60000' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

if (values.help) {
  process.stdout.write(HELP);
} else {
  const answers = Number(values.answers);
  const report = await runFaults({
    answers,
    seed: values.seed === undefined ? Math.floor(Math.random() * 1_000_000) : Number(values.seed),
    atOnce: Number(values['at-once']),
    peaceMs: Number(values['peace-ms']),
    limitMs: Number(values['limit-ms']),
    ...(process.stderr.isTTY ? { onProgress: (done: number) => void process.stderr.write(`\r${done} of ${answers} answers `) } : {}),
  });
  if (process.stderr.isTTY) process.stderr.write('\r');
  process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : text(report));
  process.exitCode = isFaultless(report) ? 0 : 1;
}

function text(report: FaultReport): string {
  const counts = (record: Record<string, number>) => Object.entries(record).map(([name, count]) => `${count} ${name}`).join(', ') || 'none';
  const rows: Array<[string, string | number]> = [
    ['seed', report.seed],
    ['seconds', report.seconds],
    ['answers', report.answers],
    ['kills', report.kills],
    ['stops', report.stops],
    ['broken connections', counts(report.broken)],
    ['resumes', report.resumes],
    ['asked again', report.asked_again],
    ['ended early', counts(report.ended_early)],
    ['gaps', report.gaps],
    ['duplicates', report.duplicates],
    ['text mismatches', report.mismatches],
    ['lost answers', report.lost],
  ];
  return `${rows.map(([name, value]) => `${name.padEnd(20)}${value}`).join('\n')}\n${report.complaints.map((complaint) => `  ${complaint}\n`).join('')}`;
}
