import type { ExitCode } from '../exit-codes.js';
import type { Terminal } from '../terminal.js';

export interface OptionSpec {
  /** Long name without the dashes. */
  name: string;
  short?: string;
  /** Name of the value, as help shows it; absent for a switch. */
  value?: string;
  /** May be given several times. */
  many?: boolean;
  meaning: string;
}

/** Values of the options as they were typed, by long name. Numbers are read by the command, so that `--collection 007` stays what it is. */
export interface OptionValues {
  text(name: string): string | undefined;
  list(name: string): string[];
  on(name: string): boolean;
}

export interface CommandInput {
  options: OptionValues;
  words: string[];
  terminal: Terminal;
  /** The environment, with what options such as `--data-dir` say put over it. */
  environment: Readonly<Record<string, string | undefined>>;
}

/** One command: what help says of it, and what it does. Each lives in a file of its own under `commands/`. */
export interface Command {
  /** `ask`, `library add` */
  name: string;
  summary: string;
  /** What follows the name, as help shows it. */
  usage: string;
  /** How many words may follow the name. */
  words: { min: number; max: number };
  options: OptionSpec[];
  examples: string[];
  /** More text for `--help`, made when asked for. */
  details?: () => Promise<string>;
  run(input: CommandInput): Promise<ExitCode>;
}

/** The command line can't be understood; the message says why and what would be right. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
