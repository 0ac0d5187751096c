import { Agent, request } from 'undici';
import type { Clock } from '../base/clock.js';
import { chooseLocalModel, llamaCppModels, lmStudioModels, type LocalModel, ollamaModels } from './local-model-lists.js';

/** A program that may serve models on this machine. */
export interface LocalServer {
  name: 'Ollama' | 'llama.cpp' | 'LM Studio';
  /** Origin, without a trailing slash. */
  url: string;
}

/** Where the three usually listen, in the order in which they are looked for. The address, not the name: `localhost` may be IPv6 alone, and is anything in a container. */
export const USUAL_SERVERS: readonly LocalServer[] = [
  { name: 'Ollama', url: 'http://127.0.0.1:11434' },
  { name: 'llama.cpp', url: 'http://127.0.0.1:8080' },
  { name: 'LM Studio', url: 'http://127.0.0.1:1234' },
];

export interface FoundServer extends LocalServer {
  /** For OpenAI-compatible calls. */
  baseUrl: string;
  /** The model to write with; null where it serves none that is wanted, or none that talks. */
  model: string | null;
  /** Names of all that it serves. */
  models: string[];
}

/** What came of looking. */
export interface LocalSearch {
  /** Those that surely are what they seem, in the order in which they were looked for. */
  found: FoundServer[];
  /** Those that gave no answer in time, where none was found: it may be they that are busy, or this process. */
  silent: LocalServer[];
}

/** A program that is there answers at once, and one that is not is refused at once; but this process itself may be busy with starting. */
const LIMIT_MS = 3_000;
/** More than the longest list; a stranger may send anything. */
const MOST_BYTES = 1024 * 1024;

/**
 * Looks for model servers on this machine, side by side, within 3 seconds; where that finds none, once more at those that gave no
 * answer in time. Never rejects. `wanted` is the model that the settings name.
 */
export async function findLocalModels(servers: readonly LocalServer[], options: { clock: Clock; wanted?: string | undefined; limitMs?: number }): Promise<LocalSearch> {
  const first = await lookAtAll(servers, options);
  return first.found.length > 0 || first.silent.length === 0 ? first : lookAtAll(first.silent, options);
}

async function lookAtAll(servers: readonly LocalServer[], { clock, wanted, limitMs = LIMIT_MS }: { clock: Clock; wanted?: string | undefined; limitMs?: number }): Promise<LocalSearch> {
  const stop = new AbortController();
  const takeBack = clock.after(limitMs, () => stop.abort());
  // One limit for all: the signal's.
  const connections = new Agent({ connect: { timeout: 0 }, headersTimeout: 0, bodyTimeout: 0 });
  const silent = new Set<LocalServer>();
  try {
    const looks = servers.map((server) => look(server, wanted, (path) => getJson(`${server.url}${path}`, { dispatcher: connections, signal: stop.signal, onLate: () => silent.add(server) })));
    const found = (await Promise.all(looks)).filter((server) => server !== null);
    return { found, silent: servers.filter((server) => silent.has(server) && !found.some(({ url }) => url === server.url)) };
  } finally {
    takeBack();
    await connections.destroy();
  }
}

async function look(server: LocalServer, wanted: string | undefined, get: (path: string) => Promise<unknown>): Promise<FoundServer | null> {
  const models = await LISTS[server.name](get);
  if (models === null) return null;
  return { ...server, baseUrl: `${server.url}/v1`, model: chooseLocalModel(models, wanted), models: models.map(({ name }) => name) };
}

const LISTS: Readonly<Record<LocalServer['name'], (get: (path: string) => Promise<unknown>) => Promise<LocalModel[] | null>>> = {
  Ollama: async (get) => ollamaModels(...(await Promise.all([get('/api/tags'), get('/api/ps')]))),
  'llama.cpp': async (get) => llamaCppModels(...(await Promise.all([get('/health'), get('/v1/models')]))),
  'LM Studio': async (get) => lmStudioModels(...(await Promise.all([get('/api/v0/models'), get('/v1/models')]))),
};

/** Undefined for whatever is not JSON with the status 200; `onLate` hears of what was not there in time. Redirects are not followed: they would lead elsewhere. */
async function getJson(url: string, { dispatcher, signal, onLate }: { dispatcher: Agent; signal: AbortSignal; onLate: () => void }): Promise<unknown> {
  try {
    const { statusCode, body } = await request(url, { dispatcher, signal, headers: { accept: 'application/json', 'accept-encoding': 'identity', 'user-agent': 'groundwire' } });
    // What is cut off here says so once more, to nobody.
    body.on('error', () => undefined);
    if (statusCode !== 200) {
      body.destroy();
      return undefined;
    }
    const parts: Uint8Array[] = [];
    let size = 0;
    for await (const part of body as AsyncIterable<Uint8Array>) {
      size += part.length;
      if (size > MOST_BYTES) return undefined;
      parts.push(part);
    }
    return JSON.parse(Buffer.concat(parts).toString('utf8')) as unknown;
  } catch {
    if (signal.aborted) onLate();
    return undefined;
  }
}
