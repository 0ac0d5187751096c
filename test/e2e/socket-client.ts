/** A WebSocket client for tests: keeps every frame with its time of arrival, and waits for what a test names. */
import WebSocket from 'ws';

/** A frame as it came, before anybody has checked it. */
export type RawFrame = Record<string, unknown> & { type: string };

export interface Arrival {
  frame: RawFrame;
  /** Milliseconds, from `performance.now()`. */
  at: number;
}

export interface SocketClient {
  arrivals: Arrival[];
  /** Texts that are not JSON. */
  texts: string[];
  frames(type?: string): RawFrame[];
  send(message: unknown): void;
  sendRaw(data: string | Buffer): void;
  /** The first frame, past or coming, that fits; rejects after `limitMs`. */
  waitFor(fits: (frame: RawFrame) => boolean, limitMs?: number): Promise<RawFrame>;
  /** The terminal frame of an analysis, or of the next one that ends. */
  terminal(analysisId?: string): Promise<RawFrame>;
  waitForText(text: string): Promise<void>;
  /** Close code, once it is closed. */
  closed: Promise<number>;
  close(): Promise<void>;
}

const LIMIT_MS = 15_000;

export const isTerminal = (frame: RawFrame): boolean => frame.type === 'complete' || frame.type === 'analysis_error';

/** Opens a socket; rejects with the HTTP status in the message when the upgrade is refused. Answers pings unless told not to. */
export async function openSocket(url: string, options: { origin?: string; answerPings?: boolean } = {}): Promise<SocketClient> {
  const socket = new WebSocket(url, options.origin === undefined ? {} : { origin: options.origin });
  const client = listen(socket, options.answerPings ?? true);
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  return client;
}

/** HTTP status with which an upgrade is refused; rejects when it is not. */
export function refusedStatus(url: string, options: { origin?: string } = {}): Promise<number> {
  const socket = new WebSocket(url, options.origin === undefined ? {} : { origin: options.origin });
  return new Promise((resolve, reject) => {
    socket.once('unexpected-response', (request, response) => {
      resolve(response.statusCode ?? 0);
      request.destroy();
    });
    socket.once('open', () => {
      socket.terminate();
      reject(new Error(`${url} was let in`));
    });
    socket.once('error', reject);
  });
}

function listen(socket: WebSocket, answerPings: boolean): SocketClient {
  const arrivals: Arrival[] = [];
  const texts: string[] = [];
  const watchers = new Set<() => void>();
  socket.on('message', (data, isBinary) => {
    const text = isBinary ? '(binary)' : String(data);
    const frame = parse(text);
    if (frame === null) texts.push(text);
    else arrivals.push({ frame, at: performance.now() });
    if (frame?.type === 'ping' && answerPings) socket.send('{"type":"pong"}');
    for (const watch of [...watchers]) watch();
  });
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));

  function watch<T>(look: () => T | undefined, limitMs: number, what: string): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => finish(() => reject(new Error(`${what} did not come within ${limitMs} ms; frames so far: ${describe(arrivals)}`))), limitMs);
      const finish = (action: () => void) => {
        clearTimeout(timer);
        watchers.delete(check);
        action();
      };
      const check = () => {
        const found = look();
        if (found !== undefined) finish(() => resolve(found));
      };
      watchers.add(check);
      check();
    });
  }

  const waitFor = (fits: (frame: RawFrame) => boolean, limitMs = LIMIT_MS) => watch(() => arrivals.find(({ frame }) => fits(frame))?.frame, limitMs, 'The frame');
  return {
    arrivals,
    texts,
    frames: (type) => arrivals.map(({ frame }) => frame).filter((frame) => type === undefined || frame.type === type),
    send: (message) => socket.send(JSON.stringify(message)),
    sendRaw: (data) => socket.send(data),
    waitFor,
    terminal: (analysisId) => waitFor((frame) => isTerminal(frame) && (analysisId === undefined ? frame['analysis_id'] !== null : frame['analysis_id'] === analysisId)),
    waitForText: async (text) => {
      await watch(() => texts.find((each) => each === text), LIMIT_MS, `The text ${text}`);
    },
    closed,
    close: async () => {
      socket.close();
      await closed;
    },
  };
}

function parse(text: string): RawFrame | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'type' in value ? (value as RawFrame) : null;
  } catch {
    return null;
  }
}

function describe(arrivals: Arrival[]): string {
  return arrivals.map(({ frame }) => frame.type).join(' ').slice(-400) || 'none';
}
