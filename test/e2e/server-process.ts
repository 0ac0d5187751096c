/**
 * Starts the real server as its own process, the way a user does: `groundwire serve` on a free port, with a data folder of
 * its own and nothing of this machine's environment. Knows nothing of the server's inside.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
export const COMMAND = path.join(ROOT, 'packages', 'cli', 'bin', 'groundwire.js');
const READY_LIMIT_MS = 30_000;
const STOP_LIMIT_MS = 15_000;

export interface ServerOptions {
  /** Files of the library, by name; indexed before the server starts. Without any, the library is empty. */
  documents?: Record<string, string>;
  /** Added to a bare environment: no model, no search, no key. */
  environment?: Record<string, string>;
  /** Options of Node for the server's process, such as `--cpu-prof`. */
  nodeOptions?: string[];
}

export interface ServerProcess {
  /** As `http://127.0.0.1:12345`. */
  url: string;
  /** As `ws://127.0.0.1:12345`. */
  socketUrl: string;
  port: number;
  /** Of the process that runs now, or ran last. */
  readonly pid: number;
  /** Folder of this server's own; removed by `stop`. */
  folder: string;
  environment: Record<string, string>;
  /** All that its processes have printed. */
  output(): string;
  /** Still there? */
  runs(): boolean;
  /** Ends it with SIGTERM and gives its exit code; kills it when it does not go. */
  stop(): Promise<number | null>;
  /** Ends it with SIGKILL, as a machine that runs out of memory does. Its folder stays. */
  kill(): Promise<void>;
  /** Starts it again after `kill`: same port, same folder. Resolves once it is ready. */
  restart(): Promise<void>;
  /** SIGSTOP: it stands still and knows nothing of it. */
  pause(): void;
  /** SIGCONT. */
  unpause(): void;
}

/** What a process needs to run at all; everything else of this machine stays out. */
export function bareEnvironment(folder: string): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    HOST: '127.0.0.1',
    PORT: '0',
    GROUNDWIRE_DATA_DIR: path.join(folder, 'data'),
    MODEL: 'none',
    SEARCH: 'off',
    NO_COLOR: '1',
  };
}

/** Resolves once the server says that it is ready. */
export async function startServer(options: ServerOptions = {}): Promise<ServerProcess> {
  if (!existsSync(COMMAND)) throw new Error(`${COMMAND} is not there`);
  const folder = mkdtempSync(path.join(tmpdir(), 'groundwire-e2e-'));
  const environment = { ...bareEnvironment(folder), ...options.environment };
  try {
    await indexDocuments(options.documents ?? {}, folder, environment);
    return await launch(folder, environment, { ownsFolder: true, nodeOptions: options.nodeOptions ?? [] });
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

async function indexDocuments(documents: Record<string, string>, folder: string, environment: Record<string, string>): Promise<void> {
  const names = Object.keys(documents);
  if (names.length === 0) return;
  const place = path.join(folder, 'documents');
  mkdirSync(place);
  for (const name of names) writeFileSync(path.join(place, name), documents[name] ?? '');
  await promisify(execFile)(process.execPath, [COMMAND, 'library', 'add', place], { env: environment, cwd: folder });
}

/** A second server on the folder of the first, as two processes on one machine. Its `stop` leaves the folder alone. */
export function startBeside(first: ServerProcess): Promise<ServerProcess> {
  return launch(first.folder, { ...first.environment, PORT: '0' }, { ownsFolder: false, nodeOptions: [] });
}

async function launch(folder: string, environment: Record<string, string>, { ownsFolder, nodeOptions }: { ownsFolder: boolean; nodeOptions: string[] }): Promise<ServerProcess> {
  let printed = '';
  const begin = async (port: string) => {
    const child = spawn(process.execPath, [...nodeOptions, COMMAND, 'serve'], { env: { ...environment, PORT: port }, cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    const own = { text: '' };
    // A program that ends before its time must not leave servers behind.
    const endToo = () => void child.kill('SIGKILL');
    process.once('exit', endToo);
    child.once('exit', () => process.off('exit', endToo));
    const collect = (chunk: Buffer) => {
      own.text += chunk.toString();
      printed += chunk.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    return { child, port: await readyPort(child, () => own.text) };
  };
  const first = await begin(environment['PORT'] ?? '0');
  const { port } = first;
  let { child } = first;
  return {
    url: `http://127.0.0.1:${port}`,
    socketUrl: `ws://127.0.0.1:${port}`,
    port,
    get pid() {
      return child.pid ?? 0;
    },
    folder,
    environment,
    output: () => printed,
    runs: () => child.exitCode === null && child.signalCode === null,
    stop: async () => {
      const code = await end(child);
      if (ownsFolder) rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
      return code;
    },
    kill: () => killed(child),
    restart: async () => {
      ({ child } = await begin(String(port)));
    },
    pause: () => void child.kill('SIGSTOP'),
    unpause: () => void child.kill('SIGCONT'),
  };
}

function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

/** The port that the ready line names. */
function readyPort(child: ChildProcess, printed: () => string): Promise<number> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const port = /ready[^\n]*https?:\/\/[^\s:]+:(\d+)/i.exec(printed())?.[1];
      if (port !== undefined) settle(() => resolve(Number(port)));
    };
    const fail = (reason: string) => settle(() => reject(new Error(`The server ${reason}. It printed:\n${printed()}`)));
    const ended = (code: number | null) => fail(`ended with ${code} before it was ready`);
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      fail(`was not ready after ${READY_LIMIT_MS} ms`);
    }, READY_LIMIT_MS);
    const settle = (action: () => void) => {
      clearTimeout(timer);
      child.stdout?.off('data', look);
      child.stderr?.off('data', look);
      child.off('exit', ended);
      action();
    };
    child.stdout?.on('data', look);
    child.stderr?.on('data', look);
    child.on('exit', ended);
  });
}

function end(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
    child.once('exit', (code) => {
      clearTimeout(timer);
      resolve(code);
    });
    child.kill('SIGTERM');
  });
}
