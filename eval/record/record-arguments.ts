import { SEARCH_SERVICE_NAMES, SEARCH_SERVICES, type SearchServiceName } from '@groundwire/server';

/** What is to be recorded. */
export interface RecordArguments {
  only: SearchServiceName[];
  question: string;
  out: string;
  /** Say what would be done, and do nothing. */
  dryRun: boolean;
}

export class RecordError extends Error {}

export const RECORD_HELP = `npm run record -- [--only NAME,…] [--question TEXT] [--out DIR] [--dry-run]

Asks each configured search service one question and keeps the form of its answer for the tests: without keys, e-mail
addresses and names of people, with three results and short texts. It needs a network, sends the question's words to the
services, and uses up one search of each (of those with a key, of your allowance).

  --only       services to ask, by name: ${SEARCH_SERVICE_NAMES.join(', ')}
  --question   default: What is machine learning?
  --out        folder to write to; default: packages/server/src/sources/search/fixtures/recorded
  --dry-run    say what would be asked, and ask nobody

Keys and addresses come from the environment: ${Object.values(SEARCH_SERVICES).flatMap(({ keyVariable, baseUrl, urlVariable }) => [keyVariable, baseUrl === null ? urlVariable : null]).filter((name) => name !== null).join(', ')}, SEARCH_CONTACT.
Exit codes: 0 all answered, 1 some failed, 2 called wrongly, 3 no service could be reached.
`;

/** Throws a `RecordError` whose message says what is wrong. */
export function parseRecordArguments(argv: readonly string[], standardOut: string): RecordArguments | 'help' {
  if (argv.includes('--help') || argv.includes('-h')) return 'help';
  const parsed: RecordArguments = { only: [...SEARCH_SERVICE_NAMES], question: 'What is machine learning?', out: standardOut, dryRun: false };
  const rest = [...argv];
  for (let name = rest.shift(); name !== undefined; name = rest.shift()) {
    if (name === '--dry-run') parsed.dryRun = true;
    else if (name === '--only') parsed.only = valueOf(name, rest).split(',').map(serviceName);
    else if (name === '--question') parsed.question = valueOf(name, rest);
    else if (name === '--out') parsed.out = valueOf(name, rest);
    else throw new RecordError(`There is no argument "${name}". See npm run record -- --help`);
  }
  return parsed;
}

function valueOf(name: string, rest: string[]): string {
  const value = rest.shift()?.trim();
  if (value === undefined || value === '' || value.startsWith('--')) throw new RecordError(`${name} needs a value. See npm run record -- --help`);
  return value;
}

function serviceName(text: string): SearchServiceName {
  const found = SEARCH_SERVICE_NAMES.find((name) => name === text.trim().toLowerCase());
  if (found === undefined) throw new RecordError(`There is no search service "${text.trim()}". There are: ${SEARCH_SERVICE_NAMES.join(', ')}`);
  return found;
}
