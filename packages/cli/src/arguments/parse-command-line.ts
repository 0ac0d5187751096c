import { parseArgs } from 'node:util';
import { closestName } from './closest-name.js';
import { type Command, type OptionSpec, type OptionValues, UsageError } from './command.js';

/** What was typed, understood. */
export type CommandLine =
  | { kind: 'help'; command: Command | null }
  | { kind: 'version' }
  | { kind: 'run'; command: Command; words: string[]; options: OptionValues };

/** Options that every command takes. */
export const GLOBAL_OPTIONS: OptionSpec[] = [
  { name: 'json', meaning: 'Machine-readable output: one JSON object a line' },
  { name: 'data-dir', value: 'FOLDER', meaning: 'Where the library and the history are kept (GROUNDWIRE_DATA_DIR)' },
  { name: 'url', value: 'URL', meaning: 'Address of a running server (default: http://127.0.0.1:PORT)' },
  { name: 'help', short: 'h', meaning: 'Show help' },
  { name: 'version', short: 'v', meaning: 'Show the version' },
];

/** Reads the words after the program's name. Pure; throws `UsageError`. Everything after `--` is a word, not an option. */
export function parseCommandLine(typed: readonly string[], commands: readonly Command[]): CommandLine {
  const { command, rest } = findCommand(typed, commands);
  if (command === null) return withoutCommand(typed, commands);
  const specs = [...command.options, ...GLOBAL_OPTIONS];
  const { values, positionals } = parseOptions(rest, specs);
  if (values.help === true) return { kind: 'help', command };
  if (values.version === true) return { kind: 'version' };
  checkWordCount(positionals, command);
  return { kind: 'run', command, words: positionals, options: optionValues(values) };
}

function findCommand(typed: readonly string[], commands: readonly Command[]): { command: Command | null; rest: string[] } {
  // Global options may stand before the command: `groundwire --json ask …`.
  const before = leadingOptions(typed);
  const words = typed.slice(before);
  for (const length of [2, 1]) {
    const command = commands.find(({ name }) => name === words.slice(0, length).join(' ') && name.split(' ').length === length);
    if (command !== undefined) return { command, rest: [...typed.slice(0, before), ...words.slice(length)] };
  }
  return { command: null, rest: [] };
}

function leadingOptions(typed: readonly string[]): number {
  let position = 0;
  for (let word = typed[0]; word !== undefined && word.startsWith('-') && word !== '--' && word !== '-'; word = typed[position]) {
    const takesValue = GLOBAL_OPTIONS.some(({ name, value }) => value !== undefined && word === `--${name}`);
    position += takesValue ? 2 : 1;
  }
  return position;
}

function withoutCommand(typed: readonly string[], commands: readonly Command[]): CommandLine {
  const before = leadingOptions(typed);
  const [first, second] = typed.slice(before);
  const { values } = parseOptions([...typed.slice(0, before)], GLOBAL_OPTIONS);
  if (values.version === true) return { kind: 'version' };
  if (first === undefined || first === 'help') return { kind: 'help', command: null };
  const family = commands.filter(({ name }) => name.startsWith(`${first} `)).map(({ name }) => name);
  if (family.length > 0 && (second === undefined || second === '--help' || second === '-h')) {
    if (second !== undefined) return { kind: 'help', command: null };
    throw new UsageError(`"${first}" needs one more word: ${family.join(', ')}`);
  }
  const wanted = second === undefined || family.length === 0 ? first : `${first} ${second}`;
  throw new UsageError(`There is no command ${JSON.stringify(wanted)}. ${hint(wanted, commands.map(({ name }) => name))}`);
}

function hint(typed: string, names: string[]): string {
  const meant = closestName(typed, names);
  return meant === null ? `Known: ${names.join(', ')}` : `Did you mean "${meant}"?`;
}

type Values = Record<string, string | boolean | Array<string | boolean> | undefined>;

function parseOptions(typed: string[], specs: OptionSpec[]): { values: Values; positionals: string[] } {
  const options = Object.fromEntries(specs.map((spec) => [spec.name, parseConfig(spec)]));
  try {
    return parseArgs({ args: typed, options, allowPositionals: true, strict: true });
  } catch (thrown) {
    throw usageError(thrown as Error & { code?: string }, typed, specs);
  }
}

function parseConfig(spec: OptionSpec): { type: 'string' | 'boolean'; multiple: boolean; short?: string } {
  return {
    type: spec.value === undefined ? 'boolean' : 'string',
    multiple: spec.many === true,
    ...(spec.short === undefined ? {} : { short: spec.short }),
  };
}

function usageError(thrown: Error & { code?: string }, typed: string[], specs: OptionSpec[]): UsageError {
  if (thrown.code !== 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return new UsageError(thrown.message.split('\n')[0] ?? thrown.message);
  const known = specs.map(({ name }) => `--${name}`);
  const names = new Set([...known, ...specs.flatMap(({ short }) => (short === undefined ? [] : [`-${short}`]))]);
  const unknown = typed.map((word) => word.split('=')[0] ?? '').find((word) => word.startsWith('-') && word.length > 1 && !names.has(word)) ?? 'that option';
  const advice = hint(unknown, known);
  return new UsageError(`There is no option ${unknown}. ${advice}${advice.endsWith('?') ? '' : '.'} A word that begins with "-" goes after "--"`);
}

function checkWordCount(words: string[], command: Command): void {
  const call = `groundwire ${command.name} ${command.usage}`;
  if (words.length < command.words.min) throw new UsageError(`Something is missing. Usage: ${call}`);
  if (words.length > command.words.max) throw new UsageError(`${JSON.stringify(words[command.words.max])} is one word too many. Usage: ${call}`);
}

function optionValues(values: Values): OptionValues {
  const of = (name: string) => (Object.hasOwn(values, name) ? values[name] : undefined);
  const texts = (value: Values[string]) => [value].flat().filter((item) => typeof item === 'string');
  return { text: (name) => texts(of(name)).at(-1), list: (name) => texts(of(name)), on: (name) => of(name) === true };
}
