import type { ConnectionEstablished, Ping } from '@groundwire/protocol';
import { type Clock, isoTimestamp } from '../base/clock.js';
import type { Logger } from '../base/logger.js';
import type { SessionLog } from '../session-log/session-log.js';
import { ClientMessages, type SessionCommands } from './client-messages.js';
import { Delivery } from './delivery.js';
import { Heartbeat } from './heartbeat.js';
import { CLOSE_UNSUPPORTED } from './session-limits.js';
import type { SocketPort } from './socket-port.js';
import { SocketWriter } from './socket-writer.js';

export interface AttachmentOptions {
  sessionId: string;
  socket: SocketPort;
  log: SessionLog;
  commands: SessionCommands;
  clock: Clock;
  logger: Logger;
  /** The socket is gone; called once. */
  onClosed: (attachment: Attachment) => void;
}

/** One socket on one session, from its greeting to its end: what it gets, what its client says, and whether it still lives. */
export class Attachment {
  readonly #writer: SocketWriter;
  readonly #delivery: Delivery;
  readonly #heartbeat: Heartbeat;

  /** Greets, and serves the socket from then on. Attaches all handlers before it returns. */
  constructor(options: AttachmentOptions) {
    const { sessionId, socket, log, commands, clock, logger } = options;
    const writer = new SocketWriter(socket, clock);
    const delivery = new Delivery({ sessionId, log, writer, clock, logger });
    const heartbeat = new Heartbeat({ clock, beat: () => this.#beat(clock), silent: () => writer.terminate() });
    const onRepeated = (analysisId: string) => void delivery.wantAgain(analysisId).catch((error: unknown) => logger.error({ err: error, session_id: sessionId }, 'a repeated question could not be looked up'));
    const messages = new ClientMessages({ sessionId, commands, writer, clock, logger, onRepeated });
    this.#writer = writer;
    this.#delivery = delivery;
    this.#heartbeat = heartbeat;
    socket.onLife(() => heartbeat.life());
    socket.onText((text) => messages.receive(text));
    socket.onBinary(() => writer.close(CLOSE_UNSUPPORTED, 'Only text messages are understood'));
    socket.onClose((handshake) => {
      heartbeat.stop();
      writer.closed();
      delivery.closed(handshake);
      options.onClosed(this);
    });
    const greeting: ConnectionEstablished = { type: 'connection_established', session_id: sessionId, timestamp: isoTimestamp(clock) };
    writer.sendNow(JSON.stringify(greeting));
    void delivery.run();
  }

  /** Whether nothing is left to send now, or no way to. */
  get idle(): boolean {
    return this.#delivery.idle;
  }

  /** An analysis of the session is about to begin: this socket is here for it. */
  expect(analysisId: string): void {
    this.#delivery.want(analysisId);
  }

  /** Sends an ephemeral frame, unless the client does not read. */
  show(text: string): void {
    this.#writer.sendNow(text);
  }

  close(code: number, reason: string): void {
    this.#heartbeat.stop();
    this.#writer.close(code, reason);
  }

  /** The JSON ping for the client, and one of the protocol's own, which is answered even where a page is asleep. */
  #beat(clock: Clock): void {
    const ping: Ping = { type: 'ping', timestamp: isoTimestamp(clock) };
    this.#writer.sendNow(JSON.stringify(ping));
    this.#writer.probe(() => {});
  }
}
