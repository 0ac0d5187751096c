import { parseArgs } from 'node:util';
import { benchFirstToken } from './first-token.js';
import { benchSessionLog } from './session-log.js';

const BENCHES = { 'first-token': benchFirstToken, log: benchSessionLog } as const;

const HELP = `npm run bench -- NAME [--json]

Benchmarks run the alternatives side by side in one run and print ratios: on a noisy machine absolute times prove nothing.

  first-token   question to first token over the socket, extractive writer, library of 20,000 passages,
                at 1 and at 50 questions at once, beside the barest server that could answer
                  --passages N (20000)  --rounds N (20)
  log           append to the session log, in memory and in SQLite, one analysis and 100 in one turn, with and
                without readers, beside a bare insert
                  --rounds N (20)

  --json        the figures as one JSON object
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false }, passages: { type: 'string', default: '20000' }, rounds: { type: 'string', default: '20' } },
});
const [name] = positionals;

if (values.help || name === undefined) {
  process.stdout.write(HELP);
} else if (!Object.hasOwn(BENCHES, name)) {
  process.stderr.write(`There is no benchmark "${name}". Known: ${Object.keys(BENCHES).join(', ')}\n`);
  process.exitCode = 64;
} else {
  const result = await BENCHES[name as keyof typeof BENCHES]({ passages: Number(values.passages), rounds: Number(values.rounds) });
  process.stdout.write(values.json ? `${JSON.stringify(result.figures)}\n` : `${result.report}\n`);
}
