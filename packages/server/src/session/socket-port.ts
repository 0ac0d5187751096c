/**
 * A WebSocket as the sessions see it. The one adapter from `ws` is `transport/ws-socket.ts`; tests use a pair that is
 * flushed by hand (`testing/socket-pair.ts`). Handlers are attached once, before any message can arrive.
 */
export interface SocketPort {
  /** Queues one text message. After `close` or `terminate` it does nothing. Never throws. */
  send(text: string): void;
  /** Bytes queued and not yet handed to the operating system. */
  readonly bufferedBytes: number;
  /**
   * Sends a protocol-level ping and calls back once when its pong comes: then all that was sent before it has arrived at the
   * peer. Never calls back when it does not come.
   */
  probe(arrived: () => void): void;
  /** Begins the closing handshake. The reason has at most 123 bytes. */
  close(code: number, reason: string): void;
  /** Ends at once, without a closing handshake. */
  terminate(): void;
  onText(handler: (text: string) => void): void;
  onBinary(handler: () => void): void;
  /** Called once, whoever closed it; `handshake` says whether the peer sent its part of the closing handshake. */
  onClose(handler: (handshake: boolean) => void): void;
  /** Anything arrived, protocol-level pongs included: the peer lives. */
  onLife(handler: () => void): void;
}
