import type { AnswerStream } from './answer-stream.js';
import { createLibraryClient, type LibraryClient } from './library.js';
import { createRecords, type Records } from './records.js';
import { Session, type ServerAccess, type SessionAskOptions } from './session.js';
import { DEFAULT_TIMING, type Timing } from './timing.js';
import { parseBaseUrl, type WebSocketConstructor, webSocketConstructor } from './web-socket.js';

export interface ClientOptions {
  /** The server's address, as `http://127.0.0.1:8000`; a path before the routes is kept. */
  url: string;
  /** Wanted where the runtime has none (Node before 22): the `WebSocket` of the package `ws`. Without one, answers come as event streams. */
  WebSocket?: WebSocketConstructor | undefined;
  fetch?: typeof globalThis.fetch | undefined;
  timing?: Partial<Timing> | undefined;
}

export interface AskOptions extends SessionAskOptions {
  /** The session to ask in: needed for `follow_up`, and to find the answer again. By default each question has a session of its own. */
  session_id?: string | undefined;
}

export interface Client extends Records {
  readonly library: LibraryClient;
  /**
   * Asks one question and returns at once. The socket opens and closes by itself; a broken connection is restored and
   * nothing is delivered twice. Failures are `ConnectionFailed`, `ConnectionLost`, `AnalysisFailed` or `ProtocolMismatch`.
   */
  ask(question: string, options?: AskOptions): AnswerStream;
  /** A session to ask several questions in, and to come back to with the same id. Connects only when asked something. */
  session(id?: string): Session;
}

/** A client of one server. Throws `ConnectionFailed` when the address can't work. Holds nothing open between questions. */
export function createClient(options: ClientOptions): Client {
  const access: ServerAccess = {
    baseUrl: parseBaseUrl(options.url),
    WebSocket: webSocketConstructor(options.WebSocket),
    fetch: options.fetch ?? globalThis.fetch.bind(globalThis),
    timing: { ...DEFAULT_TIMING, ...options.timing },
  };
  return {
    ...createRecords(access),
    library: createLibraryClient(access),
    ask: (question, { session_id, ...askOptions } = {}) => new Session(access, session_id).ask(question, askOptions),
    session: (id) => new Session(access, id),
  };
}
