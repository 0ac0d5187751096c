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

/** A program that is there answers at once; one that is not is refused at once. Longer than this waits only for one that hangs. */
const LIMIT_MS = 800;
/** More than the longest list; a stranger may send anything. */
const MOST_BYTES = 1024 * 1024;

/**
 * Looks for model servers on this machine, side by side, within a second. Gives those that surely are what they seem, in the order of
 * `servers`. Never rejects. `wanted` is the model that the settings name.
 */
export async function findLocalModels(servers: readonly LocalServer[], { clock, wanted }: { clock: Clock; wanted?: string | undefined }): Promise<FoundServer[]> {
  const stop = new AbortController();
  const takeBack = clock.after(LIMIT_MS, () => stop.abort());
  const connections = new Agent({ connect: { timeout: LIMIT_MS }, headersTimeout: LIMIT_MS, bodyTimeout: LIMIT_MS });
  try {
    const found = await Promise.all(servers.map((server) => look(server, wanted, (path) => getJson(`${server.url}${path}`, connections, stop.signal))));
    return found.filter((server) => server !== null);
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

/** Undefined for whatever is not JSON with the status 200. Redirects are not followed: they would lead elsewhere. */
async function getJson(url: string, dispatcher: Agent, signal: AbortSignal): Promise<unknown> {
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
    return undefined;
  }
}
