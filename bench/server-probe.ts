import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** What a server's process holds, after its garbage was collected. */
export interface ProcessState {
  rss: number;
  heapUsed: number;
  external: number;
  /** Timers that wait, those that keep no process alive included. */
  timers: number;
  /** Open TCP connections. */
  sockets: number;
  /** All that the event loop waits for, by kind. */
  resources: Record<string, number>;
  /** Of the process and of its servers. */
  listeners: number;
}

/** Options of Node with which a server that is to be probed is started; `PROBE_FILE` goes into its environment. */
export const PROBE_OPTIONS = ['--expose-gc', '--import', path.join(path.dirname(fileURLToPath(import.meta.url)), 'contestants', 'server-probe.mjs')];

const LIMIT_MS = 20_000;

/** Asks the process how it stands. One question at a time. */
export async function probe(pid: number, file: string): Promise<ProcessState> {
  const lines = () => (existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter((line) => line !== '') : []);
  const before = lines().length;
  process.kill(pid, 'SIGUSR2');
  for (const until = performance.now() + LIMIT_MS; performance.now() < until; await pause(20)) {
    const line = lines()[before];
    if (line !== undefined) return JSON.parse(line) as ProcessState;
  }
  throw new Error(`The server with the process id ${pid} did not say how it stands`);
}
