/**
 * The command line. It owns what is typed and what is printed; answers come from a server, through the client package,
 * and the library through the server package. It must not know how either works. `bin/groundwire.js` calls `main`.
 */
import { readFileSync } from 'node:fs';
import { type Command, type OptionValues, UsageError } from './arguments/command.js';
import { commandHelp, programHelp } from './arguments/help-text.js';
import { parseCommandLine } from './arguments/parse-command-line.js';
import { askCommand } from './commands/ask.js';
import { backupCommand } from './commands/backup.js';
import { cancelCommand } from './commands/cancel.js';
import { doctorCommand } from './commands/doctor.js';
import { evalCommand } from './commands/eval.js';
import { historyCommand } from './commands/history.js';
import { libraryAddCommand } from './commands/library-add.js';
import { libraryListCommand } from './commands/library-list.js';
import { libraryRemoveCommand } from './commands/library-remove.js';
import { librarySearchCommand } from './commands/library-search.js';
import { resumeCommand } from './commands/resume.js';
import { serveCommand } from './commands/serve.js';
import { readDotEnv } from './dot-env.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { processTerminal } from './process-terminal.js';
import { safeLine } from './render/safe-text.js';
import type { Terminal } from './terminal.js';

export const COMMANDS: readonly Command[] = [
  serveCommand,
  askCommand,
  resumeCommand,
  cancelCommand,
  historyCommand,
  libraryAddCommand,
  libraryListCommand,
  librarySearchCommand,
  libraryRemoveCommand,
  backupCommand,
  doctorCommand,
  evalCommand,
];

type Environment = Readonly<Record<string, string | undefined>>;

/** Runs one command to its end and gives the exit status. Never throws. */
export async function runCommandLine(typed: readonly string[], terminal: Terminal, environment: Environment): Promise<ExitCode> {
  try {
    const line = parseCommandLine(typed, COMMANDS);
    if (line.kind === 'version') return say(terminal, version());
    if (line.kind === 'help') return say(terminal, line.command === null ? programHelp(COMMANDS) : commandHelp(line.command, (await line.command.details?.()) ?? ''));
    return await line.command.run({ words: line.words, options: line.options, terminal, environment: overlay(environment, line.options) });
  } catch (thrown) {
    terminal.clearProgress();
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    terminal.note(`groundwire: ${message.split('\n').map(safeLine).join('\n  ')}`);
    return thrown instanceof UsageError ? EXIT.USAGE : EXIT.FAILURE;
  }
}

/** Called by the executable. Ends the process through its exit status, so that output that is still on its way arrives. */
export async function main(): Promise<void> {
  const environment = { ...readDotEnv(process.cwd()), ...process.env };
  process.exitCode = await runCommandLine(process.argv.slice(2), processTerminal(process.env), environment);
}

function say(terminal: Terminal, text: string): ExitCode {
  terminal.out(`${text}\n`);
  return EXIT.OK;
}

function overlay(environment: Environment, options: OptionValues): Environment {
  const dataDir = options.text('data-dir');
  return dataDir === undefined ? environment : { ...environment, GROUNDWIRE_DATA_DIR: dataDir };
}

function version(): string {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
  return version;
}
