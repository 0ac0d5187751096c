import { createInterface } from 'node:readline/promises';
import { UsageError } from './arguments/command.js';
import type { Terminal } from './terminal.js';

const CLEAR_LINE = '\r\u001b[K';

/** The terminal of this process. A reader that goes away (`| head`) ends the program quietly, as it does with other tools. */
export function processTerminal(environment: Readonly<Record<string, string | undefined>>): Terminal {
  const { stdin, stdout, stderr } = process;
  const watched = stderr.isTTY === true && environment.TERM !== 'dumb';
  let shown = false;
  stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  const clearProgress = () => {
    if (shown) stderr.write(CLEAR_LINE);
    shown = false;
  };
  return {
    interactive: stdin.isTTY === true && watched,
    color: stdout.isTTY === true && (environment.NO_COLOR ?? '') === '' && environment.TERM !== 'dumb',
    locale: undefined,
    out: (text) => void stdout.write(text),
    note: (line) => {
      clearProgress();
      stderr.write(`${line}\n`);
    },
    progress: (line) => {
      if (!watched) return;
      stderr.write(CLEAR_LINE + line.slice(0, Math.max(20, (stderr.columns || 80) - 1)));
      shown = true;
    },
    clearProgress,
    readStdin,
    confirm: async (question) => {
      if (stdin.isTTY !== true || !watched) return false;
      const reader = createInterface({ input: stdin, output: stderr });
      const answer = await reader.question(`${question} [y/N] `).finally(() => reader.close());
      return /^y(es)?$/i.test(answer.trim());
    },
    onInterrupt: (callback) => {
      process.on('SIGINT', callback);
      return () => void process.off('SIGINT', callback);
    },
    leave: (code) => process.exit(code),
  };
}

async function readStdin(limitBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of process.stdin) {
    bytes += (chunk as Buffer).length;
    if (bytes > limitBytes) throw new UsageError(`Standard input has more than ${limitBytes} bytes`);
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}
