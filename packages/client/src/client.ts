import type { AnswerStream } from './answer-stream.js';
import { type AskOptions, type Timing, ask } from './ask.js';
import { parseBaseUrl, type WebSocketConstructor, webSocketConstructor } from './web-socket.js';

export interface ClientOptions {
  /** The server's address, as `http://127.0.0.1:8000`; a path before the routes is kept. */
  url: string;
  /** Needed where the runtime has none (Node before 22): the `WebSocket` of the package `ws`. */
  WebSocket?: WebSocketConstructor | undefined;
  fetch?: typeof globalThis.fetch | undefined;
  timing?: Partial<Timing> | undefined;
}

export interface Client {
  /**
   * Asks one question and returns at once. The socket opens and closes by itself; a broken connection is restored and
   * nothing is delivered twice. Failures are `ConnectionFailed`, `ConnectionLost`, `AnalysisFailed` or `ProtocolMismatch`.
   */
  ask(question: string, options?: AskOptions): AnswerStream;
}

const TIMING: Timing = {
  connectTimeoutMs: 10_000,
  // Servers ping every 30 s: after one and a half of that something is wrong.
  silenceLimitMs: 45_000,
  reconnectDelayMs: 250,
  reconnectTries: 7,
  cancelGraceMs: 2_000,
};

/** A client of one server. Throws `ConnectionFailed` when the address or the runtime can't work. Holds nothing open between questions. */
export function createClient(options: ClientOptions): Client {
  const access = {
    baseUrl: parseBaseUrl(options.url),
    WebSocket: webSocketConstructor(options.WebSocket),
    fetch: options.fetch ?? globalThis.fetch.bind(globalThis),
    timing: { ...TIMING, ...options.timing },
  };
  return { ask: (question, askOptions = {}) => ask(access, question, askOptions) };
}
