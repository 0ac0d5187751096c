import type { Command, OptionSpec } from './command.js';
import { GLOBAL_OPTIONS } from './parse-command-line.js';

/** Help for the program as a whole. */
export function programHelp(commands: readonly Command[]): string {
  return [
    'groundwire: answers questions from sources that it has read, with citations',
    '',
    'Usage: groundwire COMMAND [OPTIONS]',
    '',
    'Commands:',
    ...columns(commands.map(({ name, usage, summary }) => [`${name} ${usage}`.trim(), summary])),
    '',
    'Options of every command:',
    ...optionLines(GLOBAL_OPTIONS),
    '',
    'Exit status: 0 answered or done, 1 failure, 2 no answer found, 64 wrong usage, 130 interrupted',
    'More: groundwire COMMAND --help',
  ].join('\n');
}

/** Help for one command; `details` is what the command adds itself. */
export function commandHelp(command: Command, details: string): string {
  return [
    command.summary,
    '',
    `Usage: groundwire ${command.name} ${command.usage}`.trimEnd(),
    '',
    'Options:',
    ...optionLines([...command.options, ...GLOBAL_OPTIONS]),
    '',
    'Examples:',
    ...command.examples.map((example) => `  ${example}`),
    ...(details === '' ? [] : ['', details]),
  ].join('\n');
}

function optionLines(options: readonly OptionSpec[]): string[] {
  return columns(
    options.map(({ name, short, value, many, meaning }) => [
      `${short === undefined ? '   ' : `-${short},`} --${name}${value === undefined ? '' : ` ${value}`}`,
      many === true ? `${meaning}; may be repeated` : meaning,
    ]),
  );
}

/** Two columns, the left one as wide as its widest entry. */
function columns(rows: ReadonlyArray<readonly string[]>): string[] {
  const width = Math.max(...rows.map(([left]) => (left ?? '').length));
  return rows.map(([left, right]) => `  ${(left ?? '').padEnd(width)}  ${right ?? ''}`);
}
