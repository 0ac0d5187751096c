/** The real server as a process that can be killed and started again on the same port and the same data, as a crash or an update does it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { COMMAND, type ServerOptions, startServer } from './server-process.js';

export interface RestartableServer {
  url: string;
  port: number;
  folder: string;
  environment: Record<string, string>;
  /** SIGKILL: no handler runs. Resolves once the process is gone. */
  kill(): Promise<void>;
  /** Starts it again, where it was. Resolves once it answers. */
  startAgain(): Promise<void>;
  stop(): Promise<void>;
}

const READY_LIMIT_MS = 30_000;

export async function startRestartableServer(options: ServerOptions = {}): Promise<RestartableServer> {
  const first = await startServer(options);
  const environment = { ...first.environment, PORT: String(first.port) };
  let again: ChildProcess | null = null;
  const killAgain = async () => {
    const child = again;
    again = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  };
  return {
    url: first.url,
    port: first.port,
    folder: first.folder,
    environment,
    kill: async () => {
      if (again !== null) return killAgain();
      process.kill(first.pid, 'SIGKILL');
      while (first.runs()) await new Promise((resolve) => setTimeout(resolve, 5));
    },
    startAgain: async () => {
      again = spawn(process.execPath, [COMMAND, 'serve'], { env: environment, cwd: first.folder, stdio: 'ignore' });
      await answers(first.url);
    },
    stop: async () => {
      await killAgain();
      await first.stop();
    },
  };
}

async function answers(url: string): Promise<void> {
  for (const end = Date.now() + READY_LIMIT_MS; Date.now() < end; ) {
    if (await fetch(`${url}/health`).then(({ ok }) => ok, () => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`The server did not come back at ${url}`);
}
