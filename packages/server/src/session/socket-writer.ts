import { type Clock, pause } from '../base/clock.js';
import { BLOCKED_LIMIT_MS, CLOSE_GRACE_MS, CLOSE_SLOW_CONSUMER, DRAIN_CHECK_MS, SOCKET_HIGH_WATER_BYTES, SOCKET_LOW_WATER_BYTES } from './session-limits.js';
import type { SocketPort } from './socket-port.js';

/**
 * The sending side of one socket: bounds what is queued, and sends nothing once closing was decided.
 */
export class SocketWriter {
  readonly #port: SocketPort;
  readonly #clock: Clock;
  /** Ends the wait for the peer; made when there is one, which is seldom. */
  #waiting: AbortController | null = null;
  #closing = false;
  #blocked = false;
  #cancelTerminate: (() => void) | null = null;

  constructor(port: SocketPort, clock: Clock) {
    this.#port = port;
    this.#clock = clock;
  }

  get open(): boolean {
    return !this.#closing;
  }

  /** Whether `write` waits for the peer to read. */
  get blocked(): boolean {
    return this.#blocked;
  }

  /**
   * Sends a frame of the log as soon as there is room for it. False: the socket closed, or was closed because its peer did
   * not read for a minute; then nothing was sent.
   */
  async write(text: string): Promise<boolean> {
    if (this.offer(text)) return true;
    await this.#drained();
    if (this.#closing) return false;
    this.#port.send(text);
    return true;
  }

  /** Sends a frame of the log if there is room for it now. */
  offer(text: string): boolean {
    if (this.#closing) return false;
    const queued = this.#port.bufferedBytes;
    // Three bytes a unit at most: the exact count is made only where it may matter.
    if (queued > 0 && queued + 3 * text.length > SOCKET_HIGH_WATER_BYTES && queued + Buffer.byteLength(text) > SOCKET_HIGH_WATER_BYTES) return false;
    this.#port.send(text);
    return true;
  }

  /** Sends something that is worth nothing later (ping, progress, refusals): left out where the peer does not read. */
  sendNow(text: string): void {
    if (!this.#closing && this.#port.bufferedBytes < SOCKET_HIGH_WATER_BYTES) this.#port.send(text);
  }

  /** Calls back when all that was sent so far has arrived at the peer. */
  probe(arrived: () => void): void {
    if (!this.#closing) this.#port.probe(arrived);
  }

  /** Ends the socket politely, and by force when the peer does not answer in time. */
  close(code: number, reason: string): void {
    if (this.#closing) return;
    this.#closing = true;
    this.#cancelTerminate = this.#clock.after(CLOSE_GRACE_MS, () => this.#port.terminate());
    this.#port.close(code, reason);
    this.#waiting?.abort();
  }

  /** Ends the socket without a word. */
  terminate(): void {
    this.#closing = true;
    this.#port.terminate();
    this.#waiting?.abort();
  }

  /** The socket is gone: to be called once, when the port says so. */
  closed(): void {
    this.#closing = true;
    this.#cancelTerminate?.();
    this.#waiting?.abort();
  }

  async #drained(): Promise<void> {
    const limit = this.#clock.now() + BLOCKED_LIMIT_MS;
    this.#blocked = true;
    const { signal } = (this.#waiting ??= new AbortController());
    while (!this.#closing && this.#port.bufferedBytes >= SOCKET_LOW_WATER_BYTES) {
      if (this.#clock.now() >= limit) this.close(CLOSE_SLOW_CONSUMER, 'Nothing was read for a minute; connect again to get the rest');
      else await pause(this.#clock, DRAIN_CHECK_MS, signal);
    }
    this.#blocked = false;
  }
}
