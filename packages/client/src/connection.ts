import { ConnectionFailed, type ProtocolMismatch } from './errors.js';
import { type IncomingFrame, readFrame } from './read-frame.js';
import { OPEN, type WebSocketConstructor, type WebSocketEvents, type WebSocketLike } from './web-socket.js';

/** How one connection ended. `fault` is set when what was received is no frame. */
export interface ConnectionEnd {
  code: number;
  reason: string;
  fault: ProtocolMismatch | null;
}

export interface ConnectionOptions {
  WebSocket: WebSocketConstructor;
  url: string;
  connectTimeoutMs: number;
  /** Without a message for this long the connection counts as dead: servers send a ping every 30 s. */
  silenceLimitMs: number;
  onFrame(frame: IncomingFrame): void;
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
  #ended = false;

  private constructor(options: ConnectionOptions, socket: WebSocketLike) {
    this.#options = options;
    this.#socket = socket;
  }

  /** Resolves once the socket is open; rejects with `ConnectionFailed` otherwise. `onEnd` is called only after it resolved. */
  static open(options: ConnectionOptions): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = new options.WebSocket(options.url);
      const events = socket as WebSocketLike & WebSocketEvents;
      const connection = new Connection(options, socket);
      let opened = false;
      let complaint = '';
      const timer = setTimeout(() => {
        reject(new ConnectionFailed(`${options.url} did not answer within ${Math.round(options.connectTimeoutMs / 1000)} s`));
        socket.close();
      }, options.connectTimeoutMs);
      events.addEventListener('open', () => {
        clearTimeout(timer);
        opened = true;
        connection.#listenForSilence();
        resolve(connection);
      });
      events.addEventListener('error', (event) => {
        complaint = event.message ?? '';
      });
      events.addEventListener('message', (event) => connection.#receive(event.data));
      events.addEventListener('close', (event) => {
        clearTimeout(timer);
        if (opened) connection.#end({ code: event.code, reason: event.reason, fault: null });
        else reject(new ConnectionFailed(complaint === '' ? 'The connection was refused' : complaint));
      });
    });
  }

  /** Sends one command. On a socket that is no longer open it does nothing; the end was or will be reported. */
  send(command: { type: string }): void {
    if (this.#socket.readyState === OPEN) this.#socket.send(JSON.stringify(command));
  }

  /** Closes it; `onEnd` is not called any more. */
  close(): void {
    this.#ended = true;
    clearTimeout(this.#silence);
    this.#socket.close(1000, 'done');
  }

  #receive(data: unknown): void {
    if (this.#ended) return;
    this.#listenForSilence();
    let frame: IncomingFrame | null;
    try {
      frame = readFrame(typeof data === 'string' ? data : '');
    } catch (thrown) {
      this.#end({ code: 1002, reason: 'not a frame', fault: thrown as ProtocolMismatch });
      this.#socket.close(1000, 'not understood');
      return;
    }
    if (frame?.type === 'ping') this.send({ type: 'pong' });
    else if (frame !== null) this.#options.onFrame(frame);
  }

  #listenForSilence(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => {
      this.#end({ code: 1006, reason: 'nothing arrived for too long', fault: null });
      this.#socket.close();
    }, this.#options.silenceLimitMs);
  }

  #end(end: ConnectionEnd): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#silence);
    this.#options.onEnd(end);
  }
}
