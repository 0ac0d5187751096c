import { WebSocket } from 'ws';

/** Everything that clients do to a server, good and bad, in small pieces. */
export interface ChurnTarget {
  url: string;
  socketUrl: string;
  questions: readonly string[];
  random: () => number;
}

/** How often each thing was done, by name. */
export type ChurnCounts = Record<string, number>;

interface Visit extends ChurnTarget {
  session: string;
}

const LIMIT_MS = 20_000;
/** A connection that is kept for later would look like one that was left over. */
const CLOSE = { connection: 'close' };
const pick = <T>(list: readonly T[], random: () => number): T => list[Math.floor(random() * list.length)] as T;

type Act = (visit: Visit) => Promise<void>;

const ACTS: Record<string, Act> = {
  'read to the end': async (visit) => {
    const socket = await open(visit);
    ask(socket, visit);
    await seen(socket, isEnd);
    await closed(socket, () => socket.close());
  },
  'left in mid-answer': async (visit) => {
    const socket = await open(visit);
    ask(socket, visit);
    await seen(socket, isToken);
    await closed(socket, () => socket.close());
  },
  'broken off': async (visit) => {
    const socket = await open(visit);
    ask(socket, visit);
    await seen(socket, isToken);
    await closed(socket, () => socket.terminate());
  },
  stalled: async (visit) => {
    const socket = await open(visit);
    ask(socket, visit);
    await seen(socket, isToken);
    socket.pause();
    await new Promise((resolve) => setTimeout(resolve, 200 * visit.random()));
    await closed(socket, () => socket.terminate());
  },
  cancelled: async (visit) => {
    const socket = await open(visit);
    ask(socket, visit);
    const token = await seen(socket, isToken);
    socket.send(JSON.stringify({ type: 'cancel', analysis_id: token['analysis_id'] }));
    await seen(socket, isEnd);
    await closed(socket, () => socket.close());
  },
  'said nothing': async (visit) => {
    const socket = await open(visit);
    await closed(socket, () => socket.close());
  },
  'talked nonsense': async (visit) => {
    const socket = await open(visit);
    for (const text of ['ping', '{', '{"type":"query"}', '{"type":"resume","epoch":"e","since_seq":3}']) socket.send(text);
    await seen(socket, (frame) => frame['type'] === 'error' || frame['type'] === 'analysis_error');
    await closed(socket, () => socket.close());
  },
  'second tab': async (visit) => {
    const sockets = await Promise.all([open(visit), open(visit)]);
    ask(sockets[0] as WebSocket, visit);
    await Promise.all(sockets.map((socket) => seen(socket, isEnd)));
    await Promise.all(sockets.map((socket) => closed(socket, () => socket.close())));
  },
  'event stream': async (visit) => {
    const { analysis_id } = (await post(visit, '/api/analysis/execute', { query_text: pick(visit.questions, visit.random), session_id: visit.session })) as { analysis_id?: string };
    const abort = new AbortController();
    const response = await fetch(`${visit.url}/api/analysis/${analysis_id}/events`, { signal: abort.signal, headers: CLOSE });
    const reader = response.body?.getReader();
    await reader?.read();
    if (visit.random() < 0.5) for (; (await reader?.read())?.done === false; );
    abort.abort();
  },
  'whole answer': async (visit) => void (await post(visit, '/api/analysis/execute?stream=false', { query_text: pick(visit.questions, visit.random), session_id: visit.session, parameters: { model: 'none' } })),
};

/** One client's doings in one session, which is named after them and is deleted afterwards, now and then while something still runs in it. */
export async function visit(target: ChurnTarget, number: string, counts: ChurnCounts): Promise<void> {
  const name = pick(Object.keys(ACTS), target.random);
  const session = `${name.replaceAll(' ', '-')}-${number}`;
  try {
    await (ACTS[name] as Act)({ ...target, session });
    counts[name] = (counts[name] ?? 0) + 1;
  } catch {
    counts['went wrong'] = (counts['went wrong'] ?? 0) + 1;
  }
  await remove(target, session);
}

/** Until the server has nothing of it: what still runs has to end first. */
async function remove({ url }: ChurnTarget, session: string): Promise<void> {
  for (let tries = 0; tries < 20; tries += 1) {
    const response = await fetch(`${url}/api/sessions/${session}`, { method: 'DELETE', headers: CLOSE });
    await response.arrayBuffer();
    if (response.ok || response.status === 404) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

type Frame = Record<string, unknown>;
const isToken = (frame: Frame) => frame['type'] === 'token' || isEnd(frame);
const isEnd = (frame: Frame) => frame['type'] === 'complete' || (frame['type'] === 'analysis_error' && frame['analysis_id'] !== null);

function open({ socketUrl, session, random }: Visit): Promise<WebSocket> {
  const socket = new WebSocket(`${socketUrl}/ws/${session}${random() < 0.5 ? '?v=2' : ''}`);
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(socket));
    socket.once('error', reject);
  });
}

function ask(socket: WebSocket, { questions, random }: Visit): void {
  socket.send(JSON.stringify({ type: 'query', query: pick(questions, random), client_request_id: `r${random()}`, parameters: { max_words: 120, ...(random() < 0.5 ? { model: 'none' } : {}) } }));
}

function seen(socket: WebSocket, fits: (frame: Frame) => boolean): Promise<Frame> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => settle(() => reject(new Error('the frame did not come'))), LIMIT_MS);
    const settle = (action: () => void) => {
      clearTimeout(timer);
      socket.off('message', take).off('close', gone);
      action();
    };
    const gone = () => settle(() => reject(new Error('the socket closed')));
    const take = (data: unknown) => {
      const text = String(data);
      const frame = text === 'pong' ? {} : (JSON.parse(text) as Frame);
      if (fits(frame)) settle(() => resolve(frame));
    };
    socket.on('message', take).on('close', gone);
  });
}

function closed(socket: WebSocket, how: () => void): Promise<void> {
  if (socket.readyState === WebSocket.CLOSED) return Promise.resolve();
  return new Promise((resolve) => {
    socket.once('close', () => resolve());
    socket.on('error', () => {});
    how();
  });
}

async function post({ url }: Visit, path: string, body: object): Promise<unknown> {
  const response = await fetch(`${url}${path}`, { method: 'POST', headers: { ...CLOSE, 'content-type': 'application/json' }, body: JSON.stringify(body) });
  return response.json();
}
