import type { Cursor } from './socket-wish.js';

/** What one socket is sent out of the session's log, and when. One reader a socket: replay and live are the same read. */
export interface SocketFeed {
  /** Whether there is nothing to send now, or no way to. */
  readonly idle: boolean;
  /** Delivers until the socket closes. Never rejects. */
  run(): Promise<void>;
  /** An analysis of the session is about to begin in this process. */
  expect(analysisId: string): void;
  /** The client asked again for an analysis that began before; `ref` is the `client_request_id` it asked with. Never rejects. */
  again(analysisId: string, ref: string | undefined): Promise<void>;
  /** Sets the cursor anew. False where the socket has none that could be set. */
  resume(cursor: Cursor): boolean;
  /** The socket is gone; called once. `handshake`: the peer closed in order, so it read what was sent before. */
  closed(handshake: boolean): void;
}
