import type { Timing } from './timing.js';
import { backoffMs } from './backoff.js';
import { judgeClose, retryAfterOf } from './close-codes.js';
import { Connection, type ConnectionEnd } from './connection.js';
import { Cursor } from './cursor.js';
import { type LinkEvent, type LinkState, nextLinkState } from './link-state.js';
import type { IncomingFrame } from './read-frame.js';
import { onWake } from './wake-signals.js';
import { type WebSocketConstructor, socketUrl } from './web-socket.js';

export interface LinkOptions {
  WebSocket: WebSocketConstructor;
  baseUrl: URL;
  sessionId: string;
  timing: Timing;
  /** Whether an answer is awaited. */
  isAwaited(): boolean;
  /** Whether nothing answers at the address, which may be a server that restarts. Must not reject. */
  isAbsent(): Promise<boolean>;
  /** A connection stands and can be sent to. Called for each one. */
  onReady(): void;
  /** A frame that was not seen before, in its order; the greeting and control frames included, pings not. */
  onFrame(frame: IncomingFrame): void;
  /** All that was missed has been handed over; with `renewed` as snapshots, because the cursor meant nothing any more. */
  onCaughtUp(renewed: boolean): void;
  onReconnecting(count: number): void;
  /** No socket, and none to come until the next `start`. `everOpen`: there was one since the last `start`. */
  onDown(reason: { text: string; everOpen: boolean; fault: Error | null }): void;
  onState(state: LinkState): void;
}

/**
 * The socket of one session over all its breaks: reconnects with growing waits, resumes from the cursor, lets nothing through
 * twice and nothing with a hole in front of it. It knows nothing of answers; whoever owns it says when it is needed.
 */
export class SessionLink {
  readonly #options: LinkOptions;
  readonly #cursor = new Cursor();
  #state: LinkState = 'idle';
  #connection: Connection | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stopWaking: () => void = () => undefined;
  #tried = 0;
  #everOpen = false;
  #startedAt = 0;
  #wasAbsent = false;
  #renewing = false;
  #wishMs: number | null = null;

  constructor(options: LinkOptions) {
    this.#options = options;
  }

  get state(): LinkState {
    return this.#state;
  }

  /** Whether a command can be sent now. */
  get open(): boolean {
    return this.#state === 'live' || this.#state === 'catching_up';
  }

  /** Whether the server numbers its frames (protocol v2) rather than sending base frames only. */
  get numbered(): boolean {
    return this.#cursor.numbered;
  }

  /** Connects, unless it does or is already. */
  start(): void {
    if (this.#state !== 'idle' && this.#state !== 'over') return;
    this.#tried = 0;
    this.#everOpen = false;
    this.#startedAt = Date.now();
    this.#wasAbsent = false;
    this.#cursor.forget();
    this.#stopWaking = onWake(() => this.#wake());
    this.#happen('start');
    this.#open();
  }

  send(command: object): boolean {
    return this.open && this.#connection?.send(command) === true;
  }

  /** Something that was waited for came: the next break starts with the shortest wait. */
  progressed(): void {
    this.#tried = 0;
  }

  /** Drops the connection and resumes, because a frame shows that something is missing. */
  reconnect(): void {
    if (!this.open && this.#state !== 'opening') return;
    this.#connection?.close();
    this.#lost();
  }

  /** Has all that the log still holds delivered again. */
  rewind(): void {
    if (!this.open) return;
    this.#cursor.rewind();
    this.#connection?.close();
    this.#happen('lost');
    this.#happen('due');
    this.#open();
  }

  /** Closes it; nothing is called back any more. `start` begins anew, at the log's end. */
  stop(): void {
    this.#happen('stop');
    this.#letGo();
  }

  #open(): void {
    const { WebSocket, baseUrl, sessionId, timing } = this.#options;
    this.#renewing = false;
    this.#wishMs = null;
    const url = socketUrl(baseUrl, sessionId, this.#cursor.position);
    const { silenceLimitMs, doubtAfterMs, probeMs } = timing;
    const connectTimeoutMs = this.#everOpen ? Math.min(timing.connectTimeoutMs, timing.reconnectTimeoutMs * 2 ** Math.max(0, this.#tried - 1)) : timing.connectTimeoutMs;
    // A base server may be one that knows no such question.
    const isAwaited = () => this.#cursor.numbered && this.#options.isAwaited();
    const onFrame = (frame: IncomingFrame) => this.#receive(frame);
    const onEnd = (end: ConnectionEnd) => this.#ended(end);
    try {
      this.#connection = new Connection({ WebSocket, url, connectTimeoutMs, silenceLimitMs, doubtAfterMs, probeMs, isAwaited, onFrame, onEnd });
    } catch (thrown) {
      this.#down(thrown instanceof Error ? thrown.message : String(thrown), null);
    }
  }

  #receive(frame: IncomingFrame): void {
    if (frame.type === 'ping') return this.progressed();
    if (frame.type === 'connection_established') return this.#greeted(frame);
    // Frames in front of the greeting can't be placed; there are none from a server that keeps to the protocol.
    if (!this.open) return;
    if (this.#control(frame)) return;
    const verdict = this.#cursor.take('seq' in frame ? frame.seq : undefined);
    if (verdict === 'gap') return this.reconnect();
    if (verdict === 'old') return;
    if (this.#cursor.numbered && 'seq' in frame && frame.seq !== undefined) this.progressed();
    this.#options.onFrame(frame);
  }

  /** Gives whether the frame was about the connection itself. */
  #control(frame: IncomingFrame): boolean {
    if (frame.type === 'caught_up') this.#caughtUp(frame);
    else if (frame.type === 'resume_failed') this.#resumeFailed(frame);
    else if (frame.type === 'going_away') this.#goingAway(frame);
    else return false;
    return true;
  }

  #resumeFailed(frame: Extract<IncomingFrame, { type: 'resume_failed' }>): void {
    this.#cursor.fail(frame);
    this.#renewing = true;
    this.#happen('resuming');
    this.#options.onFrame(frame);
  }

  #goingAway(frame: Extract<IncomingFrame, { type: 'going_away' }>): void {
    this.#wishMs = Math.max(0, Number(frame.reconnect_in_ms) || 0);
    this.#options.onFrame(frame);
  }

  #greeted(frame: Extract<IncomingFrame, { type: 'connection_established' }>): void {
    const resuming = this.#cursor.greet(frame);
    this.#everOpen = true;
    this.#happen(resuming ? 'resuming' : 'established');
    this.#options.onFrame(frame);
    if (this.open) this.#options.onReady();
  }

  #caughtUp(frame: Extract<IncomingFrame, { type: 'caught_up' }>): void {
    if (this.#cursor.catchUp(frame) === 'gap') return this.reconnect();
    const renewed = this.#renewing;
    this.#renewing = false;
    this.#happen('caught_up');
    this.#options.onFrame(frame);
    this.#options.onCaughtUp(renewed);
  }

  #ended({ code, reason, opened, silent, fault }: ConnectionEnd): void {
    const said = reason === '' ? `the connection was closed with code ${code}` : reason;
    if (fault !== null) return this.#down(said, fault);
    // Refused, or swallowed by a proxy that lets sockets open and nothing through them.
    if (!this.#everOpen && silent) return this.#down(said, null);
    if (!this.#everOpen && !opened) return void this.#notOpened(said);
    if (opened && judgeClose(code) === 'stop') return this.#down(said, null);
    const seconds = retryAfterOf(reason);
    if (seconds !== null) this.#wishMs = seconds * 1000;
    this.#lost();
  }

  /** The first connection did not come about. A server that is not there may be back in a moment; one that is there and refuses won't change its mind. */
  async #notOpened(said: string): Promise<void> {
    const refused = this.#connection;
    const absent = await this.#options.isAbsent();
    if (this.#state !== 'opening' || this.#connection !== refused) return;
    const leftMs = this.#startedAt + this.#options.timing.firstConnectMs - Date.now();
    if (leftMs <= 0 || !(absent || this.#wasAbsent)) return this.#down(said, null);
    this.#wasAbsent = absent;
    this.#lost(said, leftMs);
  }

  #lost(said = 'it could not be restored', leftMs = Number.POSITIVE_INFINITY): void {
    this.#connection = null;
    const { timing } = this.#options;
    if (this.#tried >= timing.reconnectTries) return this.#down(said, null);
    const wait = backoffMs({ tried: this.#tried, baseMs: timing.reconnectDelayMs, capMs: timing.maxReconnectDelayMs, random: Math.random(), wishMs: this.#wishMs });
    this.#tried += 1;
    this.#happen('lost');
    if (this.#state !== 'waiting') return;
    this.#timer = setTimeout(() => this.#due(), Math.min(wait, leftMs));
    if (this.#everOpen) this.#options.onReconnecting(this.#tried);
  }

  #due(): void {
    if (this.#state !== 'waiting') return;
    clearTimeout(this.#timer);
    this.#happen('due');
    this.#open();
  }

  #wake(): void {
    if (this.#state === 'waiting') this.#due();
    else this.#connection?.probe();
  }

  #down(text: string, fault: Error | null): void {
    this.#happen('refused');
    this.#letGo();
    this.#options.onDown({ text, everOpen: this.#everOpen, fault });
  }

  #letGo(): void {
    clearTimeout(this.#timer);
    this.#stopWaking();
    this.#connection?.close();
    this.#connection = null;
  }

  #happen(event: LinkEvent): void {
    const state = nextLinkState(this.#state, event);
    if (state === this.#state) return;
    this.#state = state;
    this.#options.onState(state);
  }
}
