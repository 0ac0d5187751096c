import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const FOLDER = path.join(path.dirname(fileURLToPath(import.meta.url)), 'contestants');

/** A program of `bench/contestants` that runs as a process of its own. */
export interface ChildProgram {
  pid: number;
  /** The next line that it prints. Rejects when the program ends instead. */
  line(): Promise<string>;
  /** Writes a line to its input. */
  say(line: string): void;
  stop(): Promise<void>;
}

export function startChild(command: string, name: string, ...rest: string[]): ChildProgram {
  const child = spawn(command, [path.join(FOLDER, name), ...rest], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines: string[] = [];
  const waiting: Array<() => void> = [];
  let over = false;
  const wake = () => void waiting.splice(0).forEach((resolve) => resolve());
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    wake();
  });
  child.once('error', () => ((over = true), wake()));
  child.once('exit', () => ((over = true), wake()));
  const line = async (): Promise<string> => {
    for (;;) {
      const next = lines.shift();
      if (next !== undefined) return next;
      if (over) throw new Error(`${name} ended`);
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  };
  return { pid: child.pid ?? 0, line, say: (text) => void child.stdin.write(`${text}\n`), stop: () => ended(child) };
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}
