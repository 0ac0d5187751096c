import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import type { SocketPort } from '../session/socket-port.js';
import { textFrame } from './text-frame.js';
import { atTurnEnd } from './turn-end.js';

/** What `ws` reports when the connection ended without a closing handshake (RFC 6455, section 7.1.5). */
const NO_CLOSE_FRAME = 1006;

/**
 * A `ws` socket as the sessions see it. `connection` is the TCP connection beneath: texts that are sent in one turn leave in one write,
 * past the sender of `ws`, which would make two pieces of each. All else goes through `ws`, in order. Attaches its handlers
 * at once; never throws and never lets an error event go unheard.
 */
export function createWsSocket(socket: WebSocket, connection: Socket): SocketPort {
  const probes: Array<{ number: number; arrived: () => void }> = [];
  // Pings carry a number, because a peer that is behind may answer only the newest of them (RFC 6455, section 5.5.3).
  let probeCount = 0;
  // Errors end in a close event, which is all that the sessions need.
  socket.on('error', () => {});
  socket.on('pong', (data: Buffer) => {
    const number = Number(data.toString('latin1'));
    while (probes[0] !== undefined && probes[0].number <= number) probes.shift()?.arrived();
  });

  const isOpen = () => socket.readyState === socket.OPEN;
  const texts = new TextQueue(socket, connection);

  return {
    send(text) {
      if (isOpen()) texts.add(text);
    },
    get bufferedBytes() {
      return socket.bufferedAmount + texts.bytes;
    },
    probe(arrived) {
      if (!isOpen()) return;
      probeCount += 1;
      probes.push({ number: probeCount, arrived });
      texts.flush();
      socket.ping(String(probeCount), undefined, ignoreError);
    },
    close(code, reason) {
      texts.flush();
      socket.close(code, reason);
    },
    terminate: () => socket.terminate(),
    onText(handler) {
      socket.on('message', (data, isBinary) => {
        if (!isBinary) handler((data as Buffer).toString('utf8'));
      });
    },
    onBinary(handler) {
      socket.on('message', (_data, isBinary) => {
        if (isBinary) handler();
      });
    },
    onClose(handler) {
      socket.once('close', (code) => handler(code !== NO_CLOSE_FRAME));
    },
    onLife(handler) {
      for (const event of ['message', 'ping', 'pong'] as const) socket.on(event, handler);
    },
  };
}

/** The texts of one turn, until they are written. */
class TextQueue {
  readonly #socket: WebSocket;
  readonly #connection: Socket;
  /** Frames as a string of bytes. */
  #frames = '';
  readonly #onTurnEnd = () => this.flush();

  constructor(socket: WebSocket, connection: Socket) {
    this.#socket = socket;
    this.#connection = connection;
  }

  get bytes(): number {
    return this.#frames.length;
  }

  add(text: string): void {
    // An extension may change what a frame looks like; then only `ws` knows how to write one.
    if (this.#socket.extensions !== '') return this.#socket.send(text, ignoreError);
    const frame = textFrame(text);
    if (typeof frame === 'string') {
      if (this.#frames === '') atTurnEnd(this.#onTurnEnd);
      this.#frames += frame;
    } else {
      this.flush();
      this.#connection.write(frame);
    }
  }

  flush(): void {
    const frames = this.#frames;
    if (frames === '') return;
    this.#frames = '';
    if (this.#socket.readyState === this.#socket.OPEN) this.#connection.write(frames, 'latin1');
  }
}

/** A failed send is followed by a close event. */
function ignoreError(): void {}
