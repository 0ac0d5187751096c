import type { ServerFrame } from '@groundwire/protocol';
import type { SocketPort } from '../session/socket-port.js';

type Sent = { text: string } | { probe: () => void } | { close: number; reason: string };

/**
 * A socket with both ends in hand. What the server sends is queued (and counts as `bufferedBytes`) until `flush` brings it
 * to the client's end; with `flowing` it arrives at once. The client's end answers probes and the closing handshake when
 * they arrive, as a real one does.
 */
export class SocketPair implements SocketPort {
  /** What has arrived at the client, parsed; texts that are not JSON as they are. */
  readonly received: unknown[] = [];
  /** The same, byte for byte. */
  readonly texts: string[] = [];
  /** The code and reason with which the server closed, once it did. */
  closedByServer: { code: number; reason: string } | null = null;
  terminated = false;
  #flowing: boolean;
  #queue: Sent[] = [];
  #queuedBytes = 0;
  #open = true;
  #gone = false;
  #onText: (text: string) => void = () => {};
  #onBinary: () => void = () => {};
  #onClose: (handshake: boolean) => void = () => {};
  #onLife: () => void = () => {};

  constructor(options: { flowing?: boolean } = {}) {
    this.#flowing = options.flowing ?? true;
  }

  // --- the server's end ---------------------------------------------------------------------------------------------

  get bufferedBytes(): number {
    return this.#queuedBytes;
  }

  send(text: string): void {
    if (this.#open) this.#enqueue({ text });
  }

  probe(arrived: () => void): void {
    if (this.#open) this.#enqueue({ probe: arrived });
  }

  close(code: number, reason: string): void {
    if (!this.#open) return;
    this.#open = false;
    this.closedByServer = { code, reason };
    this.#enqueue({ close: code, reason });
  }

  terminate(): void {
    this.terminated = true;
    this.#end(false);
  }

  onText(handler: (text: string) => void): void {
    this.#onText = handler;
  }

  onBinary(handler: () => void): void {
    this.#onBinary = handler;
  }

  onClose(handler: (handshake: boolean) => void): void {
    this.#onClose = handler;
  }

  onLife(handler: () => void): void {
    this.#onLife = handler;
  }

  // --- the client's end ---------------------------------------------------------------------------------------------

  /** Whether the connection is still there, as far as either end knows. */
  get alive(): boolean {
    return !this.#gone;
  }

  /** Whether what is sent arrives at once. Switched on, it also brings what is queued. */
  set flowing(flowing: boolean) {
    this.#flowing = flowing;
    if (flowing) this.flush();
  }

  /** Brings at most so many queued messages to the client. */
  flush(count = Number.POSITIVE_INFINITY): void {
    for (let left = count; left > 0 && this.#queue.length > 0 && !this.#gone; left -= 1) this.#arrive(this.#queue.shift() as Sent);
  }

  /** The frames that arrived, of these types only where some are named. */
  frames<Type extends ServerFrame['type']>(...types: Type[]): Array<Extract<ServerFrame, { type: Type }>> {
    const frames = this.received.filter((item): item is ServerFrame => typeof item === 'object' && item !== null && 'type' in item);
    return frames.filter((frame) => types.length === 0 || types.includes(frame.type as Type)) as Array<Extract<ServerFrame, { type: Type }>>;
  }

  /** Sends to the server: a string as it is, anything else as JSON. */
  say(message: unknown): void {
    if (this.#gone) return;
    this.#onLife();
    this.#onText(typeof message === 'string' ? message : JSON.stringify(message));
  }

  sayBinary(): void {
    this.#onLife();
    this.#onBinary();
  }

  /** The client closes with a handshake. What is queued is lost. */
  leave(): void {
    this.#end(true);
  }

  /** The connection is reset: no handshake, and what is queued is lost. */
  reset(): void {
    this.#end(false);
  }

  #enqueue(item: Sent): void {
    this.#queue.push(item);
    this.#queuedBytes += sizeOf(item);
    if (this.#flowing) this.flush();
  }

  #arrive(item: Sent): void {
    this.#queuedBytes -= sizeOf(item);
    if ('text' in item) {
      this.texts.push(item.text);
      this.received.push(parsed(item.text));
    } else if ('close' in item) this.#end(true);
    else {
      this.#onLife();
      item.probe();
    }
  }

  #end(handshake: boolean): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#open = false;
    this.#queue = [];
    this.#queuedBytes = 0;
    this.#onClose(handshake);
  }
}

function sizeOf(item: Sent): number {
  return 'text' in item ? Buffer.byteLength(item.text) : 2;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
