import type { ProtocolMismatch } from './errors.js';
import { type IncomingFrame, readFrame } from './read-frame.js';
import { OPEN, type WebSocketConstructor, type WebSocketEvents, type WebSocketLike } from './web-socket.js';

/** How one connection ended. `fault` is set when what was received is no frame. `opened`: the socket had opened before. */
export interface ConnectionEnd {
  code: number;
  reason: string;
  opened: boolean;
  /** It was given up because nothing arrived, not closed by anybody. */
  silent: boolean;
  fault: ProtocolMismatch | null;
}

export interface ConnectionOptions {
  WebSocket: WebSocketConstructor;
  url: string;
  /** Until the first message: a server introduces itself at once. */
  connectTimeoutMs: number;
  /** Without a message for this long the connection counts as dead: servers send a ping every 30 s. */
  silenceLimitMs: number;
  /** After so much silence the server is asked for a sign of life, if it is one that answers and if `isAwaited`. */
  doubtAfterMs: number;
  /** How long it has for that. */
  probeMs: number;
  /** Whether something should be coming, from a server that answers a `ping`. */
  isAwaited(): boolean;
  onFrame(frame: IncomingFrame): void;
  /** Called once, unless `close` was called before. `reason` says in words why no socket came about. */
  onEnd(end: ConnectionEnd): void;
}

/**
 * One WebSocket: opens it, answers pings, turns messages into frames, notices when it is dead. Knows nothing of
 * questions and answers, and never opens a second one: whoever owns it decides that.
 */
export class Connection {
  readonly #socket: WebSocketLike;
  readonly #options: ConnectionOptions;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #doubt: ReturnType<typeof setTimeout> | undefined;
  #heardAt = Date.now();
  #complaint = '';
  #opened = false;
  #ended = false;

  /** Begins to open it. Throws where the runtime refuses to try, for example an insecure socket from a secure page. */
  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#socket = new options.WebSocket(options.url);
    const events = this.#socket as WebSocketLike & WebSocketEvents;
    this.#expectWithin(options.connectTimeoutMs, `no word within ${Math.round(options.connectTimeoutMs / 1000)} s`);
    events.addEventListener('open', () => (this.#opened = true));
    this.#doubtIn(options.doubtAfterMs);
    events.addEventListener('error', (event) => (this.#complaint ||= event.message ?? ''));
    events.addEventListener('message', (event) => this.#receive(event.data));
    events.addEventListener('close', ({ code, reason }) => this.#end(code, this.#opened ? reason : this.#complaint || 'the connection was refused'));
  }

  /** Sends one command; false on a socket that is not open. */
  send(command: object): boolean {
    if (this.#ended || this.#socket.readyState !== OPEN) return false;
    this.#socket.send(JSON.stringify(command));
    return true;
  }

  /** Asks for a sign of life: the device slept or changed its network, or what was to come does not. */
  probe(): void {
    if (this.#ended || this.#socket.readyState !== OPEN) return;
    this.#socket.send('ping');
    this.#expectWithin(Math.min(this.#options.probeMs, this.#options.silenceLimitMs), 'no answer after a pause');
  }

  /** Closes it; `onEnd` is not called any more. */
  close(): void {
    this.#ended = true;
    this.#stopTimers();
    this.#socket.close(1000, 'done');
  }

  #receive(data: unknown): void {
    if (this.#ended) return;
    this.#heardAt = Date.now();
    this.#expectWithin(this.#options.silenceLimitMs, 'nothing arrived for too long');
    let frame: IncomingFrame | null;
    try {
      frame = readFrame(typeof data === 'string' ? data : '');
    } catch (thrown) {
      this.#end(1002, 'not a frame', { fault: thrown as ProtocolMismatch });
      this.#socket.close(1000, 'not understood');
      return;
    }
    if (frame?.type === 'ping') this.send({ type: 'pong' });
    if (frame !== null) this.#options.onFrame(frame);
  }

  /** One timer for a whole answer, not one for each word. */
  #doubtIn(ms: number): void {
    this.#doubt = setTimeout(() => {
      const { doubtAfterMs, probeMs, isAwaited } = this.#options;
      const silentMs = Date.now() - this.#heardAt;
      if (silentMs < doubtAfterMs) return this.#doubtIn(doubtAfterMs - silentMs);
      if (isAwaited()) this.probe();
      this.#doubtIn(Math.max(doubtAfterMs, probeMs));
    }, ms);
  }

  #stopTimers(): void {
    clearTimeout(this.#silence);
    clearTimeout(this.#doubt);
  }

  #expectWithin(limitMs: number, reason: string): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => {
      this.#end(1006, reason, { silent: true });
      this.#socket.close();
    }, limitMs);
  }

  #end(code: number, reason: string, { fault = null, silent = false }: { fault?: ProtocolMismatch | null; silent?: boolean } = {}): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#stopTimers();
    this.#options.onEnd({ code, reason, opened: this.#opened, silent, fault });
  }
}

