import type { ExitCode } from './exit-codes.js';

/**
 * Where a command writes and what it may assume of the reader. The one place that knows streams and TTYs, so that
 * commands can be run in a test with a terminal made of strings.
 */
export interface Terminal {
  /** The result; whoever pipes gets this. */
  out(text: string): void;
  /** Anything about the work, for people. */
  note(line: string): void;
  /** One line that is overwritten by the next; nothing at all unless a person watches. */
  progress(line: string): void;
  clearProgress(): void;
  /** Whether a person can be asked. */
  readonly interactive: boolean;
  readonly color: boolean;
  /** BCP 47; undefined for the surroundings' own. */
  readonly locale: string | undefined;
  readStdin(limitBytes: number): Promise<string>;
  /** Asks a yes-or-no question; false when nobody can answer. */
  confirm(question: string): Promise<boolean>;
  /** Calls back on Ctrl+C; gives the way to stop listening. */
  onInterrupt(callback: () => void): () => void;
  /** Ends the program at once. */
  leave(code: ExitCode): void;
}
