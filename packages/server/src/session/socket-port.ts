/**
 * A WebSocket as the sessions see it. The one adapter from `ws` is `transport/ws-socket.ts`; tests use a pair that is
 * flushed by hand. Handlers are attached once, before any message can arrive.
 */
export interface SocketPort {
  /** Queues one text message. After `close` or `terminate` it does nothing. */
  send(text: string): void;
  /** Bytes queued and not yet handed to the operating system. */
  readonly bufferedBytes: number;
  close(code: number, reason: string): void;
  /** Ends at once, without a closing handshake. */
  terminate(): void;
  onText(handler: (text: string) => void): void;
  onBinary(handler: () => void): void;
  /** Called once, whoever closed it. */
  onClose(handler: () => void): void;
  /** Anything arrived, protocol-level pongs included: the peer lives. */
  onLife(handler: () => void): void;
}
