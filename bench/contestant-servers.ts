import { execFileSync } from 'node:child_process';
import { startServer } from '../test/e2e/server-process.js';
import { type ChildProgram, startChild } from './child-program.js';
import { syntheticDocuments } from './synthetic-corpus.js';

/** A server that is compared, as a process of its own. */
export interface ContestantServer {
  name: string;
  socketUrl: string;
  pid: number;
  stop(): Promise<unknown>;
}

/** Debian's Python: its packages are seen by no other one. */
const PYTHON = '/usr/bin/python3';
const PYTHON_PARTS = 'fastapi, uvicorn, websockets, uvloop, httpx';

export const GROUNDWIRE = 'groundwire';
export const BARE = 'bare ws';
export const UVICORN = 'uvicorn';

/** Starts the servers in front of a model. `note` says which one is left out, and why. */
export async function startContestants(modelBaseUrl: string, nodeOptions: string[] = []): Promise<{ servers: ContestantServer[]; note: string | null }> {
  const servers = [await startGroundwire(modelBaseUrl, nodeOptions), await startRelay(BARE, startChild(process.execPath, 'bare-relay.mjs', modelBaseUrl))];
  if (!hasPython()) return { servers, note: `${UVICORN} is left out: it wants ${PYTHON} with ${PYTHON_PARTS} (Debian: python3-fastapi python3-uvicorn python3-websockets python3-uvloop python3-httpx)` };
  servers.push(await startRelay(UVICORN, startChild(PYTHON, 'uvicorn_relay.py', modelBaseUrl)));
  return { servers, note: null };
}

async function startGroundwire(modelBaseUrl: string, nodeOptions: string[]): Promise<ContestantServer> {
  const documents = Object.fromEntries(syntheticDocuments(10, 5, 1).map(({ key, title, content }) => [`${key}.txt`, `${title}\n\n${content}`]));
  const server = await startServer({ documents, environment: { MODEL: 'relay-0-0-10', MODEL_BASE_URL: modelBaseUrl, LOG_LEVEL: 'error' }, nodeOptions });
  return { name: GROUNDWIRE, socketUrl: server.socketUrl, pid: server.pid, stop: () => server.stop() };
}

async function startRelay(name: string, child: ChildProgram): Promise<ContestantServer> {
  const port = await child.line();
  return { name, socketUrl: `ws://127.0.0.1:${port}`, pid: child.pid, stop: () => child.stop() };
}

function hasPython(): boolean {
  try {
    execFileSync(PYTHON, ['-c', `import ${PYTHON_PARTS}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
