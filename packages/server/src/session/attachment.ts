import type { ConnectionEstablished, GoingAway, Ping } from '@groundwire/protocol';
import { type Clock, isoTimestamp } from '../base/clock.js';
import type { Logger } from '../base/logger.js';
import type { SessionLog } from '../session-log/session-log.js';
import { ClientMessages, type SessionCommands } from './client-messages.js';
import { Delivery } from './delivery.js';
import { Heartbeat } from './heartbeat.js';
import { LogDelivery } from './log-delivery.js';
import { baseRefusal, errorFrameRefusal } from './refusals.js';
import { CLOSE_FLOOD, CLOSE_UNSUPPORTED } from './session-limits.js';
import type { SocketFeed } from './socket-feed.js';
import { MESSAGES_BEFORE_GREETING } from './socket-limits.js';
import type { SocketPort } from './socket-port.js';
import { BASE_SOCKET, type SocketWish } from './socket-wish.js';
import { SocketWriter } from './socket-writer.js';
import type { UnloggedEnds } from './unlogged-ends.js';

export interface AttachmentOptions {
  sessionId: string;
  socket: SocketPort;
  wish?: SocketWish | undefined;
  log: SessionLog;
  unlogged: UnloggedEnds;
  commands: SessionCommands;
  clock: Clock;
  logger: Logger;
  /** The socket is gone; called once. */
  onClosed: (attachment: Attachment) => void;
}

/** One socket on one session, from its greeting to its end: what it gets, what its client says, and whether it still lives. */
export class Attachment {
  readonly #writer: SocketWriter;
  readonly #feed: SocketFeed;
  readonly #heartbeat: Heartbeat;
  readonly #version: SocketWish['version'];
  /** What the client said before it was greeted; null from then on. */
  #unread: string[] | null = [];

  /** Attaches all handlers before it returns. Greets as soon as the log has said what the greeting needs, and serves the socket from then on. */
  constructor(options: AttachmentOptions) {
    const { sessionId, socket, log, unlogged, commands, clock, logger, wish = BASE_SOCKET } = options;
    const writer = new SocketWriter(socket, clock);
    const refusal = wish.version === 2 ? errorFrameRefusal(clock) : baseRefusal(clock);
    const heartbeat = new Heartbeat({ clock, beat: () => this.#beat(clock), silent: () => writer.terminate() });
    const messages = new ClientMessages({
      sessionId,
      commands,
      writer,
      clock,
      logger,
      refusal,
      onRepeated: (analysisId, ref) => void feed.again(analysisId, ref),
      onResume: (cursor) => feed.resume(cursor),
    });
    const onGreeted = () => this.#greeted(messages);
    const feed = wish.version === 2 ? new LogDelivery({ sessionId, log, unlogged, writer, clock, logger, refusal, cursor: wish.cursor, onGreeted }) : new Delivery({ sessionId, log, unlogged, writer, clock, logger });
    this.#writer = writer;
    this.#feed = feed;
    this.#heartbeat = heartbeat;
    this.#version = wish.version;
    socket.onLife(() => heartbeat.life());
    socket.onText((text) => this.#receive(text, messages));
    socket.onBinary(() => writer.close(CLOSE_UNSUPPORTED, 'Only text messages are understood'));
    socket.onClose((handshake) => {
      heartbeat.stop();
      writer.closed();
      feed.closed(handshake);
      options.onClosed(this);
    });
    if (wish.version === 1) {
      const greeting: ConnectionEstablished = { type: 'connection_established', session_id: sessionId, timestamp: isoTimestamp(clock) };
      writer.sendNow(JSON.stringify(greeting));
      onGreeted();
    }
    void feed.run();
  }

  /** Whether nothing is left to send now, or no way to. */
  get idle(): boolean {
    return this.#feed.idle;
  }

  /** An analysis of the session is about to begin: this socket is here for it. */
  expect(analysisId: string): void {
    this.#feed.expect(analysisId);
  }

  /** Sends an ephemeral frame, unless the client does not read. */
  show(text: string): void {
    // The greeting comes first, whatever happens meanwhile.
    if (this.#unread === null) this.#writer.sendNow(text);
  }

  /** The server stops: tells a client that understands it when to come back. The socket stays open until `close`. */
  announceEnd(reconnectInMs: number): void {
    const frame: GoingAway = { type: 'going_away', reconnect_in_ms: reconnectInMs };
    if (this.#version === 2) this.show(JSON.stringify(frame));
  }

  close(code: number, reason: string): void {
    this.#heartbeat.stop();
    this.#writer.close(code, reason);
  }

  /** The JSON ping for the client, and one of the protocol's own, which is answered even where a page is asleep. */
  #beat(clock: Clock): void {
    const ping: Ping = { type: 'ping', timestamp: isoTimestamp(clock) };
    this.show(JSON.stringify(ping));
    this.#writer.probe(() => {});
  }

  #receive(text: string, messages: ClientMessages): void {
    if (this.#unread === null) return messages.receive(text);
    if (this.#unread.length < MESSAGES_BEFORE_GREETING) this.#unread.push(text);
    else this.close(CLOSE_FLOOD, 'Too many messages');
  }

  #greeted(messages: ClientMessages): void {
    const unread = this.#unread ?? [];
    this.#unread = null;
    for (const text of unread) messages.receive(text);
  }
}
