import { fileURLToPath } from 'node:url';
import { type Clock, createSearchProviders } from '@groundwire/server';
import { parseRecordArguments, RECORD_HELP, RecordError } from './record-arguments.js';
import { recordServices, searchOptionsFrom } from './record-services.js';

/** `npm run record`: for those who hold keys and a network. Says what it does before it does it. */

const STANDARD_OUT = fileURLToPath(new URL('../../packages/server/src/sources/search/fixtures/recorded/', import.meta.url));
/** Waits keep this program running: nothing else does while a service is given its time. */
const patientClock: Clock = {
  now: () => Date.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};
const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(argv: readonly string[]): Promise<number> {
  const parsed = parseRecordArguments(argv, STANDARD_OUT);
  if (parsed === 'help') {
    process.stdout.write(RECORD_HELP);
    return 0;
  }
  const options = { ...searchOptionsFrom(process.env, parsed.only), clock: patientClock };
  const names = createSearchProviders(options).map(({ name }) => name);
  if (names.length === 0) throw new RecordError('None of these services is configured: set the key or the address of one. See npm run record -- --help');
  say(`Asks ${names.join(', ')} the question "${parsed.question}", once each, and writes to ${parsed.out}`);
  if (parsed.dryRun) return 0;
  const recorded = await recordServices(parsed, options, say);
  const failures = recorded.filter(({ failure }) => failure !== null);
  if (failures.length === 0) return 0;
  const unreachable = failures.every(({ failure }) => failure?.includes('does not reach') === true);
  if (!unreachable || failures.length < recorded.length) return 1;
  say('No service could be reached: this machine has no way to them. Nothing was changed.');
  return 3;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (thrown) {
  if (!(thrown instanceof RecordError)) throw thrown;
  process.stderr.write(`${thrown.message}\n`);
  process.exitCode = 2;
}
